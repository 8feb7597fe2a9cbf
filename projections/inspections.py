"""Which inspector is shown what, from when to when, and as at which moment? Is a reason asked for before a note?"""

from datetime import date
from typing import Any

import orjson

from projections.rows import Row, Rows, Table

TERMS = ("first", "last", "everything", "children", "cycles", "pinned")
TABLES = (
    Table(
        "inspections",
        {
            "id": str, "person": str, "first": str, "last": str, "everything": int, "children": dict, "cycles": dict,
            "pinned": str, "granted_on": str, "granted_by": str, "ended_on": str, "version": int, "position": int,
        },
        ("id",),
        (("person",),),
    ),
    Table("reading_rule", {"id": str, "asked": int, "version": int}, ("id",)),
)  # fmt: skip


def granted(rows: Rows, event: Any) -> None:
    """An inspector is shown something."""
    facts = event.facts
    rows["inspections"].put(
        id=event.stream,
        person=facts["person"],
        **_kept({name: facts[name] for name in TERMS}),
        granted_on=event.at[:10],
        granted_by=event.by,
        ended_on="",
        version=event.version,
        position=event.position,
    )


def changed(rows: Rows, event: Any) -> None:
    """What is shown, or for how long, is another."""
    after = _kept({name: values[1] for name, values in event.facts["changes"].items()})
    rows["inspections"].change(event.stream, **after, version=event.version, position=event.position)


def ended(rows: Rows, event: Any) -> None:
    """Nothing is shown any more."""
    facts = {"ended_on": event.facts["on"], "version": event.version, "position": event.position}
    rows["inspections"].change(event.stream, **facts)


def reasons_asked(rows: Rows, event: Any) -> None:
    """A reason is asked for."""
    rows["reading_rule"].put(id=event.stream, asked=1, version=event.version)


def reasons_not_asked(rows: Rows, event: Any) -> None:
    """None is asked for any more."""
    rows["reading_rule"].put(id=event.stream, asked=0, version=event.version)


HANDLERS = {
    "inspection granted": granted,
    "inspection changed": changed,
    "inspection ended": ended,
    "reading reasons asked": reasons_asked,
    "reading reasons not asked": reasons_not_asked,
}
LISTED = "SELECT inspections.*, people.name FROM inspections LEFT JOIN people ON people.id = inspections.person"


def everyone(model: Any) -> list[Row]:
    """Every inspection, the newest first, with the inspector's name."""
    return [_read(row) for row in model.query(f"{LISTED} ORDER BY inspections.first DESC, inspections.id DESC")]


def inspection(model: Any, id: str) -> Row | None:
    """One inspection, None when there is none."""
    found = model.one(f"{LISTED} WHERE inspections.id = ?", [id])
    return _read(found) if found else None


def of_person(model: Any, person: str) -> list[Row]:
    """A person's inspections, the newest first."""
    sql = f"{LISTED} WHERE inspections.person = ? ORDER BY inspections.first DESC, inspections.id DESC"
    return [_read(row) for row in model.query(sql, [person])]


def running(model: Any, person: str, today: date) -> Row | None:
    """The inspection that runs for a person on a day, None for none; there is never more than one."""
    return next((row for row in of_person(model, person) if runs(row, today)), None)


def runs(row: Row, today: date) -> bool:
    """Whether an inspection runs on a day."""
    return not row["ended_on"] and bool(row["first"] <= today.isoformat() <= row["last"])


def reasons(model: Any) -> bool:
    """Whether a reason is asked for before somebody outside the team opens a confidential note."""
    found = model.one("SELECT asked FROM reading_rule")
    return bool(found and found["asked"])


def _kept(facts: Row) -> Row:
    """Terms as the table has them: a list stands in a map, as a column of its kind holds one."""
    lists = {name: {"ids": facts[name]} for name in ("children", "cycles") if name in facts}
    return facts | lists | ({"everything": int(facts["everything"])} if "everything" in facts else {})


def _read(row: Row) -> Row:
    lists = {name: orjson.loads(row[name])["ids"] for name in ("children", "cycles")}
    return row | lists | {"everything": bool(row["everything"])}
