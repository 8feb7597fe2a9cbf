"""The golden log: events exactly as they were stored once, kept so that every later version can still read them.

`python -m tests.events.golden` adds the events of the stories whose type, or newest version of a type, is not in it
yet. It only ever adds: a line, once kept, stands for logs that exist in the world.
"""

import hashlib
import json
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from app.demo import stories
from app.events.base import TOPICS
from app.events.log import SQLiteReader
from app.events.record_keys import Keys
from app.events.sealed import Key
from app.events.store import open_log
from app.programme.house import House
from projections import open_model

GOLDEN = Path(__file__).with_name("golden.jsonl")
SEALS = Path(__file__).with_name("golden.sha256")

Line = dict[str, Any]


class FixedStore:
    """A key for every record, always the same one, so that what is sealed in the golden log can be read for ever."""

    def is_there(self) -> bool:
        return True

    def changed(self) -> object:
        return None

    def keys_of(self, records: list[str]) -> list[Key]:
        return [Key(record, "golden", hashlib.sha256(f"golden {record}".encode()).digest()) for record in records]

    def make(self, records: list[str]) -> None: ...

    def erase(self, names: list[str]) -> None: ...

    def names(self) -> list[str]:
        return []

    def erased(self) -> list[str]:
        return []

    def close(self) -> None: ...


KEYS = Keys(FixedStore())


def lines() -> list[str]:
    """The golden log, a JSON text for each event: stream, version, topic, and the stored state as text."""
    return GOLDEN.read_text(encoding="utf-8").splitlines() if GOLDEN.exists() else []


def seal(line: str) -> str:
    """What is kept beside a line so that nobody changes it unnoticed."""
    return hashlib.sha256(line.encode()).hexdigest()


def kind(line: Line) -> tuple[str, int]:
    """The type of the event and the version of that type."""
    return line["topic"], json.loads(line["state"]).get("class_version", 1)


def missing(kept: Iterable[Line]) -> set[tuple[str, int]]:
    """The types of events, in their newest versions, that no line shows yet."""
    return {(topic, cls.class_version) for topic, cls in TOPICS.items()} - {kind(line) for line in kept}


def from_stories() -> list[Line]:
    """Every event of the stories as it is stored, in the order of the log."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.sqlite"
        log, reader = open_log(path, keys=KEYS), SQLiteReader(path, KEYS)
        stories.tell(house := House(log, reader, open_model(path.parent, reader)))
        stored = house.log.recorder.select_notifications(1, 1_000_000)
        return [
            {"stream": one.originator_id, "version": one.originator_version, "topic": one.topic,
             "state": one.state.decode()} for one in stored
        ]  # fmt: skip


def extend() -> int:
    """Add the whole stream of each event of the stories whose type is missing; returns how many lines were added."""
    wanted, told = missing(json.loads(line) for line in lines()), from_stories()
    streams: set[str] = set()
    for line in told:
        if kind(line) in wanted and line["stream"] not in streams:
            streams.add(line["stream"])
            wanted -= {kind(other) for other in told if other["stream"] == line["stream"]}
    added = [json.dumps(line, ensure_ascii=False) for line in told if line["stream"] in streams]
    with GOLDEN.open("a", encoding="utf-8") as golden, SEALS.open("a", encoding="utf-8") as seals:
        golden.writelines(line + "\n" for line in added)
        seals.writelines(seal(line) + "\n" for line in added)
    return len(added)


if __name__ == "__main__":
    print(f"{extend()} lines added to {GOLDEN.name}")
