"""Which Word template are reports written in, and which were there before it? Never the file itself."""

from typing import Any

from projections.rows import Row, Rows, Table

TABLES = (
    Table(
        "report_templates",
        {
            "version": int, "name": str, "size": int, "sha256": str, "by": str, "at": str, "ended_at": str,
            "position": int,
        },
        ("version",),
    ),
    Table("report_template_in_force", {"id": str, "version": int, "position": int}, ("id",)),
)  # fmt: skip


def uploaded(rows: Rows, event: Any) -> None:
    """Another file takes the place of the one in force."""
    _end(rows, event)
    facts = {name: event.facts[name] for name in ("name", "size", "sha256")}
    rows["report_templates"].put(
        version=event.version, **facts, by=event.by, at=event.at, ended_at="", position=event.position
    )
    rows["report_template_in_force"].put(id=event.stream, version=event.version, position=event.position)


def withdrawn(rows: Rows, event: Any) -> None:
    """The one that comes with the programme is in force again."""
    _end(rows, event)
    rows["report_template_in_force"].put(id=event.stream, version=0, position=event.position)


HANDLERS = {"report template uploaded": uploaded, "report template withdrawn": withdrawn}


def _end(rows: Rows, event: Any) -> None:
    """The one that was in force is so no longer."""
    now = rows["report_template_in_force"].get(event.stream)
    if now and now["version"]:
        rows["report_templates"].change(now["version"], ended_at=event.at, position=event.position)


def every(model: Any) -> list[Row]:
    """The templates that were uploaded, newest first, with who did; `ended_at` is "" for the one in force."""
    sql = (
        "SELECT report_templates.*, people.name AS by_name FROM report_templates"
        " LEFT JOIN people ON people.id = report_templates.by ORDER BY version DESC"
    )
    return model.query(sql)


def in_force(model: Any) -> Row | None:
    """The template that was uploaded and is in force, None while it is the one that comes with the programme."""
    return next((row for row in every(model) if not row["ended_at"]), None)
