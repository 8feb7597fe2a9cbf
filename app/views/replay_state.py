"""How a month or a child stood right after an event of a replay, and what was otherwise at the one before."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from flask import current_app

from app.views.as_at_soon import must_be_near
from app.views.board import FLOW
from app.views.child_line import lines
from app.views.desk import i, live_house, model
from app.views.month_figures import COMPLETION, month_of
from app.views.replay_beats import Beat
from app.views.standing import standing
from projections import audits, completion, cycles, seals
from projections.shares import Figure
from projections.stepping import Stepper

KEPT = 600
"""So many states are kept at hand: back and forth costs nothing."""
AHEAD = 6
"""So many states before those that are shown are worked out on the way there: whoever goes back goes on going back."""
FLOW_PARTS = (("Pool", FLOW[:1]), ("Audits", FLOW[1:5]), ("Beside", FLOW[5:]))
"""The line of the month in larger parts than on the board."""


@dataclass(frozen=True)
class Item:
    """One thing that stands in a state: what it is, how it stands, and what stood there before if that is otherwise."""

    key: str
    label: str
    value: str
    note: str = ""
    was: str | None = None

    @property
    def moved(self) -> bool:
        """Whether it is otherwise than at the event before."""
        return self.was is not None


@dataclass(frozen=True)
class Part:
    """A part of a state: the flow of a month, the line of an audit."""

    key: str
    title: str
    items: tuple[Item, ...]


State = tuple[Part, ...]
Work = Callable[[str], State]


def of_cycle(id: str) -> State:
    """The figures of a month's board; nothing before it is opened."""
    cycle = cycles.cycle(model(), id)
    if cycle is None:
        return ()
    found = completion.figures(month_of(cycle))
    parts = [
        Part(title, title, tuple(_figure(found[name]) for part in flow for name, _ in part))
        for title, flow in FLOW_PARTS
    ]
    return (*parts, Part("shares", "Completion", tuple(_figure(found[name]) for name in COMPLETION)))


def of_child(id: str) -> State:
    """The line of each audit of a child, from the audit to its impact; none that is sealed from the reader now."""
    sealed = seals.sealed_from(live_house().model, i().id)
    theirs = [row for row in audits.of_child(model(), id) if row["id"] not in sealed]
    return tuple(
        Part(
            line.key,
            f"{line.title}: {line.grade['label']}" if line.grade else line.title,
            tuple(
                Item(step.name, step.name, step.word, ", ".join(filter(None, (step.said, step.when))))
                for step in line.steps
            ),
        )
        for line in lines(theirs)
    )


def beside(id: str, work: Work, beats: Sequence[Beat], number: int) -> State:
    """The state right after an event (its number, from 1); what is otherwise than after the one before says so."""
    here, before = beats[number - 1], beats[number - 2] if number > 1 else None
    if before and not _known(id, before):
        for beat in beats[max(0, number - 2 - AHEAD) : number - 2]:  # From there on, back costs as little as forward.
            _at(id, work, beat)
    was = {(part.key, item.key): item for part in _at(id, work, before) for item in part.items} if before else {}
    return tuple(
        replace(part, items=tuple(_marked(item, was.get((part.key, item.key)), bool(before)) for item in part.items))
        for part in _at(id, work, here)
    )


def _marked(item: Item, was: Item | None, follows: bool) -> Item:
    if not follows or (was and (was.value, was.note) == (item.value, item.note)):
        return item
    return replace(
        item, was=" ".join(filter(None, (was.value, was.note if was.note != item.note else ""))) if was else ""
    )


def _figure(figure: Figure) -> Item:
    note = "" if figure.of is None else figure.words
    return Item(figure.name, figure.label, figure.value, note)


def _at(id: str, work: Work, beat: Beat) -> State:
    """The state right after an event, worked out once for each reader and what is sealed from them."""
    if (found := _known(id, beat)) is None:
        with _standing(beat):
            found = _states()[_key(id, beat)] = work(id)
        for oldest in list(_states())[:-KEPT]:
            _states().pop(oldest, None)
    return found


def _known(id: str, beat: Beat) -> State | None:
    return _states().get(_key(id, beat))


def _states() -> dict[Any, State]:
    found: dict[Any, State] = current_app.extensions.setdefault("replay_states", {})
    return found


def _key(id: str, beat: Beat) -> Any:
    return id, beat.position, i(), seals.sealed_from(live_house().model, i().id)


@contextmanager
def _standing(beat: Beat) -> Iterator[None]:
    """Read what was right after an event, with the clock at the moment when it was recorded."""
    must_be_near(beat.position)
    steppers: dict[str, Stepper] = current_app.extensions
    stepper = steppers.get("stepper") or steppers.setdefault("stepper", Stepper(current_app.extensions["as_at"]))
    with stepper.at(beat.position) as past, standing(past, beat.at):
        yield
