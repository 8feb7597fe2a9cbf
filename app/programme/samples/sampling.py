"""The sample of a month: stratified random drawing that repeats from its seed and answers for every child.

Places are shared over the strata in proportion, rounded as the rule says, and drawn within each by simple random
sampling without replacement (W. G. Cochran, Sampling Techniques, 3rd edition, 1977, chapter 5).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.programme.english import counted, ordinal
from app.programme.samples.apportioning import Share, largest_remainders, systematic, within_bounds
from app.programme.samples.comparing import Comparison, compare, value_position
from app.programme.samples.sampling_refusals import CannotDraw, check, check_size
from app.programme.samples.sampling_rule import (
    Candidate,
    Labels,
    Rule,
    audited_words,
    faults,
    plan_words,
    rule_in_words,
)
from app.programme.samples.seeded import in_seed_order

__all__ = [
    "Candidate",
    "CannotDraw",
    "Chosen",
    "Comparison",
    "Rule",
    "Sample",
    "Stratum",
    "StratumRow",
    "compare",
    "draw",
    "rule_in_words",
]


OUTSIDE = "Outside the rule otherwise"
"""What is said of a named child who does not meet the rule."""
ROUNDING: Mapping[str, Share] = {"systematic": systematic, "largest_remainders": largest_remainders}


@dataclass(frozen=True, slots=True)
class Stratum:
    """A part of the population that is drawn from by itself; None for all plan types or all teams."""

    plan: str | None = None
    team: str | None = None

    def words(self, n: int, labels: Labels) -> str:
        """Return "74 children on a child protection plan in Forest team"."""
        children = ("child" if n == 1 else "children") if self.plan is None else plan_words(n, self.plan, labels)
        team = "" if self.team is None else f" in {labels.get(self.team, self.team) or 'no team'}"
        return f"{n:,} {children}{team}"

    def holds(self, child: Candidate) -> bool:
        """Whether a child belongs to it."""
        return self.plan in (None, child.plan) and self.team in (None, child.team)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A child in the sample: why, and its place in the order drawn within its stratum (0 if it was named)."""

    ref: str
    stratum: Stratum
    why: str
    rank: int


@dataclass(frozen=True, slots=True)
class StratumRow:
    """One stratum: children in the draw, places it was given, and how those were filled: quota = named + drawn."""

    stratum: Stratum
    words: str
    population: int
    quota: int
    named: int
    drawn: int


@dataclass(frozen=True, slots=True)
class Sample:
    """What a draw gave: every child of the list is in `chosen` or in `left_out_why`, counted once in `left_out`.

    `reserve` holds for each stratum the children who come next if one drawn there has to be replaced.
    """

    seed: str
    chosen: tuple[Chosen, ...]
    left_out: Mapping[str, int]
    left_out_why: Mapping[str, str]
    reserve: Mapping[Stratum, tuple[str, ...]]
    strata: tuple[StratumRow, ...]

    @property
    def refs(self) -> tuple[str, ...]:
        """The references of the children in the sample."""
        return tuple(child.ref for child in self.chosen)

    def why_not(self, ref: str) -> str:
        """Return why a child is not in the sample, as a sentence; it says so if the child is, or is not listed."""
        if ref in self.refs:
            return f"{ref} is in the sample."
        return self.left_out_why.get(ref, f"{ref} is not on the list that the sample was drawn from.")


def draw(candidates: Sequence[Candidate], rule: Rule, seed: str, labels: Labels | None = None) -> Sample:
    """Draw the sample: the named children first, then at random within each stratum, in the order of the seed.

    Takes the population list in any order, and labels by plan type and team id for the sentences. A named child
    is in whatever the rule says and takes a place of its stratum; a stratum with fewer children than places gives
    the rest back to the others. Raises CannotDraw, with a sentence, where the rule cannot be met.
    """
    labels = labels or {}
    check(candidates, rule, seed)
    broken = {child.ref: faults(child, rule, labels) for child in candidates}
    named = dict(rule.named)
    frame = [child for child in candidates if child.ref in named or not broken[child.ref]]
    check_size(len(frame), broken, rule)
    quotas = _quotas(frame, rule, seed)
    order = sorted(quotas, key=_stratum_position)
    drawings = [_draw_stratum(stratum, quotas[stratum], frame, rule, seed) for stratum in order]
    not_drawn = {ref: why for drawing in drawings for ref, why in _not_drawn(drawing, seed, labels).items()}
    outside = _outside(broken, frame)
    chosen = [child for drawing in drawings for child in _chosen(drawing, rule, broken, seed, labels)]
    audited = {child.ref: audited_words(child, rule) for child in frame}
    return Sample(
        seed=seed,
        chosen=_with_last_audit(chosen, audited),
        left_out=Counter(next(iter(broken[ref])) for ref in outside) + Counter(not_drawn=len(not_drawn)),
        left_out_why=outside | not_drawn,
        reserve={drawing.stratum: drawing.order[drawing.drawn :] for drawing in drawings},
        strata=tuple(_row(drawing, labels) for drawing in drawings),
    )


