"""How a moderation reads in a list and in a file: whose, by when, with what outcome, and never what was written."""

from datetime import date
from typing import Any

from app import clock
from app.events.calendar import working_days_between
from app.events.moderation_words import DRAWN_AS, MODERATION_STATES, OUTCOMES, WAITING
from app.events.vocabulary import COMPLETED_STATES
from app.programme.english import counted
from app.views.audit_rows import grade
from app.views.desk import i
from app.views.links import to_audit
from app.views.words import audit_path, reference

Row = dict[str, Any]
PRIVATE = frozenset({"qa_lead"})
"""Who knows, beside the person, whose moderations kept and changed what: how somebody moderates is not for a list."""

WITHHELD = "withheld"
"""In the place of the name: a dash would say that nobody moderated it."""


def listed(row: Row) -> Row:
    """A moderation as a page lists it."""
    href = to_audit(row["id"])
    mine = row["moderator"] == i().id and row["state"] == "assigned"
    grades = _grades(row)
    return row | {
        "key": row["id"].replace("/", "-"),
        "href": f"{href}/moderation" if href and mine else href,
        "reference": reference(row["child"]),
        "mine": mine,
        "state_words": MODERATION_STATES[row["state"]],
        "drawn_words": DRAWN_AS[row["drawn_as"]],
        "outcome_words": OUTCOMES.get(row["outcome"], ""),
        "moderator_name": row["moderator_name"] if knows_moderator(row) else WITHHELD,
        "due_words": due_words(row, clock.today()),
        "late": is_late(row, clock.today()),
        "grade": grades[1],
        "grade_was": grades[0]["label"] if grades[0] and grades[0] != grades[1] else "",
        "grade_moderated": _label(_moderated(row, grades[1])),
    }


def told(row: Row) -> Row:
    """A moderation as a file tells of it."""
    original, counts = _grades(row)
    known = knows_moderator(row)
    grades = {"original": _id(original), "original_words": _label(original)}
    grades |= {"overall": _id(counts), "overall_words": _label(counts)}
    who = {
        "moderator_person": row["moderator"] if known else "",
        "moderator_name": (row["moderator_name"] or "") if known else WITHHELD,
    }
    if not knows_auditor(row):
        who |= {"auditor": "", "auditor_name": ""}
    return row | grades | who | {"audit": row["id"], "moderation_late": is_late(row, clock.today())}


def knows_moderator(row: Row) -> bool:
    """Whether the reader is told who moderates it: of what is done, the QA lead and the moderator alone."""
    return row["state"] != "moderated" or row["moderator"] == i().id or bool(i().roles & PRIVATE)


def knows_auditor(row: Row) -> bool:
    """Whether the reader is told here whose audit it is: beside outcome and both grades that is how somebody grades."""
    return i().id in (row["auditor"], row["moderator"]) or bool(i().roles & PRIVATE)


def waiting_item(row: Row) -> dict[str, Any]:
    """A moderation that waits for the person who asks, with its page and how it stands to its date."""
    today = clock.today()
    text = f"{reference(row['child'])}, audit by {row['auditor_name'] or 'somebody who is not on the list'}"
    said = {"text": text, "href": f"{audit_path(row['id'])}/moderation"}
    return said | {"when": due_words(row, today), "late": is_late(row, today)}


def is_late(row: Row, today: date) -> bool:
    """Whether a moderation waits after its date."""
    return row["state"] in WAITING and row["due"] < today.isoformat()


def due_words(row: Row, today: date) -> str:
    """How a moderation that waits stands to its date: "2 working days left", "due today", "3 working days late"."""
    if row["state"] not in WAITING:
        return ""
    if row["due"] == today.isoformat():
        return "due today"
    left = working_days_between(today, date.fromisoformat(row["due"]))
    if row["due"] > today.isoformat():
        return f"{counted(left, 'working day')} left"
    return f"{counted(-left, 'working day')} late" if left else "overdue"


def _grades(row: Row) -> tuple[Row | None, Row | None]:
    """The auditor's overall grade and the one that counts, once the audit is in; none of one not to standard."""
    if row["audit_state"] not in COMPLETED_STATES or row["audit_state"] == "not_to_standard":
        return None, None
    return grade(row, row["original"]), grade(row, row["overall"])


def _moderated(row: Row, counts: Row | None) -> Row | None:
    """The overall grade that the moderator gave, where another counts since."""
    given = grade(row, row["overall_to"]) if counts and row["overall_to"] else None
    return given if given != counts else None


def _id(found: Row | None) -> str:
    return found["id"] if found else ""


def _label(found: Row | None) -> str:
    return found["label"] if found else ""
