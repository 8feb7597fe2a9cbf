"""Confidential notes among what is held about somebody: whoever reads one there has a line in the access log for it."""

from collections.abc import Iterable

from flask import g

from app.programme.subject_access import Item
from app.views.reading_about import About
from app.views.reading_note import note
from app.views.reading_table import NOTE
from app.views.words import reference
from projections.rows import Row

WHY = "Subject-access request {}"
"""The reason, which nobody has to be asked for."""


def note_those_of(row: Row, items: Iterable[Item]) -> None:
    """Write down, once a page, whose confidential notes are among the items of a request that are shown.

    Raises NotNoted, and they are not.
    """
    noted: set[str] = g.setdefault("notes_noted", set())
    for record in dict.fromkeys(item.record for item in items if _is_confidential(item)):
        if record not in noted:
            note(NOTE, About(record, (row["about"],)), WHY.format(reference(row["id"])))
            noted.add(record)


def _is_confidential(item: Item) -> bool:
    return item.record.startswith("exemption/") and any(label == "Note" for label, _ in item.said)
