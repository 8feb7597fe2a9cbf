"""How a letter is spoken of: its kind, what it is about, and what became of it."""

from datetime import date
from typing import Any

from flask import g

from app.events.vocabulary import LETTER_STATES
from app.programme import english
from app.programme.history_words import Names
from app.programme.letter_kinds import KINDS
from app.views.desk import house
from app.views.links import link
from app.views.words import reference

Row = dict[str, Any]


def kind(key: str) -> str:
    """The name of a kind of letter."""
    return KINDS[key].name if key in KINDS else key


def told(row: Row) -> Row:
    """A letter of the read model with its words, for a file."""
    words = {"kind_words": kind(row["kind"]), "about": about(row["cause"]), "state_words": LETTER_STATES[row["state"]]}
    return row | words | {"recipient_name": row["recipient_name"] or ""}


def shown(row: Row) -> Row:
    """The same for a page, with the addresses that this reader may follow."""
    person = link(f"/people/{reference(row['recipient'])}") if row["recipient"].startswith("person/") else ""
    return told(row) | {"href": path(row["id"]), "person_href": person, "about_href": link(row["link"])}


def path(id: str) -> str:
    """The address of a letter."""
    return f"/mail/{reference(id)}"


def about(cause: str) -> str:
    """What a letter is about, in words: audit 17 of May 2024; nothing where that is the recipient."""
    record, _, what = cause.partition("#")
    if what.startswith("week-"):
        year, week = what.removeprefix("week-").split("-W")
        return f"week {int(week)} of {year}"
    if what.startswith("day-"):
        return english.day(date.fromisoformat(what.removeprefix("day-")))
    words = str(_names().of(record))
    return "" if record.startswith("person/") or "/" in words else words


def _names() -> Names:
    if "letter_names" not in g:
        g.letter_names = Names(house())
    return g.letter_names
