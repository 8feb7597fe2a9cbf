"""Actions: told to the owner before the date and after it, a week later to whoever manages them; and counted weekly."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from app.events.calendar import add_working_days
from app.programme.letter_kinds import KINDS, LINES, Kind, Matter, News
from projections import actions_due, people, seals
from projections.actions_lists import overdue_of_managed
from projections.managers import managers
from projections.rows import Row

SOON_WORKING_DAYS = 2
"""So long before its date an action's owner is reminded of it, as an auditor is of an audit."""
MANAGER_DAYS = timedelta(days=7)
"""So long the owner alone is asked for an overdue action."""
FORGOTTEN_DAYS = timedelta(days=60)
"""After that an overdue action is only counted in the weekly letter."""
OF_MANAGED = "/actions?managed=yes&standing=overdue"
VERIFIERS = frozenset({"qa_lead"})

LINES |= {
    "action-due-soon": "An action that is yours to do is due on {due}",
    "action-overdue": "An action that is yours to do was due on {due} and is not completed yet",
    "action-overdue-manager": "An action of somebody whom you manage was due on {due} and is not completed yet",
}
KINDS |= {  # One for each action, until there was a daily letter.
    "action-overdue": Kind(
        "Action overdue",
        "An action of yours is overdue",
        (
            "An action that is yours to do was due on {due} and is not completed yet.",
            "Say what was done and where it can be seen, or ask your manager for a later date.",
        ),
        ended=True,
    ),
    "action-overdue-manager": Kind(
        "Action overdue, to the manager",
        "An action of somebody whom you manage is overdue",
        (
            "An action of somebody whom you manage was due on {due} and is not completed yet. They have been told.",
            "Help them to do it, move its date with a reason, or give it to somebody else.",
        ),
        ended=True,
    ),
}


def due_soon(model: Any, today: date) -> Iterator[News]:
    """An action is due in two working days, or sooner."""
    for row in actions_due.open_between(model, today, add_working_days(today, SOON_WORKING_DAYS)):
        yield _to_owner("action-due-soon", row, "due-soon")


def overdue(model: Any, today: date) -> Iterator[News]:
    """An action's date has passed: told once; from then on the weekly letter says so."""
    for row in actions_due.open_between(model, today - FORGOTTEN_DAYS, today - timedelta(days=1)):
        yield _to_owner("action-overdue", row, "overdue")


def overdue_for_managers(model: Any, today: date) -> Iterator[News]:
    """A week later, whoever manages the owner is told too, unless it comes of an audit that is sealed from them."""
    late = actions_due.open_between(model, today - FORGOTTEN_DAYS, today - MANAGER_DAYS)
    above, sealed = managers(model, (row["owner"] for row in late)), seals.all_of(model)
    for row in late:
        manager = above.get(row["owner"])
        if manager and (row["source"], manager) not in sealed:
            cause, facts = f"{row['id']}#overdue-{row['due']}", {"due": row["due"]}
            # Not each is theirs to open; their list has them all.
            yield News(cause, manager, "action-overdue-manager", OF_MANAGED, facts)


def _to_owner(kind: str, row: Row, what: str) -> News:
    link, facts = f"/actions/{row['id'].partition('/')[2]}", {"due": row["due"]}
    return News(f"{row['id']}#{what}-{row['due']}", row["owner"], kind, link, facts)


def managed(model: Any, today: date) -> list[tuple[str, int, int]]:
    """Each manager of people with overdue actions, and how many there are in the list that the letter leads to."""
    late = [owner for owner, _, n in actions_due.open_by_owner(model, today) if n]
    counts = {one: overdue_of_managed(model, one, today) for one in dict.fromkeys(managers(model, late).values())}
    return [(manager, n, 0) for manager, n in counts.items() if n]


def verified(model: Any, today: date) -> Iterable[tuple[str, int, int]]:
    """Every QA lead, with how many actions wait to be verified."""
    n = actions_due.to_be_verified(model)
    return [(one["id"], n, 0) for one in people.everyone(model) if n and VERIFIERS & {*one["roles"]}]


DAILY = (due_soon, overdue, overdue_for_managers)
MATTERS = (
    Matter("open action", "overdue", "/actions", actions_due.open_by_owner, "of yours"),
    Matter("overdue action", "", OF_MANAGED, managed, "of people whom you manage"),
    Matter("action", "", "/actions?state=completed", verified, "to be verified"),
)
