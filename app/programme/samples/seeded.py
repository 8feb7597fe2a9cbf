"""Chance that anybody can repeat: an order decided by a seed and SHA-256, nothing else."""

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")


def digest(seed: str, text: str) -> str:
    """Return the SHA-256, in hexadecimal, of the seed, a line feed and the text, in UTF-8.

    `random` is not used: its algorithms may differ between versions of Python and are not found in other
    languages, and a shuffle depends on the order that the rows came in. A digest of each reference by itself
    does neither, so that an inspector can repeat a draw with `printf 'seed\\nC-10482' | sha256sum` and a sort.
    """
    return sha256(f"{seed}\n{text}".encode()).hexdigest()


def in_seed_order(items: Iterable[T], seed: str, name: Callable[[T], str]) -> list[T]:
    """Return the items by ascending digest of their names: one result, whatever order they came in."""
    return sorted(items, key=lambda item: (digest(seed, name(item)), name(item)))
