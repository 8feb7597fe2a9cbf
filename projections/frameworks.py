"""Which frameworks are there, and which versions of each?"""

from typing import Any

from projections.rows import Row, Rows, Table

TABLES = (
    Table("frameworks", {"id": str, "title": str, "latest": int, "draft": int, "position": int}, ("id",)),
    Table(
        "framework_versions",
        {"framework": str, "version": int, "title": str, "by": str, "at": str, "position": int},
        ("framework", "version"),
    ),
)


def drafted(rows: Rows, event: Any) -> None:
    """There is a draft."""
    title = str(event.facts["content"].get("title", ""))
    found = rows["frameworks"].get(event.stream)
    latest, shown = (found["latest"], found["title"]) if found and found["latest"] else (0, title)
    rows["frameworks"].put(id=event.stream, title=shown, latest=latest, draft=1, position=event.position)


def published(rows: Rows, event: Any) -> None:
    """The draft is a version now."""
    facts = event.facts
    title, version = facts["content"]["title"], facts["version"]
    rows["frameworks"].put(id=event.stream, title=title, latest=version, draft=0, position=event.position)
    values = {"framework": event.stream, "version": version, "title": title, "by": event.by, "at": event.at}
    rows["framework_versions"].put(**values, position=event.position)


HANDLERS = {"framework drafted": drafted, "framework draft saved": drafted, "framework published": published}


def frameworks(model: Any) -> list[Row]:
    """All frameworks by title."""
    return model.query("SELECT * FROM frameworks ORDER BY title, id")


def every_version(model: Any) -> list[tuple[str, int]]:
    """Every published version of every framework: its id and its number."""
    rows = model.query("SELECT framework, version FROM framework_versions ORDER BY framework, version")
    return [(row["framework"], row["version"]) for row in rows]


def versions(model: Any, framework: str) -> list[Row]:
    """The published versions of a framework, newest first, with who published each."""
    sql = (
        "SELECT framework_versions.*, people.name AS by_name FROM framework_versions"
        " LEFT JOIN people ON people.id = framework_versions.by WHERE framework = ? ORDER BY version DESC"
    )
    return model.query(sql, [framework])
