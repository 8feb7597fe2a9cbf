"""Whether a figure moved as it is said to have, and whether there are enough numbers to call it."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from app.reports.claims.facts import GRADE, Facts, Value
from app.reports.claims.readings import Subject, value_of
from app.reports.statistics.change import Part, shares_change

UP, DOWN, BETTER, WORSE, SAME = "up", "down", "better", "worse", "same"
_TIMES = {2.0: "twice", 3.0: "three times", 0.5: "half"}
Times = list[str]
"""Periods in their order."""


@dataclass(frozen=True)
class Move:
    """What is said to have happened.

    `by`: the number (n), the share, or "" for either. `run`: from each month to the next. `times`: how many times as
    much, 0 for nothing said. `exactly`: it is said not to have changed at all.
    """

    kind: str
    by: str = ""
    run: bool = False
    times: float = 0.0
    exactly: bool = False


@dataclass(frozen=True)
class Judgement:
    """Whether it holds; if not, whether for too few numbers; what to tell, and the last value."""

    holds: bool
    few: bool
    told: str
    last: Value


def judged(subject: Subject, times: list[Times], move: Move, facts: Facts) -> Judgement | None:
    """What becomes of a claim on a subject over some runs of periods; None where the report does not know them.

    One run over which it holds is enough. A subject without grades in a domain is judged by the good and the worst.
    """
    found = [
        _over(values, move, sign)
        for each, sign in _ways(subject, move, facts)
        for run in times
        if len(values := _values(facts, each, run)) == len(run) > 1
    ]
    if not found:
        return None
    return next((one for one in found if one.holds), next((one for one in found if one.few), found[0]))


def _values(facts: Facts, subject: Subject, run: Times) -> list[Value]:
    found = (value_of(facts, subject, (when,)) for when in run)
    return [value for value in found if value is not None]


def _ways(subject: Subject, move: Move, facts: Facts) -> list[tuple[Subject, int]]:
    """What to look at, and in which direction it should have gone: 1 or -1, 0 for none."""
    domain, grades = subject
    scale = tuple(facts.grades)
    better = scale[: len(scale) // 2]
    sign = {UP: 1, DOWN: -1, BETTER: 1, WORSE: -1, SAME: 0}[move.kind]
    if domain in facts.domains and not grades:
        good: list[tuple[Subject, int]] = [((domain, better), sign), ((domain, better[-1:]), sign)]
        return good if move.run and move.kind == BETTER else [*good, ((domain, scale[-1:]), -sign)]
    if grades and move.kind in (BETTER, WORSE) and scale.index(grades[0]) >= len(better):
        sign = -sign
    return [(subject, sign)]


def _over(values: list[Value], move: Move, sign: int) -> Judgement:
    if not sign:
        return _steady(values, move)
    steps = [*pairwise(values)] if move.run else [(values[0], values[-1])]
    said = "; ".join(f"{value.text} in {value.when}" for value in values)
    name, last = values[0].name, values[-1]
    if not any(all(_went(a, b, by, sign) for a, b in steps) for by in _measures(values, move)):
        no = "not each month" if move.run else {1: "that is no rise", -1: "that is no fall"}[sign]
        return Judgement(False, False, f"{name}: {said}; {no}.", last)
    if move.times and not _multiplied(values[0], last, move):
        return Judgement(False, False, f"{name}: {said}; that is not {_TIMES[move.times]} as much.", last)
    if move.run and len(values) > 2:
        few = not borne_out(values)
        return Judgement(not few, few, f"{name}: {said}. That is too few to call a trend.", last)
    few = not called(values[0], last)
    return Judgement(not few, few, f"{name}: {said}. That is too few to call a change.", last)


def _measures(values: list[Value], move: Move) -> list[str]:
    if any(value.of is None for value in values):
        return ["n"]
    graded = values[0].figure.startswith(f"{GRADE}:")
    return [move.by] if move.by else ["n", "share"] if graded else ["share"]


def _went(a: Value, b: Value, by: str, sign: int) -> bool:
    if by == "share" and a.share() == b.share():
        return False
    return sign * (b.n - a.n if by == "n" else b.part - a.part) > 0


def _multiplied(a: Value, b: Value, move: Move) -> bool:
    """Within a tenth of so many times as much."""
    pairs = [(a.n, b.n), (a.part, b.part)]
    return any(x and 0.9 * move.times <= y / x <= 1.1 * move.times for x, y in pairs)


def called(a: Value, b: Value) -> bool:
    """Whether a change of a share may be called; a count is what it is, and so is a rate of more than all."""
    if a.of is None or b.of is None or a.n > a.of or b.n > b.of:
        return True
    return changed(a.n, a.of, b.n, b.of)


def borne_out(values: list[Value]) -> bool:
    """Whether a series that goes one way is a trend: the last of it against all before together, as in the report."""
    *before, last = values
    if any(value.of is None or value.n > value.of for value in values):
        return True
    return changed(sum(one.n for one in before), sum(one.of or 0 for one in before), last.n, last.of or 0)


@lru_cache(maxsize=1024)
def changed(n: int, of: int, later: int, later_of: int) -> bool:
    """Whether a share changed, by the exact test of the reports."""
    return shares_change(Part(n, of), Part(later, later_of)).called


def _steady(values: list[Value], move: Move) -> Judgement:
    """No two of the periods differ by more than chance; said to be unchanged, all are the same."""
    a, b = _apart(values)
    said = "; ".join(f"{value.text} in {value.when}" for value in values)
    if move.exactly or a.of is None:
        holds = a.n == b.n or (a.of is not None and a.share() == b.share()) or (not move.exactly and _close(a, b))
    else:
        holds = not called(a, b)
    return Judgement(holds, False, f"{a.name}: {said}; that is not the same.", values[-1])


def _apart(values: list[Value]) -> tuple[Value, Value]:
    """The two that differ most."""
    return min(values, key=lambda value: value.part), max(values, key=lambda value: value.part)


def _close(a: Value, b: Value) -> bool:
    """Counts within a fifth of one another: what may be called consistent."""
    return b.n * 4 <= a.n * 5
