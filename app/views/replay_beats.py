"""What a replay steps through: the events of a month or a child, as whoever asks may know them, in their order."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import current_app

from app.events.england import day_of
from app.events.log import Happened
from app.programme import histories as programme
from app.programme.english import begun
from app.programme.history_seal import as_known
from app.views.compared_events import SAVED, knower
from app.views.desk import house, i, live_house, model
from app.views.histories import Told, as_told
from app.views.inspected import told as told_to
from app.views.links import link
from projections import exemptions, seals

KEPT = 8
"""The events of so many replays are kept at hand."""


@dataclass(frozen=True)
class Beat:
    """An event of a replay: its position, its stream, what it is, and when it was recorded (ISO, UTC)."""

    position: int
    stream: str
    topic: str
    at: str

    @property
    def day(self) -> str:
        """The day in England (ISO)."""
        return day_of(self.at)

    @property
    def title(self) -> str:
        """What happened, in two or three words, and to which audit."""
        number = self.stream.rpartition("/")[2] if self.stream.startswith(("audit/", "duty/")) else ""
        return begun(self.topic) + (f": audit {int(number)}" if number.isdecimal() else "")


@dataclass(frozen=True)
class Place:
    """Where a replay stands: the event, its number, and the positions that the steps lead to, 0 for none."""

    beat: Beat
    number: int
    first: int
    last: int
    back: int
    on: int
    day_back: int
    day_on: int


def of_cycle(id: str) -> tuple[Beat, ...]:
    """The events of a month, its audits and the exemptions from it; none of an audit that is sealed from the reader."""
    return _kept(id, _of_cycle)


def of_child(id: str) -> tuple[Beat, ...]:
    """The events that the history of a child tells the reader."""
    return _kept(id, lambda id: told_to(programme.happened_to_child(house(), id, knower()), "replay.of_child"))


def place(beats: Sequence[Beat], position: int) -> Place:
    """The last event at or before a position, else the first of all. `beats` are not empty."""
    here = max((n for n, beat in enumerate(beats) if beat.position <= position), default=0)
    beat = beats[here]
    before = [one.position for one in beats[:here]]
    day_before = next((one.day for one in reversed(beats[:here]) if one.day != beat.day), "")
    return Place(
        beat,
        here + 1,
        beats[0].position,
        beats[-1].position,
        before[-1] if before else 0,
        beats[here + 1].position if here + 1 < len(beats) else 0,
        next((one.position for one in beats if one.day == day_before), 0),
        next((one.position for one in beats[here + 1 :] if one.day != beat.day), 0),
    )


def days(beats: Iterable[Beat]) -> list[tuple[str, int, int]]:
    """The days with events: each day (ISO), the position of its first event, and how many it has."""
    found = ((day, list(part)) for day, part in groupby(beats, lambda beat: beat.day))
    return [(day, part[0].position, len(part)) for day, part in found]


def told(beat: Beat) -> Told | None:
    """The event as a history tells the reader; None where it is not to be told."""
    made = [one for one in house().reader.stream(beat.stream, beat.position) if one.position == beat.position]
    known = as_known(house(), made, knower()) if beat.stream.startswith("concern/") else made
    return next(iter(as_told(programme.entries(house(), known))), None)


def _kept(id: str, happened: Callable[[str], Iterable[Happened]]) -> tuple[Beat, ...]:
    """The events, looked for again once anything was recorded; each reader has their own, as far as they are shown."""
    kept: dict[Any, tuple[Beat, ...]] = current_app.extensions.setdefault("replays", {})
    key = (id, i(), live_house().model.position, house().reader.head())
    if (found := kept.pop(key, None)) is None:
        wanted = (made for made in happened(id) if made.topic != SAVED)
        found = tuple(sorted({Beat(made.position, made.stream, made.topic, made.at) for made in wanted}, key=_order))
    kept[key] = found
    for oldest in list(kept)[:-KEPT]:
        kept.pop(oldest, None)
    return found


def _order(beat: Beat) -> int:
    return beat.position


def _of_cycle(id: str) -> list[Happened]:
    sealed, month = seals.sealed_from(model(), i().id), id.removeprefix("cycle/")
    audits = (made for made in house().reader.under(f"audit/{month}/") if made.stream not in sealed)
    asked = [
        row["id"] for row in exemptions.exemptions(model(), id) if link(f"/exemptions/{row['id'].partition('/')[2]}")
    ]
    released = (made for stream in dict.fromkeys(asked) for made in house().reader.stream(stream))
    own = told_to(programme.happened_to_cycle(house(), id, i().id), "replay.of_cycle")
    return [*own, *audits, *released]
