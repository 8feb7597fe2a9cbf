"""How long a read model takes to catch up: with nothing new (before every request), and with one event.

Run with `python -m benchmarks.catch_up [events]`, the size of the log behind it; 100,000 unless told. Limits: 20 µs
with nothing new, a median of 1 ms and a 99th percentile of 2 ms with one event.
"""

import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from app.events.child import Child
from app.events.log import SQLiteReader
from app.events.store import Programme, open_log
from benchmarks.synthetic import fill
from projections import ReadModel

TIMES = 1_000
SAID = {"by": "person/1", "at": "2024-05-01T09:00:00+00:00"}


def one_event(log: Programme, number: int) -> None:
    """A list gives one child another plan type."""
    child = log.load(Child, f"child/C-{number}")
    child.list({"plan": "CL" if child.plan != "CL" else "CP"}, "2024-05-01", **SAID)
    log.keep(child)


def timed(model: ReadModel) -> float:
    """Microseconds that one catch-up takes."""
    start = perf_counter()
    model.catch_up()
    return (perf_counter() - start) * 1e6


def main() -> int:
    """Print median and 99th percentile of both; return the exit code."""
    events = int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.sqlite"
        fill(path, events)
        log, model = open_log(path), ReadModel(Path(folder) / "views.sqlite", SQLiteReader(path))
        model.catch_up()
        nothing, one = [timed(model) for _ in range(TIMES)], []
        for number in range(TIMES):
            one_event(log, number)
            one.append(timed(model))
        assert model.fault is None, model.fault
    print(f"{events:,} events behind, {TIMES:,} times each")
    for name, times in (("nothing new", nothing), ("one event", one)):
        print(f"{name:12} median {median(times):8.1f} µs   p99 {quantiles(times, n=100)[98]:8.1f} µs")
    return int(median(nothing) > 20 or median(one) > 1_000 or quantiles(one, n=100)[98] > 2_000)


if __name__ == "__main__":
    sys.exit(main())
