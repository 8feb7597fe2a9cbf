"""The figures of a pack of a month or of a published report, each with the members that it counts."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask import current_app

from app import clock
from app.events.periods import period
from app.evidence.index import Grid, Part, Text
from app.programme import frameworks
from app.reports import figures as report_figures
from app.reports.document import Block, Document, from_json
from app.views import figure_asked
from app.views.desk import house, model
from app.views.words import moment, month, reference
from projections import completion, cycles, months, people
from projections.grade_table import OVERALL, grade_name
from projections.shares import Figure

Row = dict[str, Any]
HEAD = ("Figure", "Value", "Of what", "How it is defined", "Members")
GRADED = grade_name(OVERALL, "")
"""How the names of the figures of the overall grades begin."""
NUMBERED = " A member that is an audit is named by its month and number: 2018-11/17."
IN_CONFIDENCE = "in confidence"
NOT_COUNTED = ("as printed", "", "It is printed in the report, and is no figure that counts records one by one.", "")


def of_month(id: str) -> Iterator[Part]:
    """Every figure of a month as it stood there, with its members."""
    if found := _of_month(id):
        grid = Grid("Figures", HEAD, tuple(_row(one) for one in found.values()))
        yield Part("Figures of the month, with their members", (grid,))


def in_short(id: str, upto: str) -> Iterator[Part]:
    """A month on one screen as it stood at `upto` (ISO): how far it came, and how its audits were graded overall.

    Counts of none are left to the table of all figures; a grade that nobody gave is told.
    """
    found = _of_month(id).values()
    own = [one for one in found if one.name.startswith(GRADED) or (":" not in one.name and (one.n or one.of))]
    rows = tuple((one.label, one.value, _share(one) if one.of is not None else "") for one in own)
    if rows:
        said = Text("What each is defined as, and which audits it counts, is under “Figures of the month”.")
        yield Part(f"{month(id)} in short", (said, Grid(f"As it stood on {moment(upto)}", HEAD[:3], rows)))


def _of_month(id: str) -> dict[str, Figure]:
    row = cycles.cycle(model(), id)
    if row is None:
        return {}
    content = frameworks.content(house(), row["framework"], row["framework_version"])
    return completion.figures(months.month(model(), id, content, clock.today()))


def of_edition(report: str, edition: int) -> Iterator[Part]:
    """A report as it was published, and each of its figures with its members as the report counts them."""
    found = published(report, edition)
    if found is None:
        return
    for section in found.sections:
        said = [Text(one.text) for one in section.commentary if one.text.strip()]
        yield Part(section.title, (*said, *(grid for block in section.blocks for grid in _block(block))))
    yield Part("The figures of the report, with their members", tuple(_figures(found)))


def published(report: str, edition: int) -> Document | None:
    """The internal copy of an edition, as it was published."""
    for made in house().reader.stream(report):
        if made.topic == "report published" and made.facts["edition"] == edition:
            return from_json(made.facts["document"])
    return None


def _block(block: Block) -> Iterator[Grid | Text]:
    if block.table:
        rows = tuple(tuple(cell.text for cell in row) for row in block.table.rows)
        yield Grid(block.title, tuple(column.label for column in block.table.columns), rows)
    if block.lines:
        lines = tuple((line.label, line.cell.text, line.note) for line in block.lines)
        yield Grid(block.title, ("Figure", "Value", "Note"), lines)
    yield from (Text(f"“{one.text}”", "The family said:") for one in block.quotations)
    yield from (Text(f"{one.text} ({one.owner}, by {one.due})", "Recommended:") for one in block.recommendations)


def _figures(document: Document) -> Iterator[Grid | Text]:
    """What each figure counts, read from the position up to which the report does."""
    asked = dict.fromkeys((cell.figure, cell.period) for cell in document.cells())
    past = current_app.extensions["as_at"].model(document.position)
    source = figure_asked.source_of(past, date.fromisoformat(document.on))
    rows = []
    for name, key in asked:
        of = period(key)
        found = report_figures.find(source, of, name) if of else None
        rows.append((f"{found.label}, {of.label}", *_row(found)[1:]) if of and found else (name, *NOT_COUNTED))
    yield Text(f"Counted up to event {document.position:,} of the log, as the report was.{NUMBERED}")
    yield Grid("Figures", HEAD, tuple(rows))


def _row(figure: Figure) -> tuple[str, ...]:
    return figure.label, figure.value, _share(figure), figure.definition, _members(figure)


def _share(figure: Figure) -> str:
    return f"{figure.n} of {figure.of}" if figure.of is not None else f"{figure.n}"


def _members(figure: Figure) -> str:
    """The audits by number, people by name; nobody where a figure says why somebody was away."""
    if figure.confidential or figure.personal:
        return IN_CONFIDENCE
    names = people.names(model())
    return ", ".join(names.get(one) or _member(one) for one in figure.members) or "none"


def _member(id: str) -> str:
    """audit/2018-11/0017 as 2018-11/17, as its page and the verifier call it; any other by its reference."""
    month, _, number = reference(id).partition("/")
    return f"{month}/{int(number)}" if number.isdecimal() else reference(id)
