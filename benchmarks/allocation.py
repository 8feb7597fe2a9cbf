"""How long an allocation of 300 children to 150 auditors takes, under all rules.

Prints milliseconds, and the ratio to hashing and sorting all 45,000 pairs once in the same run, which does not
depend on the machine. Run with `python -m benchmarks.allocation`; exits with 1 above a second or if a child is left.
"""

import sys
from hashlib import sha256
from statistics import median
from time import perf_counter

from app.programme.allocations.allocating import Allocation, AllocationRules, Auditor, Child, allocate

AUDITORS, CHILDREN, TEAMS, AREAS, ROUNDS = 150, 300, 20, 4, 7
LIMIT_MS = 1000


def the_pool() -> list[Auditor]:
    """A tight pool: it owes just as many audits as there are places, one in ten is external."""
    return [
        Auditor(
            id=f"person/a{i}",
            name=f"Auditor {i}",
            team=f"team/{i % TEAMS}",
            area=f"area/{i % AREAS}",
            external=i % 10 == 0,
            owed=2 + (i % 5 == 0),
            load=(i % 3, i % 2, i % 4),
            supervises=frozenset({f"person/w{i}", f"person/w{i + 1}"}),
        )
        for i in range(AUDITORS)
    ]


def the_sample() -> list[Child]:
    """One child in ten is audited twice, so that 330 places meet 330 audits owed."""
    return [
        Child(
            f"C-{i}", f"team/{i % TEAMS}", f"area/{i % AREAS}", f"person/w{i}", f"person/a{i % 50}", 1 + (i % 10 == 0)
        )
        for i in range(CHILDREN)
    ]


def the_rules() -> AllocationRules:
    """External auditors in two of four areas; each child had two auditors in the last three cycles."""
    recent = {(f"person/a{(i * 7 + n) % AUDITORS}", f"C-{i}") for i in range(CHILDREN) for n in (0, 31)}
    return AllocationRules(frozenset({"area/0", "area/2"}), frozenset(recent), recent_cycles=3)


def allocated() -> Allocation:
    """One whole allocation, with its explanations."""
    return allocate(the_pool(), the_sample(), the_rules(), "May 2024")


def hashed_and_sorted() -> list[str]:
    """The baseline: every possible pair hashed and put in order once."""
    pairs = [f"person/a{a}\nC-{c}" for a in range(AUDITORS) for c in range(CHILDREN)]
    return sorted(sha256(pair.encode()).hexdigest() for pair in pairs)


def main() -> int:
    """Time both by turns, print the medians and the slowest, and return the exit code."""
    times: dict[str, list[float]] = {"allocation": [], "baseline": []}
    for _ in range(ROUNDS):
        for name, work in (("allocation", allocated), ("baseline", hashed_and_sorted)):
            start = perf_counter()
            work()
            times[name].append((perf_counter() - start) * 1000)
    result, ours, base = allocated(), median(times["allocation"]), median(times["baseline"])
    print(f"{CHILDREN} children, {AUDITORS} auditors: {len(result.pairs)} pairs, {len(result.unplaced)} children left")
    print(f"allocation {ours:.0f} ms (slowest {max(times['allocation']):.0f} ms); limit {LIMIT_MS} ms")
    print(f"ratio to hashing and sorting all {AUDITORS * CHILDREN:,} pairs once ({base:.0f} ms): {ours / base:.2f}")
    return int(max(times["allocation"]) > LIMIT_MS or bool(result.unplaced))


if __name__ == "__main__":
    sys.exit(main())
