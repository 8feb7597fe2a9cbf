"""What a correction is of, in words: the grade, the answer or the day that was wrong."""

from typing import Any

from app.programme.histories import Entry
from app.views.desk import model
from app.views.words import reference
from projections import actions_lists, corrections, people

THINGS = {
    "audit return corrected": "Day of return",
    "audit upload corrected": "Upload to the child's record",
    "audit reopened": "Nil return, withdrawal or release",
    "action completion corrected": "Day of completion of an action",
    "concern response corrected": "Response to a child of concern",
    "duty record taken back": "Manager's duty",
    "impact answer corrected": "Answer about impact",
    "auditor training corrected": "Training day",
    "departure corrected": "Last day at the council",
    "pool departure corrected": "Last day in the pool",
    "learning attendance corrected": "Who was at a learning session",
}


def thing(entry: Entry) -> str:
    """What an entry corrects, or proposes to: "Overall grade", "Grade of Quality of plans", "Day of return"."""
    if entry.topic not in THINGS:
        said = "; ".join(_answer(one) for one in entry.facts.get("changes", ()))
        of_moderation = entry.topic.startswith("moderation")
        return f"Moderation{': ' if said else ''}{said}" if of_moderation else said
    return ": ".join(filter(None, (THINGS[entry.topic], _whose(entry.stream))))


def _whose(stream: str) -> str:
    """Whom a correction is about that is of no audit: the person, or the child of an action; empty for others."""
    if stream.startswith("person/"):
        return people.names(model()).get(stream, "")
    row = actions_lists.action(model(), stream) if stream.startswith("action/") else None
    return reference(row["child"]) if row and row["child"] else ""


def _answer(change: dict[str, Any]) -> str:
    return f"Grade of {change['label']}" if change["key"].startswith("grade.") else str(change["label"])


def state(row: dict[str, Any]) -> str:
    """Where a correction stands, in words."""
    return corrections.STATES[row.get("state", corrections.CORRECTED)]
