"""The ledger's keepers: who holds its checkpoints outside, what they are sent, and with which key it is signed."""

from collections.abc import Iterable
from typing import Any

from app.events.ledger import LEDGER, CheckpointHolderLetGo, CheckpointHolderNamed, Ledger, LedgerKeyReplaced
from app.events.letter import Letter
from app.events.vocabulary import SYSTEM
from app.programme import letters
from app.programme.house import House
from ledger.checkpoints import Numbered
from projections import checkpoint_holders as rows

STREAM, LINK = LEDGER, "/ledger"
EVENTS, READINGS = "checkpoint", "checkpoint-of-readings"
"""The letters with a checkpoint of the log, and with one of the access log."""
CATCHING_UP = 30
"""So many checkpoints back a letter that could not be written is made up for."""


def name_holder(
    house: House, id: str, *, version: int, holder: str, name: str, email: str, keys: str, by: str, at: str
) -> None:
    """Send somebody every checkpoint from now on, and first the keys (verifier lines) that they are verified with.

    Raises Refusal, Stale or AlreadyDone.
    """
    found = house.begun_at(Ledger, id, version, by, CheckpointHolderNamed, name=name, email=email.strip().lower())
    found.name_holder(holder, name, email, by=by, at=at)
    told = _keys_letter(house, holder, keys, by=by, at=at) if keys else None
    house.keep(found, *filter(None, [told]))


def let_go(house: House, id: str, *, version: int, holder: str, reason: str, by: str, at: str) -> None:
    """Send somebody no checkpoint any more; they and all others are told. Raises Refusal, Stale or AlreadyDone."""
    found = house.begun_at(Ledger, id, version, by, CheckpointHolderLetGo, holder=holder, reason=reason)
    told = [*found.holders]
    found.let_go(holder, reason=reason, by=by, at=at)
    about: dict[str, Any] = {"kind": "checkpoint-holder-let-go", "cause": f"{LEDGER}#let-go-{found.version}"}
    about |= {"link": LINK, "facts": {"on": at, "others": len(found.holders)}}
    made = [letters.written(house, recipient=one, **about, by=by, at=at) for one in told]
    house.keep(found, *filter(None, made))


def record_replacement(
    house: House, id: str, *, version: int, before: str, now: str, reason: str, by: str, at: str
) -> None:
    """Record that another key signs from now on; raises Refusal, Stale or AlreadyDone."""
    found = house.begun_at(Ledger, id, version, by, LedgerKeyReplaced, reason=reason)
    found.replace_key(before, now, reason=reason, by=by, at=at)
    house.keep(found)


def tell_keys(house: House, keys: str, *, at: str) -> None:
    """Send every holder the keys (verifier lines) as they are now, unless they have been sent as many."""
    made = (_keys_letter(house, one["id"], keys, by=SYSTEM, at=at) for one in rows.holders(house.model))
    _keep(house, made)


def tell_checkpoints(house: House, made: Iterable[Numbered], *, kind: str = EVENTS, at: str) -> None:
    """Send every holder those checkpoints, of one log, that were made since they were named, each once."""
    latest = sorted(made, key=lambda one: one.number)[-CATCHING_UP:]
    for holder in rows.holders(house.model):
        theirs = [one for one in latest if one.at >= holder["named_at"]]
        _keep(house, (_checkpoint_letter(house, kind, holder["id"], one, at) for one in theirs))


def _checkpoint_letter(house: House, kind: str, holder: str, one: Numbered, at: str) -> Letter | None:
    facts: dict[str, Any] = {"number": one.number, "on": one.at, "events": one.checkpoint.size}
    cause = f"{LEDGER}#{one.checkpoint.origin}/{one.number}"
    about: dict[str, Any] = {"cause": cause, "recipient": holder, "kind": kind, "link": LINK, "note": one.note}
    return letters.written(house, **about, facts=facts, by=SYSTEM, at=at)


def _keys_letter(house: House, holder: str, keys: str, *, by: str, at: str) -> Letter | None:
    cause = f"{LEDGER}#keys-{len(keys.splitlines())}"
    about: dict[str, Any] = {"cause": cause, "recipient": holder, "kind": "checkpoint-key", "link": LINK, "note": keys}
    return letters.written(house, **about, facts={"on": at}, by=by, at=at)


def _keep(house: House, made: Iterable[Letter | None]) -> None:
    found = [one for one in made if one is not None]
    if found:
        house.keep(*found)
