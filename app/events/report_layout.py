"""The council's own order of a kind of report: its sections, what they are called and what each of them shows."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from app.events.base import Event, Refusal, Subject, event
from app.events.periods import KINDS
from app.events.text import is_slug

LONGEST_TITLE = 120
BRACES = re.compile(r"\{[^{}]*\}?|\}")
"""What stands for a figure in commentary, or looks as if it did."""
NO_FIGURES = (
    "“{}” would stand in the title as it is typed. Name figures in the text beneath it, and leave {{ and }} out here."
)
CONFIDENTIAL = frozenset({"appendix"})
"""The blocks that make the section that they stand in confidential, with the text beside them."""
Section = dict[str, Any]
"""A section of a layout: id, title, the ids of its blocks, and whether it is confidential."""


@event("report layout set")
class ReportLayoutSet(Event):
    """How reports of a kind that are begun from now on are arranged; no section for the programme's own order."""

    layout: list[Section]


class ReportLayout(Subject):
    """The order of one kind of report; its stream is report_layout/monthly and the like."""

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.layout: list[Section] = []

    def set(self, layout: Sequence[Section], *, by: str, at: str) -> None:
        """Set it; nothing is recorded where it is the same. Raises Refusal for a kind or order that cannot be."""
        if self.id.partition("/")[2] not in KINDS:
            raise Refusal("There is no such kind of report.")
        made = arranged(layout)
        must_be_titles(made)
        if made != self.layout:
            self.record(ReportLayoutSet, by=by, at=at, layout=made)

    def withdraw(self, *, by: str, at: str) -> None:
        """Go back to the programme's own order; nothing is recorded where that is in force."""
        if self.layout:
            self.record(ReportLayoutSet, by=by, at=at, layout=[])

    def _on_set(self, made: ReportLayoutSet) -> None:
        self.layout = made.layout

    evolves = {ReportLayoutSet: _on_set}


def layout_id(kind: str) -> str:
    """The stream of the order of a kind of report."""
    return f"report_layout/{kind}"


def arranged(layout: Sequence[Section]) -> list[Section]:
    """A layout as it is kept; raises Refusal without a section, and for a title or block that cannot be.

    A section with a confidential block says that it is confidential, so that it stays so when the block is taken out.
    """
    if not layout:
        raise Refusal("A report has at least one section.")
    made = [_section(one) for one in layout]
    _must_be_distinct([one["id"] for one in made], "Two sections have the same id.")
    _must_be_distinct([block for one in made for block in one["blocks"]], "A part stands in one section, once.")
    return made


def must_be_titles(layout: Sequence[Section]) -> None:
    """Raise Refusal, beside the title, for one that names a figure, and the second of two that are the same.

    Figures stand in commentary alone: whatever lists the titles, in a file or on a page, has them as they were typed.
    """
    seen: set[str] = set()
    for one in layout:
        if braces := BRACES.search(str(one["title"])):
            raise Refusal(NO_FIGURES.format(braces[0]), f"title-{one['id']}")
        if (words := str(one["title"]).casefold()) in seen:
            raise Refusal(f"Two sections are called “{one['title']}”: give each its own title.", f"title-{one['id']}")
        seen.add(words)


def _section(one: Section) -> Section:
    if not is_slug(one["id"]):
        raise Refusal("A section's id is small letters, digits and hyphens.")
    title = " ".join(str(one["title"]).split())
    if not title:
        raise Refusal("Give every section a title.", f"title-{one['id']}")
    if len(title) > LONGEST_TITLE:
        raise Refusal(f"Give a section a title of at most {LONGEST_TITLE} characters.", f"title-{one['id']}")
    blocks = [str(block) for block in one["blocks"]]
    return {"id": one["id"], "title": title, "blocks": blocks, "confidential": is_confidential(one)}


def is_confidential(one: Mapping[str, Any]) -> bool:
    """Whether a section is, by its own mark or for what it shows."""
    return bool(one["confidential"]) or not CONFIDENTIAL.isdisjoint(one["blocks"])


def _must_be_distinct(ids: list[str], words: str) -> None:
    if len(set(ids)) < len(ids):
        raise Refusal(words)
