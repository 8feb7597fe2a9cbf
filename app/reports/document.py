"""A report as data: what every writer (page, Word, Excel, CSV, JSON) and every check of it reads, and nothing else.

A document is put together once, see `assemble`, and frozen when it is published. It holds values that are ready to be
shown; each of them names the figure and the period that it opens to.
"""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")

INTERNAL, PUBLIC = "internal", "public"
TEXT, COUNT, SHARE, DATE = "text", "count", "share", "date"
"""What a column holds: words; whole numbers; n of N with its share; dates (ISO in the cell)."""
LINES, TABLE, CHART, QUOTATIONS, RECOMMENDATIONS, NOTE = (
    "lines", "table", "chart", "quotations", "recommendations", "note"
)  # fmt: skip
"""What a block is. A chart has its table in the same block, beneath it."""


@dataclass(frozen=True)
class Cell:
    """One value as it is printed; with a `figure`, what it opens to.

    `n` of `of` are whole numbers, None in words and dates; `of` is None for a count. `share` is per cent as printed,
    without the sign ("43.8"). `base` names the figure that `of` is the value of. `words` say it in a sentence.
    `kept_back`: suppressed in the public copy, and then without n, of, share and interval.
    """

    text: str
    figure: str = ""
    period: str = ""
    n: int | None = None
    of: int | None = None
    share: str = ""
    interval: str = ""
    base: str = ""
    kept_back: bool = False
    href: str = ""
    """Where it leads, if not to its figure: the address of an audit, an action."""

    @property
    def opens(self) -> str:
        """The address that it opens to, "" for none."""
        return self.href or (f"/figures/{self.figure}?period={self.period}" if self.figure else "")


@dataclass(frozen=True)
class Column:
    """A table's column: its heading and what its cells hold."""

    label: str
    kind: str = COUNT


@dataclass(frozen=True)
class Table:
    """Columns and rows; the first cell of a row is its heading. The last `totals` rows are totals."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: int = 0


@dataclass(frozen=True)
class Series:
    """What the points of a chart are told apart by, in the order of the legend; `style` is a grade's style or ""."""

    id: str
    label: str
    style: str = ""


@dataclass(frozen=True)
class Point:
    """A point of a chart: where on the axis, of which series, and what is drawn (a count, or per cent 0 to 100).

    `low` and `high` are an interval or limits, `centre` the centre line there; `mark` says in words what is to be seen
    there (a rule that fired); `breaks` says in words why the series does not go on from the point before it.
    `figure`, `period` and `base` name what `n` and `of` are the values of, as in a cell: the public copy keeps back
    what names none and stands in no table beneath it.
    """

    x: str
    value: float | None
    series: str = ""
    n: int | None = None
    of: int | None = None
    low: float | None = None
    high: float | None = None
    centre: float | None = None
    mark: str = ""
    breaks: str = ""
    figure: str = ""
    period: str = ""
    base: str = ""


@dataclass(frozen=True)
class Chart:
    """A chart: its form, what it finds, and its points; what each form reads of them, see `app/reports/charts`.

    `finding` is the caption, which states what the chart shows; `alt` is said in the place of the picture.
    """

    id: str
    form: str
    title: str
    finding: str
    alt: str
    points: tuple[Point, ...]
    series: tuple[Series, ...] = ()
    y: str = ""
    """What the axis of values is called: "Audits", "% of audits"."""
    target: float | None = None
    places: int = 0
    """To how many places per cent are written, half up; counts are written as they are."""


@dataclass(frozen=True)
class Line:
    """A figure in words: its label, its value, and what is to be known of it."""

    label: str
    cell: Cell
    note: str = ""
    confidential: bool = False
    """Not in the public copy."""


@dataclass(frozen=True)
class Quotation:
    """What somebody of a family said, without names; `tone` is positive or less_positive. It names where it stands."""

    audit: str
    number: int
    tone: str
    text: str = ""


@dataclass(frozen=True)
class Recommended:
    """A recommendation: of this report, or of an earlier one with what became of it."""

    id: str
    text: str
    owner: str
    due: str
    state: str = ""
    progress: str = ""
    report: str = ""
    """The key of the report that made it."""


