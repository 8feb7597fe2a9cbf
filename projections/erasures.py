"""Which erasures are proposed, decided and carried out, and which records are erased?"""

import json
from typing import Any

from app.events.england import day_of
from projections.rows import Row, Rows, Table

TABLES = (
    Table(
        "erasures",
        {
            "id": str, "of": str, "about": str, "ground": str, "years": int, "records": int, "state": str,
            "proposed_on": str, "proposed_by": str, "decided_on": str, "decided_by": str, "erased_at": str,
            "version": int, "position": int,
        },
        ("id",),
        (("state",), ("about",)),
    ),
    Table("erasure_records", {"erasure": str, "record": str}, ("erasure", "record"), (("record",),)),
    Table(
        "erased",
        {"record": str, "erasure": str, "at": str, "by": str, "ground": str, "position": int},
        ("record",),
    ),
    Table("erased_keys", {"name": str, "erasure": str}, ("name",)),
)  # fmt: skip


def scheduled(model: Any, kind: str) -> int:
    """How many records of a kind the schedule's proposals name that nobody has decided on."""
    proposed = "state = 'proposed' AND of = 'schedule' AND about = ?"
    return int(model.one(f"SELECT coalesce(sum(records), 0) AS n FROM erasures WHERE {proposed}", [kind])["n"])


def proposed(rows: Rows, event: Any) -> None:
    """It waits for a second person; the reason stays in the log."""
    facts = event.facts
    values = {name: facts[name] for name in ("of", "about", "ground")} | {"years": facts["years"] or 0}
    values |= {"records": len(facts["records"]), "state": "proposed", "proposed_by": event.by}
    values |= {"proposed_on": day_of(event.at), "decided_on": "", "decided_by": "", "erased_at": ""}
    rows["erasures"].put(id=event.stream, **values, version=event.version, position=event.position)
    for record in facts["records"]:
        rows["erasure_records"].put(erasure=event.stream, record=record)


def confirmed(rows: Rows, event: Any) -> None:
    """From here on nobody reads what the records held."""
    row = _decide(rows, event, "confirmed")
    said = {"erasure": event.stream, "at": event.at, "by": event.by, "ground": row["ground"]}
    for record in event.facts["records"]:
        rows["erased"].put(record=record, **said, position=event.position)
    for name in event.facts["keys"]:
        rows["erased_keys"].put(name=name, erasure=event.stream)


def declined(rows: Rows, event: Any) -> None:
    """Somebody said no."""
    _decide(rows, event, "declined")


def withdrawn(rows: Rows, event: Any) -> None:
    """It is not proposed any more."""
    _decide(rows, event, "withdrawn")


def erased(rows: Rows, event: Any) -> None:
    """It was carried out."""
    _change(rows, event, state="erased", erased_at=event.at)


HANDLERS = {
    "erasure proposed": proposed,
    "erasure confirmed": confirmed,
    "erasure declined": declined,
    "erasure withdrawn": withdrawn,
    "records erased": erased,
}

LISTED = (
    "SELECT erasures.*, proposers.name AS proposed_by_name, deciders.name AS decided_by_name, people.name AS about_name"
    " FROM erasures LEFT JOIN people proposers ON proposers.id = erasures.proposed_by"
    " LEFT JOIN people deciders ON deciders.id = erasures.decided_by LEFT JOIN people ON people.id = erasures.about"
)


def erasure(model: Any, id: str) -> Row | None:
    """One erasure with the names of those who proposed and decided, None for none."""
    found: Row | None = model.one(f"{LISTED} WHERE erasures.id = ?", [id])
    return found


def erasures(model: Any) -> list[Row]:
    """All of them: those that wait first, then the newest."""
    return model.query(f"{LISTED} ORDER BY erasures.state <> 'proposed', erasures.proposed_on DESC, erasures.id")


def waiting(model: Any, without: str) -> list[Row]:
    """Those that wait for a second person and were not proposed by this one, oldest first."""
    order = "ORDER BY erasures.proposed_on, erasures.id"
    return model.query(f"{LISTED} WHERE erasures.state = 'proposed' AND erasures.proposed_by <> ? {order}", [without])


def records_decided(model: Any) -> int:
    """How many records somebody has decided to erase, carried out or not."""
    return int(model.query("SELECT COUNT(*) AS n FROM erased")[0]["n"])


def last(model: Any) -> int:
    """The position of the last confirmation of an erasure, 0 where none was confirmed."""
    return int(model.query("SELECT COALESCE(MAX(position), 0) AS position FROM erased")[0]["position"])


def decided(model: Any) -> list[tuple[str, str]]:
    """Every erasure that was ever confirmed, with the moment (ISO, UTC) by which it was confirmed and carried out."""
    sql = (
        "SELECT erasures.id, MAX(erased.at, erasures.erased_at) AS at FROM erasures"
        " JOIN erased ON erased.erasure = erasures.id GROUP BY erasures.id ORDER BY erasures.id"
    )
    return [(row["id"], row["at"]) for row in model.query(sql)]


def to_carry_out(model: Any) -> list[str]:
    """The ids of those that are confirmed and not yet said to be carried out."""
    return [row["id"] for row in model.query("SELECT id FROM erasures WHERE state = 'confirmed' ORDER BY position, id")]


def records(model: Any, id: str) -> list[str]:
    """The records of an erasure, by id."""
    return [row["record"] for row in model.query("SELECT record FROM erasure_records WHERE erasure = ?", [id])]


def keys(model: Any) -> list[str]:
    """The names of the keys of everything that was ever confirmed to be erased."""
    return [row["name"] for row in model.query("SELECT name FROM erased_keys ORDER BY name")]


def letters_to(model: Any, person: str) -> list[str]:
    """The ids of the letters to a person, oldest first."""
    sql = "SELECT id FROM letters WHERE recipient = ? ORDER BY written_at, id"
    return [row["id"] for row in model.query(sql, [person])]


def of_records(model: Any, ids: list[str]) -> list[Row]:
    """Which of some records are erased: when, by whom (a name), on what ground, by which erasure; the newest first."""
    return model.query(
        "SELECT erased.*, people.name AS by_name, proposers.name AS proposed_by_name FROM erased"
        " JOIN erasures ON erasures.id = erased.erasure LEFT JOIN people ON people.id = erased.by"
        " LEFT JOIN people proposers ON proposers.id = erasures.proposed_by"
        " WHERE erased.record IN (SELECT value FROM json_each(?)) ORDER BY erased.position DESC, erased.record",
        [json.dumps(ids)],
    )


def _decide(rows: Rows, event: Any, state: str) -> Row:
    return _change(rows, event, state=state, decided_on=day_of(event.at), decided_by=event.by)


def _change(rows: Rows, event: Any, **values: Any) -> Row:
    return rows["erasures"].change(event.stream, **values, version=event.version, position=event.position)
