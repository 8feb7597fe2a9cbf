"""The figures that an inspector with named months is shown: those of one such month that count its audits alone."""

import re
from collections.abc import Sequence
from urllib.parse import parse_qs, unquote

from flask import g

from app.events.periods import Period
from app.policy import Inspects
from app.views.desk import model
from app.views.inspected import limits
from app.views.month_figures import figures_of
from projections import cycles
from projections.shares import Figure

SHOWN = "figures.show"
LEADS = re.compile(r"/figures/([^/]+?)(?:\.json|/chart\.(?:svg|png))?")


def open_to(figure: Figure, period: Period, at: str) -> bool:
    """Whether a figure of a period, as at an edition or now (""), is there for the person who asks."""
    named = limits(SHOWN)
    return named is None or (not at and len(period.months) == 1 and _is_of(figure, period.months[0], named))


def beside(periods: Sequence[Period]) -> list[Period]:
    """Those of some periods whose figures the person who asks may see beside one of theirs."""
    named = limits(SHOWN)
    return [one for one in periods if named is None or {f"cycle/{month}" for month in one.months} <= named.cycles]


def may_lead(href: str) -> bool:
    """Whether a link of a page leads to a figure that is there, or to no figure at all."""
    path, _, asked = href.partition("?")
    named, found = limits(SHOWN), LEADS.fullmatch(path)
    if named is None or not found:
        return True
    said = parse_qs(asked)
    month = (said.get("cycle") or said.get("period") or [""])[-1]
    return "at" not in said and unquote(found[1]) in _names(month, named)


def _names(month: str, named: Inspects) -> frozenset[str]:
    """The figures of a month that are there, by their names; looked up once for an answer."""
    known: dict[str, frozenset[str]] = g.setdefault("inspected_figures", {})
    if month not in known:
        cycle = cycles.cycle(model(), f"cycle/{month}")
        found = figures_of(cycle) if cycle and cycle["id"] in named.cycles else {}
        known[month] = frozenset(name for name, figure in found.items() if _is_of(figure, month, named))
    return known[month]


def _is_of(figure: Figure, month: str, named: Inspects) -> bool:
    """Whether a figure counts audits of a month that is named, of such audits, and tells of nobody's exemption."""
    bases = figure.base is None or figure.base_are == "audits"
    ids = (*figure.members, *(figure.base or ()))
    theirs = all(id.startswith(f"audit/{month}/") for id in ids)
    apart = figure.confidential or figure.personal
    return f"cycle/{month}" in named.cycles and figure.members_are == "audits" and bases and theirs and not apart
