"""A draw as the log keeps it: the rule, every child with why, the reserve, the strata, and how it compares."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from app.programme.samples import sampling
from app.programme.samples.sampling import Candidate, Comparison, Rule, Sample

MOST_RESERVE = 5
"""Reserve children kept for each stratum; as many as were drawn there where that is more."""

BEFORE_IT_WAS_SAID = {"rounding": "largest_remainders", "under_audit": "drawn"}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A draw before it is stored, or made again: the rule and its words, the list, and what came out."""

    rule: Rule
    words: str
    candidates: tuple[Candidate, ...]
    sample: Sample
    comparison: tuple[Comparison, ...]


def rule_of(stored: Mapping[str, Any]) -> Rule:
    """The rule as a SampleDrawn event keeps it, read back; what one does not say was another way before."""
    named = tuple((ref, why) for ref, why in stored["named"])
    lists = {key: tuple(stored[key]) for key in ("plans", "teams", "themes")}
    read = lists | {"named": named, "on": date.fromisoformat(stored["on"])}
    return Rule(**(BEFORE_IT_WAS_SAID | dict(stored) | read))


def kept(rule: Rule) -> dict[str, Any]:
    """The rule as a SampleDrawn event keeps it."""
    lists = {key: list(getattr(rule, key)) for key in ("plans", "teams", "themes")}
    return asdict(rule) | lists | {"on": rule.on.isoformat(), "named": [list(pair) for pair in rule.named]}


def facts(drawing: Drawing) -> dict[str, Any]:
    """What a SampleDrawn event says of a draw."""
    rule, sample = drawing.rule, drawing.sample
    return {
        "rule": kept(rule),
        "rule_in_words": drawing.words,
        "seed": sample.seed,
        "population_on": rule.on.isoformat(),
        "eligible": sum(row.population for row in sample.strata),
        "population": len(drawing.candidates),
        "children": [
            {"child": f"child/{one.ref}", "why": one.why, "stratum": _stratum(one.stratum)} for one in sample.chosen
        ],
        "reserve": _reserve(sample),
        "strata": [
            {"stratum": _stratum(row.stratum)}
            | {key: getattr(row, key) for key in ("words", "population", "quota", "named", "drawn")}
            for row in sample.strata
        ],
        "left_out": dict(sample.left_out),
        "comparison": [asdict(row) for row in drawing.comparison],
    }


def _reserve(sample: Sample) -> list[dict[str, str]]:
    places = {row.stratum: max(MOST_RESERVE, row.drawn) for row in sample.strata}
    return [
        {"child": f"child/{ref}", "stratum": _stratum(stratum)}
        for stratum, refs in sample.reserve.items()
        for ref in refs[: places[stratum]]
    ]


def _stratum(stratum: sampling.Stratum) -> str:
    return f"{'*' if stratum.plan is None else stratum.plan} {'*' if stratum.team is None else stratum.team}"
