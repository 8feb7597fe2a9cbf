"""Which evidence packs were asked for, of what, for whom, where does each stand, and how often was it taken away?"""

from typing import Any

from projections.asking import Question
from projections.rows import Row, Rows, Table

TABLES = (
    Table(
        "packs",
        {
            "id": str, "kind": str, "what": str, "edition": int, "recipient": str, "upto": int,
            "follows": str, "asked_by": str, "asked_on": str, "state": str, "decided_by": str, "decided_on": str,
            "made_by": str, "made_on": str, "sha256": str, "size": int, "events": int, "checkpoint": int, "until": str,
            "downloads": int, "downloaded_on": str, "version": int, "position": int,
        },
        ("id",),
        (("state",),),
    ),
)  # fmt: skip
NOTHING = {"decided_by": "", "decided_on": "", "made_by": "", "made_on": "", "sha256": "", "size": 0, "events": 0,
           "checkpoint": 0, "until": "", "downloads": 0, "downloaded_on": ""}  # fmt: skip


def asked(rows: Rows, event: Any) -> None:
    """It waits for a second person."""
    facts = {key: event.facts[key] for key in ("kind", "edition", "recipient", "follows")}
    values = {"what": " ".join(event.facts["of"]), "upto": event.facts["position"], "asked_by": event.by}
    values |= {"asked_on": event.facts["on"], "state": "asked"}
    rows["packs"].put(id=event.stream, **facts, **values, **NOTHING, **_marked(event))


def confirmed(rows: Rows, event: Any) -> None:
    """It may be made."""
    _decided(rows, event, "confirmed")


def declined(rows: Rows, event: Any) -> None:
    """It is not made."""
    _decided(rows, event, "declined")


def file_made(rows: Rows, event: Any) -> None:
    """There is a file, for a time."""
    facts = {key: event.facts[key] for key in ("sha256", "size", "events", "checkpoint", "until")}
    facts |= {"state": "made", "made_by": event.by, "made_on": event.facts["on"]}
    rows["packs"].change(event.stream, **facts, **_marked(event))


def downloaded(rows: Rows, event: Any) -> None:
    """Somebody took it away once more."""
    times = rows["packs"].touch(event.stream)["downloads"] + 1
    rows["packs"].change(event.stream, downloads=times, downloaded_on=event.facts["on"], **_marked(event))


HANDLERS = {
    "evidence pack asked for": asked,
    "evidence pack confirmed": confirmed,
    "evidence pack declined": declined,
    "evidence pack made": file_made,
    "evidence pack downloaded": downloaded,
}

QUESTION = Question(
    table="packs",
    select="packs.*, asking.name AS asked_by_name, deciding.name AS decided_by_name, making.name AS made_by_name",
    source="packs LEFT JOIN people asking ON asking.id = packs.asked_by"
    " LEFT JOIN people deciding ON deciding.id = packs.decided_by LEFT JOIN people making ON making.id = packs.made_by",
    filters={"state": "packs.state = :state", "kind": "packs.kind = :kind"},
    sorts={
        "newest": "packs.asked_on DESC, packs.position DESC",
        "recipient": "packs.recipient",
        "asked": "packs.asked_on",
        "made": "packs.made_on",
    },
    whose={},
)
LISTED = f"SELECT {QUESTION.select} FROM {QUESTION.source}"


def one(model: Any, id: str) -> Row | None:
    """One pack with its names, None when there is none."""
    found: Row | None = model.one(f"{LISTED} WHERE packs.id = ?", [id])
    return found


def ids(model: Any) -> list[str]:
    """The ids of all packs, the oldest first."""
    return [row["id"] for row in model.query("SELECT id FROM packs ORDER BY asked_on, id")]


def made_since(model: Any, position: int) -> set[str]:
    """The ids of the packs whose file was made, or taken away, after a position of the log."""
    sql = "SELECT id FROM packs WHERE state = 'made' AND position > ?"
    return {row["id"] for row in model.query(sql, [position])}


def waiting(model: Any, person: str) -> list[Row]:
    """The packs that wait for a second person who is not this one, oldest first."""
    return model.query(
        f"{LISTED} WHERE packs.state = 'asked' AND packs.asked_by <> ? ORDER BY packs.position", [person]
    )


def made(model: Any) -> list[Row]:
    """The packs that have been made, the newest first."""
    return model.query(f"{LISTED} WHERE packs.state = 'made' ORDER BY packs.position DESC")


def references(model: Any) -> frozenset[str]:
    """The references of all children, as people write them."""
    return frozenset(row["id"].removeprefix("child/") for row in model.query("SELECT id FROM children"))


def audits_of(model: Any, cycle: str) -> list[str]:
    """The ids of the audits of a month, in their order."""
    return [row["id"] for row in model.query("SELECT id FROM audits WHERE cycle = ? ORDER BY id", [cycle])]


def _decided(rows: Rows, event: Any, state: str) -> None:
    values = {"state": state, "decided_by": event.by, "decided_on": event.facts["on"]}
    rows["packs"].change(event.stream, **values, **_marked(event))


def _marked(event: Any) -> dict[str, int]:
    return {"version": event.version, "position": event.position}
