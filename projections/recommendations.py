"""Which recommendations did reports make, who sees to each by when, and how far is it?"""

from typing import Any

from app.events.england import day_of
from projections.asking import Question
from projections.rows import Row, Rows, Table

TABLES = (
    Table(
        "recommendations",
        {
            "id": str, "report": str, "owner": str, "due": str, "state": str, "made_on": str, "made_by": str,
            "owned_on": str, "noted_on": str, "ended_on": str, "ended_by": str, "ended_position": int,
            "made_position": int, "version": int, "position": int,
        },
        ("id",),
        (("report",), ("owner", "state"), ("state", "due")),
    ),
)  # fmt: skip


def made(rows: Rows, event: Any) -> None:
    """Somebody is to see to it by a date."""
    values = {name: event.facts[name] for name in ("report", "owner", "due")}
    values |= {"state": "open", "made_on": day_of(event.at), "made_by": event.by, "owned_on": day_of(event.at)}
    values |= {"noted_on": "", "ended_on": "", "ended_by": "", "ended_position": 0}
    values |= {"made_position": event.position}
    rows["recommendations"].put(id=event.stream, **values, **_marked(event))


def changed(rows: Rows, event: Any) -> None:
    """Another owner or date; the text is not held here."""
    changes = event.facts["changes"]
    values = {name: changes[name][1] for name in ("owner", "due") if name in changes}
    _change(rows, event, **values, **({"owned_on": day_of(event.at)} if "owner" in values else {}))


def noted(rows: Rows, event: Any) -> None:
    """How far it is was written."""
    _change(rows, event, noted_on=day_of(event.at))


def done(rows: Rows, event: Any) -> None:
    """It was followed."""
    _change(rows, event, state="done", noted_on=day_of(event.at), **_ended(event))


def dropped(rows: Rows, event: Any) -> None:
    """It is not followed any more."""
    _change(rows, event, state="dropped", **_ended(event))


def reopened(rows: Rows, event: Any) -> None:
    """It is to be followed after all."""
    values = {"state": "open", "due": event.facts["due"], "owned_on": day_of(event.at)}
    _change(rows, event, **values, ended_on="", ended_by="", ended_position=0)


HANDLERS = {
    "recommendation made": made,
    "recommendation changed": changed,
    "recommendation progress noted": noted,
    "recommendation done": done,
    "recommendation dropped": dropped,
    "recommendation reopened": reopened,
}

IN_EDITION = (
    "report_editions WHERE report_editions.report = recommendations.report"
    " AND report_editions.position >= recommendations.made_position"
    " AND (recommendations.state <> 'dropped' OR report_editions.position < recommendations.ended_position)"
)
"""The editions that have it: none of before it was made, nor any of after it was taken out."""
OUT = f"EXISTS (SELECT 1 FROM {IN_EDITION})"
"""Whether an edition is published that has it: until then it is nobody's but those who write and publish reports."""
STANDING = {
    "overdue": "recommendations.state = 'open' AND recommendations.due < :today",
    "open": "recommendations.state = 'open'",
    "done": "recommendations.state = 'done'",
    "dropped": "recommendations.state = 'dropped'",
}
QUESTION = Question(
    table="recommendations",
    select="recommendations.*, people.name AS owner_name, reports.key AS report_key,"
    f" recommendations.state = 'open' AND recommendations.due < :today AS overdue, {OUT} AS published",
    source="recommendations LEFT JOIN people ON people.id = recommendations.owner"
    " LEFT JOIN reports ON reports.id = recommendations.report",
    filters={
        "state": STANDING,
        "report": "recommendations.report = 'report/' || :report",
        "owner": "recommendations.owner = :owner",
    },
    sorts={
        "due": "recommendations.due",
        "newest": "recommendations.made_on DESC",
        "owner": "people.name",
        "state": "recommendations.state",
    },
    whose={"person": ("recommendations.owner",)},
)


def recommendation(model: Any, id: str) -> Row | None:
    """One recommendation with its owner's name, its report's key and state, whether it is published; None for none."""
    found = _listed(model, "recommendations.id = ?", [id])
    return found[0] if found else None


def unpublished(model: Any) -> frozenset[str]:
    """The recommendations that no published edition has."""
    found = model.query(f"SELECT id FROM recommendations WHERE NOT {OUT}")
    return frozenset(row["id"] for row in found)


def published_by(model: Any, day: str) -> list[Row]:
    """The recommendations that an edition has which was published on a day (ISO) or before it, as they are now."""
    return _listed(model, f"EXISTS (SELECT 1 FROM {IN_EDITION} AND report_editions.[on] <= ?)", [day])


def of_report(model: Any, report: str) -> list[Row]:
    """The recommendations that a report made, in that order, without what was dropped before an edition had it."""
    return _listed(model, f"report = ? AND (recommendations.state <> 'dropped' OR {OUT})", [report])


def before(model: Any, month: str, since: str) -> list[Row]:
    """Published recommendations of reports that end before a month (YYYY-MM), open or ended on a day (ISO) or after.

    They are what the report of that month tells progress of.
    """
    shown = f"{OUT} AND reports.last < ? AND (recommendations.state = 'open' OR ended_on >= ?)"
    return _listed(model, shown, [month, since])


def open_of(model: Any, person: str) -> list[Row]:
    """The published open recommendations that somebody sees to, the one that is due first at the top."""
    sql = f"SELECT * FROM recommendations WHERE owner = ? AND state = 'open' AND {OUT} ORDER BY due, id"
    return model.query(sql, [person])


def _listed(model: Any, where: str, values: list[str]) -> list[Row]:
    return model.query(
        "SELECT recommendations.*, people.name AS owner_name, reports.key AS report_key,"
        f" reports.state AS report_state, {OUT} AS published FROM recommendations"
        " LEFT JOIN people ON people.id = owner LEFT JOIN reports ON reports.id = report"
        f" WHERE {where} ORDER BY recommendations.made_on, recommendations.position, recommendations.id",
        values,
    )


def _change(rows: Rows, event: Any, **values: Any) -> None:
    rows["recommendations"].change(event.stream, **values, **_marked(event))


def _ended(event: Any) -> dict[str, Any]:
    return {"ended_on": day_of(event.at), "ended_by": event.by, "ended_position": event.position}


def _marked(event: Any) -> dict[str, Any]:
    return {"version": event.version, "position": event.position}
