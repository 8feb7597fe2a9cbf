"""What a correction is of, in words: the grade, the answer or the day that was wrong."""

from typing import Any

from app.programme.histories import Entry
from app.views.desk import model
from projections import corrections, people

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
    person = entry.stream if entry.stream.startswith("person/") else ""
    whose = f": {people.names(model()).get(person, '')}" if person else ""
    return f"{THINGS[entry.topic]}{whose}"


def _answer(change: dict[str, Any]) -> str:
    return f"Grade of {change['label']}" if change["key"].startswith("grade.") else str(change["label"])


def state(row: dict[str, Any]) -> str:
    """Where a correction stands, in words."""
    return corrections.STATES[row.get("state", corrections.CORRECTED)]
