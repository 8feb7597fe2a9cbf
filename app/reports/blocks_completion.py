"""How much was done: the way from the pool to the child's record, completion over every base, exemptions."""

from collections.abc import Iterable, Sequence

from app.events.periods import MONTHLY, Period
from app.reports.cells import cell, line, spelt
from app.reports.document import CHART, LINES, TABLE, TEXT, Block, Cell, Chart, Column, Point, Series, Table
from app.reports.source import NOT_OPENED, Source, span_of
from projections.shares import NONE

FLOW = (
    "pool", "long-leave", "exempt", "expected", "allocated", "exempted-afterwards", "released-to-nobody", "withdrawn",
    "still-open", "nil", "returned", "late", "waiting", "accepted", "not-to-standard", "to-agree", "counted-by-other",
    "uploaded",
)  # fmt: skip
"""From the pool to the child's record, in the order of the board: nothing that was allocated is left out."""
RARE = frozenset({"released-to-nobody", "withdrawn", "still-open", "waiting", "to-agree", "counted-by-other"})
"""Of these only what there is."""
RIVALS = (
    "completion-of-pool",
    "completion-of-allocated",
    "completion-to-standard",
    "completion-of-expected",
)
EXEMPTIONS = (
    "maternity-leave", "extended-leave", "exempt", "exempted-after", "exempted-for-health",
    "exemptions-not-health-or-leave", "exemptions-not-health-or-leave-of-pool", "exemptions-health-or-leave",
)  # fmt: skip
SERIES = 12
BY_MONTH = (
    ("returned", "Completed audits", "count"),
    ("pool", "Trained auditors in the pool", "count"),
    ("completion-of-pool", "Completion of pool", "share"),
    ("completion-of-allocated", "Completion of allocated", "share"),
    ("exemptions-not-health-or-leave", "Exemptions, not health or leave", "share"),
)
"""What the table by month tells of each: the figure, and its heading."""
COMPLETED = {"returned": "Completed audits"}
"""What a count of the board is called in a report."""


def flow(source: Source, period: Period) -> Iterable[Block]:
    """Each step from the pool to the child's record."""
    found = source.figures(period)
    names = [name for name in FLOW if name not in RARE or (name in found and found[name].n)]
    yield _lines(source, period, "flow", "From the pool to the child's record", names)


def completion(source: Source, period: Period) -> Iterable[Block]:
    """Every completion figure with its base, none picked."""
    found = source.figures(period)
    columns = (Column("Completion", TEXT), Column("Completed", "share"), Column("Is", TEXT))
    shown = [found[name] for name in RIVALS if name in found]
    rows = tuple((Cell(one.label), spelt(cell(one, period)), Cell(one.definition)) for one in shown)
    yield Block("completion", TABLE, "Completion, over each base", table=Table(columns, rows))


def exemptions(source: Source, period: Period) -> Iterable[Block]:
    """How many auditors were exempted, for which kind of reason, and the shares over both bases."""
    yield _lines(source, period, "exemptions", "Exemptions", EXEMPTIONS)


def completion_months(source: Source, period: Period) -> Iterable[Block]:
    """Completed audits beside the pool, and the exemptions of each month that are not health or leave."""
    shown = source.since(period, SERIES) if period.kind == MONTHLY else span_of(source, period)
    columns = (Column("Month", TEXT), *(Column(head, kind) for _, head, kind in BY_MONTH))
    rows = tuple(_row(source, one, source.named(one)) for one in shown)
    total = (_row(source, period, "Total"),) if len(shown) > 1 and period.kind != MONTHLY else ()
    table = Table(columns, (*rows, *total), totals=len(total))
    chart, notes = _chart(source, shown), source.noted(shown)
    yield Block("completion-months", CHART, "Completion by month", table=table, chart=chart, notes=notes)


def _lines(source: Source, period: Period, id: str, title: str, names: Sequence[str]) -> Block:
    found = source.figures(period)
    lines = tuple(line(found[name], period, label=COMPLETED.get(name, "")) for name in names if name in found)
    return Block(id, LINES, title, lines=lines)


def _row(source: Source, one: Period, label: str) -> tuple[Cell, ...]:
    found = source.figures(one)
    return (Cell(label), *(cell(found[name], one) if name in found else Cell(NONE) for name, _, _ in BY_MONTH))


def _chart(source: Source, shown: Sequence[Period]) -> Chart:
    points = tuple(point for one in shown for point in _points(source, one, shown))
    series = (Series("completed", "Completed audits"), Series("pool", "Auditors in the pool"))
    last = source.figures(shown[-1]).get("completion-of-pool") if shown else None
    said = f"{shown[-1].label}: {last.words} auditors of the pool ({last.value})." if last else "No month yet."
    title = "Completed audits beside the pool"
    return Chart("completion-months", "completion", title, said, f"{title} by month. {said}", points, series, "Audits")


def _points(source: Source, one: Period, shown: Sequence[Period]) -> Iterable[Point]:
    found = source.figures(one)
    if not found:
        yield Point(one.label, None, "completed", mark=NOT_OPENED)
        return
    share = found["completion-of-pool"]
    why, key = source.breaks(one, shown), one.key
    yield Point(one.label, float(share.n), "completed", share.n, share.of, breaks=why, figure=share.name, period=key)
    yield Point(one.label, float(share.of or 0), "pool", share.of, figure="pool", period=key)
