"""A month's figures for a page or a file: worked out once, told in one way."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import current_app, g

from app import clock
from app.policy import scope
from app.views import figure_records
from app.views.audit_rows import content
from app.views.cycles import names_shown
from app.views.desk import i, model
from app.views.exemption_reach import classes_shown
from app.views.own_areas import people_of_mine, sees_all
from projections import months, seals, tracker
from projections.report_figures import of_month
from projections.shares import Figure

COMPLETION = (
    "completion-of-pool",
    "completion-of-allocated",
    "completion-to-standard",
    "completion-of-expected",
)
AVOIDABLE = "exemptions-not-health-or-leave"
KEPT = 26
"""Of so many months the figures are kept, those asked for last: two years, and the ones that run."""


def month_of(cycle: dict[str, Any]) -> months.Month:
    """What the figures of a cycle count, today."""
    return months.month(model(), cycle["id"], content(cycle), clock.today())


def figures_of(cycle: dict[str, Any]) -> Mapping[str, Figure]:
    """Every figure of a cycle by name."""
    return kept(cycle["id"], lambda: month_of(cycle))


def kept(cycle: str, month: Callable[[], months.Month]) -> Mapping[str, Figure]:
    """The figures of a cycle (id) as it is now, worked out again only when what they count has changed, or the day."""
    found: dict[str, tuple[str, dict[str, Figure]]] = current_app.extensions.setdefault("month_figures", {})
    as_it_is = f"{clock.today()}-{months.mark(model(), cycle)}"
    was, figures = found.pop(cycle, ("", {}))
    if was != as_it_is:
        figures = of_month(month())
    found[cycle] = as_it_is, figures
    for oldest in list(found)[:-KEPT]:
        found.pop(oldest, None)
    return figures


def opens_to(figure: Figure, cycle: dict[str, Any]) -> str:
    """The address of a figure: its value, definition and members."""
    return f"/figures/{figure.name}?cycle={cycle['month']}"


def is_withheld(figure: Figure) -> bool:
    """Whether the people of a figure are not named to the person who asks: who is exempted, or for what reason."""
    return (figure.personal and not classes_shown()) or (figure.confidential and not names_shown())


def as_json(figure: Figure) -> dict[str, Any]:
    """A figure as data: ids of its members and base, withheld where they tell who is exempted or of other areas."""
    hidden = is_withheld(figure)
    counted = [] if hidden else _shown(figure.members, figure.members_are)
    of = [] if hidden or figure.base is None else _shown(figure.base, figure.base_are)
    return {
        "name": figure.name,
        "label": figure.label,
        "definition": figure.definition,
        "numerator": figure.n,
        "denominator": figure.of,
        "percent": None if figure.share is None else str(figure.share),
        "numerator_are": figure.members_are,
        "numerator_ids": None if hidden else counted,
        "numerator_withheld": figure.n - len(counted),
        "denominator_are": None if figure.base is None else figure.base_are,
        "denominator_ids": None if hidden or figure.base is None else of,
        "denominator_withheld": None if figure.of is None else figure.of - len(of),
        "withheld": hidden,
    }


def _shown(ids: tuple[str, ...], are: str) -> list[str]:
    """The ids, only those that this person sees. The counts are the month's."""
    if sees_all():
        sealed = seals.sealed_from(model(), i().id)
        return [id for id in ids if id not in sealed]
    if are not in ("people", "audits"):
        return list(figure_records.seen(ids))
    rows = people_of_mine(ids) if are == "people" else tracker.of_ids(model(), ids, scope(i()), clock.today())
    seen = {row["id"] for row in rows}
    return [id for id in ids if id in seen]


def as_at(cycle: dict[str, Any]) -> dict[str, Any]:
    """Of which month, under which framework, and as at which moment and event."""
    return {
        "cycle": cycle["id"],
        "framework": cycle["framework"],
        "framework_version": cycle["framework_version"],
        "as_at": clock.now(),
        "position": g.position,
    }
