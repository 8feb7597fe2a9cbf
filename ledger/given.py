"""Checkpoints as they are given or kept: which of them are such, and what is wrong with the others, in words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ledger.checkpoints import Filed, Numbered, numbered
from ledger.note import Verifier

SAYS = re.compile(r"(?:[^\n]*\n){4}checkpoint ([0-9]{1,18})\n")
"""How a note says its own number, in its fifth line."""


class Given(NamedTuple):
    """The checkpoints among some notes, by number, each once; what is wrong with those that are none, and what several
    share once; the numbers of the files that hold none."""

    read: list[Numbered]
    wrong: list[str]
    spoilt: set[int]


def read_all(notes: Iterable[str], verifiers: Sequence[Verifier]) -> Given:
    """What some notes are, by these keys."""
    found: dict[str, Numbered] = {}
    wrong: dict[str, list[str]] = {}
    for note in notes:
        try:
            one = numbered(note, verifiers)
        except ValueError as fault:
            wrong.setdefault(getattr(note, "why", "") or str(fault), []).append(note)
        else:
            found.setdefault(one.checkpoint.text, one)
    spoilt = {note.number for of in wrong.values() for note in of if isinstance(note, Filed)}
    read = sorted(found.values(), key=lambda one: one.number)
    return Given(read, [_said(of, why) for why, of in wrong.items()], spoilt)


def _said(notes: Sequence[str], why: str) -> str:
    numbers = {number for note in notes if (number := _number(note)) is not None}
    if len(notes) > 1 and len(numbers) == len(notes):
        return f"Checkpoints {_listed(list(_runs(sorted(numbers))))} are none, each for this: {why}"
    if len(notes) > 1:
        return f"{len(notes)} checkpoints, the first of which begins “{_begins(notes[0])}”, are none: {why}"
    said = f"Checkpoint {min(numbers)}" if numbers else f"A checkpoint that begins “{_begins(notes[0])}”"
    return f"{said} is not one: {why}"


def _number(note: str) -> int | None:
    """The number that the file of a note is named by, else the one that it gives itself; None for neither."""
    if isinstance(note, Filed):
        return note.number
    said = SAYS.match(note)
    return int(said[1]) if said else None


def _begins(note: str) -> str:
    return next(iter(note[:60].splitlines()), "")


def _runs(numbers: Sequence[int]) -> Iterator[str]:
    """Numbers in their order, those that follow on one another together: "1 to 4", "7"."""
    first = 0
    for n, number in enumerate(numbers):
        if n + 1 == len(numbers) or numbers[n + 1] != number + 1:
            yield f"{numbers[first]} to {number}" if n > first else f"{number}"
            first = n + 1


def _listed(said: Sequence[str]) -> str:
    return f"{', '.join(said[:-1])} and {said[-1]}" if said[1:] else said[0]
