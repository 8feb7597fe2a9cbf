"""What so many auditors can do in a year, and what share of the open children that is, over both pools."""

from collections.abc import Iterable
from decimal import Decimal
from urllib.parse import urlencode

from app.events.periods import MONTHLY, Period
from app.reports import figures, figures_around
from app.reports.cells import day, line
from app.reports.document import LINES, Block, Cell, Line
from app.reports.source import Source
from projections import children
from projections.capacity import Capacity
from projections.rows import Row

RATE = 90
"""The expected completion, in per cent, of a month that was opened without a target of completion."""
PLACE, POOL = "of those in place", "of the month's pool"
PARTLY = "The month is of some service areas alone; open children are counted for the whole council"
Counted = list[Row]


def capacity(source: Source, period: Period) -> Iterable[Block]:
    """Capacity of the auditors in place at the period's end, and beside it of the last month's own pool.

    The field's report multiplies the pool that there will be once those in training count, 85 × 0.9 × 12 = 918, while
    the month counts 73: neither is picked.
    """
    month = source.opened(period)[-1]
    last = Period(month, MONTHLY, (month,))
    counted = children.population_on(source.model, figures_around.until_of(source, period))
    place, pool = figures.group(source, period, "pools")["pools:auditor"], source.figures(last)["pool"]
    lines = (
        line(place, period),
        *_of(source, last, counted, place.n, PLACE),
        line(pool, last, label=f"Pool of {last.label}"),
        *_of(source, last, counted, pool.n, POOL, partly=PARTLY if source.cycle(month)["scope"] else ""),
        _children(source, last, period, counted, place.n),
    )
    yield Block("capacity", LINES, "Capacity", lines=lines)


def _of(
    source: Source, month: Period, counted: Counted, auditors: int, whose: str, partly: str = ""
) -> tuple[Line, Line]:
    """The capacity of so many auditors, and its share of the open children; with why there is none."""
    found = _capacity(source, month, counted, auditors)
    rate, yearly = _plain(found.rate / 100), _plain(found.yearly)
    said = f"{auditors} auditors × {rate} × {found.owed} × 12 = {yearly} audits a year"
    share = None if partly else found.share(found.yearly)
    href = _href(found, counted)
    note = partly or (f"{yearly} of {found.population:,}" if counted else "no count of open children was brought in")
    return (
        Line(f"Capacity {whose}", Cell(said, href=href)),
        Line(f"Share of the open children in a year, {whose}", Cell("–" if share is None else f"{share}%", href=href),
             note),
    )  # fmt: skip


def _children(source: Source, month: Period, period: Period, counted: Counted, auditors: int) -> Line:
    found = _capacity(source, month, counted, auditors)
    made = Cell(f"{found.population:,}", "capacity:children", period.key, found.population, href=_href(found, counted))
    return Line("Open children", made, f"as at {day(counted[0]['on'])}" if counted else "no count was brought in")


def _capacity(source: Source, month: Period, counted: Counted, auditors: int) -> Capacity:
    """Of so many auditors, at the completion that the month aims at and what each owes by its audit tool."""
    rate = Decimal(source.cycle(month.key)["targets"].get("completion", RATE))
    owed = source.content(month)["audits_owed_a_month"]
    return Capacity(auditors, rate, owed, sum(row["count"] for row in counted))


def _href(found: Capacity, counted: Counted) -> str:
    """The page of capacity with exactly these numbers: it says every step."""
    asked = {"auditors": found.auditors, "rate": _plain(found.rate), "owed": found.owed}
    return f"/capacity?{urlencode(asked | {row['plan']: row['count'] for row in counted})}"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
