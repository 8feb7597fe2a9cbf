"""A report of a month, a quarter or a year: written, put forward by its author, published by somebody else."""

from collections.abc import Collection, Sequence
from typing import Any

from app.events.base import Event, Refusal, Subject, event
from app.events.periods import Period, period
from app.events.report_layout import Section, arranged, is_confidential, must_be_titles
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
        self.known: set[str] = set()
        """The ids of every section that it ever had: none is given to another."""
        self.secret: set[str] = set()
        """The ids of the sections that were confidential and that nobody has opened since."""
        self._marked: set[str] = set()
        """Those whose own mark says that they are confidential: it stood so in the order that is in force."""
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

    def arrange(self, layout: Sequence[Section], *, opened: Collection[str] = (), by: str, at: str) -> None:
        """Arrange its sections; nothing is recorded where it is the same.

        `opened` are the ids of confidential sections that are for the public copy from now on. Raises Refusal for
        another that would be, for one that was left out and comes back: its text would come with it, and for two with
        the same title.
        """
        self.must_be(WRITING, "arranged")
        made = arranged(layout)
        must_be_titles(made)
        for one in made:
            self._must_fit(one, opened)
        if self.secret & {*opened} - self._marked:  # A mark has to be there to be taken off.
            self.record(ReportArranged, by=by, at=at, layout=self.layout)
        if made != self.layout:
            self.record(ReportArranged, by=by, at=at, layout=made)

    def _must_fit(self, one: Section, opened: Collection[str]) -> None:
        id, title = one["id"], one["title"]
        if id in self.known - {has["id"] for has in self.layout}:
            raise Refusal(f"A section that was left out does not come back: “{title}” has to be a new one.")
        if id in opened and one["confidential"]:
            raise Refusal(f"“{title}” has a confidential part, so it cannot be for the public copy.", f"open-{id}")
        if id in self.secret - {*opened} and not one["confidential"]:
            raise Refusal(f"“{title}” is confidential until somebody says that it is for the public copy too.")

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
        self.state = WRITING
        self._arranged(made.layout)
        self.written_by(made.by)

    def _on_written(self, made: ReportSectionWritten) -> None:
        self.texts[made.section] = made.text
        self.written_by(made.by)

    def _on_arranged(self, made: ReportArranged) -> None:
        self._arranged(made.layout)
        self.written_by(made.by)

    def _arranged(self, layout: Sequence[Section]) -> None:
        """Have this order. A mark that is taken off opens a section; a block that is taken out of it does not."""
        opened = {one["id"] for one in layout if not is_confidential(one)} & self._marked
        self.known |= {one["id"] for one in layout}
        self.secret = (self.secret - opened) | {one["id"] for one in layout if is_confidential(one)}
        self._marked = {one["id"] for one in layout if one["confidential"]}
        self.layout = [one | {"confidential": one["id"] in self.secret} for one in layout]

    evolves = {
        ReportBegun: _on_begun,
        ReportSectionWritten: _on_written,
        ReportArranged: _on_arranged,
    }


def report_id(key: str) -> str:
    """The stream of the report of a period (2018-11, 2024-Q1, 2024-year)."""
    return f"report/{key}"
