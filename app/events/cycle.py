"""One month of auditing: its pool, the sample drawn for it, and who audits whom."""

from typing import Any

from app.events.base import Event, Refusal, Subject, event
from app.events.text import given


@event("cycle opened")
class CycleOpened(Event):
    """A month was opened: scope (area ids, none for the whole service), framework version, targets and the pool."""

    month: str
    scope: list[str]
    framework: str
    framework_version: int
    targets: dict[str, int]
    pool: list[str]


@event("pool recounted", seals=("reason",))
class PoolRecounted(Event):
    """The month's pool of auditors was counted again before the allocation."""

    pool: list[str]
    reason: str


@event("sample drawn")
class SampleDrawn(Event):
    """Children were drawn by a rule and a seed from the population of a date; each with why it is in."""

    rule: dict[str, Any]
    rule_in_words: str
    seed: str
    population_on: str
    eligible: int
    population: int
    children: list[dict[str, str]]
    reserve: list[dict[str, str]]
    strata: list[dict[str, Any]]
    left_out: dict[str, int]
    comparison: list[dict[str, Any]]


@event("child added to sample", seals=("reason",), sealed_with="child")
class ChildAddedToSample(Event):
    """A child was put into the sample by hand, with a reason."""

    child: str
    reason: str


@event("child taken out of sample", seals=("reason",), sealed_with="child")
class ChildTakenOutOfSample(Event):
    """A child was taken out of the sample by hand, with a reason; `replaced_by` is a reserve child or empty."""

    child: str
    reason: str
    replaced_by: str


@event("audits allocated")
class AuditsAllocated(Event):
    """The sample was shared out over the pool by the rules in force: each pairing explained, everybody left out too."""

    seed: str
    rules: dict[str, Any]
    pairs: list[dict[str, Any]]
    unplaced: list[dict[str, Any]]
    left_out: list[dict[str, str]]


@event("auditors swapped", seals=("reason",))
class AuditorsSwapped(Event):
    """An audit was given to another auditor by hand, or two were exchanged, with a reason and the rules checked."""

    moves: list[dict[str, str]]
    reason: str
    grounds: str


@event("looped audit added")
class LoopedAuditAdded(Event):
    """A child's audit of the month has a second one beside it, by another auditor who knows nothing of the first."""

    number: int
    child: str
    auditor: str
    first: int
    loop: str
    grounds: str


@event("cycle closed")
class CycleClosed(Event):
    """The month was closed; late returns still belong to it."""

    on: str


