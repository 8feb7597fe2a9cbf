"""Moderation: a moderator is told what they are given and what is overdue, and the QA lead what stays overdue."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from app.events.calendar import add_working_days
from app.programme.letter_kinds import KINDS, LINES, Kind, Matter, News
from app.programme.reminding import Due, Rule
from projections import moderations_due, seals
from projections.people_lists import holders
from projections.rows import Row

NEW_DAYS = timedelta(days=7)
"""For so long it is news that somebody was given audits to moderate."""
QA_WORKING_DAYS = 5
"""So long the moderator alone is asked for what is overdue; what nobody has been given is the QA lead's at once."""
FORGOTTEN_DAYS = timedelta(days=60)
"""After that an overdue moderation is only counted in the weekly letter."""
LEADS = ("qa_lead",)

KINDS |= {
    "moderations-assigned": Kind(
        "Audits to moderate",
        "Audits are yours to moderate",
        ("Audits of {month} were given to you to moderate: {n}.", "Your queue has each of them with its date."),
    ),
}
LINES |= {
    "moderation-overdue": "An audit that is yours to moderate was due on {due} and is not moderated yet",
    "moderation-overdue-qa": "A moderation was due on {due} and is not done yet",
}


def assigned(model: Any, today: date, now: str) -> Iterator[Due]:
    """Somebody was given audits to moderate: one letter for all that they were given at once."""
    for row in moderations_due.given_since(model, today - NEW_DAYS):
        cause = f"{row['cycle']}#moderations-{row['assigned_at']}"
        facts = {"month": row["cycle"].removeprefix("cycle/"), "n": row["n"]}
        yield Due(cause, row["moderator"], "moderations-assigned", "/moderations", facts)


def overdue(model: Any, today: date) -> Iterator[News]:
    """The date of somebody's moderation has passed."""
    for row in moderations_due.overdue(model, today - FORGOTTEN_DAYS, today - timedelta(days=1)):
        if row["moderator"]:
            yield _news("moderation-overdue", row, row["moderator"], "/moderation")


def overdue_for_leads(model: Any, today: date) -> Iterator[News]:
    """Some working days later every QA lead is told too; of what nobody has been given, on the day after the date."""
    last, sealed = add_working_days(today, -QA_WORKING_DAYS).isoformat(), seals.all_of(model)
    leads = _leads(model, today)
    for row in moderations_due.overdue(model, today - FORGOTTEN_DAYS, today - timedelta(days=1)):
        if not row["moderator"] or row["due"] <= last:
            told = [lead for lead in leads if lead != row["moderator"] and (row["id"], lead) not in sealed]
            yield from (_news("moderation-overdue-qa", row, lead) for lead in told)


def late(model: Any, today: date) -> Iterable[tuple[str, int, int]]:
    """Every QA lead, with how many moderations are overdue."""
    return [(lead, moderations_due.late_for(model, lead, today), 0) for lead in _leads(model, today)]


def _leads(model: Any, today: date) -> list[str]:
    return [one["id"] for one in holders(model, LEADS, today.isoformat())]


def _news(kind: str, row: Row, recipient: str, page: str = "") -> News:
    _, month, number = row["id"].split("/")
    cause, link = f"{row['id']}#moderation-overdue-{row['due']}", f"/audits/{month}/{int(number)}{page}"
    return News(cause, recipient, kind, link, {"due": row["due"]})


RULES = (Rule(("moderations-assigned",), assigned),)
DAILY = (overdue, overdue_for_leads)
MATTERS = (
    Matter("audit", "overdue", "/moderations", moderations_due.open_by_moderator, "to be moderated by you"),
    Matter("overdue moderation", "", "/moderations?late=yes", late),
)
