"""Carrying confirmed erasures out: the keys first, then every copy that is not the log's, then the record of it.

What was confirmed stands in the log before anything is deleted. So a stop at any moment leaves either nothing done, or
a confirmed erasure, which the server tries again and the next start carries out; and a backup of the keys that is put
back loses them again.
"""

import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app import clock
from app.drafts import Drafts
from app.events.erasure import OF_AUDITS, kind_of
from app.events.record_keys import NotErased
from app.own_thread import OwnThread
from app.programme import erasures
from app.programme.house import House, Stale
from app.uploads import Uploads
from projections import erasures as rows

TICK_SECONDS = 10 * 60
PATIENCE_SECONDS = 5
"""So long an erasure that is being carried out is waited for when the server stops; the next start carries it out."""
DROPPED: dict[str, Callable[[House, Path, list[str]], int]] = {}
"""What else of records goes, by what it is called: takes the house, the data folder and the records, returns how many.

Each store that may hold a copy of theirs puts itself here.
"""


@dataclass(frozen=True)
class Erasing:
    """The programme with everything beside it that may hold a copy of what is erased."""

    house: House
    drafts: Drafts
    uploads: Uploads
    folder: Path

    def carry_out(self, at: str) -> list[str]:
        """Carry out every erasure that is confirmed; returns their ids.

        One whose keys another process still has in its hands stays confirmed, to be carried out another time.
        """
        done = []
        for id in rows.to_carry_out(self.house.model):
            records = rows.records(self.house.model, id)
            try:
                erasures.replay(self.house)
            except NotErased:
                break
            with suppress(Stale):  # Somebody else carried it out at the same moment.
                erasures.carried_out(self.house, id, self._drop(records, at), at=at)
            done.append(id)
        return done

    def _drop(self, records: list[str], at: str) -> dict[str, int]:
        """Drop the copies; returns how many of each kind there were."""
        found = {"unsent_texts": self.drafts.drop_where(Traces(records).are_in)}
        if any(kind_of(record) == "child" for record in records):
            found["lists"] = self.uploads.drop_all()
        found |= {what: drop(self.house, self.folder, records) for what, drop in DROPPED.items()}
        return {what: n for what, n in found.items() if n}


class Again(OwnThread):
    """A thread of the server's own that tries again what was confirmed and could not be carried out."""

    def __init__(self, erasing: Erasing, tick: float = TICK_SECONDS) -> None:
        super().__init__("erasures", PATIENCE_SECONDS)
        self._erasing, self._tick = erasing, tick

    def _go_on(self) -> None:
        while not self._stop.wait(self._tick):
            try:
                self._erasing.carry_out(clock.now())
            except Exception:
                if not self._stop.is_set():
                    logging.getLogger(__name__).exception("An erasure could not be carried out; it is tried again")


class Traces:
    """What tells that a form is of a record: its address, or a child's reference in what was typed."""

    def __init__(self, records: Iterable[str]) -> None:
        found = list(records)
        self._parts = [part for record in found for part in _parts(record)]
        self._references = [record.removeprefix("child/") for record in found if kind_of(record) == "child"]

    def are_in(self, form: str, fields: dict[str, Any]) -> bool:
        """Whether a form, by its address and its fields, is of one of the records."""
        address = f"/{form}/"
        if any(part in address for part in self._parts):
            return True
        said = [
            form,
            *(str(one) for value in fields.values() for one in (value if isinstance(value, list) else [value])),
        ]
        return any(reference in text for reference in self._references for text in said)


def _parts(record: str) -> list[str]:
    """What the address of a record has in it: "/2024-05/17/" for audit/2024-05/0017, "/k7m2xq9d/" for others."""
    kind, _, own = record.partition("/")
    if kind in OF_AUDITS:
        month, _, number = own.partition("/")
        return [f"/{month}/{int(number)}/"] if kind == "audit" else [f"/{month}-{number}/"]
    return [f"/{own}/"]