class Cycle(Subject):
    """A month of audits."""

    month = framework = closed_on = ""
    framework_version = 0
    closed = allocated = False

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.scope: list[str] = []
        self.pool: list[str] = []
        self.targets: dict[str, int] = {}
        self.sample: dict[str, dict[str, str]] = {}
        self.reserve: list[dict[str, str]] = []
        self.numbers: dict[int, dict[str, Any]] = {}
        self.loops: dict[int, int] = {}
        """The second audit of a child, by the number of the first."""
        self.rules: dict[str, Any] = {}
        """What the newest allocation was made by; a swap by hand is checked against the same."""

    def open(self, *, by: str, at: str, **facts: Any) -> None:
        """Open the month; raises Refusal when it is open already or nobody is in the pool."""
        if self.exists:
            raise Refusal("This month has been opened already.", "month")
        if not facts["pool"]:
            raise Refusal("No auditor is in the pool for this month. Bring in trained auditors first.")
        self.record(CycleOpened, by=by, at=at, **facts)

    def recount_pool(self, pool: list[str], reason: str, *, by: str, at: str) -> None:
        """Count the pool again; raises Refusal after the allocation. Nothing happens when it is the same."""
        self._must_be_open()
        if self.allocated:
            raise Refusal("The audits are allocated, so the pool of this month stands.")
        if pool != self.pool:
            self.record(PoolRecounted, by=by, at=at, pool=pool, reason=given(reason))

    def draw(self, *, by: str, at: str, **facts: Any) -> None:
        """Keep a drawn sample; a new one replaces it until the audits are allocated."""
        self._must_be_open()
        if self.allocated:
            raise Refusal("The audits are allocated. Add or take out single children instead.")
        self.record(SampleDrawn, by=by, at=at, **facts)

    def add_child(self, child: str, reason: str, *, by: str, at: str) -> None:
        """Put a child into the sample by hand; raises Refusal without a reason or when they are in."""
        self._must_be_open()
        if child in self.sample:
            raise Refusal(f"{child.removeprefix('child/')} is in the sample already.", "child")
        self.record(ChildAddedToSample, by=by, at=at, child=child, reason=given(reason))

    def take_out(self, child: str, reason: str, replaced_by: str, *, by: str, at: str) -> None:
        """Take a child out of the sample; raises Refusal when they are not in it or have an audit.

        A child in their place must not be in the sample yet.
        """
        self._must_be_open()
        if child not in self.sample:
            raise Refusal(f"{child.removeprefix('child/')} is not in the sample.", "child")
        if any(pair["child"] == child for pair in self.numbers.values()):
            raise Refusal("An audit of this child is allocated. Withdraw the audit instead.", "child")
        if replaced_by in self.sample:
            raise Refusal(f"{replaced_by.removeprefix('child/')} is in the sample already.", "replaced_by")
        facts = {"child": child, "reason": given(reason), "replaced_by": replaced_by}
        self.record(ChildTakenOutOfSample, by=by, at=at, **facts)

    def allocate(self, *, seed: str, pairs: list[dict[str, Any]], by: str, at: str, **others: Any) -> None:
        """Share out children that wait for an auditor; pairs hold child, auditor and grounds, and get their numbers.

        Raises Refusal without a pair, for a child outside the sample, and for one who has or would have two audits.
        """
        self._must_be_open()
        if not pairs:
            raise Refusal("There is no child to allocate. Draw the sample first.")
        self._must_wait([pair["child"] for pair in pairs])
        first = max(self.numbers, default=0) + 1
        numbered = [{"number": number, **pair} for number, pair in enumerate(pairs, first)]
        self.record(AuditsAllocated, by=by, at=at, seed=seed, pairs=numbered, **others)

    def swap(self, moves: list[dict[str, str]], reason: str, grounds: str, *, by: str, at: str) -> None:
        """Record that audits changed hands; raises Refusal without a reason or an audit."""
        self._must_be_open()
        if not moves:
            raise Refusal("Choose the audit that another auditor is to have.")
        self.record(AuditorsSwapped, by=by, at=at, moves=moves, reason=given(reason), grounds=grounds)

    def add_looped(self, *, first: int, child: str, auditor: str, loop: str, grounds: str, by: str, at: str) -> int:
        """Add a second audit of a child that has its audit (`first`, by number); returns the number of the second.

        The one exception to a child having one audit a month; raises Refusal for a third.
        """
        self._must_be_open()
        if first in self.loops or first in self.loops.values():
            raise Refusal("This audit is looped already.")
        number = max((first, *self.numbers)) + 1
        facts = {"number": number, "child": child, "auditor": auditor, "first": first}
        self.record(LoopedAuditAdded, by=by, at=at, **facts, loop=loop, grounds=grounds)
        return number

    def close(self, on: str, *, by: str, at: str) -> None:
        """Close the month; raises Refusal when it is closed or was never allocated."""
        self._must_be_open()
        if not self.allocated:
            raise Refusal("Nothing has been allocated this month, so there is nothing to close.")
        self.record(CycleClosed, by=by, at=at, on=on)

    def waiting(self) -> list[str]:
        """The children of the sample that have no audit yet, in the order of the sample."""
        placed = {pair["child"] for pair in self.numbers.values()}
        return [child for child in self.sample if child not in placed]

    def _must_be_open(self) -> None:
        if not self.exists:
            raise Refusal("This month has not been opened.")
        if self.closed:
            raise Refusal("This month is closed.")

    def _must_wait(self, children: list[str]) -> None:
        """A child has one audit a month: one that was withdrawn is opened again, one that was released reallocated."""
        waiting = set(self.waiting())
        for child in children:
            if child not in self.sample:
                raise Refusal(f"{child.removeprefix('child/')} is not in the sample.")
            if child not in waiting:
                raise Refusal(f"{child.removeprefix('child/')} has an audit in this month already.")
            waiting.remove(child)

    def _on_opened(self, made: CycleOpened) -> None:
        self.month, self.scope, self.pool, self.targets = made.month, made.scope, made.pool, made.targets
        self.framework, self.framework_version = made.framework, made.framework_version

    def _on_recounted(self, made: PoolRecounted) -> None:
        self.pool = made.pool

    def _on_drawn(self, made: SampleDrawn) -> None:
        self.sample = {chosen["child"]: chosen for chosen in made.children}
        self.reserve = made.reserve

    def _on_added(self, made: ChildAddedToSample) -> None:
        self.sample[made.child] = {"child": made.child, "why": made.reason}

    def _on_taken_out(self, made: ChildTakenOutOfSample) -> None:
        del self.sample[made.child]
        if made.replaced_by:
            why = f"In the place of {made.child.removeprefix('child/')}: {made.reason}"
            self.sample[made.replaced_by] = {"child": made.replaced_by, "why": why}

    def _on_allocated(self, made: AuditsAllocated) -> None:
        self.allocated = True
        self.numbers |= {pair["number"]: pair for pair in made.pairs}
        self.rules = made.rules

    def _on_swapped(self, made: AuditorsSwapped) -> None:
        """The audits themselves hold who has them now."""

    def _on_looped(self, made: LoopedAuditAdded) -> None:
        self.loops[made.first] = made.number
        self.numbers[made.number] = {"number": made.number, "child": made.child, "auditor": made.auditor}

    def _on_closed(self, made: CycleClosed) -> None:
        self.closed, self.closed_on = True, made.on

    evolves = {
        CycleOpened: _on_opened,
        PoolRecounted: _on_recounted,
        SampleDrawn: _on_drawn,
        ChildAddedToSample: _on_added,
        ChildTakenOutOfSample: _on_taken_out,
        AuditsAllocated: _on_allocated,
        AuditorsSwapped: _on_swapped,
        LoopedAuditAdded: _on_looped,
        CycleClosed: _on_closed,
    }
