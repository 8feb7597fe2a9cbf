"""A figure over the months: what it was in each, with the limits that hold there, and whether it changed since."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from flask import current_app, request

from app.events.periods import MONTHLY, Period
from app.reports import figures
from app.reports.document import Chart, Table
from app.reports.source import NOT_OPENED
from app.reports.statistics import change, series
from app.reports.statistics.change import Change, Part
from app.reports.statistics.process import Behaviour
from app.reports.statistics.readings import Reading
from app.views.asked_in_vain import strange
from app.views.figure_asked import Asked, mark
from app.views.inspected_figures import beside
from projections.grade_table import base_name
from projections.shares import Figure

MONTHS, MOST_MONTHS = 13, 60
"""So many months stand in a series unless more are asked for, and at most."""
KEPT = 240

Counted = tuple[int | None, int | None]


def chart_of(asked: Asked) -> tuple[Chart, Table, tuple[str, ...]]:
    """The series as a chart, as the table beneath it, and what is to be known of it."""
    shown = _shown(asked)
    behaved = _behaved(tuple(_reading(asked, one, shown) for one in shown), asked.figure.places)
    axis = "Number" if asked.figure.of is None else "%"
    title = f"{asked.figure.label} over time"
    return series.process_chart("series", title, behaved, axis), series.process_table(behaved), series.notes(behaved)


def many() -> int:
    """How many months the address asks for."""
    given = request.args.get("months", "")
    if given.isdecimal() and len(given) < 4 and 2 <= int(given) <= MOST_MONTHS:
        return int(given)
    if given:
        strange("Months", given)
    return MONTHS


def against_before(asked: Asked) -> dict[str, Any] | None:
    """Whether it changed from the period before, which nothing is called across a break; None where there was none."""
    before = asked.period.before
    if not beside([before]) or not asked.source.opened(before) or (asked.group and asked.group.stands):
        return None
    was, now = (_value(asked, one) for one in (before, asked.period))
    why = asked.source.unlike(asked.period, (before,))
    said = _change(was, now, (before.label, asked.period.label), asked.figure.places, why)
    return {"period": before, "change": said, "href": asked.href_of(before)}


def _shown(asked: Asked) -> list[Period]:
    return beside(asked.source.since(Period(asked.period.last, MONTHLY, (asked.period.last,)), many()))


def _reading(asked: Asked, one: Period, shown: Sequence[Period]) -> Reading:
    n, of = _value(asked, one)
    name = asked.figure.name
    base = base_name(name.split(":")[1]) if name.startswith("grade:") else ""
    absent = "" if asked.source.opened(one) else NOT_OPENED
    return Reading(one.label, n, of, asked.source.breaks(one, shown), name, one.key, base, absent=absent)


def _value(asked: Asked, one: Period) -> tuple[int | None, int | None]:
    """The figure in another period: n of how many; None where it was not counted then, and no base for a count."""
    if asked.group:
        return _around(asked, one)
    parts = [found for month in asked.source.opened(one) if (found := _of_month(asked, month))]
    n = sum(n or 0 for n, _ in parts) if parts else None
    return n, None if asked.figure.of is None else sum(of or 0 for _, of in parts)


def _of_month(asked: Asked, month: str) -> Counted | None:
    """The figure of one month, worked out again only when something that the month's figures count has changed."""
    kept: dict[str, tuple[str, dict[str, Counted]]] = current_app.extensions.setdefault("months_counted", {})
    as_it_is = mark(asked.source.model, [f"cycle/{month}"])
    kept_as = f"{month} {asked.at}"
    was, values = kept.get(kept_as, ("", {}))
    if was != as_it_is:
        while len(kept) >= KEPT:
            kept.pop(next(iter(kept)), None)
        values = _counted(asked.source.figures(Period(month, MONTHLY, (month,))))
        kept[kept_as] = (as_it_is, values)
    return values.get(asked.figure.name)


def _around(asked: Asked, one: Period) -> tuple[int | None, int | None]:
    """A figure that stands around the months in a period, worked out again when anything was recorded, or on a day."""
    kept: dict[Any, dict[str, Counted]] = current_app.extensions.setdefault("around_counted", {})
    name = asked.figure.name
    key = (figures.group_of(name), one.key, asked.at, asked.source.model.position, asked.source.on)
    if key not in kept:
        while len(kept) >= KEPT:
            kept.pop(next(iter(kept)), None)
        kept[key] = _counted(figures.group(asked.source, one, key[0])) if asked.source.opened(one) else {}
    return kept[key].get(name, (None, None if asked.figure.of is None else 0))


def _counted(found: dict[str, Figure]) -> dict[str, Counted]:
    return {name: (figure.n, figure.of) for name, figure in found.items()}


@lru_cache(maxsize=64)
def _behaved(readings: tuple[Reading, ...], places: int) -> Behaviour:
    return series.behaviour_of(readings, places)


@lru_cache(maxsize=256)
def _change(was: Counted, now: Counted, labels: tuple[str, str], places: int, why: str) -> Change | None:
    """What may be said of the difference; None where either is a share of nothing. `why` it is no comparison."""
    before, after = (Part(n or 0, of, label) for (n, of), label in zip((was, now), labels, strict=True))
    if before.of is None or after.of is None:
        return replace(change.counts_change(before, after), broken=why)
    if not before.of or not after.of:
        return None
    return replace(change.shares_change(before, after, places), broken=why)
