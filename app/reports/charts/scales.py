"""How far an axis of values goes, and in which steps."""

from math import floor, log10


def reach(highest: float, per_cent: bool, whole: bool = True) -> tuple[float, float]:
    """How far an axis goes for values up to `highest`, per cent to 100 at most, and its steps.

    A step is 1, 2 or 5 times a power of ten.
    """
    highest = max(highest, 10.0 if per_cent else 1.0)
    rough = highest / 5
    power = 10.0 ** floor(log10(rough))
    step = next(n * power for n in (1, 2, 5, 10) if n * power >= rough - 1e-9)
    step = max(step, 1.0) if whole else step
    return min(highest, 100.0) if per_cent else highest, step
