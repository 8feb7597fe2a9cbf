"""What is due to be told today: written once when the calendar calls for it, cancelled when it no longer does.

Each noun says what is due in a module of app/programme/reminders/. A letter's id is made of its cause, person and kind,
so asking every few minutes, or on several computers, tells nobody twice. What is asked are rows that are open now, by
date: it does not grow with the log.
"""

import importlib
import pkgutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from app.events.base import Refusal
from app.events.calendar import is_working_day
from app.events.letter import Letter
from app.events.vocabulary import SYSTEM
from app.programme import letters, reminders
from app.programme.house import House, Stale
from app.programme.letter_kinds import KINDS, Fact, Line, Matter, News
from app.programme.letters import letter_id
from projections import letters as rows

NO_LONGER_SO = "What it tells of is no longer so."
NOT_REACHED = "The recipient has left, has no role or cannot sign in."
AT_ONCE = 50
"""Letters that are kept in one save."""


@dataclass(frozen=True)
class Due:
    """A letter that is called for: why, to whom (person id), of which kind, where it leads, what it fills in.

    One that is not `new` stands if it was written before, and is not written now.
    """

    cause: str
    recipient: str
    kind: str
    link: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    lines: Sequence[Line | News] = ()
    new: bool = True

    @property
    def id(self) -> str:
        """The letter's id."""
        return letter_id(self.cause, self.recipient, self.kind)


@dataclass(frozen=True)
class Rule:
    """The kinds of letter that one rule alone writes, and what is due: takes the read model, the day, the moment.

    It gives everything that is due for as long as it is so, told already or not: a letter that waits and is not among
    it any more is cancelled.
    """

    kinds: tuple[str, ...]
    due: Callable[[Any, date, str], Iterable[Due]]


Tell = Callable[[Any, date], Iterable[News]]
"""Gives everything that the daily letter tells for as long as it is so, told already or not: takes model and day."""
Sweep = Callable[[House, str], object]
"""Records what is so at a moment and was not when it was last asked, once however often it is asked."""


@dataclass(frozen=True)
class Reminded:
    """What was written, by kind, and how many letters were cancelled."""

    written: Mapping[str, int]
    cancelled: int


def remind(house: House, today: date, at: str, can_sign_in: Collection[str] | None = None) -> Reminded:
    """Write what is due on a day at a moment, and cancel what no longer is.

    Nobody is told who has left, has no role or, where it is said who can, cannot sign in. On a day that is no working
    day only what waits for none is written. What time itself brings, such as that a concern is late, is recorded first.
    """
    house.model.catch_up()
    for sweep in sweeps():
        sweep(house, at)
    reached = rows.reached(house.model)
    reached = reached if can_sign_in is None else reached & set(can_sign_in)
    due = {one.id: one for rule in rules() for one in rule.due(house.model, today, at) if one.recipient in reached}
    cancelled = _cancel(house, due.keys(), reached, at)
    new = {id for id, one in due.items() if one.new} - rows.known(house.model, due.keys())
    told = [due[id] for id in sorted(new) if is_working_day(today) or _waits_for_no_day(due[id])]
    return Reminded(_write(house, told, at), cancelled)


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of every noun."""
    return tuple(rule for module in _nouns() for rule in getattr(module, "RULES", ()))


@cache
def matters() -> tuple[Matter, ...]:
    """What the weekly letter counts, of every noun."""
    return tuple(matter for module in _nouns() for matter in getattr(module, "MATTERS", ()))


@cache
def daily() -> tuple[Tell, ...]:
    """What the daily letter tells, of every noun."""
    return tuple(tell for module in _nouns() for tell in getattr(module, "DAILY", ()))


@cache
def sweeps() -> tuple[Sweep, ...]:
    """What every noun records by itself as time goes by."""
    return tuple(sweep for module in _nouns() for sweep in getattr(module, "SWEEPS", ()))


def _nouns() -> Iterator[Any]:
    for found in pkgutil.iter_modules(reminders.__path__):
        yield importlib.import_module(f"{reminders.__name__}.{found.name}")


def _waits_for_no_day(one: Due) -> bool:
    kind = KINDS[one.kind]
    return kind.urgent or kind.any_day


def _cancel(house: House, due: Collection[str], reached: Collection[str], at: str) -> int:
    """Cancel the letters of the rules that wait and are not due any more; returns how many."""
    kinds = [kind for rule in rules() for kind in rule.kinds]
    gone = [(row["id"], row["recipient"]) for row in rows.unsent(house.model, kinds) if row["id"] not in due]
    why = {id: NO_LONGER_SO if recipient in reached else NOT_REACHED for id, recipient in gone}
    return sum(letters.cancel(house, id, reason, by=SYSTEM, at=at) for id, reason in why.items())


def _write(house: House, due: Sequence[Due], at: str) -> dict[str, int]:
    """Write the letters, some at a time; what another process wrote meanwhile is left as it is."""
    counts: dict[str, int] = {}
    for start in range(0, len(due), AT_ONCE):
        for kind in _written(house, due[start : start + AT_ONCE], at):
            counts[kind] = counts.get(kind, 0) + 1
    return counts


def _written(house: House, due: Sequence[Due], at: str) -> list[str]:
    made = [letter for one in due if (letter := _letter(house, one, at))]
    try:
        if made:
            house.keep(*made)
    except Stale:
        return [letter.kind for one in due if (letter := _alone(house, one, at))]
    return [letter.kind for letter in made]


def _alone(house: House, one: Due, at: str) -> Letter | None:
    with suppress(Stale, Refusal):
        if letter := _letter(house, one, at):
            house.keep(letter)
            return letter
    return None


def _letter(house: House, one: Due, at: str) -> Letter | None:
    facts = {"cause": one.cause, "recipient": one.recipient, "kind": one.kind, "link": one.link}
    return letters.written(house, **facts, facts=one.facts, lines=one.lines, by=SYSTEM, at=at)