def _with_last_audit(chosen: Sequence[Chosen], audited: Mapping[str, str]) -> tuple[Chosen, ...]:
    """The named children first, each with when they were last audited in why they are in."""
    named_first = sorted(chosen, key=lambda child: child.rank > 0)
    return tuple(replace(child, why=f"{child.why} {audited[child.ref]}".strip()) for child in named_first)


_Broken = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class _Drawing:
    stratum: Stratum
    quota: int
    named: tuple[str, ...]
    order: tuple[str, ...]

    @property
    def drawn(self) -> int:
        return self.quota - len(self.named)

    @property
    def population(self) -> int:
        return len(self.named) + len(self.order)


def _levels(rule: Rule) -> tuple[str, ...]:
    by_plan = rule.shares is not None or rule.proportional_to in ("plan", "plan_and_team")
    return ("plan",) * by_plan + ("team",) * (rule.proportional_to in ("team", "plan_and_team"))


def _quotas(frame: Sequence[Candidate], rule: Rule, seed: str) -> dict[Stratum, int]:
    """Share the places over the plan types first, then each one's over its teams: the plan types come out right."""
    quotas = {Stratum(): rule.size}
    for level in _levels(rule):
        quotas = {
            replace(stratum, **{level: name}): share
            for stratum, places in quotas.items()
            for name, share in _shares(stratum, level, places, frame, rule, seed).items()
        }
    return quotas


def _shares(
    stratum: Stratum, level: str, places: int, frame: Sequence[Candidate], rule: Rule, seed: str
) -> dict[str, int]:
    named_refs = {ref for ref, _ in rule.named}
    inside = [child for child in frame if stratum.holds(child)]
    sizes = Counter(getattr(child, level) for child in inside)
    named = Counter(getattr(child, level) for child in inside if child.ref in named_refs)
    parts = rule.shares if level == "plan" and rule.shares is not None else sizes
    weights = {name: parts.get(name, 0) for name in sizes}
    floors = {name: named[name] for name in sizes}
    return within_bounds(places, weights, floors, sizes, f"{seed}\n{stratum.plan or ''}", ROUNDING[rule.rounding])


def _draw_stratum(stratum: Stratum, quota: int, frame: Sequence[Candidate], rule: Rule, seed: str) -> _Drawing:
    named = {ref: place for place, (ref, _) in enumerate(rule.named)}
    inside = [child for child in frame if stratum.holds(child)]
    first = sorted((child.ref for child in inside if child.ref in named), key=named.__getitem__)
    others = in_seed_order((child.ref for child in inside if child.ref not in named), seed, str)
    return _Drawing(stratum, quota, tuple(first), tuple(others))


def _row(drawing: _Drawing, labels: Labels) -> StratumRow:
    named, population = len(drawing.named), drawing.population
    words = drawing.stratum.words(population, labels)
    return StratumRow(drawing.stratum, words, population, drawing.quota, named, drawing.drawn)


def _chosen(drawing: _Drawing, rule: Rule, broken: _Broken, seed: str, labels: Labels) -> list[Chosen]:
    reasons, words = dict(rule.named), drawing.stratum.words(drawing.population, labels)
    named = [
        Chosen(ref, drawing.stratum, _why_named(reasons[ref], broken[ref], drawing.quota, words), 0)
        for ref in drawing.named
    ]
    after = f", after {len(named)} named," if named else ""
    how = f"One of {drawing.drawn} drawn{after} from {words}"
    drawn = [
        Chosen(ref, drawing.stratum, f"{how}; {ordinal(rank)} in the order drawn from seed “{seed}”.", rank)
        for rank, ref in enumerate(drawing.order[: drawing.drawn], start=1)
    ]
    return named + drawn


def _why_named(reason: str, broken: Mapping[str, str], quota: int, words: str) -> str:
    place = f"Named: {reason.strip().rstrip('.')}. Takes one of the {counted(quota, 'place')} for {words}."
    return place + (f" {OUTSIDE}: {'; '.join(broken.values())}." if broken else "")


def _not_drawn(drawing: _Drawing, seed: str, labels: Labels) -> dict[str, str]:
    words = drawing.stratum.words(drawing.population, labels)
    taken = f"{drawing.quota} of {words} {'is' if drawing.quota == 1 else 'are'} in the sample"
    return {
        ref: f"Meets the rule, not drawn: {taken}; {ordinal(rank)} in the order drawn from seed “{seed}”."
        for rank, ref in enumerate(drawing.order[drawing.drawn :], start=drawing.drawn + 1)
    }


def _outside(broken: _Broken, frame: Sequence[Candidate]) -> dict[str, str]:
    inside = {child.ref for child in frame}
    return {
        ref: f"Left out by the rule: {'; '.join(found.values())}." for ref, found in broken.items() if ref not in inside
    }


def _stratum_position(stratum: Stratum) -> tuple[tuple[int, str], str]:
    return value_position(stratum.plan or ""), stratum.team or ""
