"""Every way that the commands of a subject lead through its states, each side of a subject for itself."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from app.events.base import Subject
from tools import trying
from tools.told_states import BESIDE, NOTHING, SIDES, Side
from tools.trying import Command, Outcome


class Way(NamedTuple):
    """What a command does in a state: the events and the state after them, or the sentence with which it refuses."""

    command: Command
    state: str
    events: tuple[str, ...]
    then: str
    refusal: str


@dataclass
class Found:
    """What was found of one side of a subject: each way, how often by each saying, and a try that went it."""

    side: Side
    ways: dict[Way, Counter[object]] = field(default_factory=dict)
    tries: dict[Way, Outcome] = field(default_factory=dict)

    def add(self, outcome: Outcome) -> None:
        """Take one try in."""
        state, then = self.side.state(outcome.before), self.side.state(outcome.after)
        events = tuple(dict.fromkeys(one.TOPIC for one in outcome.made))
        said = _of_any(outcome.refusal, outcome.before)
        way = Way(outcome.command, state, events, then, said)
        self.ways.setdefault(way, Counter())[outcome.saying] += 1
        self.tries.setdefault(way, outcome)

    def states(self) -> list[str]:
        """The states in the order in which they were met, nothing at first."""
        return sorted(dict.fromkeys(way.state for way in self.ways), key=lambda state: state != NOTHING)


@cache
def everything() -> list[Found]:
    """Every way of every side of every subject."""
    told = trying.listen(BESIDE)
    if silent := [command.__qualname__ for command, said in told.sayings.items() if not said]:
        raise AssertionError(f"Tell of {silent} in the stories, or say it in tools/told_states.py")
    found = [Found(side) for side in SIDES]
    for cls in trying.subjects():
        sides = [one for one in found if one.side.subject is cls]
        assert sides, f"Say in tools/told_states.py how the state of {cls.__name__} is told"
        for outcome in trying.outcomes(cls, told, _states_of(sides)):
            for one in sides:
                one.add(outcome)
    return found


def _states_of(sides: list[Found]) -> Callable[[Subject], tuple[str, ...]]:
    return lambda subject: tuple(one.side.state(subject) for one in sides)


def _of_any(sentence: str, subject: Any) -> str:
    """A refusal without what it says of the one record: its state, its name, a date, a child's reference."""
    said = re.sub(r": it is [a-z ]+\.$", ": it is ….", sentence)
    if isinstance(name := getattr(subject, "name", None), str) and name:
        said = said.replace(name, "…")
    return re.sub(r"\d{4}-\d\d-\d\d|\b\d{1,2} [A-Z][a-z]+ \d{4}\b|\bC-\d+\b", "…", said)
