"""Audits: told when allocated or sent back, before the date and after it, and later to whoever manages the auditor."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from app.events.calendar import add_working_days
from app.programme.letter_kinds import Matter
from app.programme.reminding import Due, Rule
from projections import audits_due, people
from projections.audits_due import open_audits
from projections.managers import managers
from projections.rows import Row

NEW_DAYS = timedelta(days=7)
"""For so long an allocation is news; then the date that it is due is told of instead."""
SOON_WORKING_DAYS = 2
MANAGER_WORKING_DAYS = 5
"""So long the auditor alone is asked for an overdue audit."""
FORGOTTEN_DAYS = timedelta(days=60)
"""After that an audit that never came is only counted in the weekly letter."""
JUDGES = frozenset({"qa_lead"})


def allocated(model: Any, today: date, now: str) -> Iterator[Due]:
    """Somebody has a new audit."""
    for audit in open_audits(model, today - FORGOTTEN_DAYS):
        if audit["state"] == "allocated" and audit["allocated_on"] >= (today - NEW_DAYS).isoformat():
            facts = {"month": audit["cycle"].removeprefix("cycle/"), "due": audit["due"]}
            yield _to_auditor("audit-allocated", audit, f"allocated-{audit['allocated_on']}", facts)


def sent_back(model: Any, today: date, now: str) -> Iterator[Due]:
    """Somebody has an audit again."""
    for audit in open_audits(model, today - FORGOTTEN_DAYS):
        if audit["state"] == "sent_back":
            yield _to_auditor("audit-sent-back", audit, f"sent-back-{audit['due']}")


def due_soon(model: Any, today: date, now: str) -> Iterator[Due]:
    """An audit is due in two working days, or sooner."""
    last = add_working_days(today, SOON_WORKING_DAYS).isoformat()
    for audit in open_audits(model, today):
        if audit["due"] <= last:
            yield _to_auditor("audit-due-soon", audit, f"due-soon-{audit['due']}")


def overdue(model: Any, today: date, now: str) -> Iterator[Due]:
    """An audit's date has passed: told once; from then on the weekly letter says so."""
    for audit in open_audits(model, today - FORGOTTEN_DAYS):
        if audit["due"] < today.isoformat():
            yield _to_auditor("audit-overdue", audit, f"overdue-{audit['due']}")


def overdue_for_managers(model: Any, today: date, now: str) -> Iterator[Due]:
    """Some working days later, whoever manages the auditor is told too."""
    last = add_working_days(today, -MANAGER_WORKING_DAYS).isoformat()
    late = [audit for audit in open_audits(model, today - FORGOTTEN_DAYS) if audit["due"] <= last]
    above = managers(model, (audit["auditor"] for audit in late))
    for audit in late:
        if manager := above.get(audit["auditor"]):
            cause, facts = f"{audit['id']}#overdue-{audit['due']}", {"due": audit["due"]}
            # The audit itself is not theirs to read; their own page names it.
            yield Due(cause, manager, "audit-overdue-manager", "/", facts)


def _to_auditor(kind: str, audit: Row, what: str, facts: dict[str, str] | None = None) -> Due:
    _, month, number = audit["id"].split("/")
    cause, link = f"{audit['id']}#{what}", f"/audits/{month}/{int(number)}"
    return Due(cause, audit["auditor"], kind, link, facts or {"due": audit["due"]})


def managed(model: Any, today: date) -> Iterator[tuple[str, int, int]]:
    """Each manager of auditors with overdue audits, and how many there are."""
    late = audits_due.overdue(model, today)
    above = managers(model, (audit["auditor"] for audit in late))
    mine = [above[audit["auditor"]] for audit in late if audit["auditor"] in above]
    return ((manager, mine.count(manager), 0) for manager in dict.fromkeys(mine))


def judged(model: Any, today: date) -> Iterable[tuple[str, int, int]]:
    """Everybody who judges audits, with how many wait for that."""
    n = audits_due.to_be_judged(model)
    return [(one["id"], n, 0) for one in people.everyone(model) if n and JUDGES & {*one["roles"]}]


RULES = (
    Rule(("audit-allocated",), allocated),
    Rule(("audit-sent-back",), sent_back),
    Rule(("audit-due-soon",), due_soon),
    Rule(("audit-overdue",), overdue),
    Rule(("audit-overdue-manager",), overdue_for_managers),
)
MATTERS = (
    Matter("audit", "overdue", "/", audits_due.open_by_auditor, "to be returned by you"),
    Matter("overdue audit", "", "/", managed, "by people whom you manage"),
    Matter("audit", "", "/audits?cycle=all&state=returned", judged, "to be judged"),
)
