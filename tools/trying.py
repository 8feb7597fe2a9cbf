"""What every subject lets happen in each state, found by trying and not by reading.

The stories are told once, and every command that they give is kept with what was said. Each state that a subject comes
through is then built again from its events, and each command of that subject is tried there with everything that was
ever said with it. A state that a try leads to is tried in its turn, until nothing new is found.
"""

import inspect
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

from app.demo import stories
from app.demo.quick import close_quick_house, open_quick_house
from app.events.base import TOPICS, Event, Refusal, Subject

Command = Callable[..., Any]
Saying = dict[str, Any]
ENOUGH = 15
"""How many sayings of one command are tried at most, about."""
LONG_AFTER = "2031-01-06T12:00:00+00:00"
NOT_OF_IT = "of another record"
"""In the place of a refusal, for what was said of something that this record does not have."""
Sayings = dict[Command, list[Saying]]


@dataclass(frozen=True)
class Outcome:
    """What came of one try: the subject before and after, what it recorded, or the sentence with which it refused."""

    command: Command
    saying: tuple[str, int, str]
    """To which record, which of the sayings, and by whom."""
    past: tuple[Event, ...]
    before: Subject
    after: Subject
    made: tuple[Event, ...]
    refusal: str


@dataclass
class Told:
    """The stories: each command with everything that was said with it, and every subject's events."""

    sayings: Sayings
    histories: list[tuple[str, list[Event]]]


def modules() -> list[ModuleType]:
    """The modules of the write side, in which subjects and their commands are."""
    return [sys.modules[name] for name in sorted({cls.__module__ for cls in TOPICS.values()})]


def subjects() -> list[type[Subject]]:
    """Every subject of the log."""
    return [made for module in modules() for made in vars(module).values() if _is_subject_of(made, module)]


def _is_subject_of(made: object, module: ModuleType) -> bool:
    return isinstance(made, type) and issubclass(made, Subject) and made.__module__ == module.__name__


def commands(cls: type[Subject]) -> list[Command]:
    """What can be asked of a subject: its methods, and the functions beside it, that take who asks and when."""
    methods = [made for made in vars(cls).values() if inspect.isfunction(made)]
    beside = [made for module in modules() for made in vars(module).values()
              if inspect.isfunction(made) and made.__module__ == module.__name__ and _first(made) is cls]  # fmt: skip
    return [made for made in (*methods, *beside) if made.__name__[0] != "_" and {"by", "at"} <= _names(made)]


def _first(made: Command) -> object:
    return next((one.annotation for one in inspect.signature(made).parameters.values()), None)


def _names(made: Command) -> set[str]:
    return set(inspect.signature(made).parameters)


def listen(beside: Sayings) -> Told:
    """Tell the stories and keep what is said in them, and what is to be said beside them."""
    wanted = {made.__code__: made for cls in subjects() for made in commands(cls)}
    sayings: Sayings = {made: list(beside.get(made, ())) for made in wanted.values()}

    def hear(frame: FrameType, happens: str, _: object) -> None:
        if happens == "call" and (made := wanted.get(frame.f_code)):
            sayings[made].append(_said(made, frame))

    with tempfile.TemporaryDirectory() as folder:
        house = open_quick_house(Path(folder))
        sys.setprofile(hear)
        try:
            stories.tell(house)
        finally:
            sys.setprofile(None)
        streams = dict.fromkeys(one.stream for one in house.reader.read(0))
        histories = [(id, house.log.history(id)) for id in streams]
        close_quick_house(house)
    return Told({made: _distinct(said) for made, said in sayings.items()}, histories)


def _said(made: Command, frame: FrameType) -> Saying:
    """What was said with a command, without the subject; `**facts` are said one by one."""
    said: Saying = {}
    for one in list(inspect.signature(made).parameters.values())[1:]:
        value = deepcopy(frame.f_locals[one.name])
        said |= value if one.kind is one.VAR_KEYWORD else {one.name: value}
    return said


def _distinct(said: list[Saying]) -> list[Saying]:
    """Each saying once, whenever it was said; of a great many some, from the whole of the stories."""
    once = {repr([sorted(one) if isinstance(one, set) else one for name, one in saying.items() if name != "at"]): saying
            for saying in said}  # fmt: skip
    return list(once.values())[:: len(once) // ENOUGH + 1]


def outcomes(cls: type[Subject], told: Told, states: Callable[[Any], object]) -> Iterator[Outcome]:
    """Every try of every command of a subject; `states` tells apart what has to be tried each."""
    places = [(id, tuple(events[:n])) for id, events in told.histories if type(events[0]) in cls.evolves
              for n in _ends_of_runs(events)]  # fmt: skip
    met: set[object] = set()
    for id, events in places:  # It grows while it is walked.
        for one in _tries(cls, id, events, told.sayings):
            yield one
            if one.made and (way := (states(one.before), one.command, states(one.after))) not in met:
                met.add(way)
                places.append((id, (*events, *one.made)))


def _ends_of_runs(events: list[Event]) -> list[int]:
    """How many events there are before each that is of another type than the one before it, and at the end."""
    return [n for n in range(len(events) + 1) if n in (0, len(events)) or type(events[n]) is not type(events[n - 1])]


def _tries(cls: type[Subject], id: str, events: tuple[Event, ...], sayings: Sayings) -> Iterator[Outcome]:
    """Every command with every saying, each as it was said, or else said later or by somebody else."""
    before, subject = cls.project(id, events), cls.project(id, events)
    for command in commands(cls):
        for number, saying in enumerate(sayings[command]):
            for words in _otherwise(saying, events):
                refusal, of = _refusal(command, subject, words), (id, number, words["by"])
                yield Outcome(command, of, events, before, subject, made := tuple(subject.collect_events()), refusal)
                if made:
                    subject = cls.project(id, events)


def _refusal(command: Command, subject: Subject, words: Saying) -> str:
    try:
        command(subject, **words)
    except Refusal as refusal:
        return refusal.sentence
    except KeyError:
        return NOT_OF_IT
    return ""


def _otherwise(saying: Saying, events: tuple[Event, ...]) -> Iterator[Saying]:
    """What was said, then the same on the day of what happened last, and long after; each by another too."""
    last = max((one.at for one in events), default=saying["at"])
    for by in dict.fromkeys((saying["by"], stories.RUTH)):
        for at in dict.fromkeys((saying["at"], last, LONG_AFTER)):
            day = {"on": at[:10]} if "on" in saying and at != saying["at"] else {}
            yield saying | {"by": by, "at": at} | day


def lacking(command: Command, seen: set[str]) -> set[str]:
    """The topics that a command can record, by its source, and that no try of it brought."""
    named = re.findall(r"\brecord\(\s*(\w+)", inspect.getsource(command))
    kinds = vars(sys.modules[command.__module__])
    return {kinds[name].TOPIC for name in named if hasattr(kinds.get(name), "TOPIC")} - seen
