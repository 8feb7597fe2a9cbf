"""A report of a month, a quarter or a year: written, put forward by its author, published by somebody else."""

from collections.abc import Sequence
from typing import Any

from app.events.base import Event, Refusal, Subject, event
from app.events.periods import Period, period
from app.events.report_layout import Section, arranged
from app.events.text import text_of

WRITING, PUT_FORWARD, PUBLISHED = "writing", "put_forward", "published"
STATES = {WRITING: "Being written", PUT_FORWARD: "Put forward", PUBLISHED: "Published"}
LONGEST_COMMENTARY = 20_000


@event("report begun")
class ReportBegun(Event):
    """The report of a period is being written; `layout` is its sections in their order, each with its blocks."""

    kind: str
    layout: list[Section]


@event("report section written")
class ReportSectionWritten(Event):
    """What stands beside the figures of a section: paragraphs, items ("- "), and figures as {name} or {name@period}."""

    section: str
    text: str


@event("report arranged")
class ReportArranged(Event):
    """Another order of its sections, another title or other blocks."""

    layout: list[Section]


class Report(Subject):
    """The report of a period; its stream is report/2018-11, report/2024-Q1 or report/2024-year."""

    state = ""
    edition = 0

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.layout: list[Section] = []
        self.texts: dict[str, str] = {}
        self.authors: list[str] = []
        self.proposed: Any = None
        """What was put forward and waits to be published, None for nothing."""

    @property
    def period(self) -> Period:
        """What it is of. Raises Refusal where its id names no period."""
        found = period(self.id.partition("/")[2])
        if found is None:
            raise Refusal("There is no such month, quarter or year.", "period")
        return found

    def begin(self, layout: Sequence[Section], *, by: str, at: str) -> None:
        """Begin to write it; raises Refusal when it was begun, for no period, and for an order that cannot be."""
        if self.exists:
            raise Refusal("This report is begun already.", "period")
        self.record(ReportBegun, by=by, at=at, kind=self.period.kind, layout=arranged(layout))

    def write(self, section: str, text: str, *, by: str, at: str) -> None:
        """Write the commentary of a section; nothing is recorded where it is the same."""
        self.must_be(WRITING, "written")
        if section not in {one["id"] for one in self.layout}:
            raise Refusal("This report has no such section.")
        found = text_of(text, "", "text", LONGEST_COMMENTARY)
        if found != self.texts.get(section, ""):
            self.record(ReportSectionWritten, by=by, at=at, section=section, text=found)

    def arrange(self, layout: Sequence[Section], *, by: str, at: str) -> None:
        """Arrange its sections; the text of one that is left out is kept. Nothing is recorded where it is the same."""
        self.must_be(WRITING, "arranged")
        made = arranged(layout)
        if made != self.layout:
            self.record(ReportArranged, by=by, at=at, layout=made)

    def shown(self) -> dict[str, str]:
        """The texts of the sections that it has now."""
        return {one["id"]: self.texts[one["id"]] for one in self.layout if self.texts.get(one["id"])}

    def must_be(self, state: str, done: str) -> None:
        """Raise Refusal unless it is begun and in this state."""
        if not self.exists:
            raise Refusal("This report is not begun yet.")
        if self.state != state:
            raise Refusal(f"This report cannot be {done} now: it is {STATES[self.state].lower()}.")

    def written_by(self, person: str) -> None:
        """Know somebody as one of those who made it."""
        if person not in self.authors:
            self.authors = [*self.authors, person]

    def _on_begun(self, made: ReportBegun) -> None:
        self.state, self.layout = WRITING, made.layout
        self.written_by(made.by)

    def _on_written(self, made: ReportSectionWritten) -> None:
        self.texts[made.section] = made.text
        self.written_by(made.by)

    def _on_arranged(self, made: ReportArranged) -> None:
        self.layout = made.layout
        self.written_by(made.by)

    evolves = {
        ReportBegun: _on_begun,
        ReportSectionWritten: _on_written,
        ReportArranged: _on_arranged,
    }


def report_id(key: str) -> str:
    """The stream of the report of a period (2018-11, 2024-Q1, 2024-year)."""
    return f"report/{key}"
