"""The copy of what is held about somebody as a Word file, for who prints it or sends it on paper."""

from collections.abc import Iterator
from typing import Any

from app import clock
from app.evidence import word
from app.evidence.index import Part, Text
from app.programme.subject_access import Item
from app.views.words import asked, day, moment

Row = dict[str, Any]
READ, NOBODY = "Who read it", "Nobody, as far as the access log tells."


def written(told: Row, council: str, *, invented: bool) -> bytes:
    """The file of a copy: its `title`, its `lead`, its `records` with their items, and who `read` it."""
    made = word.begun(told["title"], council, told["title"], invented=invented)
    for part in _parts(told):
        word.put(made, part)
    return word.finished(made, clock.now())


def _parts(told: Row) -> Iterator[Part]:
    yield Part("About this copy", tuple(map(Text, told["lead"])))
    for record in told["records"]:
        yield Part(record["name"], ())
        yield from (_item(one) for one in record["items"])
    read = [f"{day(one['on'])}: {one['by']} ({one['what']}{_times(one['times'])})" for one in told["read"]]
    yield Part(READ, tuple(map(Text, read or [NOBODY])))


def _item(item: Item) -> Part:
    by = Text(f"Withheld. {item.withheld}." if item.withheld else f"Recorded by {item.by}")
    said = () if item.withheld else tuple(Text(_below(text), asked(label)) for label, text in item.said)
    return Part(f"{item.title}, {moment(item.at)}", (by, *said), 3)


def _below(text: str) -> str:
    """An answer of several lines begins on a line of its own."""
    return f"\n{text}" if "\n" in text else text


def _times(n: int) -> str:
    return f", {n} times" if n > 1 else ""
