"""What sealing costs: a save and a read against the same ones in plain, and a rebuild over both, in one run.

Run with `python -m benchmarks.sealing [events]`; the rebuild is of 50,000 events unless told. The saves of an audit,
the first of which makes its key, should take at most twice as long as in plain, and a rebuild as long as one over plain
events.
"""

import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import orjson

from app.events import sealed
from app.events.audit import Audit, AuditSectionSaved
from app.events.base import TOPICS
from app.events.child import Child, ChildListed
from app.events.log import SQLiteReader
from app.events.sealed import Key
from app.programme.house import House, open_house
from benchmarks.synthetic import TEXT, fill
from projections import ReadModel

TIMES, LISTED, ROUNDS = 300, 4_000, 3
SAID = {"by": "person/anna-bell", "at": "2024-05-02T09:00:00+00:00"}
DETAILS = {"initials": "JD", "plan": "CP", "team": "team/harbour", "worker": "", "age_band": "5-9", "ethnicity": "",
           "opened": "2023-09-11", "last_audited": ""}  # fmt: skip
KEY = Key("record", "id", bytes(32))

Act = Callable[[House, str, int], None]


@contextmanager
def in_plain(plain: bool) -> Iterator[None]:
    """As if an audit's sections and a child's initials were not sealed."""
    before = [(cls, cls.SEALS) for cls in (AuditSectionSaved, ChildListed)]
    for cls, _ in before if plain else ():
        cls.SEALS = ()
    yield
    for cls, seals in before:
        cls.SEALS = seals


def again(house: House, kind: str, number: int) -> None:
    """Another save of the same audit, whose key is there."""
    audit = Audit(f"audit/{kind}/0001")
    audit.version = number
    audit.record(AuditSectionSaved, section="summary", changes={"strengths": TEXT}, **SAID)
    house.log.keep(audit)


def first(house: House, kind: str, number: int) -> None:
    """The first save of an audit, whose key is made first and has to reach the disk as well."""
    audit = Audit(f"audit/{kind}/{number + 2:04d}")
    audit.record(AuditSectionSaved, section="summary", changes={"strengths": TEXT}, **SAID)
    house.log.keep(audit)


def life(house: House, kind: str, number: int) -> None:
    """What one auditor saves of one audit: ten times, the first with its key."""
    audit = Audit(f"audit/{kind}/{number + 5000:04d}")
    for _ in range(10):
        audit.record(AuditSectionSaved, section="summary", changes={"strengths": TEXT}, **SAID)
        house.log.keep(audit)


def listed(house: House, kind: str, number: int) -> None:
    """A list of new children, each with a key of its own, brought in with one save."""
    children = [Child(f"child/{kind}-{number}-{n}") for n in range(LISTED)]
    for child in children:
        child.list(DETAILS, "2024-04-12", **SAID)
    house.log.keep(*children)


def read(house: House, kind: str, number: int) -> None:
    """A subject of many entries, loaded."""
    house.log.history(f"audit/{kind}/0001")


SAVES: tuple[tuple[str, Act, int], ...] = (
    ("a save", again, TIMES), ("a save that makes a key", first, TIMES),
    ("ten saves of an audit", life, TIMES // 10),
    (f"a list of {LISTED:,} children", listed, ROUNDS), (f"reading {TIMES} entries", read, TIMES),
)  # fmt: skip


def compared(house: House, act: Act, times: int) -> tuple[float, float]:
    """The median milliseconds in plain and sealed, turn by turn."""
    taken: dict[str, list[float]] = {"plain": [], "sealed": []}
    for number in range(times):
        for kind in taken:
            with in_plain(kind == "plain"):
                start = perf_counter()
                act(house, kind, number)
                taken[kind].append((perf_counter() - start) * 1e3)
    return median(taken["plain"]), median(taken["sealed"])


def seal(plain: Path, target: Path) -> None:
    """The same log with everything sealed that today would be."""
    target.write_bytes(plain.read_bytes())
    connection = sqlite3.connect(target, isolation_level=None)
    connection.execute("DROP TRIGGER stored_events_no_update")
    connection.create_function("sealed", 4, _sealed)
    connection.execute("UPDATE stored_events SET state = sealed(originator_id, originator_version, topic, state)")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _sealed(stream: str, version: int, topic: str, state: bytes) -> bytes:
    facts, place = orjson.loads(state), sealed.about(stream, version, topic)
    return orjson.dumps(sealed.sealed(facts, TOPICS[topic].SEALS, lambda: KEY, place))


def rebuild(log: Path) -> float:
    """Seconds of this process's own work to fold every event of a log."""
    with tempfile.TemporaryDirectory(dir=log.parent) as folder:
        start = process_time()
        model = ReadModel(Path(folder) / "views.sqlite", SQLiteReader(log))
        model.catch_up()
        took = process_time() - start
        assert model.fault is None, model.fault
        model.close()
    return took


def main() -> int:
    """Print both and their ratios; return the exit code."""
    events, ratios = int(sys.argv[1].replace(",", "")) if sys.argv[1:] else 50_000, dict[str, float]()
    with tempfile.TemporaryDirectory() as folder:
        house = open_house(Path(folder))
        for label, act, times in SAVES:
            plain, ours = compared(house, act, times)
            ratios[label] = ours / plain
            print(f"{label:28} plain {plain:8.2f} ms   sealed {ours:8.2f} ms   {ratios[label]:.2f} times")
    with tempfile.TemporaryDirectory() as folder:
        logs = Path(folder) / "log.sqlite", Path(folder) / "sealed.sqlite"
        fill(logs[0], events)
        seal(*logs)
        took = [
            median(each) for each in zip(*((rebuild(logs[0]), rebuild(logs[1])) for _ in range(ROUNDS)), strict=True)
        ]
        sizes = [log.stat().st_size / 1e6 for log in logs]
    print(f"rebuild of {events:,} events  plain {took[0]:.2f} s, {sizes[0]:.0f} MB", end="   ")
    print(f"sealed {took[1]:.2f} s, {sizes[1]:.0f} MB   {took[1] / took[0]:.2f} times")
    return int(ratios["ten saves of an audit"] > 2)


if __name__ == "__main__":
    sys.exit(main())
