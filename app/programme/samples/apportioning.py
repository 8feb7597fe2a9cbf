"""Sharing whole places out in proportion, within bounds: by systematic rounding, formerly by largest remainders."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import ceil, floor

from app.programme.samples.seeded import digest, in_seed_order

Share = Callable[[int, Mapping[str, int], str], dict[str, int]]


def systematic(places: int, weights: Mapping[str, int], seed: str) -> dict[str, int]:
    """Share places over names in proportion to whole-number weights; the result adds up to `places`.

    The exact shares, places × weight ÷ total, are laid end to end in the order of the seed, and a place falls to
    whoever holds each of the points start, start + 1, start + 2 and so on, where the start, from 0 up to 1, is the
    seed's (systematic sampling with probability proportional to size: W. G. Madow, Annals of Mathematical Statistics
    20, 1949). So each name gets its exact share rounded down or up, up with the chance of its fraction: over many
    seeds a name with a third of a place gets one in every third month, where largest remainders would give it none.
    """
    exact, start, reached = _exact(places, weights), _start(seed), Fraction(0)
    shares = {}
    for name in in_seed_order(exact, seed, str):
        before, reached = reached, reached + exact[name]
        shares[name] = ceil(reached - start) - ceil(before - start)
    return shares


def largest_remainders(places: int, weights: Mapping[str, int], seed: str) -> dict[str, int]:
    """Share places over names in proportion to whole-number weights; the result adds up to `places`.

    Hamilton's method: each name gets the whole part of its exact share, places × weight ÷ total, and the places
    left go one each to the largest fractional parts (M. L. Balinski and H. P. Young, Fair Representation, 1982,
    chapter 3). Equal fractions are put in order by the seed. Draws are no longer made so, since a small name can get
    nothing in any month; those that were are made again so.
    """
    exact = _exact(places, weights)
    whole = {name: floor(share) for name, share in exact.items()}
    by_fraction = sorted(exact, key=lambda name: (whole[name] - exact[name], digest(seed, name), name))
    for name in by_fraction[: places - sum(whole.values())]:
        whole[name] += 1
    return whole


def within_bounds(
    places: int,
    weights: Mapping[str, int],
    floors: Mapping[str, int],
    caps: Mapping[str, int],
    seed: str,
    share: Share = systematic,
) -> dict[str, int]:
    """Share places in proportion, none below its floor or above its cap; the rest is shared out again.

    Names beyond a bound are set to it and taken out, the others share what remains, until all fit. Of the two
    kinds of bound the one that is overstepped by more places in sum is set first, which keeps the remainder
    possible for the others (the bounded proportional allocation of G. R. Bitran and A. C. Hax, Management
    Science 27, 1981). Raises ValueError if the bounds cannot add up to `places`.
    """
    if not sum(floors.values()) <= places <= sum(caps.values()):
        raise ValueError(f"{places} places cannot lie between the floors and the caps")
    settled: dict[str, int] = {}
    while free := {name: weight for name, weight in weights.items() if name not in settled}:
        shares = share(places - sum(settled.values()), free, seed)
        settled |= _overstepped(shares, floors, caps) or shares
    return settled


def _exact(places: int, weights: Mapping[str, int]) -> dict[str, Fraction]:
    """The exact share of each name; if every weight is nought the names count alike."""
    if not any(weights.values()):
        weights = dict.fromkeys(weights, 1)
    total = sum(weights.values())
    return {name: Fraction(places * weight, total) for name, weight in weights.items()}


def _start(seed: str) -> Fraction:
    """A number from 0 up to 1 by the seed; no name has a line feed, so none is put in order by the same digest."""
    found = digest(seed, "start\n")
    return Fraction(int(found, 16), 16 ** len(found))


def _overstepped(shares: Mapping[str, int], floors: Mapping[str, int], caps: Mapping[str, int]) -> dict[str, int]:
    above = {name: caps[name] for name, share in shares.items() if share > caps[name]}
    below = {name: floors[name] for name, share in shares.items() if share < floors[name]}
    excess = sum(shares[name] - cap for name, cap in above.items())
    deficit = sum(least - shares[name] for name, least in below.items())
    return above if excess > deficit or not below else below
