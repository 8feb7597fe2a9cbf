"""Which learning sessions are there, for which domains and themes, and who was there?"""

from typing import Any

from app.events.england import day_of
from projections.rows import Rows, Table

TABLES = (
    Table(
        "learning_sessions",
        {
            "id": str, "title": str, "kind": str, "day": str, "place": str, "state": str, "moved": int, "held_on": str,
            "present": int, "others": int, "domains": dict, "themes": dict, "planned_on": str, "version": int,
            "position": int,
        },
        ("id",),
        (("state", "day"),),
    ),
    Table("attendances", {"session": str, "person": str}, ("session", "person"), (("person",),)),
)  # fmt: skip


def planned(rows: Rows, event: Any) -> None:
    """A session to come."""
    facts = event.facts
    values = {key: facts[key] for key in ("title", "kind", "day", "place")}
    values |= {"domains": {"ids": facts["domains"]}, "themes": {"ids": facts["themes"]}, "planned_on": day_of(event.at)}
    blank = {"state": "planned", "moved": 0, "held_on": "", "present": 0, "others": 0}
    rows["learning_sessions"].put(id=event.stream, **values, **blank, **_marked(event))


def moved(rows: Rows, event: Any) -> None:
    """Another day or place."""
    row = rows["learning_sessions"].touch(event.stream)
    values = {"day": event.facts["day"], "place": event.facts["place"], "moved": row["moved"] + 1}
    rows["learning_sessions"].change(event.stream, **values, **_marked(event))


def cancelled(rows: Rows, event: Any) -> None:
    """It does not take place."""
    rows["learning_sessions"].change(event.stream, state="cancelled", **_marked(event))


def held(rows: Rows, event: Any) -> None:
    """It took place, with these people."""
    _attend(rows, event, ())
    rows["learning_sessions"].change(event.stream, state="held", held_on=event.facts["on"])


def corrected(rows: Rows, event: Any) -> None:
    """Other people were there."""
    _attend(rows, event, event.facts["present_before"])


HANDLERS = {
    "learning session planned": planned,
    "learning session moved": moved,
    "learning session cancelled": cancelled,
    "learning session held": held,
    "learning attendance corrected": corrected,
}


def _attend(rows: Rows, event: Any, before: Any) -> None:
    present = event.facts["present"]
    for person in before:
        rows["attendances"].remove(event.stream, person)
    for person in present:
        rows["attendances"].put(session=event.stream, person=person)
    counts = {"present": len(present), "others": event.facts["others"]}
    rows["learning_sessions"].change(event.stream, **counts, **_marked(event))


def _marked(event: Any) -> dict[str, Any]:
    return {"version": event.version, "position": event.position}
