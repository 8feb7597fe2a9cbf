"""Recommendations of published reports: told to who sees to them, and to the QA leads who wrote the report.

The owner is told when one is theirs, before its date and after it; the authors when it is done, and a week after its
date when it is not. What every owner has open is counted weekly.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from app.events.calendar import add_working_days
from app.programme.letter_kinds import LINES, Matter, News
from projections import recommendations_due
from projections.people_lists import holders
from projections.rows import Row

NEW_DAYS = timedelta(days=7)
"""For so long it is news that one is somebody's, and that one is done."""
SOON_WORKING_DAYS = 2
AUTHOR_DAYS = timedelta(days=7)
"""So long the owner alone is asked for an overdue one."""
FORGOTTEN_DAYS = timedelta(days=60)
"""After that an overdue one is only counted in the weekly letter."""
LEADS = ("qa_lead",)

LINES |= {
    "recommendation-yours": "A recommendation of a report is yours to see to by {due}",
    "recommendation-due-soon": "A recommendation that you see to is due on {due}",
    "recommendation-overdue": "A recommendation that you see to was due on {due} and is still open",
    "recommendation-overdue-author": "A recommendation of a report of yours was due on {due} and is still open",
    "recommendation-done": "A recommendation of a report of yours was done on {on}",
}


def given(model: Any, today: date) -> Iterator[News]:
    """One is somebody's: its report is published, or it is given to them then; for a week."""
    for row in recommendations_due.given_since(model, today - NEW_DAYS):
        yield _to_owner("recommendation-yours", row, f"yours-{row['yours_on']}")


def due_soon(model: Any, today: date) -> Iterator[News]:
    """One is due in two working days, or sooner."""
    for row in recommendations_due.open_between(model, today, add_working_days(today, SOON_WORKING_DAYS)):
        yield _to_owner("recommendation-due-soon", row, f"due-soon-{row['due']}")


def overdue(model: Any, today: date) -> Iterator[News]:
    """One's date has passed: told once; from then on the weekly letter counts it."""
    for row in recommendations_due.open_between(model, today - FORGOTTEN_DAYS, today - timedelta(days=1)):
        yield _to_owner("recommendation-overdue", row, f"overdue-{row['due']}")


def overdue_for_authors(model: Any, today: date) -> Iterator[News]:
    """A week later the QA leads who wrote the report are told too."""
    for row in recommendations_due.open_between(model, today - FORGOTTEN_DAYS, today - AUTHOR_DAYS):
        facts = {"due": row["due"]}
        for lead in _leads(model, row, today, but=row["owner"]):
            yield _news("recommendation-overdue-author", row, lead, f"overdue-{row['due']}", facts)


def done(model: Any, today: date) -> Iterator[News]:
    """One is done: told to the QA leads who wrote the report, but not to who said so."""
    for row in recommendations_due.done_since(model, today - NEW_DAYS):
        for lead in _leads(model, row, today, but=row["ended_by"]):
            yield _news("recommendation-done", row, lead, f"done-{row['ended_on']}", {"on": row["ended_on"]})


def _leads(model: Any, row: Row, today: date, but: str) -> list[str]:
    """The QA leads who wrote any of its report; every QA lead where none of those is one any more."""
    leads = [one["id"] for one in holders(model, LEADS, today.isoformat())]
    wrote = set(json.loads(row["authors"])["ids"])
    return [one for one in leads if one != but and (one in wrote or wrote.isdisjoint(leads))]


def _to_owner(kind: str, row: Row, what: str) -> News:
    return _news(kind, row, row["owner"], what, {"due": row["due"]})


def _news(kind: str, row: Row, recipient: str, what: str, facts: dict[str, str]) -> News:
    return News(f"{row['id']}#{what}", recipient, kind, f"/recommendations/{row['id'].partition('/')[2]}", facts)


DAILY = (given, due_soon, overdue, overdue_for_authors, done)
COUNTED = recommendations_due.open_by_owner
MATTERS = (Matter("open recommendation", "overdue", "/recommendations?state=open", COUNTED, "that you see to"),)
