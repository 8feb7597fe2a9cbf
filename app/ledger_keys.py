"""The keys of what is sealed, held against the log: what is gone was to go, what was to go is gone, and each that is
here opens what it has sealed.

Nothing that is opened is kept, and nothing is deleted. The keys are looked at before the log is read and after it, so
that an erasure that is carried out meanwhile is no finding.
"""

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from app import ledger_names
from app.config import Settings
from app.events.log import Reader
from app.events.record_keys_file import KEYS
from app.events.sealed import Unreadable
from app.events.store import IN_THE_FOLDER
from app.held import Held
from app.keys_seen import Seen, secrets_of, seen
from app.ledger_boxes import Boxes
from app.programme.english import counted
from ledger.leaves import Stored
from ledger.sweep import chunks

CONFIRMED, DONE = "erasure confirmed", "records erased"
SEALED = re.compile(rb'"sealed":\{"key":"([^"\\]+)","id":"([0-9a-f]+)"')
"""How the envelope of what is sealed begins as it is stored."""
AGREE = "The keys agree with the log: of {} carried out every key is gone, and no other is missing."
STILL = (
    "{}: the erasure that was confirmed on {} ({}) was carried out, and {} here again, so what was erased can be read."
    " Keys from an older backup were put back, or somebody put them there. The next start of the programme deletes"
    " them again."
)
UNDER_WAY = (
    "{}: the erasure that was confirmed on {} ({}) is under way: {}. The server tries again every ten minutes, and each"
    " start carries it out."
)
NO_ERASURE = (
    "{}: {} noted as erased, and no erasure in the log says so. Either the log is older than the keys, since a backup"
    " of it was put back: then the erasure is in what it lacks, and is to be proposed again. Or somebody deleted them"
    " behind the programme’s back."
)
LACKING = (
    "{}: {} not here, and nobody erased them, so what was written cannot be read. Either the keys are older than the"
    " log, since a backup of them was put back: put the newest keys back. Or somebody deleted them."
)
SHUT = (
    "{}: {} here and not the right one, so what was written cannot be read. Somebody changed or exchanged keys, or the"
    " entry that was sealed with it first was changed: then the log is not what was signed. Put the newest backup of"
    " the keys back."
)
NOT_HERE = "The keys ({}) are not here, so they were not held against the erasures in the log."
SPOILT = "The keys ({}) cannot be read, so they were not held against the erasures in the log: {}."
TO_OVERWRITE = (
    "Keys that were erased are deleted and not overwritten yet: the file may still hold copies. Each start overwrites"
    " them."
)


@dataclass
class Erasure:
    """What the log says of one that was confirmed."""

    id: str
    at: str
    keys: frozenset[str]
    is_done: bool = False


@dataclass
class Told:
    """What the log says of keys: its erasures by id, and the names of the keys with which something is sealed."""

    erasures: dict[str, Erasure] = field(default_factory=dict)
    sealed: set[str] = field(default_factory=set)
    shut: set[str] = field(default_factory=set)
    """Those of them that are here and do not open the first thing that was sealed with them."""


def held(settings: Settings, log: Reader) -> Held:
    """The keys held against the log, wherever both are; nothing is written."""
    place = settings.keys_at if settings.keys_at not in ("", IN_THE_FOLDER) else KEYS
    try:
        with secrets_of(settings) as secrets:
            before, told, after = seen(settings), told_by(log, Boxes(secrets)), seen(settings)
    except (sqlite3.Error, OSError, Unreadable) as fault:
        return Held((SPOILT.format(_without_password(place), str(fault).rstrip(".")),), ())
    if before is None or after is None:
        return Held((), (NOT_HERE.format(_without_password(place)),) if told.sealed else ())
    return compared(told, before, after)


def compared(told: Told, before: Seen, after: Seen) -> Held:
    """What of the keys, before the log was read and after it, is not what the log says."""
    here = before.here & after.here
    found = [*_still(told, here), *_no_erasure(told, before), *_lacking(told, before, after), *_shut(told, here)]
    under_way = [_under_way(one, here) for one in told.erasures.values() if not one.is_done]
    remarks = (*under_way, *([TO_OVERWRITE] if after.to_overwrite else []))
    done = sum(one.is_done for one in told.erasures.values())
    agree = told.sealed and not found
    return Held(tuple(found), remarks, AGREE.format(counted(done, "erasure")) if agree else "")


def told_by(log: Any, boxes: Boxes) -> Told:
    """What a log says of keys, and which do not open what was sealed with them.

    What has lost the shape of an erasure says nothing: its ledger tells of it.
    """
    told = Told(shut=boxes.shut)
    for rows in chunks(log):
        for row in rows:
            _, stream, _, topic, state = row
            if not isinstance(state, bytes):
                continue  # Its ledger tells of it.
            if found := SEALED.search(state):
                _sealed(told, boxes, f"{found[1].decode()}#{found[2].decode()}", row)
            if topic == CONFIRMED:
                _confirmed(told, stream, state)
            elif topic == DONE and stream in told.erasures:
                told.erasures[stream].is_done = True
    return told


def _sealed(told: Told, boxes: Boxes, name: str, row: Stored) -> None:
    if name not in told.sealed:
        told.sealed.add(name)
        boxes.tried(name, row)


def _confirmed(told: Told, stream: str, state: bytes) -> None:
    try:
        facts = json.loads(state)
        told.erasures[stream] = Erasure(stream, ledger_names.day(facts["at"]), frozenset(map(str, facts["keys"])))
    except (ValueError, KeyError, TypeError):
        return


def _still(told: Told, here: frozenset[str]) -> Iterator[str]:
    for one in told.erasures.values():
        if one.is_done and (back := one.keys & here):
            yield STILL.format(_records(back), one.at, one.id, _keys(back))


def _under_way(one: Erasure, here: frozenset[str]) -> str:
    left = one.keys & here
    stands = f"{_keys(left)} still here" if left else "its keys are gone, which is not recorded yet"
    return UNDER_WAY.format(_records(one.keys), one.at, one.id, stands)


def _no_erasure(told: Told, before: Seen) -> Iterator[str]:
    named = frozenset[str]().union(*(one.keys for one in told.erasures.values()))
    if gone := {name for name in before.erased - named if not name.endswith("#")}:
        yield NO_ERASURE.format(_records(gone), _keys(gone))


def _lacking(told: Told, before: Seen, after: Seen) -> Iterator[str]:
    named = frozenset[str]().union(*(one.keys for one in told.erasures.values()))
    if lacking := told.sealed - before.here - after.here - before.erased - after.erased - named:
        yield LACKING.format(_records(lacking), _keys(lacking))


def _shut(told: Told, here: frozenset[str]) -> Iterator[str]:
    if shut := told.shut & here:
        yield SHUT.format(_records(shut), _keys(shut))


def _records(names: Sequence[str] | set[str] | frozenset[str]) -> str:
    return ledger_names.records([name.rpartition("#")[0] for name in names])


def _keys(names: set[str] | frozenset[str]) -> str:
    return f"{counted(len(names), 'key')} {'is' if len(names) == 1 else 'are'}"


def _without_password(place: str) -> str:
    return re.sub(r"://[^@/]*@", "://", place)
