"""Who asked for a copy of what is held about whom, and how far is it?"""

from typing import Any

from app.events.england import day_of
from projections.rows import Row, Rows, Table

TABLES = (
    Table(
        "subject_access",
        {
            "id": str, "of": str, "about": str, "received_on": str, "due": str, "state": str, "upto": int, "items": int,
            "given": int, "redacted": int, "withheld": int, "reviewed_by": str, "released_on": str, "copies": int,
            "version": int, "position": int,
        },
        ("id",),
        (("state",), ("about",)),
    ),
)  # fmt: skip

BLANK = {
    "upto": 0, "items": 0, "given": 0, "redacted": 0, "withheld": 0, "reviewed_by": "", "released_on": "", "copies": 0,
}  # fmt: skip


def asked(rows: Rows, event: Any) -> None:
    """It is to be answered; who asked stays in the log."""
    values = {name: event.facts[name] for name in ("of", "about", "received_on", "due")} | {"state": "asked"}
    rows["subject_access"].put(id=event.stream, **values, **BLANK, version=event.version, position=event.position)


def made(rows: Rows, event: Any) -> None:
    """It was put together."""
    _change(rows, event, state="made", upto=event.facts["upto"], items=event.facts["items"])


def reviewed(rows: Rows, event: Any) -> None:
    """What comes of each item is decided in the log."""
    _change(rows, event)


def finished(rows: Rows, event: Any) -> None:
    """Every item was looked at."""
    counts = {name: event.facts[name] for name in ("given", "redacted", "withheld")}
    _change(rows, event, state="reviewed", reviewed_by=event.by, **counts)


def reopened(rows: Rows, event: Any) -> None:
    """It is reviewed again."""
    _change(rows, event, state="made", reviewed_by="")


def released(rows: Rows, event: Any) -> None:
    """It may go out."""
    _change(rows, event, state="released", released_on=event.facts["on"])


def taken(rows: Rows, event: Any) -> None:
    """A copy was taken."""
    row = _change(rows, event)
    row["copies"] += 1


def closed(rows: Rows, event: Any) -> None:
    """No copy is given."""
    _change(rows, event, state="closed", released_on=day_of(event.at))


HANDLERS = {
    "subject access asked for": asked,
    "subject access export made": made,
    "subject access items reviewed": reviewed,
    "subject access review finished": finished,
    "subject access reopened": reopened,
    "subject access released": released,
    "subject access copy taken": taken,
    "subject access closed": closed,
}

LISTED = (
    "SELECT subject_access.*, people.name AS about_name, reviewers.name AS reviewed_by_name FROM subject_access"
    " LEFT JOIN people ON people.id = subject_access.about"
    " LEFT JOIN people reviewers ON reviewers.id = subject_access.reviewed_by"
)


def one(model: Any, id: str) -> Row | None:
    """One request, None for none."""
    found: Row | None = model.one(f"{LISTED} WHERE subject_access.id = ?", [id])
    return found


def requests(model: Any) -> list[Row]:
    """All requests: those in progress first, the one that is due first at the top."""
    order = "subject_access.state IN ('released', 'closed'), subject_access.due, subject_access.id"
    return model.query(f"{LISTED} ORDER BY {order}")


def about(model: Any, id: str) -> list[str]:
    """The ids of the requests about a child or a person."""
    return [row["id"] for row in model.query("SELECT id FROM subject_access WHERE about = ? ORDER BY id", [id])]


def _change(rows: Rows, event: Any, **values: Any) -> Row:
    return rows["subject_access"].change(event.stream, **values, version=event.version, position=event.position)