@dataclass(frozen=True)
class Block:
    """One thing that a section shows."""

    id: str
    kind: str
    title: str
    lines: tuple[Line, ...] = ()
    table: Table | None = None
    chart: Chart | None = None
    quotations: tuple[Quotation, ...] = ()
    recommendations: tuple[Recommended, ...] = ()
    notes: tuple[str, ...] = ()
    confidential: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, or an item of a list, of commentary: words and figures in turn."""

    runs: tuple[Cell, ...]
    item: bool = False

    @property
    def text(self) -> str:
        """The whole of it."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Section:
    """A part of the report: its generated blocks and the commentary beside them."""

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    commentary: tuple[Paragraph, ...] = ()
    confidential: bool = False


@dataclass(frozen=True)
class Definition:
    """How a figure of the report is defined."""

    name: str
    label: str
    numerator: str
    denominator: str = ""
    places: int = 0


@dataclass(frozen=True)
class Sum:
    """That figures add up: the `total` (figure, period) is the sum of its parts."""

    total: tuple[str, str]
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Document:
    """A report. `edition` is 0 before it is published; `changes` says what an edition changed against the one before.

    `as_at` is the moment (ISO, UTC) and `position` the event up to which it counts; `on` the day that decides what is
    overdue.
    """

    key: str
    kind: str
    title: str
    council: str
    author: str
    as_at: str
    position: int
    on: str
    sections: tuple[Section, ...]
    definitions: tuple[Definition, ...] = ()
    sums: tuple[Sum, ...] = ()
    frameworks: tuple[str, ...] = ()
    """The audit tools that the audits were made under: "Core practice audit, version 2"."""
    edition: int = 0
    published_on: str = ""
    published_by: str = ""
    changes: tuple[str, ...] = ()
    copy: str = INTERNAL
    demonstration: bool = False

    @property
    def is_public(self) -> bool:
        """Whether this is the public copy."""
        return self.copy == PUBLIC

    def blocks(self) -> Iterator[tuple[Section, Block]]:
        """Every block with the section that it stands in."""
        return ((section, block) for section in self.sections for block in section.blocks)

    def cells(self) -> Iterator[Cell]:
        """Every value that is of a figure: of lines, tables and commentary, in their order."""
        for section in self.sections:
            for block in section.blocks:
                yield from (line.cell for line in block.lines if line.cell.figure)
                yield from (cell for row in (block.table.rows if block.table else ()) for cell in row if cell.figure)
            yield from (run for paragraph in section.commentary for run in paragraph.runs if run.figure)


def as_json(document: Document) -> dict[str, Any]:
    """A document as JSON-native values, without what is empty."""
    facts: dict[str, Any] = _plain(document)
    return facts


def from_json(facts: Mapping[str, Any]) -> Document:
    """The document of what `as_json` gave. Raises TypeError or KeyError for anything else."""
    made: Document = _made(Document, facts)
    return made


def numbered(document: Document, edition: int, on: str, by: str, changes: tuple[str, ...]) -> Document:
    """The document as it is published: in which edition, on which day, by whom (name)."""
    return replace(document, edition=edition, published_on=on, published_by=by, changes=changes)


def _plain(value: Any) -> Any:
    """A value as JSON has it; a field that may be left out is, where it is empty."""
    if hasattr(value, "__dataclass_fields__"):
        held = ((one, getattr(value, one.name)) for one in fields(value))
        return {one.name: _plain(inner) for one, inner in held if one.default is MISSING or not _empty(inner)}
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple) else value


def _empty(value: Any) -> bool:
    """What a document is silent on; 0 is not nothing."""
    return value is None or value is False or value == "" or value == ()


PLAIN = (str, int, bool, int | None, float | None)
"""What stands in JSON as it is."""


@cache
def _shape(kind: Any) -> tuple[tuple[str, Any], ...]:
    """A class's fields with their types, None for what is plain."""
    hints = get_type_hints(kind)
    return tuple((one.name, None if hints[one.name] in PLAIN else hints[one.name]) for one in fields(kind))


def _made(kind: Any, facts: Any) -> Any:
    """A value of a type, of what `_plain` left of it."""
    if get_origin(kind) is tuple:
        inner = get_args(kind)
        kinds = inner if Ellipsis not in inner else (inner[0],) * len(facts)
        return tuple(_made(one, value) for one, value in zip(kinds, facts, strict=True))
    if get_origin(kind) in (Union, UnionType):
        return None if facts is None else _made(get_args(kind)[0], facts)
    if not hasattr(kind, "__dataclass_fields__"):
        return facts
    named = ((name, inner) for name, inner in _shape(kind) if name in facts)
    return kind(**{name: _made(inner, facts[name]) if inner else facts[name] for name, inner in named})
