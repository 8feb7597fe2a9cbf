"""Random stories with erasures, stored as they truly are.

The rows need nothing that is sealed, and what was erased reads so in all that was recorded before, and nothing else.
"""

from collections.abc import Iterator
from random import Random
from typing import Any, NamedTuple

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.events import sealed
from app.events.base import TOPICS
from app.events.log import Happened, Stored, happened, opened
from app.events.sealed import ERASED, Key
from app.events.sealed_paths import within
from projections import ReadModel, erasures
from projections.as_at import AsAt
from tests.projections.random_stories import ACTS, NUMBER, ListLog, log_of
from tests.projections.test_as_at import TheLog
from tests.projections.test_replay import VIEWS, dump, folder, rebuilt

WHAT = [
    *ACTS,
    *["audit"] * 8,
    *["child"] * 3,
    *["erasure"] * 12,
    "raise action",
    "raise concern",
    "moderation",
    "exemption",
]
STORIES = st.lists(st.tuples(st.sampled_from(WHAT), NUMBER, NUMBER, NUMBER),
                   min_size=30, max_size=70)  # fmt: skip
CHECKED = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


class KeysInMemory:
    """The keys of records; one that is made after an erasure is another."""

    def __init__(self) -> None:
        self.kept: dict[str, Key] = {}
        self.gone: set[str] = set()
        self.number = 0

    def ready(self, record: str) -> Key:
        if record not in self.kept:
            self.number += 1
            self.kept[record] = Key(record, str(self.number), self.number.to_bytes(32, "big"))
        return self.kept[record]

    def erase(self, records: list[str]) -> None:
        for record in records:
            self.gone |= {f"{record}#", f"{record}#{self.kept[record].id}"} if record in self.kept else {f"{record}#"}
            self.kept.pop(record, None)

    def of(self, record: str, id: str = "") -> bytes | None:
        found = self.kept.get(record)
        return found.secret if found and id in ("", found.id) else None

    def is_erased(self, record: str, id: str) -> bool:
        return f"{record}#{id}" in self.gone


class Kept(NamedTuple):
    """A story as it stands in a log: plain as it was said, stored, and the keys that are left."""

    plain: list[Happened]
    stored: list[Stored]
    keys: KeysInMemory
    erased_at: dict[str, int]
    """By record, the position of the last erasure of it."""


def told(steps: list[tuple[str, int, int, int]]) -> Kept:
    """Store a story event by event; each erasure that is confirmed deletes the keys of its records there and then."""
    found = Kept(log_of(steps).happened, [], KeysInMemory(), {})
    for made in found.plain:
        cls = TOPICS[made.topic]
        record = str(made.facts[cls.SEALED_WITH]) if cls.SEALED_WITH else made.stream
        place = sealed.about(made.stream, made.version, made.topic)
        facts = sealed.sealed(made.facts, cls.SEALS, lambda record=record: found.keys.ready(record), place)  # type: ignore[misc]
        if cls.class_version > 1:
            facts = facts | {"class_version": cls.class_version}
        found.stored.append((*made[:4], orjson.dumps(facts)))
        if made.topic == "erasure confirmed":
            found.keys.erase(made.facts["records"])
            found.erased_at.update(dict.fromkeys(made.facts["records"], made.position))
    return found


def written(made: Happened) -> Iterator[tuple[str, Any]]:
    """What of an event is sealed, by its path."""
    for path in TOPICS[made.topic].SEALS:
        for steps, value in within(made.facts, path):
            yield repr(steps), value


def is_gone(kept: Kept, made: Happened) -> bool:
    """Whether an erasure came after an event of the record."""
    name = TOPICS[made.topic].SEALED_WITH
    return kept.erased_at.get(str(made.facts[name]) if name else made.stream, 0) > made.position


@CHECKED
@given(STORIES)
def test_what_was_erased_reads_so_and_nothing_else_does(steps: list[tuple[str, int, int, int]]) -> None:
    kept = told(steps)
    for plain, read in zip(kept.plain, opened(kept.stored, kept.keys), strict=True):
        if not is_gone(kept, plain):
            assert read == plain
            continue
        now = dict(written(read))
        for path, text in written(plain):
            assert not isinstance(text, str) or now[path] == ERASED, (plain.topic, path)
        assert (read.by, read.at, read.facts.keys()) == (plain.by, plain.at, plain.facts.keys())


@CHECKED
@given(STORIES, st.integers(0, 1_000))
def test_rows_need_nothing_sealed_and_hold_nothing_erased(steps: list[tuple[str, int, int, int]], at: int) -> None:
    kept = told(steps)
    log, open_log = TheLog(happened(kept.stored)), ListLog(kept.plain)
    with folder() as here:
        live = ReadModel(here / "live.sqlite", log, VIEWS)
        assert live.catch_up() == log.head(), live.fault
        assert dump(live) == rebuilt(open_log, here / "plain.sqlite", log.head())
        position = at % (log.head() + 1)
        then = AsAt(here, log, VIEWS, live).model(position)
        assert dump(then) == rebuilt(log, here / "then.sqlite", position)  # type: ignore[arg-type]
        cells = {cell for rows in dump(live).values() for row in rows for cell in row if isinstance(cell, str)}
        gone = {
            text for made in kept.plain if is_gone(kept, made) for _, text in written(made) if isinstance(text, str)
        }
        assert not {text for text in gone if len(text) > 12} & cells
        assert set(erasures.keys(live)) == {f"{record}#" for record in kept.erased_at}
        live.close()


def test_the_stories_do_erase() -> None:
    """So that the two above say something: of some that are always the same, most erase what was written."""
    kept = [told(_story(Random(seed))) for seed in range(20)]
    assert sum(any(is_gone(one, made) and list(written(made)) for made in one.plain) for one in kept) >= 10


def _story(by: Random) -> list[tuple[str, int, int, int]]:
    return [(by.choice(WHAT), by.randrange(63), by.randrange(63), by.randrange(63)) for _ in range(70)]
