"""Whose good practice was found where, in which theme, what made it possible, and where was it shared?

What an auditor flags is there from the section that flags it, and `shown` for as long as the audit is accepted.
"""

from typing import Any

from projections.rows import Row, Rows, Table

TABLES = (
    Table(
        "good_practice",
        {
            "id": str, "source": str, "audit": str, "cycle": str, "theme": str, "domain": str, "worker": str,
            "team": str, "area": str, "auditor": str, "shown": int, "found_on": str, "noted_by": str,
            "followed_on": str, "conditions": dict, "shares": int, "shared_on": str, "unnamed": int, "version": int,
            "position": int,
        },
        ("id",),
        (("audit",), ("worker",), ("shown", "found_on")),
    ),
    Table("flagged", {"audit": str, "themes": dict}, ("audit",)),
)  # fmt: skip

BLANK = {"found_on": "", "noted_by": "", "followed_on": "", "shares": 0, "shared_on": "", "unnamed": 0, "version": 0}
WHERE = ("audit", "cycle", "theme", "domain", "worker", "team", "area", "source")


def entry_id(audit: str, theme: str) -> str:
    """The id of what an auditor flagged: good_practice/2024-05-0017-direct-work."""
    _, month, number = audit.split("/")
    return f"good_practice/{month}-{number}-{theme}"


def flagged(rows: Rows, event: Any) -> None:
    """The themes that the auditor flags now; the words for them stay in the log."""
    changes = event.facts["changes"]
    if "themes" in changes:
        _flag(rows, event, list(changes["themes"] or []))


def begun_anew(rows: Rows, event: Any) -> None:
    """Another auditor begins anew, and what was flagged is gone."""
    _flag(rows, event, [])


def accepted(rows: Rows, event: Any) -> None:
    """What the auditor flagged is on the register from now on."""
    _show(rows, event, shown=1, found_on=event.facts["on"])


def not_accepted(rows: Rows, event: Any) -> None:
    """What the auditor flagged is not, or not any more."""
    _show(rows, event, shown=0)


def noted(rows: Rows, event: Any) -> None:
    """It has a record of its own from now on."""
    facts, known = event.facts, rows["good_practice"].get(event.stream)
    audit = rows["audits"].get(facts["audit"]) or {}
    values = {key: facts[key] for key in WHERE} | {"found_on": facts["on"], "noted_by": event.by, "conditions": {}}
    values |= {"id": event.stream, "auditor": audit.get("auditor", ""), "shown": known["shown"] if known else 1}
    rows["good_practice"].put(**BLANK | values | _marked(event))


def followed_up(rows: Rows, event: Any) -> None:
    """What made it possible, as chosen."""
    facts = event.facts
    _change(rows, event, followed_on=facts["on"], conditions={"ids": facts["conditions"]})


def shared(rows: Rows, event: Any) -> None:
    """Others heard of it once more."""
    row = rows["good_practice"].get(event.stream)
    _change(rows, event, shares=(row["shares"] if row else 0) + 1, shared_on=event.facts["on"])


def unnamed(rows: Rows, event: Any) -> None:
    """Whose it is is for the QA team."""
    _change(rows, event, unnamed=1)


def named(rows: Rows, event: Any) -> None:
    """Whose it is may be told."""
    _change(rows, event, unnamed=0)


HANDLERS = {
    "audit section saved": flagged,
    "audit reallocated": begun_anew,
    "audit accepted": accepted,
    "audit judged not to standard": not_accepted,
    "audit sent back": not_accepted,
    "good practice noted": noted,
    "good practice followed up": followed_up,
    "good practice shared": shared,
    "good practice kept unnamed": unnamed,
    "good practice named again": named,
}
IGNORES = frozenset({
    "audit allocated", "audit started", "audit returned", "audit uploaded to record",
})  # fmt: skip


def _flag(rows: Rows, event: Any, themes: list[str]) -> None:
    known = rows["flagged"].get(event.stream)
    before = known["themes"]["ids"] if known else []
    for theme in themes:
        if theme not in before:
            _put(rows, event, theme)
    for theme in before:
        if theme not in themes:
            _take_out(rows, entry_id(event.stream, theme))
    if known or themes:
        rows["flagged"].put(audit=event.stream, themes={"ids": themes})


def _put(rows: Rows, event: Any, theme: str) -> None:
    id, audit = entry_id(event.stream, theme), rows["audits"].get(event.stream) or {}
    known = rows["good_practice"].get(id)
    if known and known["version"]:
        return
    where = {key: audit.get(key, "") for key in ("cycle", "worker", "team", "area", "auditor")}
    values = {"id": id, "source": "audit", "audit": event.stream, "theme": theme, "domain": ""}
    values |= {"shown": 0, "conditions": {}}
    rows["good_practice"].put(**BLANK | where | values | {"position": event.position})


def _show(rows: Rows, event: Any, **values: Any) -> None:
    """Change what the register says of everything that is flagged in an audit."""
    known = rows["flagged"].get(event.stream)
    for theme in known["themes"]["ids"] if known else ():
        id = entry_id(event.stream, theme)
        if rows["good_practice"].get(id):
            rows["good_practice"].change(id, **values, position=event.position)


def _take_out(rows: Rows, id: str) -> None:
    """Take out what is not flagged any more, unless it has a record of its own by now."""
    known = rows["good_practice"].get(id)
    if known and not known["version"]:
        rows["good_practice"].remove(id)


def _change(rows: Rows, event: Any, **values: Any) -> None:
    rows["good_practice"].change(event.stream, **values, **_marked(event))


def _marked(event: Any) -> Row:
    return {"version": event.version, "position": event.position}
