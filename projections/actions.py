"""Who is to do what by when, and where does it stand? What is to be done, and what shows it, stays in the log."""

from typing import Any

from projections.rows import Row, Rows, Table

TABLES = (
    Table(
        "actions",
        {
            "id": str, "source": str, "kind": str, "child": str, "owner": str, "team": str, "area": str, "state": str,
            "due": str, "first_due": str, "month": str, "raised_on": str, "raised_by": str, "extended": int,
            "reopened": int, "noted_on": str, "ended_on": str, "completed_on": str, "completed_by": str,
            "spans": int, "version": int, "position": int,
        },
        ("id",),
        (
            ("owner", "state"), ("team", "state"), ("area", "state"), ("state", "due", "owner"), ("source",),
            ("child",), ("month",), ("position",),
        ),
    ),
    Table(
        "action_spans",
        {
            "action": str, "number": int, "owner": str, "team": str, "area": str, "due": str, "begun_on": str,
            "ended_on": str,
        },
        ("action", "number"),
        (("ended_on",), ("owner",)),
    ),
)  # fmt: skip
"""A span is a time, from one day on to before another, in which an action was open with one owner and date."""


def raised(rows: Rows, event: Any) -> None:
    """Open, with its owner and date."""
    facts = event.facts
    row = {key: facts[key] for key in ("source", "child", "owner", "team", "area", "due")}
    row |= {"kind": _kind(rows, event), "state": "open", "first_due": facts["due"]}
    row |= {"month": facts["on"][:7], "raised_on": facts["on"], "raised_by": event.by}
    row |= dict.fromkeys(("extended", "reopened", "spans"), 0)
    row |= dict.fromkeys(("noted_on", "ended_on", "completed_on", "completed_by"), "")
    rows["actions"].put(id=event.stream, **row, version=event.version, position=event.position)
    _open(rows, event)


def amended(rows: Rows, event: Any) -> None:
    """Another owner or date; what is to be done stays in the log."""
    after = {key: pair[1] for key, pair in event.facts["changes"].items() if key in ("owner", "due")}
    _move(rows, event, **after)


def extended(rows: Rows, event: Any) -> None:
    """A later date."""
    row = rows["actions"].touch(event.stream)
    row["extended"] += 1
    _move(rows, event, due=event.facts["due"])


def reassigned(rows: Rows, event: Any) -> None:
    """Another owner, and perhaps another team that answers for it."""
    _move(rows, event, **{key: event.facts[key] for key in ("owner", "team", "area")})


def noted(rows: Rows, event: Any) -> None:
    """Progress was noted on that day."""
    _change(rows, event, noted_on=event.facts["on"])


def completed(rows: Rows, event: Any) -> None:
    """Done, and to be verified."""
    on = event.facts["on"]
    _close(rows, event)
    _change(rows, event, state="completed", completed_on=on, completed_by=event.by, ended_on=on)


def completion_corrected(rows: Rows, event: Any) -> None:
    """Done on another day: the time in which it was open ended then."""
    on = event.facts["completed_on"]
    row = _change(rows, event, completed_on=on, ended_on=on)
    rows["action_spans"].change(event.stream, row["spans"], ended_on=on)


def verified(rows: Rows, event: Any) -> None:
    """Found done."""
    _change(rows, event, state="verified")


def reopened(rows: Rows, event: Any) -> None:
    """To be done after all."""
    row = rows["actions"].touch(event.stream)
    row["reopened"] += 1
    _change(rows, event, state="open", completed_on="", completed_by="", ended_on="")
    _open(rows, event)


def cancelled(rows: Rows, event: Any) -> None:
    """Not to be done any more."""
    _close(rows, event)
    _change(rows, event, state="cancelled", ended_on=event.facts["on"])


HANDLERS = {
    "action raised": raised,
    "action amended": amended,
    "action extended": extended,
    "action reassigned": reassigned,
    "action progress noted": noted,
    "action completed": completed,
    "action verified": verified,
    "action reopened": reopened,
    "action cancelled": cancelled,
    "action completion corrected": completion_corrected,
}


def _kind(rows: Rows, event: Any) -> str:
    """What it comes from: what an audit's moderator raises comes from the moderation."""
    drawn = rows["moderations"].get(event.facts["source"])
    if drawn and drawn["moderator"] == event.by:
        return "moderation"
    return str(event.facts["source"].partition("/")[0].replace("-", "_"))


def _change(rows: Rows, event: Any, **values: Any) -> Row:
    return rows["actions"].change(event.stream, **values, version=event.version, position=event.position)


def _move(rows: Rows, event: Any, **values: Any) -> None:
    """Another owner, team or date from that day on: its open span ends and another begins, if it is open."""
    row = _change(rows, event, **values)
    if row["state"] == "open" and values:
        _close(rows, event)
        _open(rows, event)


def _open(rows: Rows, event: Any) -> None:
    row = rows["actions"].touch(event.stream)
    row["spans"] += 1
    facts = {key: row[key] for key in ("owner", "team", "area", "due")}
    facts |= {"action": event.stream, "number": row["spans"], "begun_on": event.facts["on"], "ended_on": ""}
    rows["action_spans"].put(**facts)


def _close(rows: Rows, event: Any) -> None:
    row = rows["actions"].get(event.stream)
    if row:
        rows["action_spans"].change(event.stream, row["spans"], ended_on=event.facts["on"])
