"""Which published reports have words of some records: an erasure does not reach them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.events.periods import period
from app.programme import reports as programme
from app.programme.house import House
from projections import reports as rows

FEWEST = 25
"""A sentence of fewer characters may be anybody's."""
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True)
class Quoting:
    """An edition of a report that has words of some records; `by_name` where it says itself of which audit they are."""

    report: str
    label: str
    edition: int
    by_name: bool


def quoting(house: House, records: list[str]) -> list[Quoting]:
    """The editions that quote audits among the records, or have a sentence that can still be read in one of them.

    Of what is erased only the first is found: nobody can read its sentences.
    """
    said, found = set(_sentences(house, records)), []
    for row in rows.all_editions(house.model):
        facts = programme.published(house, row["report"], row["edition"])
        quoted = list(_quotations(facts["document"]))
        by_name = any(one["audit"] in records for one in quoted)
        text = " ".join(_plain(one) for one in [*(one["text"] for one in quoted), *facts["texts"].values()])
        if by_name or any(sentence in text for sentence in said):
            of = period(row["key"])
            found.append(Quoting(row["report"], of.label if of else row["key"], row["edition"], by_name))
    return found


def _quotations(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for section in document.get("sections", ()):
        for block in section.get("blocks", ()):
            yield from block.get("quotations", ())


def _sentences(house: House, records: list[str]) -> Iterator[str]:
    """Every sentence that was written into records and can still be read."""
    for record in records:
        for made in house.reader.stream(record):
            for text in _texts(made.facts):
                yield from (one for one in map(_plain, SENTENCE.split(text)) if len(one) >= FEWEST)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str):
        yield value


def _plain(text: str) -> str:
    return " ".join(text.split()).lower()
