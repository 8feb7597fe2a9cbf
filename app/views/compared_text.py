"""What two versions of a page say otherwise: its lines under their headings, without what is for getting about."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser
from itertools import groupby

LINES = frozenset({"p", "li", "dt", "dd", "tr", "figcaption", "summary", "caption", "h1", "h2", "h3", "h4"})
CELLS = frozenset({"td", "th"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
LEFT_OUT = frozenset({"nav", "form", "script", "style", "svg", "button", "template", "thead"})
VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
FOR_GETTING_ABOUT = frozenset({"govuk-button", "al-contents", "al-to-top", "govuk-caption-l", "govuk-caption-m"})
"""What is left out by its class: ways and buttons, and what stands over a heading to say of what it is."""
MESSAGES = frozenset({"messages", "asked-in-vain"})
MOST = 4_000
"""So many lines of a page are compared."""


@dataclass(frozen=True)
class Line:
    """What a page says in one place: under which heading, of what (the first cell of a row, a label), and the text."""

    heading: str
    label: str
    text: str


@dataclass(frozen=True)
class Said:
    """What a page said in one place and what it says; either is empty where it said or says nothing there."""

    heading: str
    label: str
    was: str
    now: str


def compared(was: str, now: str) -> list[Said]:
    """What differs between two versions of a page (HTML)."""
    before, after = lines_of(was), lines_of(now)
    found: list[Said] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            found += _joined(_paired(before[a:b], after[c:d]))
    return found


def _joined(lines: Iterable[Said]) -> Iterator[Said]:
    """Lines that only came or only went one after another under a heading, as one text."""
    for (heading, label, came, went), part in groupby(
        lines, lambda one: (one.heading, one.label, not one.was, not one.now)
    ):
        if label or came == went:
            yield from part
            continue
        text = "\n".join(one.was or one.now for one in part)
        yield Said(heading, "", "", text) if came else Said(heading, "", text, "")


def title_of(page: str) -> str:
    """What a page calls itself: its first heading."""
    reader = _Reader()
    reader.feed(page)
    return reader.title


def lines_of(page: str) -> list[Line]:
    """The lines of a page's own part."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.lines[:MOST]


def _paired(before: Sequence[Line], after: Sequence[Line]) -> Iterator[Said]:
    """Lines that stand for each other: of the same heading and label, else in their order under the heading."""
    left = list(after)
    alone: list[Line] = []
    for line in before:
        twin = next((one for one in left if one.label and _place(one) == _place(line)), None)
        if twin is None:
            alone.append(line)
            continue
        left.remove(twin)
        if twin.text != line.text:
            yield Said(line.heading, line.label, line.text, twin.text)
    yield from (Said(line.heading, line.label, line.text, "") for line in alone)
    yield from (Said(line.heading, line.label, "", line.text) for line in left)


def _place(line: Line) -> tuple[str, str]:
    return line.heading, line.label


class _Reader(HTMLParser):
    """Takes the lines of the part that is the page's own."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self._inside, self._out = 0, 0
        self._open: list[tuple[str, bool]] = []
        self.title, self._heading, self._label = "", "", ""
        self._tag, self._text, self._cells = "", list[str](), list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, or a part that is left out."""
        if tag in VOID:
            self._text.append(" ")
            return
        said = dict(attrs)
        classes = (said.get("class") or "").split()
        out = tag in LEFT_OUT or said.get("id") in MESSAGES or not FOR_GETTING_ABOUT.isdisjoint(classes)
        self._open.append((tag, out))
        self._inside += tag == "main"
        self._out += out
        self._text.append(" ")
        if tag in LINES and not self._in_row(tag):
            self._end_line()
            self._tag = tag
        elif tag in CELLS and self._tag == "tr":
            self._end_cell()

    def _in_row(self, tag: str) -> bool:
        """Whether a line stands in a cell, of which it is a part."""
        return self._tag == "tr" and tag != "tr"

    def handle_endtag(self, tag: str) -> None:
        """End a line, or a part that is left out; what was never begun is nothing."""
        if not any(name == tag for name, _ in self._open):
            return
        if tag in LINES and not self._in_row(tag):
            self._end_line()
        elif tag in CELLS and self._tag == "tr":
            self._end_cell()
        while self._open:
            name, out = self._open.pop()
            self._inside -= name == "main"
            self._out -= out
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        """Take text of the page's own part."""
        if self._inside and not self._out:
            self._text.append(data)

    def close(self) -> None:
        """Take what is left."""
        super().close()
        self._end_line()

    def _end_cell(self) -> None:
        if said := self._said():
            self._cells.append(said)

    def _said(self) -> str:
        text, self._text = " ".join("".join(self._text).split()), []
        return text

    def _end_line(self) -> None:
        if self._tag == "tr":
            self._end_cell()
            label, said = (self._cells[0], " | ".join(self._cells[1:])) if self._cells else ("", "")
            self._cells = []
        else:
            label, said = "", self._said()
        tag, self._tag = self._tag, ""
        if tag == "dt":
            self._label = said
        elif tag in HEADINGS and said:
            self._heading, self._label = said if self.title else "", ""
            self.title = self.title or said
        elif said or label:
            self.lines.append(Line(self._heading, label or (self._label if tag == "dd" else ""), said))
