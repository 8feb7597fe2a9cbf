"""Which children are open to the service, and how many on which plan on which date?"""

from typing import Any

from app.events.vocabulary import OPEN_STATES
from projections.rows import Row, Rows, Table

TABLES = (
    Table(
        "children",
        {
            "id": str, "plan": str, "team": str, "worker": str, "age_band": str, "ethnicity": str, "opened": str,
            "last_audited": str, "ended_on": str, "listed_on": str, "position": int,
        },
        ("id",),
        (("team",), ("worker",), ("ended_on", "plan")),
    ),
    Table("population", {"on": str, "plan": str, "count": int}, ("on", "plan")),
    Table(
        "imports",
        {
            "id": str, "kind": str, "file_name": str, "as_at": str, "added": int, "changed": int, "ended": int,
            "same": int, "whole": int, "by": str, "at": str, "position": int,
        },
        ("id",),
    ),
)  # fmt: skip

# The initials stay in the log: a read model holds nothing that an erasure would have to chase.
DETAILS = ("plan", "team", "worker", "age_band", "ethnicity", "opened", "last_audited")
HELD = frozenset(DETAILS)


def listed(rows: Rows, event: Any) -> None:
    """A child came onto the list."""
    details = {field: event.facts[field] for field in DETAILS}
    values = {"ended_on": "", "listed_on": event.facts["as_at"], "position": event.position}
    rows["children"].put(id=event.stream, **details, **values)


def changed(rows: Rows, event: Any) -> None:
    """The child's details changed."""
    row, facts = rows["children"].touch(event.stream), event.facts
    row["listed_on"], row["position"] = facts["as_at"], event.position
    for field, (_, after) in facts["changes"].items():
        if field in HELD:
            row[field] = after


def ended(rows: Rows, event: Any) -> None:
    """The child is no longer open."""
    rows["children"].change(event.stream, ended_on=event.facts["on"], position=event.position)


def listed_again(rows: Rows, event: Any) -> None:
    """The child is open again."""
    rows["children"].change(event.stream, ended_on="", listed_on=event.facts["as_at"], position=event.position)


def erased(rows: Rows, event: Any) -> None:
    """What tells of the child beside the reference and the plan is gone."""
    for record in event.facts["records"]:
        if rows["children"].get(record):
            rows["children"].change(record, age_band="", ethnicity="", position=event.position)


def audited(rows: Rows, event: Any) -> None:
    """A returned audit is the child's last one."""
    audit = rows["audits"].get(event.stream)
    if audit and (child := rows["children"].get(audit["child"])) and child["last_audited"] < event.facts["on"]:
        row = rows["children"].touch(audit["child"])
        row["last_audited"], row["position"] = event.facts["on"], event.position


def counted(rows: Rows, event: Any) -> None:
    """The population of a date by plan type."""
    for plan, count in event.facts["counts"].items():
        rows["population"].put(on=event.facts["on"], plan=plan, count=count)


def imported(rows: Rows, event: Any) -> None:
    """A file was brought in."""
    facts = ("kind", "file_name", "as_at", "added", "changed", "ended", "same", "by", "at")
    values = {name: event.facts[name] for name in facts} | {"whole": int(event.facts["whole"])}
    rows["imports"].put(id=event.stream, **values, position=event.position)


HANDLERS = {
    "child listed": listed,
    "child changed": changed,
    "child ended": ended,
    "child listed again": listed_again,
    "audit returned": audited,
    "population counted": counted,
    "list imported": imported,
    "erasure confirmed": erased,
}
IGNORES = frozenset({
    "erasure declined", "erasure proposed", "erasure withdrawn", "records erased",
    "audit accepted", "audit allocated", "audit judged not to standard", "audit reallocated", "audit section saved",
    "audit sent back", "audit started", "audit uploaded to record",
})  # fmt: skip


def open_children(model: Any, areas: list[str] | None = None) -> list[Row]:
    """The open children, of some service areas or of all, by reference; `under_audit`: one is with an auditor."""
    states = ", ".join(f"'{state}'" for state in OPEN_STATES)
    under = f"SELECT 1 FROM audits WHERE audits.child = children.id AND audits.state IN ({states})"
    sql = (
        "SELECT children.*, teams.area AS area, teams.name AS team_name, people.supervisor AS worker_supervisor,"
        f" EXISTS ({under}) AS under_audit"
        " FROM children LEFT JOIN teams ON teams.id = children.team LEFT JOIN people ON people.id = children.worker"
        " WHERE ended_on = '' ORDER BY children.id"
    )
    return [row for row in model.query(sql) if not areas or row["area"] in areas]


def child(model: Any, id: str) -> Row | None:
    """One child with the names of team and worker, None when unknown."""
    sql = (
        "SELECT children.*, teams.area AS area, teams.name AS team_name, people.name AS worker_name,"
        " people.supervisor AS worker_supervisor FROM children LEFT JOIN teams ON teams.id = children.team"
        " LEFT JOIN people ON people.id = children.worker WHERE children.id = ?"
    )
    return model.one(sql, [id])


def on_list_of(model: Any, child: Row) -> str:
    """The date of the newest list that held a child (ISO): every whole list held each child who is open after it.

    For one who has ended it is the list that last said something of them, as it is before any whole list.
    """
    sql = "SELECT max(as_at) AS newest FROM imports WHERE kind = 'children' AND whole"
    found = None if child["ended_on"] else model.one(sql)
    return max(str(child["listed_on"]), str((found or {}).get("newest") or ""))


def population(model: Any) -> list[Row]:
    """The newest count by plan type, each with its date."""
    sql = 'SELECT * FROM population WHERE "on" = (SELECT max("on") FROM population) ORDER BY plan'
    return model.query(sql)


def population_on(model: Any, day: str) -> list[Row]:
    """The newest count by plan type that is of a day (ISO) or before it, each with its date; [] for none."""
    newest = 'SELECT max("on") FROM population WHERE "on" <= ?'
    return model.query(f'SELECT * FROM population WHERE "on" = ({newest}) ORDER BY plan', [day])


def open_by_plan(model: Any) -> dict[str, int]:
    """How many listed children are open, by plan type."""
    sql = "SELECT plan, count(*) AS n FROM children WHERE ended_on = '' GROUP BY plan ORDER BY plan"
    return {row["plan"]: row["n"] for row in model.query(sql)}


def listed_on(model: Any) -> str:
    """The date of the newest list of children (ISO), empty before the first."""
    sql = (
        'SELECT max("on") AS "on" FROM (SELECT max(listed_on) AS "on" FROM children'
        " UNION ALL SELECT max(as_at) FROM imports WHERE kind = 'children')"
    )
    found = model.one(sql)
    return str(found["on"] or "") if found else ""


def imports(model: Any) -> list[Row]:
    """The files brought in, newest first."""
    return model.query("SELECT * FROM imports ORDER BY position DESC")
