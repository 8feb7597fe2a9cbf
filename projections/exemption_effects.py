"""What would a yes to an exemption do to a month's completion?"""

from dataclasses import dataclass, replace
from typing import Any

from app.events.vocabulary import COMPLETED_STATES, OPEN_STATES
from projections.completion import figures
from projections.cycles import cycle
from projections.months import Month
from projections.shares import Figure

COMPLETION = ("completion-within-reach", "completion-of-allocated", "completion-of-expected")


@dataclass(frozen=True)
class Change:
    """A figure of the month as it is, and as it would be."""

    now: Figure
    after: Figure

    @property
    def is_none(self) -> bool:
        """Whether it would read the same."""
        return self.now.words == self.after.words


@dataclass(frozen=True)
class Effect:
    """What a yes would do to a month: how many audits it releases, how many of those are begun, and the figures.

    `returned` are the auditor's audits that came in and stand: they stay, whatever is decided.

    Before the allocation there is nothing to complete: `changes` is then of how many are expected. `in_pool` is
    whether the auditor counts in the month at all.
    """

    cycle: str
    allocated: bool
    in_pool: bool
    released: int
    begun: int
    returned: int
    changes: tuple[Change, ...]


def effect(model: Any, of: Month, auditor: str, reason_class: str) -> Effect:
    """What a yes to this auditor's exemption would do to a month, by the month's own figures worked out twice."""
    found = cycle(model, of.cycle)
    allocated = bool(found and found["allocated_at"])
    after = exempted(of, auditor, reason_class, allocated)
    now, then = figures(of), figures(after)
    names = COMPLETION if allocated else ("expected",)
    changes = tuple(Change(now[name], then[name]) for name in names)
    theirs = [audit for audit in of.audits if audit["auditor"] == auditor]
    open_ones = [audit for audit in theirs if _is_open(audit, auditor)]
    begun = sum(bool(audit["started_on"]) for audit in open_ones)
    returned = sum(audit["state"] in COMPLETED_STATES for audit in theirs)
    return Effect(of.cycle, allocated, auditor in of.pool, len(open_ones), begun, returned, changes)


def exempted(of: Month, auditor: str, reason_class: str, allocated: bool) -> Month:
    """The month as it would be with the exemption authorised: the auditor's open audits released."""
    row = {"auditor": auditor, "reason_class": reason_class, "state": "authorised", "after_allocation": int(allocated)}
    audits = [each | {"state": "released"} if _is_open(each, auditor) else each for each in of.audits]
    return replace(of, audits=audits, exemptions=[*of.exemptions, row])


def _is_open(audit: dict[str, Any], auditor: str) -> bool:
    return bool(audit["auditor"] == auditor and audit["state"] in OPEN_STATES)
