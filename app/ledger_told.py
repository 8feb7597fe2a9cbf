"""What the log itself tells of its ledger: which checkpoints were sent or proved a pack, and which keys took over."""

import json
from collections.abc import Iterable
from threading import Lock
from typing import Any

from app.programme.ledger import EVENTS, LEDGER, READINGS
from ledger.sweep import chunks
from ledger.tree import Log

Facts = dict[str, Any]
LETTER, PACK, REPLACED = "letter written", "evidence pack made", "ledger key replaced"


class Told:
    """Read on from where it last was, whenever it is asked; by any thread."""

    def __init__(self, reader: Log) -> None:
        self._reader, self._lock, self._position = reader, Lock(), 0
        self._alone = not getattr(reader, "id", "")
        """Whether only one folder signs this log: the one in whose folder its file is."""
        self._sent: dict[tuple[str, str], int] = {}
        self._given_up: dict[tuple[str, str], int] = {}
        self._replaced: list[tuple[str, str]] = []
        """What each key that was replaced on the record is verified with, and what the one in its place."""

    def sent(self, kind: str, origins: set[str]) -> int:
        """The highest number of a checkpoint that the log says was made; of a log of several folders, by these."""
        self.read_on()
        return self._highest(self._sent, kind, origins)

    def given_up(self, kind: str, origins: set[str]) -> int:
        """The highest number that was made before the key was last replaced: from there on they may be lost."""
        self.read_on()
        return self._highest(self._given_up, kind, origins)

    def origins(self, kind: str) -> set[str]:
        """The names of the ledgers whose checkpoints were sent as of this kind."""
        self.read_on()
        return {origin for one, origin in self._sent if one == kind and origin}

    def line_of(self, keys: Iterable[str]) -> set[str]:
        """These keys, and each that took over from one of them on the record or that one of them took over from."""
        self.read_on()
        found = set(keys)
        for before, now in self._replaced:
            found |= {now} if before in found else set()
        for before, now in reversed(self._replaced):
            found |= {before} if now in found else set()
        return found

    def read_on(self) -> None:
        """Read what the log has and was not read yet."""
        with self._lock:
            for rows in chunks(self._reader, self._position):
                for _, _, _, topic, state in rows:
                    if topic in (LETTER, PACK, REPLACED):
                        self._take(topic, _facts(state))
                self._position = rows[-1][0]

    def _highest(self, of: dict[tuple[str, str], int], kind: str, origins: set[str]) -> int:
        found = [number for (one, origin), number in of.items() if one == kind and (self._alone or origin in origins)]
        return max(found, default=0)

    def _take(self, topic: str, facts: Facts) -> None:
        if topic == REPLACED:
            self._given_up = dict(self._sent)
            self._replaced.append((str(facts.get("before")), str(facts.get("now"))))
        elif topic == PACK:
            self._note(EVENTS, "", facts.get("checkpoint"))
        elif facts.get("kind") in (EVENTS, READINGS):
            origin, _, number = str(facts.get("cause")).removeprefix(f"{LEDGER}#").rpartition("/")
            self._note(facts["kind"], origin, int(number) if number.isdecimal() else 0)

    def _note(self, kind: str, origin: str, number: object) -> None:
        if isinstance(number, int):
            self._sent[kind, origin] = max(self._sent.get((kind, origin), 0), number)


def _facts(state: bytes) -> Facts:
    try:
        found = json.loads(state)
    except (ValueError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}
