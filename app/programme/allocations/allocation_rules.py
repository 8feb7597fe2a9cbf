"""Who may not audit which child: each rule once, for the allocation of a month and for a swap by hand."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from app.programme.english import counted


@dataclass(frozen=True, slots=True)
class Auditor:
    """Somebody in the pool: audits owed this month, and how many were had in recent months (oldest first)."""

    id: str
    name: str
    team: str
    area: str
    external: bool
    owed: int
    load: tuple[int, ...] = ()
    supervises: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Child:
    """A child of the sample, and how many audits by different people it needs (2 for a looped audit)."""

    ref: str
    team: str
    area: str
    worker: str
    worker_supervisor: str
    copies: int = 1


@dataclass(frozen=True, slots=True)
class AllocationRules:
    """What a council decides about allocating.

    `external_areas`: areas whose work an external auditor may be given, None for all. `recent`: pairs of auditor
    and child from the last `recent_cycles` cycles, which are not repeated. `load_months`: how many recent months
    decide between auditors who have equally many this month.
    """

    external_areas: frozenset[str] | None = frozenset()
    recent: frozenset[tuple[str, str]] = frozenset()
    recent_cycles: int = 0
    load_months: int = 3


@dataclass(frozen=True, slots=True)
class Block:
    """A rule that stands between an auditor and a child, as a sentence."""

    rule: str
    sentence: str


@dataclass(frozen=True, slots=True)
class HardRule:
    """A rule that is never broken: its name, its test, and its words.

    `sentence` is about one auditor whom it stops, `clear` about one whom it does not, `one` and `many` follow a count.
    """

    id: str
    name: str
    blocks: Callable[[Auditor, Child, AllocationRules], bool]
    sentence: str
    clear: str
    one: str
    many: str


HARD_RULES = (
    HardRule(
        "own_team",
        "own team's work",
        lambda auditor, child, rules: auditor.team != "" and auditor.team == child.team,
        "{name} works in the team whose work this is.",
        "not in the child's team",
        "works in the child's team",
        "work in the child's team",
    ),
    HardRule(
        "own_supervisee",
        "own supervisee's work",
        lambda auditor, child, rules: child.worker in auditor.supervises or auditor.id == child.worker_supervisor,
        "{name} supervises the child's worker.",
        "does not supervise the worker",
        "supervises the worker",
        "supervise the worker",
    ),
    HardRule(
        "own_child",
        "a child they work with",
        lambda auditor, child, rules: auditor.id == child.worker,
        "{name} is the child's allocated worker.",
        "not the child's worker",
        "is the child's worker",
        "are the child's worker",
    ),
    HardRule(
        "external",
        "an area without external auditors",
        lambda auditor, child, rules: (
            auditor.external and rules.external_areas is not None and child.area not in rules.external_areas
        ),
        "{name} is an external auditor, and external auditors are not given this area's work.",
        "external, as this area allows",
        "is external and not given this area's work",
        "are external and not given this area's work",
    ),
    HardRule(
        "recent",
        "a child they audited lately",
        lambda auditor, child, rules: (auditor.id, child.ref) in rules.recent,
        "{name} audited this child in the last {months}.",
        "did not audit the child in the last {months}",
        "audited the child lately",
        "audited the child lately",
    ),
)
SAME_CHILD, NONE_OWED, SHARE = "same_child", "none_owed", "share"
COUNT_WORDS = {rule.id: (rule.one, rule.many) for rule in HARD_RULES} | {
    SAME_CHILD: ("already audits the child this month", "already audit the child this month"),
    NONE_OWED: ("owes none this month", "owe none this month"),
    SHARE: ("already has a full share", "already have their share"),
}


def check_pair(
    auditor: Auditor, child: Child, rules: AllocationRules, load: int, auditing: Collection[str] = ()
) -> list[Block]:
    """Return every rule that stands between the two, none if the pairing is allowed.

    Takes the number of audits that the auditor has this month without this one, and the ids of those who audit
    the child this month already (the other half of a looped pair).
    """
    blocks = [
        Block(rule.id, rule.sentence.format(name=auditor.name, months=_months(rules)))
        for rule in HARD_RULES
        if rule.blocks(auditor, child, rules)
    ]
    if auditor.id in auditing:
        blocks.append(Block(SAME_CHILD, f"{auditor.name} already audits this child this month."))
    return blocks + _of_share(auditor, load)


def _of_share(auditor: Auditor, load: int) -> list[Block]:
    if auditor.owed == 0:
        return [Block(NONE_OWED, f"{auditor.name} owes no audit this month.")]
    if load < auditor.owed:
        return []
    has = f"{auditor.name} already has {counted(load, 'audit')} this month"
    return [Block(SHARE, f"{has} and owes {auditor.owed}.")]


def may_ever(auditor: Auditor, child: Child, rules: AllocationRules) -> bool:
    """Whether no hard rule stands between the two, leaving aside how many audits either has."""
    return not any(rule.blocks(auditor, child, rules) for rule in HARD_RULES)


def clear_words(auditor: Auditor, rules: AllocationRules) -> str:
    """Return what was found of an auditor whom no hard rule stops, rule by rule, leaving out what does not arise."""
    arises = {"external": auditor.external, "recent": rules.recent_cycles > 0}
    return ", ".join(rule.clear.format(months=_months(rules)) for rule in HARD_RULES if arises.get(rule.id, True))


def _months(rules: AllocationRules) -> str:
    return "month" if rules.recent_cycles == 1 else f"{rules.recent_cycles} months"
