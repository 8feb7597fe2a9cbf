"""Audits as rows of a table or of a file."""

from datetime import date
from typing import Any

from app import clock
from app.events.calendar import working_days_between
from app.events.moderation_words import WAITING
from app.events.vocabulary import COMPLETED_STATES, OPEN_STATES
from app.programme import frameworks
from app.views import words
from app.views.desk import house
from app.views.links import to_audit
from projections import final_grades

Grade = dict[str, str]


def table_row(audit: dict[str, Any]) -> dict[str, Any]:
    """An audit of the read model as a table shows it."""
    return {
        "id": audit["id"],
        "href": to_audit(audit["id"]),
        "reference": words.reference(audit["child"]),
        "auditor": audit["auditor_name"] or "",
        "auditor_id": audit["auditor"],
        "team": audit["team_name"] or "",
        "month": audit["cycle"],
        "plan": audit["plan"],
        "due": audit["due"],
        "returned": audit["returned_on"],
        "due_words": due_words(audit, clock.today()),
        "late": is_late(audit, clock.today()),
        "state": audit["state"],
        "uploaded": bool(audit["uploaded_on"]),
        "grade": overall(audit),
        "grade_was": changed_from(audit),
        "for_moderation": for_moderation(audit),
        "version": audit["version"],
    }


def export_row(audit: dict[str, Any]) -> dict[str, Any]:
    """An audit as a file holds it, no narrative: a grade only once the audit is in."""
    found, first = overall(audit), original(audit)
    return audit | {
        "audit": audit["id"],
        "state_words": words.state(audit["state"]),
        "framework_title": content(audit)["title"],
        "overall": found["id"] if found else "",
        "overall_words": found["label"] if found else "",
        "original": first["id"] if first else "",
        "original_words": first["label"] if first else "",
        "moderated": audit["moderation"] == "moderated",
    }


def is_late(audit: dict[str, Any], today: date) -> bool:
    """Whether the audit came in late, or is overdue."""
    if audit["state"] in COMPLETED_STATES:
        return bool(audit["days_late"])
    return audit["state"] in OPEN_STATES and audit["due"] < today.isoformat()


def due_words(audit: dict[str, Any], today: date) -> str:
    """How the audit stands to its due date: "4 working days left", "2 working days late"; empty when it is over."""
    if audit["state"] in COMPLETED_STATES:
        return f"came in {_days(audit['days_late'])} late" if audit["days_late"] else ""
    if audit["state"] not in OPEN_STATES:
        return ""
    left = working_days_between(today, date.fromisoformat(audit["due"]))
    if audit["due"] == today.isoformat():
        return "due today"
    if audit["due"] > today.isoformat():
        return f"{_days(left)} left"
    return f"{_days(-left)} late" if left else "overdue"


def overall(audit: dict[str, Any]) -> Grade | None:
    """The overall grade that counts in words and style, once the audit is in."""
    return grade(audit, final_grades.overall(audit)) if audit["state"] in COMPLETED_STATES else None


def original(audit: dict[str, Any]) -> Grade | None:
    """The auditor's overall grade in words and style, once the audit is in."""
    return grade(audit, audit["overall"]) if audit["state"] in COMPLETED_STATES else None


def changed_from(audit: dict[str, Any]) -> str:
    """The auditor's overall grade in words where another one counts, else nothing."""
    first, counts = original(audit), overall(audit)
    return first["label"] if first and counts and first["id"] != counts["id"] else ""


def for_moderation(audit: dict[str, Any]) -> str:
    """By whom an audit waits to be moderated, in words; empty where it does not wait for that."""
    if audit["moderation"] not in WAITING:
        return ""
    return (
        f"for moderation by {audit['moderator_name']}" if audit["moderator_name"] else "for moderation, by nobody yet"
    )


def grade(audit: dict[str, Any], id: str) -> Grade | None:
    """A grade by the words of the audit's own framework, None for no grade."""
    found = content(audit)
    if id == "na":
        return {"id": "na", "label": found["not_applicable"]["label"], "style": "grade-na"}
    return next((entry for entry in found["grades"] if entry["id"] == id), None)


def content(audit: dict[str, Any]) -> dict[str, Any]:
    """The framework that an audit or a month is under."""
    return frameworks.content(house(), audit["framework"], audit["framework_version"])


def _days(n: int) -> str:
    return f"{n} working day{'' if n == 1 else 's'}"
