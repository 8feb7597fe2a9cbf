"""How does the share of exemptions that are not health or leave come about: of whom, over which base, step by step?"""

from dataclasses import dataclass

from projections.completion import figures
from projections.months import Month
from projections.shares import Figure

Term = tuple[str, Figure, str]
"""A step of the sum: its sign, the figure, and what it is called in the sentence."""
NUMERATOR = (
    ("", "exempt", "before the allocation"),
    ("+", "exempted-after", "after it"),
    ("−", "exempted-for-health", "of these for health or leave"),
)
DENOMINATOR = (
    ("", "pool", "in the pool"),
    ("−", "maternity-leave", "on maternity leave"),
    ("−", "extended-leave", "on extended leave"),
)


@dataclass(frozen=True)
class Sum:
    """A month's exemptions: the share, what its two numbers are made of, and the same over the pool."""

    share: Figure
    numerator: tuple[Term, ...]
    denominator: tuple[Term, ...]
    of_pool: Figure
    health: Figure


def exemption_sum(of: Month) -> Sum:
    """The sum of a month, every number of it a figure of the month: (7 + 10 − 2) ÷ (73 − 2 − 9) = 15 of 62."""
    found = figures(of)

    def terms(steps: tuple[tuple[str, str, str], ...]) -> tuple[Term, ...]:
        return tuple((sign, found[name], words) for sign, name, words in steps)

    return Sum(
        share=found["exemptions-not-health-or-leave"],
        numerator=terms(NUMERATOR),
        denominator=terms(DENOMINATOR),
        of_pool=found["exemptions-not-health-or-leave-of-pool"],
        health=found["exemptions-health-or-leave"],
    )
