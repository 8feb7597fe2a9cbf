"""Which reports are there, how far is each, who wrote it, and which editions of it are published?"""

from typing import Any

from app.events.england import day_of
from app.events.periods import period
from projections.rows import Row, Rows, Table

TABLES = (
    Table(
        "reports",
        {
            "id": str, "key": str, "kind": str, "first": str, "last": str, "state": str, "edition": int,
            "begun_on": str, "written_on": str, "written": dict, "put_forward_by": str, "put_forward_on": str,
            "sent_back_at": str, "authors": dict, "version": int, "position": int,
        },
        ("id",),
        (("state",), ("kind", "last")),
    ),
    Table(
        "report_editions",
        {
            "report": str, "edition": int, "event": int, "position": int, "on": str, "by": str, "at": str,
            "sha256": str, "put_forward_by": str,
        },
        ("report", "edition"),
    ),
    Table("report_layouts", {"kind": str, "sections": int, "set_on": str, "by": str, "version": int}, ("kind",)),
)  # fmt: skip


def begun(rows: Rows, event: Any) -> None:
    """A report of a period."""
    of = period(event.stream.partition("/")[2])
    assert of is not None, "the write side begins reports of periods only"
    values = {"id": event.stream, "key": of.key, "kind": of.kind, "first": of.first, "last": of.last}
    values |= {"state": "writing", "edition": 0, "begun_on": day_of(event.at), "written_on": ""}
    values |= {"written": {"ids": []}, "put_forward_by": "", "put_forward_on": "", "sent_back_at": ""}
    rows["reports"].put(**values, authors={"ids": [event.by]}, **_marked(event))


def written(rows: Rows, event: Any) -> None:
    """A section of it."""
    row = rows["reports"].touch(event.stream)
    ids = [id for id in row["written"]["ids"] if id != event.facts["section"]]
    ids += [event.facts["section"]] if event.facts["text"] else []
    _change(rows, event, written={"ids": ids}, written_on=day_of(event.at), authors=_with(row, event.by))


def arranged(rows: Rows, event: Any) -> None:
    """Another order."""
    _change(rows, event, authors=_with(rows["reports"].touch(event.stream), event.by))


def put_forward(rows: Rows, event: Any) -> None:
    """Its author asks for it to be published; who recommends something in it is an author too."""
    authors = _with(rows["reports"].touch(event.stream), event.by, *event.facts["recommended_by"])
    values = {"put_forward_by": event.by, "put_forward_on": event.facts["on"], "sent_back_at": ""}
    _change(rows, event, state="put_forward", authors=authors, **values)


def sent_back(rows: Rows, event: Any) -> None:
    """It is to be written again."""
    _change(rows, event, state="writing", put_forward_on="", sent_back_at=event.at)


def published(rows: Rows, event: Any) -> None:
    """An edition."""
    facts = event.facts
    values = {name: facts[name] for name in ("edition", "position", "on", "sha256", "put_forward_by")}
    rows["report_editions"].put(report=event.stream, **values, event=event.position, by=event.by, at=event.at)
    _change(rows, event, state="published", edition=facts["edition"])


def reopened(rows: Rows, event: Any) -> None:
    """It is written again for a new edition."""
    _change(rows, event, state="writing", put_forward_on="")


def layout_set(rows: Rows, event: Any) -> None:
    """The council's own order of a kind."""
    values = {"kind": event.stream.partition("/")[2], "sections": len(event.facts["layout"])}
    rows["report_layouts"].put(**values, set_on=day_of(event.at), by=event.by, version=event.version)


HANDLERS = {
    "report begun": begun,
    "report section written": written,
    "report arranged": arranged,
    "report put forward": put_forward,
    "report sent back": sent_back,
    "report published": published,
    "report reopened": reopened,
    "report layout set": layout_set,
}


def report(model: Any, id: str) -> Row | None:
    """One report, None for one that was not begun."""
    return model.one("SELECT * FROM reports WHERE id = ?", [id])


def reports(model: Any) -> list[Row]:
    """Every report that was begun, the newest period first, with its newest edition: on which day and by whom."""
    return model.query(
        "SELECT reports.*, report_editions.[on] AS published_on, report_editions.by AS published_by FROM reports"
        " LEFT JOIN report_editions ON report_editions.report = reports.id"
        " AND report_editions.edition = reports.edition ORDER BY reports.last DESC, reports.kind, reports.id"
    )


def editions(model: Any, id: str) -> list[Row]:
    """The editions of a report, the newest first, with the name of who published each."""
    return model.query(
        "SELECT report_editions.*, people.name FROM report_editions LEFT JOIN people ON people.id = by"
        " WHERE report = ? ORDER BY edition DESC",
        [id],
    )


def put_forward_now(model: Any) -> list[Row]:
    """The reports that wait to be published, the one that waits longest first."""
    return model.query("SELECT * FROM reports WHERE state = 'put_forward' ORDER BY put_forward_on, id")


def all_editions(model: Any) -> list[Row]:
    """Every edition of every report with the report's key, in the order in which they were published."""
    return model.query(
        "SELECT report_editions.*, reports.key FROM report_editions JOIN reports ON reports.id = report ORDER BY event"
    )


def editions_since(model: Any, day: str) -> list[Row]:
    """The editions published on a day (ISO) or after it, each with its report's last month and authors."""
    return model.query(
        "SELECT report_editions.*, reports.key, reports.last, reports.authors FROM report_editions"
        " JOIN reports ON reports.id = report WHERE report_editions.[on] >= ? ORDER BY event",
        [day],
    )


def sent_back_now(model: Any) -> list[Row]:
    """The reports that were sent back and not put forward since."""
    return model.query("SELECT * FROM reports WHERE sent_back_at <> '' AND state = 'writing' ORDER BY sent_back_at")


def months_held(model: Any) -> list[str]:
    """The months (YYYY-MM) that were opened, oldest first: what reports can be of."""
    return [row["month"] for row in model.query("SELECT substr(id, 7) AS month FROM cycles ORDER BY id")]


def open_months(model: Any, first: str, last: str) -> list[str]:
    """The months from one to another (YYYY-MM) whose cycle is not closed."""
    bounds = [f"cycle/{first}", f"cycle/{last}"]
    sql = "SELECT substr(id, 7) AS month FROM cycles WHERE state <> 'closed' AND id BETWEEN ? AND ? ORDER BY id"
    return [row["month"] for row in model.query(sql, bounds)]


def _change(rows: Rows, event: Any, **values: Any) -> None:
    rows["reports"].change(event.stream, **values, **_marked(event))


def _with(row: Row, *people: str) -> dict[str, Any]:
    return {"ids": list(dict.fromkeys([*row["authors"]["ids"], *people]))}


def _marked(event: Any) -> dict[str, Any]:
    return {"version": event.version, "position": event.position}
