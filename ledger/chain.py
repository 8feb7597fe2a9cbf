"""Whether checkpoints go on from one another: their numbers, the digest that each names, their sizes and moments."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from ledger.checkpoints import Numbered

LONDON = ZoneInfo("Europe/London")


def chained(
    read: Sequence[Numbered], whole: bool, given_up: int, there: AbstractSet[int] = frozenset()
) -> tuple[list[str], list[str]]:
    """What is wrong with some checkpoints, in the order of their numbers, and what is to be remarked.

    `whole` says that these are all that were made; those up to the number `given_up` were lost on the record.
    Of those whose numbers are in `there` it is told elsewhere what became of them.
    """
    numbers = {one.number for one in read}
    gone = sorted(set(range(1, max(numbers, default=0))) - numbers - there)
    said = [
        f"Checkpoint {one} is missing: it was made, and is not among those given."
        for one in gone if whole and one > given_up
    ]  # fmt: skip
    return [*said, *_broken(read)], [*_left_out(gone, whole, given_up), *_earlier(read)]


def moment(at: str) -> str:
    """A moment (ISO) in words, by the clocks of England; as it is where it is none."""
    try:
        found = datetime.fromisoformat(at).astimezone(LONDON)
    except ValueError:
        return at
    return f"{found.day} {found:%B %Y at %H:%M}"


def _broken(read: Sequence[Numbered]) -> list[str]:
    said = []
    for one in read:
        before = [other for other in read if other.number == one.number - 1]
        if before and not any(one.before in other.digests for other in before):
            said.append(f"Checkpoint {one.number} does not go on from this checkpoint {one.number - 1}.")
        if before and one.checkpoint.size < min(other.checkpoint.size for other in before):
            said.append(f"Checkpoint {one.number} has fewer events than checkpoint {one.number - 1} before it.")
    return said


def _left_out(gone: Sequence[int], whole: bool, given_up: int) -> list[str]:
    if whole:
        lost = [one for one in gone if one <= given_up]
        return [f"{len(lost)} earlier checkpoints are lost; the key was replaced since, which is recorded, and why."
                ] if lost else []  # fmt: skip
    return [f"Not given: {len(gone)} earlier checkpoints. None is needed: each covers the log from its first event."
            ] if gone else []  # fmt: skip


def _earlier(read: Sequence[Numbered]) -> list[str]:
    """Which of them say that they were signed before the one before them."""
    return [
        f"Checkpoint {other.number} says {moment(other.at)}, checkpoint {one.number} before it {moment(one.at)}: the"
        " computer’s clock was wrong at one of them."
        for one, other in pairwise(read) if other.number > one.number and _when(other.at) < _when(one.at)
    ]  # fmt: skip


def _when(at: str) -> float:
    try:
        return datetime.fromisoformat(at).timestamp()
    except ValueError:
        return 0.0
