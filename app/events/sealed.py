"""Personal fields in the log: sealed when an event is stored, opened when it is read for a person.

An event class names them (`SEALS`, as paths of `app.events.sealed_paths`). They leave the stored facts and stand
together in one box, encrypted with the key of the record that they are of, and bound to the place of the event: its
stream, version and topic. With the key gone nobody can read them any more, while the stored bytes stay as they are.
"""

import hmac
from base64 import b64decode, b64encode
from collections.abc import Callable
from hashlib import sha256
from os import urandom
from typing import Any, NamedTuple, Protocol

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.events.sealed_paths import Facts, joined, put, taken, within

NONCE = 12
FIELD = "sealed"
"""The fact of a stored event that holds the envelope."""
ERASED, LOST = "[erased]", "[cannot be read: its key is missing]"
KINDS: dict[type, str] = {str: "text", list: "list", dict: "map"}


class Key(NamedTuple):
    """The key of a record; one that was made after an erasure has another id."""

    record: str
    id: str
    secret: bytes


class Kept(Protocol):
    """Where the keys are asked for."""

    def of(self, record: str, id: str = "") -> bytes | None: ...

    def is_erased(self, record: str, id: str) -> bool: ...


class Proof(NamedTuple):
    """What shows without the key that `plain` is what was stored: SHA-256 of `salt + plain` is what the event says."""

    salt: bytes
    plain: bytes


class Unreadable(Exception):  # noqa: N818 - the log or its keys are at fault, not the programme
    """Nothing that is sealed can be read, in a sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Tampered(Unreadable):
    """A box that does not belong where it stands, or was changed."""

    def __init__(self, stream: str, version: int) -> None:
        super().__init__(
            f"What is sealed in entry {version} of {stream} was not sealed there, or was changed since. "
            "Have the log verified (audit-loop verify)."
        )


def about(stream: str, version: int, topic: str) -> bytes:
    """What a box is bound to: the place of its event."""
    return f"{stream}\n{version}\n{topic}".encode()


def sealed(facts: Facts, paths: tuple[str, ...], key_of: Callable[[], Key], place: bytes) -> Facts:
    """The facts as they are stored: without what the paths name, which is in the envelope's box.

    The facts that were given stay as they are, and are the answer where the paths name nothing; no key is asked for
    then.
    """
    found = [one for path in paths for one in within(facts, path)]
    if not found:
        return facts
    held = {joined(steps): value for steps, value in found}
    return taken(facts, found) | {FIELD: _envelope(held, key_of(), place)}


def opened(facts: Facts, place: tuple[str, int, str], keys: Kept) -> Facts:
    """The facts with what is in their box, or with "[erased]" and empty lists where the key is gone.

    Changes the facts that are given. Takes the stream, version and topic. Raises Tampered.
    """
    envelope = facts.pop(FIELD, None)
    if envelope is None:
        return facts
    try:
        plain = _plain(envelope, place, keys)
        for path, value in orjson.loads(plain).items() if plain is not None else _gone(envelope, keys):
            put(facts, path, value)
    except (LookupError, TypeError, AttributeError) as fault:  # The facts or the envelope have lost their shape.
        raise Tampered(place[0], place[1]) from fault
    return facts


def unless_erased(facts: Facts, paths: tuple[str, ...], record: str, keys: Kept) -> Facts:
    """The facts of an event that was stored before anything was sealed: what the paths name is "[erased]" in them once
    their record is noted as erased, although the log still has it.

    Changes the facts that are given.
    """
    found = [one for path in paths for one in within(facts, path)]
    if found and keys.is_erased(record, ""):
        for steps, value in found:
            put(facts, joined(steps), _without(KINDS.get(type(value), "none"), ERASED))
    return facts


def proof(stored: bytes, stream: str, version: int, topic: str, keys: Kept) -> Proof | None:
    """What proves the sealed fields of a stored event; None where nothing is sealed or the key is gone.

    Raises Tampered.
    """
    envelope = orjson.loads(stored).get(FIELD)
    plain = _plain(envelope, (stream, version, topic), keys) if envelope else None
    secret = keys.of(envelope["key"], envelope["id"]) if plain is not None else None
    if plain is None or secret is None:
        return None
    return Proof(_salt(secret, about(stream, version, topic)), plain)


def _envelope(held: Facts, key: Key, place: bytes) -> Facts:
    plain, nonce = orjson.dumps(held, option=orjson.OPT_SORT_KEYS), urandom(NONCE)
    box = b64encode(nonce + AESGCM(key.secret).encrypt(nonce, plain, place)).decode()
    kinds = {path: KINDS.get(type(value), "none") for path, value in sorted(held.items())}
    return {"key": key.record, "id": key.id, "box": box, "told": _told(key.secret, place, plain), "fields": kinds}


def _plain(envelope: Facts, place: tuple[str, int, str], keys: Kept) -> bytes | None:
    """What is in the box, as it was told; None where the key is gone."""
    secret = keys.of(envelope["key"], envelope["id"])
    if secret is None:
        return None
    bound = about(*place)
    try:
        box = b64decode(envelope["box"], validate=True)
        plain = AESGCM(secret).decrypt(box[:NONCE], box[NONCE:], bound)
    except (InvalidTag, ValueError) as fault:
        raise Tampered(place[0], place[1]) from fault
    if not hmac.compare_digest(_told(secret, bound, plain), envelope["told"]):
        raise Tampered(place[0], place[1])
    return plain


def _gone(envelope: Facts, keys: Kept) -> list[tuple[str, Any]]:
    word = ERASED if keys.is_erased(envelope["key"], envelope["id"]) else LOST
    return [(path, _without(kind, word)) for path, kind in envelope["fields"].items()]


def _without(kind: str, word: str) -> Any:
    """What stands in the place of a value that cannot be read."""
    empty: Facts = {"text": word, "list": [], "map": {}}
    return empty.get(kind)


def _salt(secret: bytes, place: bytes) -> bytes:
    return hmac.digest(secret, b"told\n" + place, "sha256")


def _told(secret: bytes, place: bytes, plain: bytes) -> str:
    return sha256(_salt(secret, place) + plain).hexdigest()
