"""What any draw of audits leaves out, and how one that is made again compares with the one that was stored."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An audit that is not drawn, and why."""

    audit: str
    why: str


@dataclass(frozen=True, slots=True)
class Check:
    """A draw made again: whether it is the stored one, how many that drew, and which do not come out alike."""

    identical: bool
    drawn: int
    missing: tuple[str, ...]
    extra: tuple[str, ...]


def compared(was: Collection[tuple[str, str]], now: Collection[tuple[str, str]], *, identical: bool) -> Check:
    """Compare what was drawn with what is drawn again: ids, each with how it was drawn or what comes with it."""
    missing, extra = (tuple(sorted(id for id, _ in found)) for found in (set(was) - set(now), set(now) - set(was)))
    return Check(identical, len(was), missing, extra)
