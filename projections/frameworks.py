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
IGNORES = frozenset({
    "audit accepted", "audit allocated", "audit judged not to standard", "audit reallocated", "audit released",
    "audit reopened", "audit returned", "audit section saved", "audit sent back", "audit started",
    "audit uploaded to record", "audit withdrawn", "auditor left pool", "auditor trained",
    "auditor training started", "auditors swapped", "audits allocated", "child added to sample", "child changed",
    "child ended", "child listed", "child listed again", "child taken out of sample", "council established",
    "council renamed", "cycle closed", "cycle opened", "exemption asked", "exemption authorised",
    "exemption declined", "list imported", "moderator appointed", "moderator stood down", "nil return recorded",
    "operations director appointed", "person added", "person changed", "person left", "pool recounted",
    "population counted", "roles changed", "sample drawn", "service area added", "service area renamed",
    "team added", "team changed",
})  # fmt: skip


def frameworks(model: Any) -> list[Row]:
    """All frameworks by title."""
    return model.query("SELECT * FROM frameworks ORDER BY title, id")


def versions(model: Any, framework: str) -> list[Row]:
    """The published versions of a framework, newest first, with who published each."""
    sql = (
        "SELECT framework_versions.*, people.name AS by_name FROM framework_versions"
        " LEFT JOIN people ON people.id = framework_versions.by WHERE framework = ? ORDER BY version DESC"
    )
    return model.query(sql, [framework])
