"""How long it takes to hold the keys of what is sealed against a log in which every save is sealed.

Run with `python -m benchmarks.keys_held [events]`; 1,000,000 unless told, twelve of each audit, which has one key.
Printed is also what merely reading every event's facts takes, sealed as they are. "Check now" does it while pages are
served, `audit-loop verify` after the log itself.
"""

import sys
import tempfile
from pathlib import Path
from time import perf_counter

from app import ledger_keys
from app.config import Settings
from app.events.audit import Audit, AuditAllocated, AuditSectionSaved
from app.ledger_to_verify import log_to_verify
from app.programme.house import open_house
from benchmarks.ledger import raw
from benchmarks.sealing import GIVEN, SAID
from benchmarks.synthetic import TEXT

SAVES, AT_ONCE = 11, 300


def fill(folder: Path, events: int) -> int:
    """Store about so many events of audits; how many keys they are sealed with."""
    house = open_house(folder)
    audits = events // (SAVES + 1)
    for start in range(0, audits, AT_ONCE):
        house.log.keep(*(_audit(number) for number in range(start, min(start + AT_ONCE, audits))))
    house.log.close()
    return audits


def _audit(number: int) -> Audit:
    audit = Audit(f"audit/benchmark/{number:06d}")
    audit.record(AuditAllocated, **GIVEN, **SAID)
    for save in range(SAVES):
        audit.record(AuditSectionSaved, section="summary", changes={"strengths": f"{TEXT} {save}"}, **SAID)
    return audit


def main() -> int:
    """Print what was seen; return the exit code."""
    events = int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        folder = Path(place)
        keys, settings = fill(folder, events), Settings(folder)
        read = raw(folder / "log.sqlite")
        with log_to_verify(settings) as log:
            start = perf_counter()
            found = ledger_keys.held(settings, log)
            took = perf_counter() - start
    print(f"{events:,} sealed events, {keys:,} keys: {took:.1f} s; reading their facts, sealed: {read:.1f} s")
    return int(bool(found.findings or not found.said))


if __name__ == "__main__":
    sys.exit(main())
