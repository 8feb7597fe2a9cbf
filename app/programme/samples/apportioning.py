"""Sharing whole places out in proportion: the method of largest remainders, within bounds."""

from collections.abc import Mapping
from fractions import Fraction
from math import floor

from app.programme.samples.seeded import digest


def largest_remainders(places: int, weights: Mapping[str, int], seed: str) -> dict[str, int]:
    """Share places over names in proportion to whole-number weights; the result adds up to `places`.

    Hamilton's method: each name gets the whole part of its exact share, places × weight ÷ total, and the places
    left go one each to the largest fractional parts (M. L. Balinski and H. P. Young, Fair Representation, 1982,
    chapter 3). Equal fractions are put in order by the seed, so that no name gains every month by its spelling.
    If every weight is nought the names count alike.
    """
    if not any(weights.values()):
        weights = dict.fromkeys(weights, 1)
    total = sum(weights.values())
    exact = {name: Fraction(places * weight, total) for name, weight in weights.items()}
    whole = {name: floor(share) for name, share in exact.items()}
    by_fraction = sorted(exact, key=lambda name: (whole[name] - exact[name], digest(seed, name), name))
    for name in by_fraction[: places - sum(whole.values())]:
        whole[name] += 1
    return whole


def within_bounds(
    places: int, weights: Mapping[str, int], floors: Mapping[str, int], caps: Mapping[str, int], seed: str
) -> dict[str, int]:
    """Share places by largest remainders, none below its floor or above its cap; the rest is shared out again.

    Names beyond a bound are set to it and taken out, the others share what remains, until all fit. Of the two
    kinds of bound the one that is overstepped by more places in sum is set first, which keeps the remainder
    possible for the others (the bounded proportional allocation of G. R. Bitran and A. C. Hax, Management
    Science 27, 1981). Raises ValueError if the bounds cannot add up to `places`.
    """
    if not sum(floors.values()) <= places <= sum(caps.values()):
        raise ValueError(f"{places} places cannot lie between the floors and the caps")
    settled: dict[str, int] = {}
    while free := {name: weight for name, weight in weights.items() if name not in settled}:
        shares = largest_remainders(places - sum(settled.values()), free, seed)
        settled |= _overstepped(shares, floors, caps) or shares
    return settled


def _overstepped(shares: Mapping[str, int], floors: Mapping[str, int], caps: Mapping[str, int]) -> dict[str, int]:
    above = {name: caps[name] for name, share in shares.items() if share > caps[name]}
    below = {name: floors[name] for name, share in shares.items() if share < floors[name]}
    excess = sum(shares[name] - cap for name, cap in above.items())
    deficit = sum(least - shares[name] for name, least in below.items())
    return above if excess > deficit or not below else below
