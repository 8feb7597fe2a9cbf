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
            "noted_on": str, "ended_on": str, "version": int, "position": int,
        },
        ("id",),
        (("report",), ("owner", "state"), ("state", "due")),
    ),
)  # fmt: skip


def made(rows: Rows, event: Any) -> None:
    """Somebody is to see to it by a date."""
    values = {name: event.facts[name] for name in ("report", "owner", "due")}
    values |= {"state": "open", "made_on": day_of(event.at), "made_by": event.by, "noted_on": "", "ended_on": ""}
    rows["recommendations"].put(id=event.stream, **values, **_marked(event))


def changed(rows: Rows, event: Any) -> None:
    """Another owner or date; the text is not held here."""
    changes = event.facts["changes"]
    _change(rows, event, **{name: changes[name][1] for name in ("owner", "due") if name in changes})


def noted(rows: Rows, event: Any) -> None:
    """How far it is was written."""
    _change(rows, event, noted_on=day_of(event.at))


def done(rows: Rows, event: Any) -> None:
    """It was followed."""
    _change(rows, event, state="done", noted_on=day_of(event.at), ended_on=day_of(event.at))


def dropped(rows: Rows, event: Any) -> None:
    """It is not followed any more."""
    _change(rows, event, state="dropped", ended_on=day_of(event.at))


def reopened(rows: Rows, event: Any) -> None:
    """It is to be followed after all."""
    _change(rows, event, state="open", due=event.facts["due"], ended_on="")


HANDLERS = {
    "recommendation made": made,
    "recommendation changed": changed,
    "recommendation progress noted": noted,
    "recommendation done": done,
    "recommendation dropped": dropped,
    "recommendation reopened": reopened,
}

STANDING = {
    "overdue": "recommendations.state = 'open' AND recommendations.due < :today",
    "open": "recommendations.state = 'open'",
    "done": "recommendations.state = 'done'",
    "dropped": "recommendations.state = 'dropped'",
}
QUESTION = Question(
    table="recommendations",
    select="recommendations.*, people.name AS owner_name, reports.key AS report_key,"
    " recommendations.state = 'open' AND recommendations.due < :today AS overdue",
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
    """One recommendation with its owner's name and its report's key, None for none."""
    return model.one(
        "SELECT recommendations.*, people.name AS owner_name, reports.key AS report_key FROM recommendations"
        " LEFT JOIN people ON people.id = owner LEFT JOIN reports ON reports.id = report"
        " WHERE recommendations.id = ?",
        [id],
    )


def of_report(model: Any, report: str) -> list[Row]:
    """The recommendations that a report made, in the order in which they were made."""
    return _listed(model, "report = ?", [report])


def before(model: Any, month: str, since: str) -> list[Row]:
    """Recommendations of reports that end before a month (YYYY-MM), open or ended on a day (ISO) or after it.

    They are what the report of that month tells progress of.
    """
    return _listed(model, "reports.last < ? AND (recommendations.state = 'open' OR ended_on >= ?)", [month, since])


def open_of(model: Any, person: str) -> list[Row]:
    """The open recommendations that somebody sees to, the one that is due first at the top."""
    return model.query("SELECT * FROM recommendations WHERE owner = ? AND state = 'open' ORDER BY due, id", [person])


def overdue_since(model: Any, since: str, today: str) -> list[Row]:
    """The open recommendations that were due on a day (ISO) or after it, and before today."""
    sql = "SELECT * FROM recommendations WHERE state = 'open' AND due >= ? AND due < ? ORDER BY due, id"
    return model.query(sql, [since, today])


def open_counts(model: Any, today: str) -> list[Row]:
    """Everybody with open recommendations: how many, and how many of them were due before today."""
    sql = "SELECT owner, COUNT(*) AS n, SUM(due < ?) AS late FROM recommendations WHERE state = 'open' GROUP BY owner"
    return model.query(sql, [today])


def _listed(model: Any, where: str, values: list[str]) -> list[Row]:
    return model.query(
        "SELECT recommendations.*, people.name AS owner_name, reports.key AS report_key FROM recommendations"
        " LEFT JOIN people ON people.id = owner LEFT JOIN reports ON reports.id = report"
        f" WHERE {where} ORDER BY recommendations.made_on, recommendations.position, recommendations.id",
        values,
    )


def _change(rows: Rows, event: Any, **values: Any) -> None:
    rows["recommendations"].change(event.stream, **values, **_marked(event))


def _marked(event: Any) -> dict[str, Any]:
    return {"version": event.version, "position": event.position}
