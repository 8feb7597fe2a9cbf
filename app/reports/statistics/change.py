"""Whether a figure changed from one period to another, or whether the numbers are too few to say so.

One comparison is called at the 5% level. Whoever makes many finds something: of twenty with nothing behind them one is
called on average. `family` therefore puts all the comparisons that a table shows under Holm's correction, and `looks`
says how many they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from app.reports.statistics.exact import counts_p, holm, shares_p
from projections.shares import NONE, percent

LEVEL = Fraction(5, 100)
"""Below which p a change is called."""
LEAST = 5
"""Of how many, in either period, a share is to be before a change of it is called at all.

The tests do not need it: it keeps one audit more or less from turning "too few to call" into a finding.
"""
TOO_FEW = "too few to call"
NOT_CALLED = "not called"
"""What is said of a difference that is beyond chance, between periods that are not of one kind."""
HIGHER, LOWER, SAME = "higher", "lower", "the same"


@dataclass(frozen=True)
class Part:
    """A figure in one period: a count, or n of `of`; `label` names the period ("June 2024") or is ""."""

    n: int
    of: int | None = None
    label: str = ""
    over: int = 1
    """Over how much a count was counted: months, auditors, days."""

    def words(self, places: int = 0) -> str:
        """As it reads: 44% (7 of 16) in June 2024."""
        return self.value(places) + (f" in {self.label}" if self.label else "")

    def value(self, places: int = 0) -> str:
        """The same without the period."""
        if self.of is None:
            return str(self.n)
        share = percent(self.n, self.of, places)
        return f"{NONE if share is None else f'{share}%'} ({self.n} of {self.of})"


@dataclass(frozen=True)
class Change:
    """What may be said of the difference between two parts.

    `p` is the two-sided mid-p of an exact test, 1 where there is nothing to test; `adjusted` the same under Holm's
    correction for `comparisons` of them, None for a single one. `direction` is where the later part lies, called or
    not; `called` whether it may be said. `words` say it in a sentence.
    """

    before: Part
    after: Part
    p: Fraction
    direction: str
    barred: str = ""
    """Why it is never called, whatever p: a share of nothing, or of too few."""
    places: int = 0
    level: Fraction = LEVEL
    adjusted: Fraction | None = None
    comparisons: int = 1
    together: bool = False
    """Whether `before` is all the rest of a series."""
    broken: str = ""
    """Why the two are not of one kind, "" if they are: what lies between them is then never called."""

    @property
    def called(self) -> bool:
        """Whether the change may be called."""
        return self._beyond_chance and not self.broken

    @property
    def _beyond_chance(self) -> bool:
        return not self.barred and (self.p if self.adjusted is None else self.adjusted) < self.level

    @property
    def verdict(self) -> str:
        """higher, lower, or too few to call; not called across a break."""
        return self.direction if self.called else NOT_CALLED if self._beyond_chance else TOO_FEW

    @property
    def evidence(self) -> str:
        """What the verdict rests on: p = 0.12, 5% level; and the break that lies between the two."""
        return f"{self._tested}; {self.broken[:1].lower()}{self.broken[1:]}" if self.broken else self._tested

    @property
    def _tested(self) -> str:
        if self.barred:
            return self.barred
        level = f"{100 * float(self.level):g}% level"
        if self.adjusted is None:
            return f"{p_words(self.p, self.level)}, {level}"
        kept = p_words(self.adjusted, self.level).removeprefix("p = ").removeprefix("p ")
        return f"{p_words(self.p, self.level)}, {kept} as one of {self.comparisons} comparisons, {level}"

    @property
    def words(self) -> str:
        """The whole of it: From 23% (7 of 31) to 44% (7 of 16): too few to call (p = 0.16, 5% level)."""
        before, after = self.before.words(self.places), self.after.words(self.places)
        compared = f"{after} against {before}" if self.together else f"From {before} to {after}"
        return f"{compared}: {self.verdict} ({self.evidence})."


def shares_change(before: Part, after: Part, places: int = 0, level: Fraction = LEVEL) -> Change:
    """Whether a share changed: Fisher's exact mid-p. Raises ValueError for a part that is no share.

    What can be more than its base (32 audits of a pool of 19) is a rate: compared as counts over their bases, by the
    exact Poisson mid-p.
    """
    if before.of is None or after.of is None:
        raise ValueError("A share needs its base: use counts_change for counts.")
    p = _p(before.n, before.of, after.n, after.of)
    direction = _direction(after.n * before.of - before.n * after.of)
    return Change(before, after, p, direction, _barred(min(before.of, after.of)), places, level)


def _p(n: int, of: int, other: int, others: int) -> Fraction:
    if n <= of and other <= others:
        return shares_p(n, of, other, others)
    return counts_p(n, other, of, others) if of and others else Fraction(1)


def counts_change(before: Part, after: Part, level: Fraction = LEVEL) -> Change:
    """Whether a count changed, for what was counted over as much or over as much as `over` says: exact Poisson mid-p.

    A number of audits that is planned varies less than the Poisson distribution has it, so that the test calls rather
    too little of it than too much. Raises ValueError for shares.
    """
    if before.of is not None or after.of is not None:
        raise ValueError("A share is compared with its base: use shares_change.")
    p = counts_p(before.n, after.n, before.over, after.over)
    return Change(before, after, p, _direction(after.n * before.over - before.n * after.over), level=level)


def against_rest(parts: Sequence[Part], index: int = -1, rest: str = "", places: int = 0) -> Change:
    """Whether one share of a series differs from all the others together (June, against April and May together).

    `rest` names the others in the sentence; without it they are named one by one. Raises ValueError as shares_change.
    """
    one, others = parts[index], [part for number, part in enumerate(parts) if number != index % len(parts)]
    label = rest or _together([part.label for part in others if part.label])
    whole = Part(sum(part.n for part in others), sum(part.of or 0 for part in others), label)
    return replace(shares_change(whole, one, places), together=True)


def each_against_rest(parts: Sequence[Part], rest: str = "", places: int = 0) -> tuple[Change, ...]:
    """Each share of a series against all the others together, corrected for so many looks."""
    return family([against_rest(parts, index, rest, places) for index in range(len(parts))])


def family(changes: Sequence[Change]) -> tuple[Change, ...]:
    """The same comparisons as they are when all of them were made: all domains and grades of a report, say.

    Those that are never called do not count. One comparison alone stays as it is.
    """
    tried = [number for number, change in enumerate(changes) if not change.barred]
    if len(tried) < 2:
        return tuple(changes)
    kept = dict(zip(tried, holm([changes[number].p for number in tried]), strict=True))
    return tuple(
        replace(change, adjusted=kept[number], comparisons=len(tried)) if number in kept else change
        for number, change in enumerate(changes)
    )


def looks(changes: Sequence[Change]) -> str:
    """How many comparisons were made, and what that means, in a sentence; "" for one or none."""
    tried = [change for change in changes if not change.barred]
    if len(tried) < 2:
        return ""
    level = f"{100 * float(tried[0].level):g}%"
    if any(change.adjusted is None for change in tried):
        chance = f"{len(tried) * float(tried[0].level):.1f}".removesuffix(".0")
        return f"{len(tried)} comparisons at the {level} level: {chance} would be called by chance alone."
    return f"{len(tried)} comparisons together at the {level} level (Holm's correction)."


def p_words(p: Fraction, level: Fraction = LEVEL) -> str:
    """p as it reads: 2 places, 3 below 0.1, and as many as it takes to be told from the level; p < 0.001."""
    if p < Fraction(1, 1000):
        return "p < 0.001"
    places = 2 if p >= Fraction(1, 10) else 3
    while p != level and Fraction(_rounded(p, places)) == level:
        places += 1
    return f"p = {_rounded(p, places)}"


def _rounded(p: Fraction, places: int) -> Decimal:
    exact = Decimal(p.numerator) / Decimal(p.denominator)
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _direction(difference: int) -> str:
    return HIGHER if difference > 0 else LOWER if difference < 0 else SAME


def _barred(least: int) -> str:
    """Why shares of which one is of so many are never called; "" if they may be."""
    if least == 0:
        return "nothing to compare with"
    return f"a share of fewer than {LEAST} is never called" if least < LEAST else ""


def _together(labels: list[str]) -> str:
    if not labels:
        return "the others together"
    if len(labels) > 3:
        return f"the {len(labels)} others together"
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]} together"
