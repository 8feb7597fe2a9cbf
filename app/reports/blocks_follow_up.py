"""What became of it: actions as at the day, the managers' duties, children of concern, impact, inadequate audits."""

from collections.abc import Iterable, Sequence

from app.events.periods import Period
from app.events.vocabulary import DISCUSSIONS, DUTIES
from app.reports import figures
from app.reports.cells import ROUNDED, cell, day, line
from app.reports.document import CHART, LINES, TABLE, TEXT, Block, Cell, Chart, Column, Point, Table
from app.reports.figures_follow_up import INADEQUATE as ALL
from app.reports.source import Source, months_of
from projections import inadequate
from projections.actions_lists import AGES
from projections.shares import Figure

INADEQUATE = {name: said for name, said in ALL.items() if name != "cancelled"}
"""What stands in the table: its reader sees what was raised, and what of that is still to be done."""


def actions(source: Source, period: Period) -> Iterable[Block]:
    """Open actions as at the end of the period: within timescale and overdue, and overdue by how long."""
    found = figures.group(source, period, "actions")
    lines = tuple(line(found[f"actions:{name}"], period, "actions:open") for name in ("open", "within", "overdue"))
    on = source.at_end(period).on.isoformat()
    yield Block("actions", LINES, f"Actions as at {day(on)}", lines=lines)
    yield _ageing(period, [found[f"actions:{name}"] for name in ("within", *AGES)], found["actions:overdue"])


def _ageing(period: Period, ages: Sequence[Figure], late: Figure) -> Block:
    rows = tuple((Cell(one.label), _aged(one, period)) for one in ages)
    table = Table((Column("Open actions", TEXT), Column("Actions", "share")), rows)
    points = tuple(_bar(one, period) for one in ages)
    said = f"{late.words} open actions are overdue." if late.of else "No action is open."
    chart = Chart("ageing", "ageing", "Open actions by age", said, f"Open actions by age. {said}", points, y="Actions")
    notes = ("Within timescale is a share of the open actions, overdue by so long of the overdue ones.", ROUNDED)
    return Block("ageing", CHART, "Open actions by age", table=table, chart=chart, notes=notes)


def _bar(figure: Figure, period: Period) -> Point:
    return Point(figure.label, float(figure.n), "", figure.n, figure=figure.name, period=period.key)


def _aged(figure: Figure, period: Period) -> Cell:
    return cell(figure, period, "actions:open" if figure.name == "actions:within" else "actions:overdue")


def duties(source: Source, period: Period) -> Iterable[Block]:
    """What team managers did on receipt of an audit of the period, by the day."""
    found = figures.group(source, period, "duties")
    names = ("received", *DUTIES, *DISCUSSIONS, "late")
    lines = tuple(line(found[f"duties:{name}"], period, "duties:received") for name in names)
    yield Block("duties", LINES, f"What team managers did with each audit, as at {_day(source)}", lines=lines)


def concerns(source: Source, period: Period) -> Iterable[Block]:
    """Children of concern at the end of the period, and how soon Category 1 was answered in the year before."""
    lines = tuple(line(one, period) for one in figures.group(source, period, "concerns").values())
    yield Block("concerns", LINES, f"Children of concern as at {_day(source.at_end(period))}", lines=lines)


def impact(source: Source, period: Period) -> Iterable[Block]:
    """What those who received the audits say of them, asked six weeks after each return."""
    found = figures.group(source, period, "impact")
    lines = tuple(line(one, period) for one in found.values())
    asked = found["impact:answered"].of
    note = "Of audits that came in during these months; who was asked less than four weeks ago may answer yet."
    if not asked:
        note = "Nobody has been asked about audits that came in during these months yet: six weeks after each return."
    yield Block("impact", LINES, "Impact of audit", lines=lines if asked else (), notes=(note,))


def graded_inadequate(source: Source, period: Period) -> Iterable[Block]:
    """How many audits have a grade of concern, and where the actions after them stand as at the day."""
    months = months_of(source, period)
    rows = tuple(_inadequate(source, one, one.label) for one in months)
    total = (_inadequate(source, period, "Total"),) if len(months) > 1 else ()
    heads = (label for label, _ in INADEQUATE.values())
    table = Table((Column("Month", TEXT), *(Column(head) for head in heads)), (*rows, *total), totals=len(total))
    yield Block("inadequate", TABLE, "Audits graded as a concern, and their actions", table=table,
                notes=(f"Actions as at {_day(source)}.",))  # fmt: skip
    audits = figures.group(source, period, "inadequate")["inadequate:audits"].members
    yield _each(audits, inadequate.actions_of(source.model, audits, source.on))


def _inadequate(source: Source, of: Period, label: str) -> tuple[Cell, ...]:
    found = figures.group(source, of, "inadequate")
    return (Cell(label), *(cell(found[f"inadequate:{name}"], of) for name in INADEQUATE))


def _each(audits: Iterable[str], after: dict[str, dict[str, int]]) -> Block:
    """Each of these audits with its actions, and in words where it stands: in the internal copy alone."""
    rows = tuple(_audit(audit, after.get(audit, {})) for audit in audits)
    columns = (Column("Audit", TEXT), *(Column(head) for head in ("Actions raised", "Open", "Overdue")),
               Column("Where it stands", TEXT))  # fmt: skip
    return Block(
        "inadequate-audits", TABLE, "Each audit graded as a concern", table=Table(columns, rows), confidential=True
    )


def _audit(audit: str, after: dict[str, int]) -> tuple[Cell, ...]:
    month, number = audit.removeprefix("audit/").split("/")
    named = Cell(f"{month} · {int(number)}", href=f"/audits/{month}/{int(number)}")
    counts = [after.get(name, 0) for name in ("raised", "open", "overdue")]
    return (named, *(Cell(str(n), n=n) for n in counts), Cell(_stands(*counts)))


def _stands(raised: int, still: int, late: int) -> str:
    """Where an audit stands by its actions: none was raised, all are done, or some are open, and how many late."""
    if not still:
        return "Every action is done or cancelled" if raised else "No action was raised"
    return f"{still} of {raised} open" + (f", {late} overdue" if late else "")


def _day(source: Source) -> str:
    return day(source.on.isoformat())
