"""Drawing from each plan type or team in proportion to how many of the frame it has: N and n of each are said."""

from collections import Counter
from collections.abc import Iterator, Sequence

from app.programme.dip_samples.frames import Frame
from app.programme.english import listed, ordinal
from app.programme.samples.apportioning import systematic
from app.programme.samples.seeded import in_seed_order
from projections.rows import Row

NAMED = {"plan": "plan type", "team": "team"}


def drawn(frame: Frame, size: int, seed: str, key: str) -> Iterator[tuple[Row, str]]:
    """Members drawn by chance from each stratum, each with why: stratified sampling with proportional allocation.

    The places are shared over the strata as over those of a month's sample (apportioning.systematic), which is never
    more than a stratum holds; within each they go to the first in the order of the seed, whatever order they came in.
    """
    held = _held(frame.members, key)
    places = systematic(size, held, seed)
    for stratum in _order(held, frame):
        own = [row for row in frame.members if (row[key] or "") == stratum]
        told = f"One of {places[stratum]:,} drawn from {len(own):,} of {frame.counted}: {_name(stratum, frame, key)}"
        for rank, row in enumerate(in_seed_order(own, seed, lambda one: str(one["id"]))[: places[stratum]], 1):
            yield row, f"{told}; {ordinal(rank)} of these in the order drawn from seed “{seed}”."


def rule(whole: str, members: Sequence[Row], frame: Frame, key: str) -> str:
    """How such members were found, as sentences: "3 of 6 children, in proportion to ...", with n of N of each."""
    held, chosen = _held(frame.members, key), _held(members, key)
    each = listed(f"{_name(one, frame, key)} {chosen[one]:,} of {held[one]:,}" for one in _order(held, frame))
    return (
        f"{whole}, in proportion to how many of each {NAMED[key]} the frame holds: {each}. What is left of whole places"
        f" goes by the seed; of each {NAMED[key]} those are drawn that come first in the order that the seed gives."
    )


def _held(rows: Sequence[Row], key: str) -> Counter[str]:
    return Counter(str(row[key] or "") for row in rows)


def _order(held: Counter[str], frame: Frame) -> list[str]:
    return sorted(held, key=lambda one: (not one, frame.names.get(one, one), one))


def _name(stratum: str, frame: Frame, key: str) -> str:
    return frame.names.get(stratum, stratum) or f"no {NAMED[key]}"
