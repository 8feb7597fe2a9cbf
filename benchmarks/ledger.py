"""How long the ledger takes to hold a whole log against its checkpoint, and what a proof of it costs.

Run with `python -m benchmarks.ledger [events]`, the size of the log; 1,000,000 unless told. Limits, of a million
events: verified within 4 seconds, and within 0.8 of what merely reading every event's facts takes in the same run
(the quickest of three, in turn); and a checkpoint after one more event, with its proof, in 50 ms.
"""

import json
import sqlite3
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from app.events.child import Child
from app.events.log import SQLiteReader
from app.events.store import open_log
from app.ledger_book import LedgerBook
from benchmarks.synthetic import fill
from ledger.leaves import hashed
from ledger.merkle import is_included

AT = "2024-05-01T09:00:00+00:00"
TIMES, SECONDS, SHARE, MILLISECONDS = 3, 4.0, 0.8, 50.0


def raw(path: Path) -> float:
    """Seconds that it takes to read the facts of every event, in their order, and nothing else."""
    start, loads = perf_counter(), json.loads
    for (state,) in sqlite3.connect(path).execute("SELECT state FROM stored_events ORDER BY rowid"):
        loads(state)
    return perf_counter() - start


def verified(book: LedgerBook, events: int) -> float:
    """Seconds that it takes to verify the whole log."""
    start = perf_counter()
    verdict = book.verified()
    took = perf_counter() - start
    assert (verdict.findings, verdict.size, len(verdict.fits)) == ((), events, 1)
    return took


def proved(book: LedgerBook, path: Path) -> float:
    """Milliseconds from one more event to its proof in a checkpoint."""
    log = open_log(path)
    child = log.load(Child, "child/benchmark")
    child.list({"plan": "CP"}, "2024-05-01", by="person/1", at=AT)
    log.keep(child)
    start, position = perf_counter(), book.reader.head()
    made = book.checkpoint(AT).checkpoint
    index = book.leaf_index(position)
    path_up = book.inclusion(index, made.size)
    took = perf_counter() - start
    assert is_included(hashed(book.event(position)), index, made.size, path_up, made.root)
    log.close()
    return took * 1e3


def main() -> int:
    """Print what each takes; return the exit code."""
    events = int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.sqlite"
        fill(path, events)
        book = LedgerBook(Path(folder), SQLiteReader(path))
        start = perf_counter()
        book.checkpoint(AT)
        print(f"{events:,} events; the first checkpoint, with all their hashes: {perf_counter() - start:.2f} s")
        pairs = [(raw(path), verified(book, events)) for _ in range(TIMES)]
        read, held = (min(times) for times in zip(*pairs, strict=True))
        proof = proved(book, path)
    print(f"select and json.loads {read:.2f} s, verify {held:.2f} s: {held / read:.2f} of it")
    print(f"one more event, its checkpoint and its proof {proof:.1f} ms")
    return int(held > SECONDS * events / 1e6 or held > SHARE * read or proof > MILLISECONDS)


if __name__ == "__main__":
    sys.exit(main())
