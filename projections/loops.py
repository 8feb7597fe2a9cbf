"""Which audits are looped, where does each loop stand, and from whom is which audit sealed?"""

import json
from typing import Any

from projections.rows import Row, Rows, Table

TABLES = (
    Table(
        "loops",
        {
            "id": str, "cycle": str, "child": str, "first": str, "second": str, "first_auditor": str,
            "second_auditor": str, "state": str, "opened_on": str, "lifted_on": str, "day": str, "time": str,
            "place": str, "attendees": dict, "agreed_on": str, "differences": int, "ended_on": str, "grades": dict,
            "graded_on": str, "version": int, "position": int,
        },
        ("id",),
        (("cycle",), ("state",), ("first_auditor",), ("second_auditor",)),
    ),
    Table("loop_audits", {"audit": str, "loop": str, "other": str}, ("audit",), (("loop",),)),
    Table("seals", {"audit": str, "person": str, "loop": str}, ("audit", "person"), (("person",), ("loop",))),
)  # fmt: skip
BLANK = dict.fromkeys(("lifted_on", "day", "time", "place", "agreed_on", "ended_on", "graded_on"), "")
OF_LOOP = ("cycle", "child", "first", "second", "first_auditor", "second_auditor")


def opened(rows: Rows, event: Any) -> None:
    """Two audits, each sealed from the auditor of the other."""
    facts, id = event.facts, event.stream
    values = {key: facts[key] for key in OF_LOOP} | BLANK
    values |= {"state": "sealed", "opened_on": facts["on"], "differences": 0, "attendees": {}, "grades": {}}
    rows["loops"].put(id=id, **values, version=event.version, position=event.position)
    for one, other in (("first", "second"), ("second", "first")):
        rows["loop_audits"].put(audit=facts[one], loop=id, other=facts[other])
        rows["seals"].put(audit=facts[one], person=facts[f"{other}_auditor"], loop=id)


def noted(rows: Rows, event: Any) -> None:
    """One of the two came in or went back; while the loop is sealed only the loop itself knows."""
    _change(rows, event)


def changed_hands(rows: Rows, event: Any) -> None:
    """Another auditor has one of the two: what is sealed from them is the other."""
    facts = event.facts
    row = rows["loops"].touch(event.stream)
    which, other = ("first", "second") if facts["audit"] == row["first"] else ("second", "first")
    _change(rows, event, **{f"{which}_auditor": facts["auditor"]})
    if row["state"] == "sealed":
        rows["seals"].put(audit=row[other], person=facts["auditor"], loop=event.stream)


def lifted(rows: Rows, event: Any) -> None:
    """Both are in."""
    _open_seals(rows, event)
    _change(rows, event, state="both_in", lifted_on=event.facts["on"])


def arranged(rows: Rows, event: Any) -> None:
    """When and where they meet, and who comes."""
    facts = event.facts
    said = {key: facts[key] for key in ("day", "time", "place")}
    _change(rows, event, state="arranged", attendees=dict.fromkeys(facts["attendees"], 1), **said)


def agreed(rows: Rows, event: Any) -> None:
    """What the two gave, how many there were to settle, and what was agreed; never the learning."""
    facts = event.facts
    grades = {key: pair[:3] for key, pair in facts["grades"].items()}
    compared = {key: pair[:2] for key, pair in grades.items()} | facts["counted"]
    differences = sum(first != second for first, second in compared.values())
    values = {"grades": grades, "differences": differences, "graded_on": facts["graded_on"]}
    _change(rows, event, state="agreed", agreed_on=facts["on"], **values)


def ended(rows: Rows, event: Any) -> None:
    """One came to nothing; the seal goes with the loop."""
    _open_seals(rows, event)
    _change(rows, event, state="ended", ended_on=event.facts["on"])


HANDLERS = {
    "loop opened": opened,
    "looped audit came in": noted,
    "looped audit went back": noted,
    "looped audit changed hands": changed_hands,
    "loop seal lifted": lifted,
    "loop meeting arranged": arranged,
    "loop meeting moved": arranged,
    "loop agreed": agreed,
    "loop ended": ended,
}


def _open_seals(rows: Rows, event: Any) -> None:
    for seal in rows["seals"].where(loop=event.stream):
        rows["seals"].remove(seal["audit"], seal["person"])


def _change(rows: Rows, event: Any, **values: Any) -> None:
    rows["loops"].change(event.stream, **values, version=event.version, position=event.position)


_LISTED = (
    "SELECT loops.*, ones.name AS first_name, others.name AS second_name FROM loops"
    " LEFT JOIN people ones ON ones.id = loops.first_auditor"
    " LEFT JOIN people others ON others.id = loops.second_auditor"
)


def loop(model: Any, id: str) -> Row | None:
    """One loop with its auditors' names; `attendees` and `grades` read. None when unknown."""
    found = model.one(f"{_LISTED} WHERE loops.id = ?", [id])
    return _read(found) if found else None


def of_audit(model: Any, audit: str) -> str:
    """The id of the loop that an audit is of, empty for none."""
    found = model.one("SELECT loop FROM loop_audits WHERE audit = ?", [audit])
    return str(found["loop"]) if found else ""


def of_cycle(model: Any, cycle: str) -> list[str]:
    """The ids of the loops of a month."""
    return [row["id"] for row in model.query("SELECT id FROM loops WHERE cycle = ? ORDER BY id", [cycle])]


def pairs(model: Any, cycle: str) -> dict[str, Row]:
    """The looped audits of a month, by id: `loop`, its `state`, and the `other` audit."""
    sql = "SELECT loop_audits.*, loops.state FROM loop_audits JOIN loops ON loops.id = loop_audits.loop WHERE cycle = ?"
    return {row["audit"]: row for row in model.query(sql, [cycle])}


def waiting(model: Any) -> list[Row]:
    """Loops with both audits in and nothing agreed yet, the longest first."""
    sql = f"{_LISTED} WHERE loops.state IN ('both_in', 'arranged') ORDER BY loops.lifted_on, loops.id"
    return [_read(row) for row in model.query(sql)]


def of_auditor(model: Any, auditor: str) -> list[Row]:
    """The loops of an auditor that are not sealed any more, the newest first."""
    sql = (
        f"{_LISTED} WHERE (loops.first_auditor = :one OR loops.second_auditor = :one) AND loops.state <> 'sealed'"
        " ORDER BY loops.lifted_on DESC, loops.id"
    )
    return [_read(row) for row in model.query(sql, {"one": auditor})]


def _read(row: Row) -> Row:
    return row | {"attendees": sorted(json.loads(row["attendees"])), "grades": json.loads(row["grades"])}
