"""Labels that would stand on one another are moved apart."""

from collections.abc import Sequence


def spread(wanted: Sequence[float], apart: float, least: float, most: float) -> list[float]:
    """Places as near as may be to those wanted, in their order, at least so far apart, from `least` to `most`.

    Where there is no room for all of them, the last go beyond.
    """
    order = sorted(range(len(wanted)), key=lambda one: wanted[one])
    placed = list(wanted)
    floor = least
    for one in order:
        placed[one] = max(placed[one], floor)
        floor = placed[one] + apart
    ceiling = max(most, least + apart * (len(wanted) - 1))
    for one in reversed(order):
        placed[one] = min(placed[one], ceiling)
        ceiling = placed[one] - apart
    return placed
