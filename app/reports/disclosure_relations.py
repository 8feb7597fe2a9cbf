"""What anybody knows to hang together who reads how the figures are defined, beyond what a report states to add up.

Each is reckoned with where the numbers bear it out: a step that has nothing in it stands in no report.
"""

from collections.abc import Iterable, Iterator, Mapping

from app.events.periods import QUARTERLY, period
from app.reports.document import Sum

Key = tuple[str, str]
Shares = Iterable[tuple[Key, Key]]
COMPLETED, STANDARD = "returned", "accepted"
TO_RETURN, ON_DUTY, EXEMPTED = "allocated-less-exempted", "pool-less-long-leave", "exempt-before-and-after"
"""Bases and sums that no figure shows by itself."""
BASES: Mapping[str, str] = {
    "completion-of-pool": "pool",
    "completion-of-allocated": "allocated",
    "completion-to-standard": "allocated",
    "completion-within-reach": "allocated",
    "completion-of-expected": TO_RETURN,
    "exemptions-not-health-or-leave": ON_DUTY,
    "exemptions-not-health-or-leave-of-pool": "pool",
    "exemptions-health-or-leave": "pool",
    "families-heard": STANDARD,
    "impact:answered": "impact:asked",
    "impact:practice": "impact:answered",
    "impact:helped": "impact:answered",
}
"""What a share is of, where its cell does not name it."""
STARTS: Mapping[str, str] = {
    "worker-": COMPLETED, "manager-": COMPLETED, "child-": STANDARD, "parent-": STANDARD, "good:": "graded:",
}  # fmt: skip
"""The same of the figures whose names begin so."""
STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("completion-of-pool", (COMPLETED,)),
    ("completion-of-allocated", (COMPLETED,)),
    ("completion-of-expected", (COMPLETED,)),
    ("completion-to-standard", (STANDARD,)),
    ("exemptions-not-health-or-leave", ("exemptions-not-health-or-leave-of-pool",)),
    ("completion-of-pool", ("completion-of-allocated",)),
    ("completion-of-pool", ("completion-of-expected",)),
    (COMPLETED, (STANDARD, "not-to-standard")),
    (COMPLETED, (STANDARD, "not-to-standard", "waiting")),
    ("allocated", (COMPLETED, "nil", "exempted-afterwards")),
    ("allocated", (COMPLETED, "nil", "exempted-afterwards", "withdrawn")),
    ("allocated", (TO_RETURN, "exempted-afterwards")),
    ("pool", (ON_DUTY, "long-leave")),
    ("pool", ("long-leave", "exempt", "expected")),
    ("long-leave", ("maternity-leave", "extended-leave")),
    ("exemptions-health-or-leave", ("long-leave", "exempted-for-health")),
    (COMPLETED, ("worker-took-part", "worker-legitimate-reason", "worker-not")),
    (COMPLETED, ("manager-took-part", "manager-tried", "manager-not")),
    (STANDARD, ("child-contacted", "child-tried", "child-not-applicable")),
    (STANDARD, ("parent-gave-views", "parent-tried", "parent-declined", "parent-not-applicable")),
    ("moderation:drawn", ("moderation:moderated", "moderation:to-moderate")),
    ("actions:open", ("actions:within", "actions:overdue")),
    ("concerns:open", ("concerns:one", "concerns:two")),
)
"""A figure, and those that add up to it in the same period; one alone is the same number."""
AS_AT = ("actions:", "concerns:", "pools:", "capacity:", "duties:", "loops:", "dip:")
"""How the figures begin that a quarter does not add up from its months."""


def base_of(figure: str) -> str:
    """What a share is of whose cell does not name it; "" where it is not known."""
    start = next((start for start in STARTS if figure.startswith(start)), "")
    of = STARTS.get(start, "")
    return BASES.get(figure) or (of + figure.removeprefix(start) if of.endswith(":") else of)


def relations(shown: Mapping[Key, int], shares: Shares) -> Iterator[Sum]:
    """The sums among a report's values that follow from how the figures are defined."""
    for at in sorted({at for _, at in shown}):
        for total, parts in STEPS:
            yield from _true(Sum((total, at), tuple((part, at) for part in parts)), shown)
        yield from _exempted(shown, at)
        yield from _concern(shown, at)
    yield from _of_one_scale(shown, shares)


def _true(one: Sum, shown: Mapping[Key, int]) -> Iterator[Sum]:
    there = one.total in shown and all(part in shown for part in one.parts)
    if there and shown[one.total] == sum(shown[part] for part in one.parts):
        yield one


def _exempted(shown: Mapping[Key, int], at: str) -> Iterator[Sum]:
    """Those exempted before and after the allocation are those exempted for health, and those for other reasons."""
    ways = (("exempt", "exempted-after"), ("exempted-for-health", "exemptions-not-health-or-leave"))
    sums = [sum(shown.get((name, at), 0) for name in way) for way in ways]
    if all((name, at) in shown for way in ways for name in way) and sums[0] == sums[1]:
        yield from (Sum((EXEMPTED, at), tuple((name, at) for name in way)) for way in ways)


def _concern(shown: Mapping[Key, int], at: str) -> Iterator[Sum]:
    """The audits graded as a concern are those of a grade."""
    for name, _ in [key for key in shown if key[1] == at and key[0].startswith("grade:overall:")]:
        yield from _true(Sum(("inadequate:audits", at), ((name, at),)), shown)


def _of_one_scale(shown: Mapping[Key, int], shares: Shares) -> Iterator[Sum]:
    """Shares of the same whole whose names differ in their last word: the answers to a question, if they make it up."""
    found: dict[tuple[str, str, int], dict[Key, Key]] = {}
    for part, whole in shares:
        if part in shown and whole in shown and ":" in part[0]:
            scale = part[0].rpartition(":")[0]
            found.setdefault((scale, part[1], shown[whole]), {})[part] = whole
    for (_, _, of), parts in found.items():
        if len(parts) > 1 and sum(shown[part] for part in parts) == of:
            yield from (Sum(whole, tuple(parts)) for whole in dict.fromkeys(parts.values()))


def of_periods(shown: Iterable[Key], known: set[Key]) -> Iterator[Sum]:
    """That a figure of a quarter or a year is the sum of its months, where all of them stand in some copy."""
    for name, at in sorted(set(shown)):
        whole = period(at)
        if whole is None or len(whole.months) == 1 or name.startswith(AS_AT):
            continue
        parts = [whole.months] if whole.kind == QUARTERLY else [whole.months, tuple(one.key for one in whole.quarters)]
        for keys in parts:
            if known.issuperset((name, key) for key in keys):
                yield Sum((name, at), tuple((name, key) for key in keys))
