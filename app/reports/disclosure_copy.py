"""A report with some of its values kept back: wherever they stand, with all that would tell them."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from app.reports.disclosure_values import PLACE, Key, key, remade, told, values
from app.reports.disclosure_words import numbers
from app.reports.document import NOTE, Block, Cell, Chart, Document, Line, Paragraph, Point, Table

KEPT_BACK = "kept back"
IN_WORDS = "[number kept back]"
"""In a sentence, before what is counted ("… audits") and before "of the pool"."""
OF_CHART = "Some numbers of this chart are kept back."
OF_NOTE = "What stands here in the council's own copy has a number that is kept back."
NOTHING = "–"
FLOWS = "process"
"""The form of chart whose limits are reckoned from all of its points."""
OF_NOBODY = re.compile(r"\b\d+ comparisons\b|\b\d+ of at least \d+|\b\d+(?:\.\d+)? would be called|\bfewer than \d+")
"""Numbers of our own sentences that count no audit: comparisons, months of a series, what a test asks for at least."""
SIGNAL = re.compile(r"\b(?:limit|average|in a row\b)", re.IGNORECASE)
"""What a note says that tells how the points of a process lie; not that they are too few."""
TOO_FEW = re.compile(r"\btoo few \w+ for limits", re.IGNORECASE)


def closed(document: Document, hidden: Collection[Key], least: int) -> Document:
    """The copy of a report (see `keyed`) in which these values are kept back; small is less than `least`."""
    seen = {float(n) for key, n in told(document).shown.items() if key not in hidden}
    closing = _Closing(frozenset(hidden), frozenset(_hidden_numbers(document, hidden)) - seen, least)
    copy = remade(document, closing.cell, closing.block)
    sections = tuple(
        replace(one, commentary=tuple(map(_spoken, was.commentary, one.commentary)))
        for was, one in zip(document.sections, copy.sections, strict=True)
    )
    changes = document.changes if not hidden else tuple(one for one in document.changes if not list(numbers(one)))
    return _without_places(replace(copy, sections=sections, changes=changes))


def _hidden_numbers(document: Document, hidden: Collection[Key]) -> Iterable[float]:
    shown = told(document).shown
    yield from (float(shown[one]) for one in hidden)
    for value in values(document):
        if isinstance(value, Cell) and value.share and (key(value) in hidden or (value.base, value.period) in hidden):
            yield float(value.share)


def _spoken(was: Paragraph, paragraph: Paragraph) -> Paragraph:
    """A sentence says that a number is kept back in words of its own."""
    runs = (replace(run, text=_said(old, run)) for old, run in zip(was.runs, paragraph.runs, strict=True))
    return replace(paragraph, runs=tuple(runs))


def _said(was: Cell, run: Cell) -> str:
    """What a number reads as in a sentence, of what it was: 7 of 8 (88%), or one of these three alone."""
    if run.kept_back or not _lacking(run):
        return IN_WORDS if run.kept_back else run.text
    if was.text in (str(was.of), f"{was.share}%"):
        return IN_WORDS
    return run.text if was.text == str(was.n) else f"{run.n} of {IN_WORDS}"


@dataclass(frozen=True)
class _Closing:
    """What is kept back, and the numbers that no generated text may have."""

    hidden: frozenset[Key]
    told: frozenset[float]
    """The numbers that are kept back and stand nowhere else."""
    least: int

    def cell(self, one: Cell, _: str = "") -> Cell:
        """A value as the copy has it: kept back; or without its share, where that of the whole is."""
        if key(one) in self.hidden or (one.figure and one.share and one.n is None):
            return replace(one, text=KEPT_BACK, n=None, of=None, share="", interval="", kept_back=True)
        if one.of is not None and (one.base, one.period) in self.hidden:
            return replace(one, text=str(one.n), of=None, share="", interval="")
        return one

    def block(self, one: Block, _: str) -> Block:
        """A block whose values are closed already, with its chart and its texts."""
        chart = one.chart and self._chart(one.chart)
        some = chart != one.chart or any(map(_lacking, _cells(one)))
        flows = some and chart is not None and chart.form == FLOWS
        notes = tuple(note for note in one.notes if self._tells_nothing(note, some) and not (flows and _signals(note)))
        if some:
            notes = (*notes, f"Kept back: numbers under {self.least}, and others from which they could be reckoned.")
        elif len(notes) < len(one.notes) and (one.kind == NOTE or _is_empty(replace(one, notes=notes))):
            notes = (*notes, OF_NOTE)
        table = one.table and self._table(one.table, flows)
        return replace(one, chart=chart, table=table, notes=notes, lines=tuple(map(self._line, one.lines)))

    def _table(self, table: Table, flows: bool) -> Table:
        """A table without the words beside a value that is kept back which have numbers: intervals, verdicts, limits.

        `flows`: it is of a process, whose limits are reckoned from all values.
        """
        rows = (self._row(row) if flows or any(map(_lacking, row)) else row for row in table.rows)
        return replace(table, rows=tuple(rows))

    def _row(self, row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        words = (not cell.figure and any(map(str.isdigit, cell.text)) for cell in row[1:])
        closed = (replace(one, text=NOTHING) if has else one for one, has in zip(row[1:], words, strict=True))
        return (*row[:1], *closed)

    def _tells_nothing(self, text: str, some: bool) -> bool:
        """Whether a generated text has no number, or where all around it is open, none that is small or kept back.

        What is counted is written in figures: a number in letters is of a fixed sentence, and counts nothing.
        """
        found = [value for word, value in numbers(OF_NOBODY.sub("", text)) if not word.isalpha()]
        return not any(some or value in self.told or 0 < value < self.least for value in found)

    def _line(self, line: Line) -> Line:
        cell = line.cell
        found = [value for _, value in numbers(cell.text)]
        if not cell.figure and (
            any(one in self.told for one in found) or (len(found) == 1 and 0 < found[0] < self.least)
        ):
            return replace(line, cell=replace(cell, text=KEPT_BACK, kept_back=True), note="")
        own = cell.interval and cell.interval in line.note and not _lacking(cell)
        fit = own or self._tells_nothing(line.note, _lacking(cell))
        return line if fit else replace(line, note="")

    def _chart(self, chart: Chart) -> Chart:
        points = tuple(map(self._point, chart.points))
        if points == chart.points:
            fit = self._tells_nothing(f"{chart.finding} {chart.alt}", False)
            return chart if fit else replace(chart, finding="", alt=chart.title)
        alt = f"{chart.title}. {OF_CHART}"
        return replace(chart, points=tuple(_alone(one, chart.form) for one in points), finding=OF_CHART, alt=alt)

    def _point(self, one: Point) -> Point:
        nameless = one.n is None or one.figure.startswith(PLACE)
        unknown = bool(self.hidden) and nameless and one.value is not None
        if key(one) in self.hidden or unknown:
            return replace(one, value=None, n=None, of=None, low=None, high=None, mark=KEPT_BACK)
        if one.of is not None and (one.base, one.period) in self.hidden:
            value = one.value if one.value == one.n else None
            return replace(one, value=value, of=None, low=None, high=None, mark="" if value is not None else KEPT_BACK)
        return one


def _alone(one: Point, form: str) -> Point:
    """A point without what was reckoned from others, some of which are kept back."""
    low, high = (None, None) if form == FLOWS or one.of is None else (one.low, one.high)
    breaks = "" if list(numbers(one.breaks)) else one.breaks
    mark = KEPT_BACK if one.value is None and one.mark == KEPT_BACK else ""
    return replace(one, low=low, high=high, centre=None, mark=mark, breaks=breaks)


def _signals(note: str) -> bool:
    return bool(SIGNAL.search(note)) and not TOO_FEW.search(note)


def _is_empty(block: Block) -> bool:
    """Whether there is nothing under its heading."""
    return not (block.lines or block.table or block.chart or block.quotations or block.recommendations or block.notes)


def _lacking(cell: Cell) -> bool:
    return cell.kept_back or bool(cell.base and cell.n is not None and cell.of is None)


def _cells(block: Block) -> Iterable[Cell]:
    yield from (line.cell for line in block.lines)
    yield from (cell for row in (block.table.rows if block.table else ()) for cell in row)


def _without_places(document: Document) -> Document:
    """The copy without the names that numbers have of their places alone."""

    def bare(one: Cell, _: str) -> Cell:
        return replace(one, figure=_named(one.figure), base=_named(one.base))

    def block(one: Block, _: str) -> Block:
        points = one.chart.points if one.chart else ()
        named = tuple(replace(point, figure=_named(point.figure), base=_named(point.base)) for point in points)
        return replace(one, chart=replace(one.chart, points=named)) if one.chart else one

    sums = (one for one in document.sums if not any(part[0].startswith(PLACE) for part in (one.total, *one.parts)))
    return replace(remade(document, bare, block), sums=tuple(sums))


def _named(name: str) -> str:
    return "" if name.startswith(PLACE) else name
