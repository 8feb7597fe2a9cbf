"""What sealing costs: a save and a read against the same ones in plain, and a rebuild over both, in one run.

Run with `python -m benchmarks.sealing [events]`; the rebuild is of 50,000 events unless told. Whatever is written of an
audit should take at most twice as long as in plain, from the allocation, which makes the keys of all of its audits, and
a rebuild as long as one over plain events. A record that begins with a text makes its key in the same save: measured as
what its form does, and as the log's part of it alone.
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
from app.events.action import Action, ActionRaised
from app.events.audit import Audit, AuditAllocated, AuditSectionSaved
from app.events.base import TOPICS
from app.events.child import Child, ChildListed
from app.events.log import SQLiteReader
from app.events.person import Person
from app.events.sealed import Key
from app.programme.actions import raise_action
from app.programme.house import House, open_house
from benchmarks.synthetic import TEXT, fill
from projections import ReadModel

TIMES, ALLOCATED, LISTED, ROUNDS = 300, 300, 4_000, 3
SAID = {"by": "person/anna-bell", "at": "2024-05-02T09:00:00+00:00"}
DETAILS = {"initials": "JD", "plan": "CP", "team": "team/harbour", "worker": "", "age_band": "5-9", "ethnicity": "",
           "opened": "2023-09-11", "last_audited": ""}  # fmt: skip
GIVEN = {"cycle": "cycle/2024-05", "number": 1, "child": "child/C-10482", "auditor": "person/anna-bell", "area": "",
         "team": "team/harbour", "worker": "", "plan": "CP", "framework": "framework/main", "framework_version": 1,
         "on": "2024-05-02", "due": "2024-05-20", "grounds": "", "auditor_team": "team/mill"}  # fmt: skip
RAISED = {"source": "audit/2024-05/0001", "child": "child/C-10482", "owner": "person/anna-bell", "on": "2024-05-02",
          "team": "team/mill", "area": "", "due": "2024-05-20", "what": TEXT}  # fmt: skip
KEY = Key("record", "id", bytes(32))

Act = Callable[[House, str, int], None]


@contextmanager
def in_plain(plain: bool) -> Iterator[None]:
    """As if nothing of these events were sealed, and no key made ahead."""
    before = [(cls, cls.SEALS, cls.KEY_AHEAD) for cls in (AuditAllocated, AuditSectionSaved, ActionRaised, ChildListed)]
    for cls, _, _ in before if plain else ():
        cls.SEALS, cls.KEY_AHEAD = (), False
    yield
    for cls, seals, ahead in before:
        cls.SEALS, cls.KEY_AHEAD = seals, ahead


def owner() -> Person:
    """Whose the actions are."""
    person = Person(SAID["by"])
    person.add(name="Anna Bell", email="anna@example.org", job_level="senior_manager", team="", supervisor="", **SAID)
    return person


def again(house: House, kind: str, number: int) -> None:
    """Another save of the same audit, whose key is there."""
    audit = Audit(f"audit/{kind}/0001")
    audit.version = number
    audit.record(AuditSectionSaved, section="summary", changes={"strengths": TEXT}, **SAID)
    house.log.keep(audit)


def allocated(house: House, kind: str, number: int) -> None:
    """The audits of a month, given to auditors at once."""
    audits = [Audit(f"audit/{kind}-{number}/{n:04d}") for n in range(ALLOCATED)]
    for audit in audits:
        audit.record(AuditAllocated, **GIVEN, **SAID)
    house.log.keep(*audits)


def first(house: House, kind: str, number: int) -> None:
    """The first save of an audit of the month that was allocated last, whose key was made with it."""
    audit = Audit(f"audit/{kind}-{ROUNDS - 1}/{number:04d}")
    audit.version = 1
    audit.record(AuditSectionSaved, section="summary", changes={"strengths": TEXT}, **SAID)
    house.log.keep(audit)


def life(house: House, kind: str, number: int) -> None:
    """What one auditor saves of one audit: ten times, from when it is given to them, its key with that."""
    audit = Audit(f"audit/{kind}/{number + 5000:04d}")
    audit.record(AuditAllocated, **GIVEN, **SAID)
    for _ in range(10):
        house.log.keep(audit)
        audit.record(AuditSectionSaved, section="summary", changes={"strengths": TEXT}, **SAID)
    house.log.keep(audit)


def raised(house: House, kind: str, number: int) -> None:
    """An action raised, as its form does it: read what it is about, decide, store, bring the read model up to date.

    It begins with its text: its key is made first and has to reach the disk as well.
    """
    said = {"source": RAISED["source"], "what": TEXT, "owner": RAISED["owner"], "due": RAISED["due"]}
    raise_action(house, f"action/{kind}-raised-{number}", **said, **SAID)


def stored(house: House, kind: str, number: int) -> None:
    """The log's part of the same: nothing read, nothing brought up to date."""
    action = Action(f"action/{kind}-{number}")
    action.record(ActionRaised, **RAISED, **SAID)
    house.log.keep(action)


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
    ("a save", again, TIMES), (f"allocating {ALLOCATED} audits", allocated, ROUNDS),
    ("the first save of an audit", first, ALLOCATED), ("an audit and ten saves", life, TIMES // 10),
    ("an action raised", raised, TIMES), ("the log's part of that", stored, TIMES),
    (f"a list of {LISTED:,} children", listed, ROUNDS), (f"reading {TIMES} entries", read, TIMES),
)  # fmt: skip
AT_MOST_TWICE = ("a save", "the first save of an audit", "an audit and ten saves", "an action raised")


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
        house.keep(owner())
        for label, act, times in SAVES:
            plain, ours = compared(house, act, times)
            ratios[label] = ours / plain
            print(f"{label:32} plain {plain:8.2f} ms   sealed {ours:8.2f} ms   {ratios[label]:.2f} times")
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
    return int(max(ratios[one] for one in AT_MOST_TWICE) > 2)


if __name__ == "__main__":
    sys.exit(main())
