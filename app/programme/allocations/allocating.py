"""Who audits whom in a month: within every rule, complete if that is possible, even, and explained pair by pair."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from app.programme.allocations.allocation_rules import (
    COUNT_WORDS,
    HARD_RULES,
    AllocationRules,
    Auditor,
    Block,
    Child,
    HardRule,
    check_pair,
    clear_words,
    may_ever,
)
from app.programme.allocations.matching import spread
from app.programme.english import counted, listed
from app.programme.samples.seeded import in_seed_order

__all__ = [
    "HARD_RULES",
    "Allocation",
    "AllocationRules",
    "Auditor",
    "Block",
    "CannotAllocate",
    "Child",
    "HardRule",
    "LeftOut",
    "Pair",
    "Unplaced",
    "allocate",
    "check_pair",
]


class CannotAllocate(ValueError):  # noqa: N818 - the field's word: the rules refuse, nothing went wrong
    """The pool or the sample makes no sense, as a sentence for the person who asked."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """An audit to be: who, of which child, and why it may be and fell to this auditor."""

    auditor: str
    child: str
    why: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A child short of auditors: how many are missing, how many auditors each rule stopped, and that as a sentence."""

    child: str
    missing: int
    blocks: Mapping[str, int]
    why: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An auditor without an audit this month, and why."""

    auditor: str
    why: str


@dataclass(frozen=True, slots=True)
class Allocation:
    """What an allocation gave, in the order of the references; it repeats from its seed."""

    seed: str
    pairs: tuple[Pair, ...]
    unplaced: tuple[Unplaced, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def explanations(self) -> dict[str, list[str]]:
        """By child: why each of its auditors has it, and why one is missing."""
        said: dict[str, list[str]] = {}
        parts: tuple[Pair | Unplaced, ...] = (*self.pairs, *self.unplaced)
        for part in parts:
            said.setdefault(part.child, []).append(part.why)
        return said


def allocate(
    auditors: Sequence[Auditor],
    children: Sequence[Child],
    rules: AllocationRules,
    seed: str,
    held: Collection[tuple[str, str]] = (),
) -> Allocation:
    """Share the children out over the auditors, none against a hard rule or above what an auditor owes.

    Takes both in any order, and in `held` the pairs (auditor, child) that this month has already; they count
    towards an auditor's share and are not made twice. As many children as possible are placed (all, whenever that
    can be); then this month's counts are as even as the rules allow; then fewer recent audits go first; then the
    seed decides. Raises CannotAllocate for somebody who is in twice, or a number below what makes sense.
    """
    _check(auditors, children)
    pool = in_seed_order(auditors, seed, lambda auditor: auditor.id)
    sample = in_seed_order(children, seed, lambda child: child.ref)
    month = _Month(pool, rules, Counter(auditor for auditor, _ in held), frozenset(held))
    month.share_out(sample)
    return month.answer(sample, seed)


def _check(auditors: Sequence[Auditor], children: Sequence[Child]) -> None:
    people, refs = Counter(auditor.id for auditor in auditors), Counter(child.ref for child in children)
    if twice := sorted(id for id, n in (people + refs).items() if n > 1):
        raise CannotAllocate(f"In the list more than once: {listed(twice)}.")
    if below := sorted(auditor.name for auditor in auditors if auditor.owed < 0):
        raise CannotAllocate(f"Nobody can owe fewer than 0 audits: {listed(below)}.")
    if below := sorted(child.ref for child in children if child.copies < 1):
        raise CannotAllocate(f"Each child needs at least 1 audit: {listed(below)}.")


class _Month:
    """The month while it is shared out: the pool in the order of the seed, what each has, who has which child."""

    def __init__(
        self, pool: Sequence[Auditor], rules: AllocationRules, load: Counter[str], held: frozenset[tuple[str, str]]
    ) -> None:
        self.pool, self.rules, self.load, self.held = pool, rules, load, held
        self.recent = [_recent(auditor, rules) for auditor in pool]
        self.allowed: dict[str, list[int]] = {}
        self.given: dict[str, list[Auditor]] = {}

    def share_out(self, sample: Sequence[Child]) -> None:
        """Match auditors to children and take the result into the month's counts."""
        self.allowed = {child.ref: self._allowed(child) for child in sample}
        had = [self.load[auditor.id] for auditor in self.pool]
        people = spread(
            choices=[sum(1 << place for place in self.allowed[child.ref]) for child in sample],
            wanted=[child.copies for child in sample],
            room=[auditor.owed - n for auditor, n in zip(self.pool, had, strict=True)],
            cost=lambda place, more: (had[place] + more, self.recent[place]),
        )
        self.given = {child.ref: [self.pool[p] for p in places] for child, places in zip(sample, people, strict=True)}
        self.load += Counter(auditor.id for given in self.given.values() for auditor in given)

    def _allowed(self, child: Child) -> list[int]:
        return [
            place
            for place, auditor in enumerate(self.pool)
            if may_ever(auditor, child, self.rules) and (auditor.id, child.ref) not in self.held
        ]

    def answer(self, sample: Sequence[Child], seed: str) -> Allocation:
        """Return the result with its sentences."""
        in_order = sorted(sample, key=lambda child: child.ref)
        pairs = [self._pair(auditor, child) for child in in_order for auditor in self._given_by_id(child)]
        unplaced = [self._unplaced(child) for child in in_order if len(self.given[child.ref]) < child.copies]
        idle = sorted((auditor for auditor in self.pool if not self.load[auditor.id]), key=lambda auditor: auditor.id)
        left_out = [LeftOut(auditor.id, self._why_idle(auditor, sample)) for auditor in idle]
        return Allocation(seed, tuple(pairs), tuple(unplaced), tuple(left_out))

    def _given_by_id(self, child: Child) -> list[Auditor]:
        return sorted(self.given[child.ref], key=lambda auditor: auditor.id)

    def _pair(self, auditor: Auditor, child: Child) -> Pair:
        now, recent = counted(self.load[auditor.id], "audit"), _recent(auditor, self.rules)
        why = (
            f"{auditor.name}: {clear_words(auditor, self.rules)}; {now} this month and owes {auditor.owed}, "
            f"{recent} in the {counted(self.rules.load_months, 'month')} before; "
            f"{_among(len(self.allowed[child.ref]))} whom the rules allow."
        )
        return Pair(auditor.id, child.ref, why)

    def _unplaced(self, child: Child) -> Unplaced:
        auditing = {auditor.id for auditor in self.given[child.ref]} | {a for a, ref in self.held if ref == child.ref}
        blocks = Counter(
            check_pair(auditor, child, self.rules, self.load[auditor.id], auditing)[0].rule for auditor in self.pool
        )
        missing = child.copies - len(self.given[child.ref])
        short = f"{child.ref} is {counted(missing, 'auditor')} short" if auditing else f"{child.ref} has no auditor"
        return Unplaced(child.ref, missing, blocks, f"{short}. {counted(len(self.pool), 'auditor')}{_counts(blocks)}.")

    def _why_idle(self, auditor: Auditor, sample: Sequence[Child]) -> str:
        if auditor.owed == 0:
            return f"{auditor.name} owes no audit this month."
        blocks = [check_pair(auditor, child, self.rules, 0) for child in sample]
        children = counted(len(sample), "child")
        if not all(blocks):
            return f"{auditor.name} could have had {blocks.count([])} of {children}; others took them."
        rules = Counter(found[0].rule for found in blocks)
        names = ", ".join(f"{rules[rule.id]} {rule.name}" for rule in HARD_RULES if rules[rule.id])
        return f"{auditor.name} may not have any of {children}" + (f": {names}." if names else ".")


def _among(n: int) -> str:
    return "the only auditor" if n == 1 else f"one of {n:,} auditors"


def _recent(auditor: Auditor, rules: AllocationRules) -> int:
    return sum(auditor.load[-rules.load_months :]) if rules.load_months else 0


def _counts(blocks: Mapping[str, int]) -> str:
    in_order = [(rule, blocks[rule]) for rule in COUNT_WORDS if rule in blocks]
    words = [f"{n} {COUNT_WORDS[rule][n != 1]}" for rule, n in in_order]
    return f": {', '.join(words)}" if words else ""
