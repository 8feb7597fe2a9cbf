"""What anybody knows to hang together who reads how the figures are defined, beyond what a report states to add up.

Each is reckoned with where the numbers bear it out: a step that has nothing in it stands in no report.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, combinations

from app.reports.disclosure_periods import opened
from app.reports.document import Sum

Key = tuple[str, str]
Shares = Iterable[tuple[Key, Key]]
COMPLETED, STANDARD = "returned", "accepted"
ASKED_COMPLETED, ASKED_STANDARD = "returned-and-open", "accepted-and-open"
"""What taking part is counted over: the same without audits of sealed loops, of which most periods have none."""
TO_RETURN, ON_DUTY, EXEMPTED, NOT_STANDARD = "to-return", "on-duty", "exempt-before-and-after", "completed-not-accepted"
"""Bases and sums that no figure shows by itself: allocated less exempted, the pool less long leave, and so on."""
SAME: Mapping[str, str] = {
    "completion-of-pool": COMPLETED,
    "completion-of-allocated": COMPLETED,
    "completion-of-expected": COMPLETED,
    "completion-to-standard": STANDARD,
    "completion-within-reach": "within-reach",
    "exemptions-not-health-or-leave-of-pool": "exemptions-not-health-or-leave",
    "moderation:grade-kept": "grade-kept",
}
"""Figures that count the same by definition, over another base: one is kept back with the other."""
BASES: Mapping[str, str] = {
    "completion-of-pool": "pool",
    "completion-of-allocated": "allocated",
    "completion-to-standard": "allocated",
    "completion-within-reach": "allocated",
    "completion-of-expected": TO_RETURN,
    "exemptions-not-health-or-leave": ON_DUTY,
    "exemptions-not-health-or-leave-of-pool": "pool",
    "exemptions-health-or-leave": "pool",
    "families-heard": ASKED_STANDARD,
    "impact:answered": "impact:asked",
    "impact:practice": "impact:answered",
    "impact:helped": "impact:answered",
}
"""What a share is of, where its cell does not name it."""
STARTS: Mapping[str, str] = {
    "worker-": ASKED_COMPLETED, "manager-": ASKED_COMPLETED, "child-": ASKED_STANDARD, "parent-": ASKED_STANDARD,
    "good:": "graded:",
}  # fmt: skip
"""The same of the figures whose names begin so."""
STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("pool", ("pools:auditor",)),
    (STANDARD, ("graded:overall",)),
    (STANDARD, ("uploaded",)),
    (STANDARD, ("duties:received",)),
    (COMPLETED, (STANDARD, "not-to-standard")),
    ("allocated", (COMPLETED, "nil", "exempted-afterwards")),
    ("allocated", (COMPLETED, "nil", "exempted-afterwards", "withdrawn")),
    (COMPLETED, (ASKED_COMPLETED,)),
    (STANDARD, (ASKED_STANDARD,)),
    (ASKED_STANDARD, ("graded:overall",)),
    (ASKED_STANDARD, ("duties:received",)),
    (ASKED_COMPLETED, ("worker-took-part", "worker-legitimate-reason", "worker-not")),
    (ASKED_COMPLETED, ("manager-took-part", "manager-tried", "manager-not")),
    (ASKED_STANDARD, ("child-contacted", "child-tried", "child-not-applicable")),
    (ASKED_STANDARD, ("parent-gave-views", "parent-tried", "parent-declined", "parent-not-applicable")),
    (COMPLETED, ("worker-took-part", "worker-legitimate-reason", "worker-not")),
    (COMPLETED, ("manager-took-part", "manager-tried", "manager-not")),
    (STANDARD, ("child-contacted", "child-tried", "child-not-applicable")),
    (STANDARD, ("parent-gave-views", "parent-tried", "parent-declined", "parent-not-applicable")),
    ("moderation:drawn", ("moderation:moderated", "moderation:to-moderate")),
    ("concerns:open", ("concerns:one", "concerns:two")),
)
"""A figure, and those that add up to it in the same period where nothing else is left."""
CERTAIN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("allocated", (TO_RETURN, "exempted-afterwards")),
    ("pool", (ON_DUTY, "long-leave")),
    ("pool", ("long-leave", "exempt", "expected")),
    ("long-leave", ("maternity-leave", "extended-leave")),
    ("exemptions-health-or-leave", ("long-leave", "exempted-for-health")),
    (COMPLETED, (STANDARD, NOT_STANDARD)),
    (NOT_STANDARD, ("not-to-standard", "waiting")),
    ("actions:open", ("actions:within", "actions:overdue")),
    ("families-heard", ("parent-gave-views", "heard-and-no-parent")),
    ("families-heard", ("child-contacted", "heard-and-no-child")),
)
"""The same where they always do: two of them tell what is left for the third, which may stand in no report."""
GIVEN_UP: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("allocated", (COMPLETED, "nil", "exempted-afterwards", "released-to-nobody", "withdrawn", "still-open")),
    (COMPLETED, (STANDARD, "not-to-standard", "waiting")),
    (STANDARD, ("graded:overall", "to-agree", "counted-by-other")),
)
"""A figure, and what it is made up of: those that a report has, as it leaves out what there is none of."""
GOOD = "good:"


def base_of(figure: str) -> str:
    """What a share is of whose cell does not name it; "" where it is not known."""
    start = next((start for start in STARTS if figure.startswith(start)), "")
    of = STARTS.get(start, "")
    return BASES.get(figure) or (of + figure.removeprefix(start) if of.endswith(":") else of)


def tells_of_people(figure: str) -> bool:
    """Whether a small value of a figure may tell of somebody: that a question did not apply to a few does not."""
    return not figure.endswith(":na")


def one_name(one: Sum) -> Sum:
    """A sum with the figures that count the same by one name."""
    return Sum(_one_name(one.total), tuple(map(_one_name, one.parts)))


def _one_name(key: Key) -> Key:
    return SAME.get(key[0], key[0]), key[1]


def relations(shown: Mapping[Key, int], shares: Shares) -> Iterator[Sum]:
    """The sums among a report's values that follow from how the figures are defined."""
    for at in sorted({at for _, at in shown}):
        for total, parts in STEPS:
            yield from _true(Sum((total, at), tuple((part, at) for part in parts)), shown)
        for total, parts in CERTAIN:
            yield from _certain(Sum((total, at), tuple((part, at) for part in parts)), shown)
        for total, parts in GIVEN_UP:
            there = tuple((part, at) for part in parts if (part, at) in shown)
            yield from _true(Sum((total, at), there), shown)
        if (STANDARD, at) not in shown:
            yield from _certain(Sum((COMPLETED, at), (("graded:overall", at), (NOT_STANDARD, at))), shown)
        yield from _exempted(shown, at)
        yield from _concern(shown, at)
    yield from _of_one_scale(shown, shares)
    yield from good_grades(shown)


