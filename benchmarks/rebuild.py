"""How long a rebuild of every view takes against only reading the same log (SELECT and json.loads), in one run.

Run with `python -m benchmarks.rebuild [events] [around]`; 100,000 unless told, and the months' audits alone unless with
what is around them: actions, moderation, duties, impact and letters, many small events of which each has a row. The raw
read's time as a share of the rebuild's should be 0.75 or more; "own work" leaves out what other programs took.
"""

import json
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from app.events.log import SQLiteReader
from benchmarks.synthetic import fill
from projections import ReadModel

ROUNDS, TARGET = 3, 0.75


def read_raw(log: Path) -> None:
    """Select every event in batches and decode it with the standard library."""
    connection, position = sqlite3.connect(log), 0
    sql = "SELECT rowid, originator_id, originator_version, topic, state FROM stored_events WHERE rowid > ?"
    while rows := connection.execute(f"{sql} ORDER BY rowid LIMIT 10000", (position,)).fetchall():
        for row in rows:
            json.loads(row[4])
        position = rows[-1][0]


def rebuild(log: Path) -> None:
    """Fold every event into a new read model."""
    with tempfile.TemporaryDirectory(dir=log.parent) as folder:
        model = ReadModel(Path(folder) / "views.sqlite", SQLiteReader(log))
        model.catch_up()
        assert model.fault is None, model.fault
        model.close()


def timed(work: Callable[[Path], None], log: Path) -> tuple[float, float]:
    """Seconds on the clock and seconds of this process's own work."""
    clock, own = perf_counter(), process_time()
    work(log)
    return perf_counter() - clock, process_time() - own


def main() -> int:
    """Print the medians of both and their ratio; return the exit code."""
    around, numbers = "around" in sys.argv, [word.replace(",", "") for word in sys.argv[1:] if word != "around"]
    events = int(numbers[0]) if numbers else 100_000
    raw, ours = [], []
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.sqlite"
        fill(log, events, around)
        for _ in range(ROUNDS):
            raw.append(timed(read_raw, log))
            ours.append(timed(rebuild, log))
        megabytes = log.stat().st_size / 1e6
    print(f"{events:,} events, {megabytes:,.0f} MB, median of {ROUNDS}")
    shares = []
    for clock, name in enumerate(("on the clock", "own work")):
        read, fold = median(times[clock] for times in raw), median(times[clock] for times in ours)
        each = [f"{seconds:6.2f} s {seconds / events * 1e6:6.2f} µs an event" for seconds in (read, fold)]
        shares.append(read / fold)
        print(f"{name:12}  raw read {each[0]}   rebuild {each[1]}   share {shares[-1]:.2f} (target {TARGET})")
    return int(shares[0] < TARGET)


if __name__ == "__main__":
    sys.exit(main())
