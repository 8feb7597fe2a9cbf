"""The tracker's filters in words: those in force, what each of them offers, and how many audits that makes."""

from app.events.vocabulary import AUDIT_STATES, PLAN_TYPES
from app.views import words
from app.views.audit_filters import LABELS, Asked
from app.views.audit_rows import content
from app.views.cycles import newest
from app.views.desk import model
from projections import cycles, tracker

LATE_WORDS = {"any": "Late", "returned": "Returned late", "overdue": "Overdue"}
RECORD_WORDS = {"yes": "On it", "old": "Changed since it was put there", "no": "Accepted, and not on it yet"}
DRAW_WORDS = {"needed": "To be drawn before it can be accepted"}


def chosen(asked: Asked) -> list[dict[str, str]]:
    """The filters in force, each with the address without it."""
    return [
        {"text": f"{LABELS[name]}: {_said(asked, name, value)}", "remove": asked.link(**{name: ""})}
        for name, value in asked.given.items()
        if not (name == "cycle" and value == "all")
    ]


def _said(asked: Asked, name: str, value: str) -> str:
    if name in ("team", "area", "auditor"):
        table = tracker.choices(model(), asked.wanted)[name]
        return next((row["name"] for row in table if row["id"].split("/", 1)[1] == value), value)
    if name == "cycle":
        return words.month(asked.month["id"]) if asked.month else value
    if name == "overall" and (of := asked.month or newest()):
        return next((grade["label"] for grade in content(of)["grades"] if grade["id"] == value), value)
    known = {"state": AUDIT_STATES, "plan": PLAN_TYPES, "late": LATE_WORDS, "record": RECORD_WORDS, "draw": DRAW_WORDS}
    known["figure"] = {value: asked.figure}
    return known.get(name, {}).get(value, value) or value


def options(asked: Asked) -> dict[str, list[dict[str, str]]]:
    """What the filters offer."""
    found = tracker.choices(model(), asked.wanted)
    named = {
        name: [{"value": row["id"].split("/", 1)[1], "label": row["name"]} for row in rows]
        for name, rows in found.items()
    }
    of = asked.month or newest()
    grades = content(of)["grades"] if of else []
    all_months = [{"value": "all", "label": "All months"}]
    return named | {
        "cycle": all_months + [{"value": m["month"], "label": words.month(m["month"])} for m in cycles.cycles(model())],
        "overall": [{"value": grade["id"], "label": grade["label"]} for grade in grades],
        "state": [{"value": id, "label": label} for id, label in AUDIT_STATES.items()],
        "plan": [{"value": id, "label": label} for id, label in PLAN_TYPES.items()],
        "late": [{"value": id, "label": label} for id, label in LATE_WORDS.items()],
        "record": [{"value": id, "label": label} for id, label in RECORD_WORDS.items()],
        "draw": [{"value": id, "label": label} for id, label in DRAW_WORDS.items()],
    }


def count_words(asked: Asked, counted: tracker.Counted) -> str:
    """The count in words: "67 audits of May 2024, 6 returned late, 2 overdue"."""
    text = f"{counted.all:,} audit{'' if counted.all == 1 else 's'}"
    text += f" of {words.month(asked.month['id'])}" if asked.month else " of all months"
    parts = [f"{n} {what}" for n, what in ((counted.returned_late, "returned late"), (counted.overdue, "overdue")) if n]
    return ", ".join([text, *parts])