def _certain(one: Sum, shown: Mapping[Key, int]) -> Iterator[Sum]:
    """A sum of which at least two values are shown, unless they contradict it."""
    seen = [shown[part] for part in one.parts if part in shown]
    whole = len(seen) == len(one.parts)
    total = shown.get(one.total, sum(seen))
    if len(seen) + (one.total in shown) > 1 and (sum(seen) == total if whole else sum(seen) <= total):
        yield one


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


def good_grades(shown: Mapping[Key, int]) -> Iterator[Sum]:
    """That the audits with a good grade in a domain are those of some grades: of whichever it is so in all domains."""
    names = dict.fromkeys(name for name, _ in shown if name.startswith(GOOD))
    values = {key: n for key, n in shown.items() if key[0] in names}
    values |= {(name, at): n for name in names for at, n in _whole(name, shown)}
    grades = dict.fromkeys(name.rpartition(":")[2] for name, _ in shown if name.startswith("grade:"))
    some = [one for one in grades if tells_of_people(f":{one}")]
    for many in chain.from_iterable(combinations(some, n) for n in range(1, len(some))):
        sums = [Sum(key, tuple((f"grade:{key[0].removeprefix(GOOD)}:{one}", key[1]) for one in many)) for key in values]
        there = [one for one in sums if all(part in shown for part in one.parts)]
        if all(values[one.total] == sum(shown[part] for part in one.parts) for one in there):
            yield from there
    yield from (Sum((name, at), parts) for name in names for at, parts in _months(name, shown))


def _whole(name: str, shown: Mapping[Key, int]) -> Iterator[tuple[str, int]]:
    """The quarters and years of which a figure is shown for all opened months, with its sum."""
    return ((at, sum(shown[part] for part in parts)) for at, parts in _months(name, shown))


def _months(name: str, shown: Mapping[Key, int]) -> Iterator[tuple[str, tuple[Key, ...]]]:
    """The quarters and years of which the domain's grades are shown, with the months of the figure."""
    months, grades = opened([shown]), f"grade:{name.removeprefix(GOOD)}:"
    for at in sorted({at for other, at in shown if other == name or other.startswith(grades)}):
        parts = tuple((name, month) for month in months(at) if month != at)
        if parts and all(part in shown for part in parts):
            yield at, parts
