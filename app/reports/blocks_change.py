"""Whether anything changed: against the period before, month against month, and over time as a process behaves."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.events.periods import MONTHLY, Period
from app.reports.cells import cell
from app.reports.document import CHART, TABLE, TEXT, Block, Cell, Column, Table
from app.reports.source import NOT_OPENED, Source, months_of
from app.reports.statistics import change, series
from app.reports.statistics.change import Change, Part
from app.reports.statistics.readings import Reading
from projections.grade_table import OVERALL, base_name, grade_name
from projections.participation import FAMILIES
from projections.shares import NONE, Figure

MONTHS = 24
"""So many months are in a series over time."""
COMPARED = ("completion-of-pool", "completion-of-allocated", FAMILIES)


def against_before(source: Source, period: Period) -> Iterable[Block]:
    """The overall grades, completion and families heard against the period before: called, or too few to call."""
    before = period.before
    title = f"Compared with {before.label}"
    if not source.opened(before):
        yield Block("compared", TABLE, title, notes=(f"There are no figures of {before.label} to compare with.",))
        return
    found = [(name, _changed(source, before, period, name)) for name in _names(source, period)]
    together = change.family([one for _, one in found if one])
    said = dict(zip([name for name, one in found if one], together, strict=True))
    rows = tuple(_row(source, name, (before, period), said.get(name)) for name, _ in found)
    notes = (*_notes(together), *_not_alike(source, period, (before,)))
    yield Block("compared", TABLE, title, table=_table((before, period), rows), notes=notes)


def month_against_month(source: Source, period: Period) -> Iterable[Block]:
    """Each month's overall grades against the other months of the period together: called, or too few to call."""
    months = months_of(source, period)
    if len(months) < 2:
        return
    *others, last = months
    names, why = _grades(source, period), source.unlike(last, others)
    found = [replace(change.against_rest(_parts(source, months, name)), broken=why) for name in names]
    together = change.family(found)
    rows = tuple(_row(source, name, months, one) for name, one in zip(names, together, strict=True))
    title = f"{last.label} compared with the other months"
    notes = (*_notes(together), *_not_alike(source, last, others))
    yield Block("month-compared", TABLE, title, table=_table(months, rows), notes=notes)


def completion_over_time(source: Source, period: Period) -> Iterable[Block]:
    """Completion of the allocated audits, month by month, with the limits that hold for so many."""
    yield _over_time(source, period, "completion-of-allocated", "Completion of allocated over time")


def good_over_time(source: Source, period: Period) -> Iterable[Block]:
    """The shares of the overall grades that count as good and as a concern, month by month, with their limits.

    What is to be known of all of them is said with the first.
    """
    grades = [one for one in source.content(period)["grades"] if one["counts_as"] != "neither"]
    said: set[str] = set()
    for grade in grades:
        name = grade_name(OVERALL, grade["id"])
        block = _over_time(source, period, name, f"{grade['label']} over time", base_name(OVERALL))
        yield replace(block, notes=tuple(note for note in block.notes if note not in said))
        said |= {*block.notes}


def _over_time(source: Source, period: Period, name: str, title: str, base: str = "") -> Block:
    last = Period(period.last, MONTHLY, (period.last,))
    shown = source.since(last, MONTHS)
    found = {one.key: source.figures(one).get(name) for one in shown}
    readings = [_reading(source, one, shown, found[one.key], base) for one in shown]
    places = source.content(period)["rounding"]["places"]
    behaved = series.behaviour_of(readings, places)
    id = f"over-time-{name.replace(':', '-')}"
    chart = replace(series.process_chart(id, title, behaved, "% of audits"), places=places)
    return Block(id, CHART, title, table=series.process_table(behaved), chart=chart, notes=series.notes(behaved))


def _reading(source: Source, one: Period, shown: Sequence[Period], figure: Figure | None, base: str) -> Reading:
    n, of, name = (figure.n, figure.of, figure.name) if figure else (None, 0, "")
    absent = "" if source.opened(one) else NOT_OPENED
    return Reading(one.label, n, of, source.breaks(one, shown), name, one.key, base, absent=absent)


def _grades(source: Source, period: Period) -> list[str]:
    return [grade_name(OVERALL, grade["id"]) for grade in source.content(period)["grades"]]


def _names(source: Source, period: Period) -> list[str]:
    return [*_grades(source, period), *COMPARED]


def _part(source: Source, one: Period, name: str) -> Part:
    figure = source.figures(one).get(name)
    return Part(figure.n, figure.of, one.label) if figure else Part(0, 0, one.label)


def _parts(source: Source, shown: Sequence[Period], name: str) -> list[Part]:
    return [_part(source, one, name) for one in shown]


def _changed(source: Source, before: Period, period: Period, name: str) -> Change | None:
    """Whether a share changed; None where either period has none."""
    was, now = _parts(source, (before, period), name)
    if not (was.of and now.of):
        return None
    return replace(change.shares_change(was, now), broken=source.unlike(period, (before,)))


def _not_alike(source: Source, one: Period, others: Sequence[Period]) -> tuple[str, ...]:
    """That nothing is called between a period and others, and why; or that it is of several kinds itself."""
    if why := source.unlike(one, others):
        return (f"{one.label}: {why}. A difference between them is of what was looked at too, so none is called.",)
    return source.noted((one,))


def _row(source: Source, name: str, shown: Sequence[Period], said: Change | None) -> tuple[Cell, ...]:
    found = [(source.figures(one).get(name), one) for one in shown]
    label = next((figure.label for figure, _ in found if figure), name)
    base = base_name(OVERALL) if name.startswith("grade:") else ""
    cells = (cell(figure, one, base) if figure else Cell(NONE) for figure, one in found)
    return (Cell(label), *cells, Cell(f"{said.verdict} ({said.evidence})" if said else NONE))


def _table(shown: Sequence[Period], rows: tuple[tuple[Cell, ...], ...]) -> Table:
    heads = (Column(one.label, "share") for one in shown)
    return Table((Column("Figure", TEXT), *heads, Column("What may be said", TEXT)), rows)


def _notes(found: Sequence[Change]) -> tuple[str, ...]:
    test = "A change is called by an exact test (Fisher's, mid-p) at the 5% level, else it is too few to call."
    return tuple(filter(None, (test, change.looks(found))))
