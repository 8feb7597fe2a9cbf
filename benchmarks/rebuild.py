"""How long a rebuild of every view takes against only reading the same log (SELECT and json.loads), in one run.

Run with `python -m benchmarks.rebuild [events]`; 100,000 unless told. The share should be 0.75 or more.
"""

import json
import sqlite3
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from app.events.log import SQLiteReader
from benchmarks.synthetic import fill
from projections import BATCH, ReadModel

ROUNDS = 3


def read_raw(log: Path) -> float:
    """Seconds to select every event in batches and decode it with the standard library."""
    connection, position, start = sqlite3.connect(log), 0, perf_counter()
    while rows := connection.execute(
        "SELECT rowid, originator_id, originator_version, topic, state FROM stored_events WHERE rowid > ?"
        " ORDER BY rowid LIMIT ?", (position, BATCH),
    ).fetchall():  # fmt: skip
        for row in rows:
            json.loads(row[4])
        position = rows[-1][0]
    return perf_counter() - start


def rebuild(log: Path, folder: Path) -> float:
    """Seconds to fold every event into a new read model."""
    model = ReadModel(folder / "views.sqlite", SQLiteReader(log))
    start = perf_counter()
    model.catch_up()
    taken = perf_counter() - start
    assert model.fault is None, model.fault
    model.close()
    return taken


def main() -> int:
    """Print events a second of both and their ratio; return the exit code."""
    events = int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else 100_000
    raw, ours = [], []
    with tempfile.TemporaryDirectory() as temporary:
        log = Path(temporary) / "log.sqlite"
        fill(log, events)
        for number in range(ROUNDS):
            raw.append(read_raw(log))
            (folder := Path(temporary) / str(number)).mkdir()
            ours.append(rebuild(log, folder))
        megabytes = log.stat().st_size / 1e6
    print(f"{events:,} events, {megabytes:,.0f} MB, median of {ROUNDS}")
    print(f"raw read   {median(raw):7.2f} s  {median(raw) / events * 1e6:6.2f} µs an event")
    print(f"rebuild    {median(ours):7.2f} s  {median(ours) / events * 1e6:6.2f} µs an event")
    print(f"raw read as a share of the rebuild: {median(raw) / median(ours):.2f} (target 0.75)")
    return int(median(raw) / median(ours) < 0.75)


if __name__ == "__main__":
    sys.exit(main())
