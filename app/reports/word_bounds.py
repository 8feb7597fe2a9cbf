"""How much markup a Word file may hold: counted part by part before any of it is read into memory."""

from collections.abc import Mapping
from typing import Any
from xml.parsers import expat

from app.reports.word_refused import TemplateRefused

MOST_ELEMENTS = 20_000
"""In all parts together: a template of some pages has a twentieth of this."""
MOST_ATTRIBUTES = 100
"""Of one element; Word's own root has some forty."""
MOST_ATTRIBUTES_IN_ALL = 60_000
DEEPEST = 100
"""How many elements stand in each other: a table in a text box in a group of drawings has some forty."""
MANY = (
    f"This document has far more in it than a template needs: over {MOST_ELEMENTS:,} paragraphs, cells and marks"
    " altogether, empty ones too. Begin with the present template."
)
CROWDED = (
    f"Something in this document has more than {MOST_ATTRIBUTES} properties, which Word does not write. Open it in Word"
    " and save it anew, or begin with the present template."
)
DEEP = (
    f"Things stand within each other more than {DEEPEST} deep in this document. Take tables out of tables, and boxes"
    " out of boxes."
)
NOT_XML = "A part of this document ({}) cannot be read. Open it in Word and save it anew."
PLACES = {
    "document": "the text", "header": "a header", "footer": "a footer", "styles": "its styles",
    "numbering": "its lists and numbering", "settings": "its settings", "footnotes": "its footnotes",
    "endnotes": "its endnotes", "theme": "its colours and fonts",
}  # fmt: skip


def place(name: str) -> str:
    """Where a part of the file is, for whoever edits it in Word: "in a header"."""
    called = name.rpartition("/")[2].partition(".")[0].rstrip("0123456789")
    return f"in {PLACES[called]}" if called in PLACES and name.endswith(".xml") else f"in a part of the file ({name})"


def judge_bounds(parts: Mapping[str, bytes]) -> None:
    """Refuse a file of more markup than a template needs; raises TemplateRefused.

    It is only counted, by a reader that keeps nothing and stops at the first that is too much: whatever goes through a
    document afterwards, here or in the libraries, goes through no more than this.
    """
    count = _Count()
    for name, data in parts.items():
        if name.lower().endswith((".xml", ".rels")):
            count.through(name, data)


class _Count:
    """What was counted so far."""

    def __init__(self) -> None:
        self.elements = self.attributes = self.depth = 0
        self._where = ""

    def through(self, name: str, data: bytes) -> None:
        """Count a part; raises TemplateRefused for too much, and for a document type or what is no XML."""
        self.depth, self._where = 0, place(name)
        reader = expat.ParserCreate()
        reader.StartElementHandler, reader.EndElementHandler = self._begin, self._end
        reader.CommentHandler = reader.ProcessingInstructionHandler = self._remarked
        reader.StartDoctypeDeclHandler = self._typed
        try:
            reader.Parse(data, True)
        except (expat.ExpatError, ValueError) as fault:
            raise TemplateRefused(NOT_XML.format(name)) from fault

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self.elements, self.depth = self.elements + 1, self.depth + 1
        self.attributes += len(attributes)
        if self.elements > MOST_ELEMENTS or self.attributes > MOST_ATTRIBUTES_IN_ALL:
            raise TemplateRefused(MANY, self._where)
        if len(attributes) > MOST_ATTRIBUTES:
            raise TemplateRefused(CROWDED, self._where)
        if self.depth > DEEPEST:
            raise TemplateRefused(DEEP, self._where)

    def _remarked(self, *_: Any) -> None:
        self._begin("", {})
        self.depth -= 1

    def _end(self, name: str) -> None:
        self.depth -= 1

    def _typed(self, *_: Any) -> None:
        raise ValueError("a document type")
