"""Actions: an overdue one is told to its owner, a week later to whoever manages them; the weekly letter counts."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from app.programme.letter_kinds import KINDS, Kind, Matter
from app.programme.reminding import Due, Rule
from projections import actions_due, people
from projections.actions_lists import overdue_of_managed
from projections.managers import managers

MANAGER_DAYS = timedelta(days=7)
"""So long the owner alone is asked for an overdue action."""
FORGOTTEN_DAYS = timedelta(days=60)
"""After that an overdue action is only counted in the weekly letter."""
OF_MANAGED = "/actions?managed=yes&standing=overdue"
VERIFIERS = frozenset({"qa_lead"})

KINDS |= {
    "action-overdue": Kind(
        "Action overdue",
        "An action of yours is overdue",
        (
            "An action that is yours to do was due on {due} and is not completed yet.",
            "Say what was done and where it can be seen, or ask your manager for a later date.",
        ),
    ),
    "action-overdue-manager": Kind(
        "Action overdue, to the manager",
        "An action of somebody whom you manage is overdue",
        (
            "An action of somebody whom you manage was due on {due} and is not completed yet. They have been told.",
            "Help them to do it, move its date with a reason, or give it to somebody else.",
        ),
    ),
}


def overdue(model: Any, today: date, now: str) -> Iterator[Due]:
    """An action's date has passed: told once; from then on the weekly letter says so."""
    for row in actions_due.overdue(model, today - FORGOTTEN_DAYS, today):
        link, facts = f"/actions/{row['id'].partition('/')[2]}", {"due": row["due"]}
        yield Due(f"{row['id']}#overdue-{row['due']}", row["owner"], "action-overdue", link, facts)


def overdue_for_managers(model: Any, today: date, now: str) -> Iterator[Due]:
    """A week later, whoever manages the owner is told too."""
    late = actions_due.overdue(model, today - FORGOTTEN_DAYS, today - MANAGER_DAYS + timedelta(days=1))
    above = managers(model, (row["owner"] for row in late))
    for row in late:
        if manager := above.get(row["owner"]):
            cause, facts = f"{row['id']}#overdue-{row['due']}", {"due": row["due"]}
            yield Due(cause, manager, "action-overdue-manager", OF_MANAGED, facts)


def managed(model: Any, today: date) -> list[tuple[str, int, int]]:
    """Each manager of people with overdue actions, and how many there are in the list that the letter leads to."""
    late = [owner for owner, _, n in actions_due.open_by_owner(model, today) if n]
    counts = {one: overdue_of_managed(model, one, today) for one in dict.fromkeys(managers(model, late).values())}
    return [(manager, n, 0) for manager, n in counts.items() if n]


def verified(model: Any, today: date) -> Iterable[tuple[str, int, int]]:
    """Every QA lead, with how many actions wait to be verified."""
    n = actions_due.to_be_verified(model)
    return [(one["id"], n, 0) for one in people.everyone(model) if n and VERIFIERS & {*one["roles"]}]


RULES = (Rule(("action-overdue",), overdue), Rule(("action-overdue-manager",), overdue_for_managers))
MATTERS = (
    Matter("open action", "overdue", "/actions", actions_due.open_by_owner, "of yours"),
    Matter("overdue action", "", OF_MANAGED, managed, "of people whom you manage"),
    Matter("action", "", "/actions?state=completed", verified, "to be verified"),
)
