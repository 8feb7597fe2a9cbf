"""Which months are there, what is each one's pool and sample, and who waits for an auditor?"""

import json
from typing import Any

from projections.rows import Row, Rows, Table

TABLES = (
    Table(
        "cycles",
        {
            "id": str, "month": str, "state": str, "framework": str, "framework_version": int, "scope": str,
            "targets": str, "eligible": int, "population": int, "population_on": str, "allocated_at": int,
            "closed_on": str, "closed_by": str, "position": int,
        },
        ("id",),
    ),
    Table("pool", {"cycle": str, "auditor": str}, ("cycle", "auditor"), (("auditor",),)),
    Table(
        "sample",
        {"cycle": str, "child": str, "place": int, "by_hand": int, "audit": str},
        ("cycle", "child"),
        (("child",),),
    ),
)  # fmt: skip


def opened(rows: Rows, event: Any) -> None:
    """A month with its pool."""
    facts = event.facts
    values = {"month": facts["month"], "framework": facts["framework"], "framework_version": facts["framework_version"]}
    lists = {"scope": json.dumps(facts["scope"]), "targets": json.dumps(facts["targets"])}
    blank = {"eligible": 0, "population": 0, "population_on": "", "allocated_at": 0}
    blank |= {"closed_on": "", "closed_by": ""}
    rows["cycles"].put(id=event.stream, state="open", **values, **lists, **blank, position=event.position)
    _count_pool(rows, event.stream, facts["pool"])


def recounted(rows: Rows, event: Any) -> None:
    """The pool was counted again."""
    for row in rows["pool"].where(cycle=event.stream):
        rows["pool"].remove(event.stream, row["auditor"])
    _count_pool(rows, event.stream, event.facts["pool"])
    rows["cycles"].change(event.stream, position=event.position)


def drawn(rows: Rows, event: Any) -> None:
    """A sample in the place of any earlier one."""
    facts, cycle = event.facts, rows["cycles"].touch(event.stream)
    for row in rows["sample"].where(cycle=event.stream) if cycle["population_on"] else ():
        rows["sample"].remove(event.stream, row["child"])
    for place, chosen in enumerate(facts["children"], 1):
        rows["sample"].put(cycle=event.stream, child=chosen["child"], place=place, by_hand=0, audit="")
    values = {"eligible": facts["eligible"], "population": facts["population"]}
    values |= {"population_on": facts["population_on"], "state": "sampled"}
    rows["cycles"].change(event.stream, **values, position=event.position)


def child_added(rows: Rows, event: Any) -> None:
    """A child came in by hand, after the others."""
    _append(rows, event, event.facts["child"])


def child_taken_out(rows: Rows, event: Any) -> None:
    """A child went out; a reserve child may be in their place."""
    rows["sample"].remove(event.stream, event.facts["child"])
    if event.facts["replaced_by"]:
        _append(rows, event, event.facts["replaced_by"])
    rows["cycles"].change(event.stream, position=event.position)


def allocated(rows: Rows, event: Any) -> None:
    """The month's audits are shared out."""
    cycle = rows["cycles"].touch(event.stream)
    first = cycle["allocated_at"] or event.position
    rows["cycles"].change(event.stream, state="allocated", allocated_at=first, position=event.position)


def looped(rows: Rows, event: Any) -> None:
    """A child of the month has a second audit."""
    rows["cycles"].change(event.stream, position=event.position)


def audit_allocated(rows: Rows, event: Any) -> None:
    """A child of the sample has an audit."""
    cycle, child = event.facts["cycle"], event.facts["child"]
    place = rows["sample"].get(cycle, child)
    if place and not place["audit"]:  # The second audit of a loop takes nobody's place.
        rows["sample"].touch(cycle, child)["audit"] = event.stream


def closed(rows: Rows, event: Any) -> None:
    """The month is over."""
    values = {"closed_on": event.facts["on"], "closed_by": event.by}
    rows["cycles"].change(event.stream, state="closed", **values, position=event.position)


def reopened(rows: Rows, event: Any) -> None:
    """The month goes on."""
    values = {"state": "allocated", "closed_on": "", "closed_by": ""}
    rows["cycles"].change(event.stream, **values, position=event.position)


HANDLERS = {
    "cycle opened": opened,
    "pool recounted": recounted,
    "sample drawn": drawn,
    "child added to sample": child_added,
    "child taken out of sample": child_taken_out,
    "audits allocated": allocated,
    "looped audit added": looped,
    "loops drawn": looped,
    "audit allocated": audit_allocated,
    "cycle closed": closed,
    "month reopened": reopened,
}
IGNORES = frozenset({
    "audit accepted", "audit judged not to standard", "audit reallocated", "audit returned", "audit section saved",
    "audit sent back", "audit started", "audit uploaded to record", "auditors swapped",
})  # fmt: skip


def cycles(model: Any) -> list[Row]:
    """All months, newest first."""
    return [_read(row) for row in model.query("SELECT * FROM cycles ORDER BY month DESC")]


def listing(model: Any) -> list[Row]:
    """All months, newest first, each with how many are in its pool and its sample and how many audits it has."""
    sql = (
        "SELECT cycles.*, (SELECT count(*) FROM pool WHERE cycle = cycles.id) AS pool,"
        " (SELECT count(*) FROM sample WHERE cycle = cycles.id) AS sample,"
        " (SELECT count(*) FROM audits WHERE cycle = cycles.id) AS audits FROM cycles ORDER BY month DESC"
    )
    return [_read(row) for row in model.query(sql)]


def cycle(model: Any, id: str) -> Row | None:
    """One month with its scope and targets as lists, None when it was never opened."""
    found = model.one("SELECT * FROM cycles WHERE id = ?", [id])
    return _read(found) if found else None


def sample(model: Any, cycle: str) -> list[Row]:
    """The children of a month's sample in the order drawn, with what the list says of each."""
    sql = (
        "SELECT sample.*, children.plan, children.team, children.worker, children.age_band, children.ethnicity,"
        " children.last_audited, teams.name AS team_name FROM sample JOIN children ON children.id = sample.child"
        " LEFT JOIN teams ON teams.id = children.team WHERE sample.cycle = ? ORDER BY sample.place"
    )
    return model.query(sql, [cycle])


def pool(model: Any, cycle: str) -> list[Row]:
    """The auditors in a month's pool by name, with team and area."""
    sql = (
        "SELECT people.*, teams.area AS area, teams.name AS team_name FROM pool JOIN people ON people.id = pool.auditor"
        " LEFT JOIN teams ON teams.id = people.team WHERE pool.cycle = ? ORDER BY people.name, people.id"
    )
    return model.query(sql, [cycle])


def _append(rows: Rows, event: Any, child: str) -> None:
    place = 1 + max((row["place"] for row in rows["sample"].where(cycle=event.stream)), default=0)
    rows["sample"].put(cycle=event.stream, child=child, place=place, by_hand=1, audit="")
    rows["cycles"].change(event.stream, position=event.position)


def _count_pool(rows: Rows, cycle: str, pool: list[str]) -> None:
    for auditor in pool:
        rows["pool"].put(cycle=cycle, auditor=auditor)


def _read(row: Row) -> Row:
    return row | {"scope": json.loads(row["scope"]), "targets": json.loads(row["targets"])}
