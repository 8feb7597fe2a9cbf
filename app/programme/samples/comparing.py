"""How a sample compares with the population that it was drawn from: counts only."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.programme.samples.sampling_rule import PLAN_WORDS, Candidate

DIMENSIONS = ("plan", "team", "age_band", "ethnicity")


@dataclass(frozen=True, slots=True)
class Comparison:
    """How often one value occurs among all children of the list, and among those chosen."""

    dimension: str
    value: str
    population_n: int
    population_total: int
    sample_n: int
    sample_total: int


def compare(candidates: Sequence[Candidate], chosen: Collection[str]) -> list[Comparison]:
    """Set the sample beside the whole list, by plan type, team, age band and ethnicity.

    Takes the list and the chosen references; returns a row for each value that the list holds ("" where it is
    not recorded). Within a dimension the rows' n add up to its N, in the population and in the sample.
    """
    refs = set(chosen)
    drawn = [child for child in candidates if child.ref in refs]
    return [row for dimension in DIMENSIONS for row in _rows(dimension, candidates, drawn)]


def value_position(value: str) -> tuple[int, str]:
    """Sort key: plan types in the order of the field, age bands by age, all else by the alphabet."""
    plans = list(PLAN_WORDS)
    if value in plans:
        return plans.index(value), value
    first = value.split("-")[0]
    return (int(first) if first.isdecimal() else -1), value


def _rows(dimension: str, candidates: Sequence[Candidate], drawn: Sequence[Candidate]) -> list[Comparison]:
    population = Counter(getattr(child, dimension) for child in candidates)
    sample = Counter(getattr(child, dimension) for child in drawn)
    return [
        Comparison(dimension, value, population[value], len(candidates), sample[value], len(drawn))
        for value in sorted(population, key=value_position)
    ]
