"""The lines of a page under their headings, without what is for getting about: what two versions of it are held by."""

from dataclasses import dataclass
from html.parser import HTMLParser

from app.views.standing_links import without

LINES = frozenset({"p", "li", "dt", "dd", "tr", "figcaption", "summary", "caption", "h1", "h2", "h3", "h4"})
CELLS = frozenset({"td", "th"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
LEFT_OUT = frozenset({"nav", "form", "script", "style", "svg", "button", "template", "thead"})
VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
FOR_GETTING_ABOUT = frozenset({"govuk-button", "al-contents", "al-to-top", "govuk-caption-l", "govuk-caption-m"})
"""What is left out by its class: ways and buttons, and what stands over a heading to say of what it is."""
UNSEEN = "govuk-visually-hidden"
"""What a link says to who does not see where it stands is left out; elsewhere it may be all that is said."""
MESSAGES = frozenset({"messages", "asked-in-vain"})
MOST = 4_000
"""So many lines of a page are compared."""


@dataclass(frozen=True)
class Line:
    """What a page says in one place: under which heading, of what (the first cell of a row, a label), and the text.

    `leads` is the address of now that its first link leads to.
    """

    heading: str
    label: str
    text: str
    leads: str = ""

    @property
    def whole(self) -> str:
        """What it says, with what it is of."""
        return " | ".join(filter(None, (self.label, self.text)))


def title_of(page: str) -> str:
    """What a page calls itself: its first heading."""
    return _read(page).title


def lines_of(page: str) -> list[Line]:
    """The lines of a page's own part."""
    return _read(page).lines[:MOST]


def _read(page: str) -> "_Reader":
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader


class _Reader(HTMLParser):
    """Takes the lines of the part that is the page's own."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self._inside, self._out = 0, 0
        self._open: list[tuple[str, bool]] = []
        self.title, self._heading, self._label = "", "", ""
        self._tag, self._text, self._cells, self._leads = "", list[str](), list[str](), ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, or a part that is left out."""
        if tag in VOID:
            self._text.append(" ")
            return
        said = dict(attrs)
        classes = (said.get("class") or "").split()
        out = tag in LEFT_OUT or said.get("id") in MESSAGES or not FOR_GETTING_ABOUT.isdisjoint(classes)
        out = out or (UNSEEN in classes and any(name == "a" for name, _ in self._open))
        self._open.append((tag, out))
        self._inside += tag == "main"
        self._out += out
        self._text.append(" ")
        if tag in LINES and not self._in_row(tag):
            self._end_line()
            self._tag = tag
        elif tag in CELLS and self._tag == "tr":
            self._end_cell()
        elif tag == "a" and self._inside and not self._out:
            self._leads = self._leads or without(said.get("href") or "")

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
        leads, self._leads = self._leads, ""
        if tag == "dt":
            self._label = said
        elif tag in HEADINGS and said:
            self._heading, self._label = said if self.title else "", ""
            self.title = self.title or said
        elif said or label:
            self.lines.append(Line(self._heading, label or (self._label if tag == "dd" else ""), said, leads))
