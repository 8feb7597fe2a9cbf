"""The whole log held against its checkpoints, and what stands around it against the log: in the background, one at a
time, its end kept."""

import json
import logging
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any

from app import clock, ledger_names
from app.file_lock import is_locked, lock
from app.held import Held
from app.ledger_book import LedgerBook

LAST, LOCK = "last-check.json", "checking.lock"
FAILED = "The check itself failed: the server's messages say why."
PATIENCE = 4.0
"""For so many seconds who asks waits for the answer; after that the page says that it is under way."""
Facts = dict[str, Any]


class Checks:
    """Checks of one folder, by whatever process: `LAST` is how the last one ended."""

    def __init__(self, book: LedgerBook, around: Callable[[], dict[str, Held]]) -> None:
        """`around` holds what stands around the log against it, each by what it says where something does not agree."""
        self._book, self._around = book, around
        self._place = book.folder / LAST

    @property
    def going(self) -> bool:
        """Whether one is under way."""
        return is_locked(self._place.with_name(LOCK))

    def last(self) -> Facts | None:
        """How the last one ended: at, by, seconds, size, fits (how many), findings, remarks, amiss, beside, agree; None
        for none.

        A finding is its `text`, and what it is about as far as it is of one event: its `name` in the field's words, its
        `record` (id) and `position`, and in `plain` the same without naming it. What is amiss stands around the log:
        sentences by what they say together; `beside` is what else should be known of that, `agree` what of it is well.
        """
        try:
            found: Facts = json.loads(self._place.read_text(encoding="utf-8"))
            datetime.fromisoformat(found["at"])
            found["findings"] = [_finding(one) for one in found["findings"]]
            found = {"amiss": {}, "beside": [], "agree": []} | found
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return found

    def begin(self, by: str, patience: float = PATIENCE) -> bool:
        """Begin one, unless another is under way, and wait a little; returns whether it has ended."""
        self._book.folder.mkdir(exist_ok=True)
        file = open(self._place.with_name(LOCK), "a+", encoding="utf-8")  # noqa: SIM115 - held as long as the check
        if not lock(file):
            file.close()
            return False
        work = threading.Thread(target=self._check, args=(by, file), name="ledger-check", daemon=True)
        work.start()
        work.join(patience)
        return not work.is_alive()

    def _check(self, by: str, file: Any) -> None:
        begun, at = monotonic(), clock.running()
        with file:
            try:
                facts = self._found()
            except Exception:
                logging.getLogger(__name__).exception("A check of the ledger failed")
                facts = {"size": 0, "fits": 0, "findings": [FAILED]}
            _write(self._place, facts | {"at": at, "by": by, "seconds": round(monotonic() - begun, 1)})

    def _found(self) -> Facts:
        verdict, around = self._book.verified(), self._around()
        return {
            "size": verdict.size,
            "fits": len(verdict.fits),
            "findings": [_told(one) for one in verdict.findings],
            "remarks": list(verdict.remarks),
            "amiss": {no: list(held.findings) for no, held in around.items() if held.findings},
            "beside": [one for held in around.values() for one in held.remarks],
            "agree": [held.said for held in around.values() if held.said],
        }


def _told(one: str) -> Facts:
    row = getattr(one, "row", None)
    of = {"name": ledger_names.entry(row), "record": row[1], "position": row[0]} if row else {}
    return {"text": str(one), "plain": getattr(one, "plain", str(one))} | of


def _finding(one: Any) -> Facts:
    """A finding as it was kept; of a check by an earlier version it is a sentence alone."""
    kept = one if isinstance(one, dict) else {"text": str(one)}
    return {"name": "", "record": "", "position": 0, "plain": kept["text"]} | kept


def _write(place: Path, facts: Facts) -> None:
    new = place.with_suffix(".new")
    new.write_text(json.dumps(facts), encoding="utf-8")
    new.replace(place)
