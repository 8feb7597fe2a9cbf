"""The part of a pack that proves: stored events byte for byte, each with the proof that a checkpoint has it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from app.events.sealed import Proof
from ledger.checkpoints import Numbered
from ledger.leaves import Stored, hashed
from ledger.note import Verifier

Files = dict[str, bytes]


class Proofs(Protocol):
    """What is asked of the ledger."""

    def inclusions(self, leaf_indexes: Iterable[int], size: int) -> list[list[bytes]]: ...

    def consistency(self, first: int, second: int) -> list[bytes]: ...


@dataclass(frozen=True)
class Exhibit:
    """A stored event that belongs into a pack, with what is sealed in it, or why it is kept back.

    `index` is how many events of the ledger are before it.
    """

    stored: Stored
    index: int
    opened: Proof | None = None
    kept_back: str = ""
    closed: bool = False
    """Whether what is sealed in it stays so, although it could be opened."""


def proved(exhibits: Sequence[Exhibit], ledger: Proofs, size: int) -> Files:
    """The events and their proofs as files, numbered in the order of the log; of one that is kept back its hash alone.

    `size` is how many events the checkpoint has. Raises ValueError for an event that it does not have.
    """
    files: Files = {}
    ordered = sorted(exhibits, key=lambda one: one.stored[0])
    paths = ledger.inclusions([one.index for one in ordered], size)
    for number, (one, path) in enumerate(zip(ordered, paths, strict=True), 1):
        name = f"{number:06}.json"
        files[f"proofs/{name}"] = as_json(_proof(one, path))
        if one.kept_back:
            continue
        files[f"events/{name}"] = bytes(one.stored[4])
        if one.opened:
            files[f"opened/{name}"] = one.opened.plain
    return files


def _proof(one: Exhibit, path: list[bytes]) -> dict[str, Any]:
    position, stream, version, topic, _ = one.stored
    facts = {"index": one.index, "position": position, "stream": stream, "version": version, "topic": topic}
    facts |= {"path": [hash.hex() for hash in path]}
    if one.kept_back:
        return facts | {"leaf": hashed(one.stored).hex(), "withheld": one.kept_back}
    return facts | ({"salt": one.opened.salt.hex()} if one.opened else {})


def signed(checkpoint: Numbered, verifiers: Iterable[Verifier], earlier: Iterable[int], ledger: Proofs) -> Files:
    """The checkpoint, the keys, and that the ledger of each earlier size is at the beginning of the checkpoint's."""
    size = checkpoint.checkpoint.size
    paths = {
        str(first): [hash.hex() for hash in ledger.consistency(first, size)]
        for first in sorted({one for one in earlier if 0 < one < size})
    }
    keys = "".join(f"{one}\n" for one in verifiers)
    return {
        "checkpoint.txt": checkpoint.note.encode(),
        "key.txt": keys.encode(),
        "proofs/consistency.json": as_json(paths),
    }


def as_json(facts: dict[str, Any]) -> bytes:
    """Facts as a file that people can read too."""
    return f"{json.dumps(facts, ensure_ascii=False, indent=1)}\n".encode()
