"""What has the team manager done for each audit that the team received, and what is still to be done by when?"""

from typing import Any

from app.events.vocabulary import DUTIES
from projections.rows import Rows, Table

TABLES = (
    Table(
        "duties",
        {
            "id": str, "audit": str, "cycle": str, "child": str, "team": str, "area": str, "worker": str,
            "received_on": str,
            **{f"{duty}_{what}": str for duty in DUTIES for what in ("due", "on", "by")},
            "discussion_kind": str, "version": int, "position": int,
        },
        ("id",),
        (("team",), ("area",), ("cycle",), ("child",), ("received_on",), ("closing_on",)),
    ),
)  # fmt: skip


def received(rows: Rows, event: Any) -> None:
    """The audit is with the team, and nothing is recorded yet."""
    facts = event.facts
    row = {name: facts[name] for name in ("audit", "child", "team", "area", "worker")}
    row |= {f"{duty}_due": facts["due"].get(duty, "") for duty in DUTIES}
    row |= {f"{duty}_{what}": "" for duty in DUTIES for what in ("on", "by")}
    row |= {"cycle": f"cycle/{facts['audit'].split('/')[1]}", "received_on": facts["on"], "discussion_kind": ""}
    rows["duties"].put(id=event.stream, **row, version=0, position=0)
    _move(rows, event)


def direction(rows: Rows, event: Any) -> None:
    """The worker has direction."""
    _done(rows, event, "direction")


def discussion(rows: Rows, event: Any) -> None:
    """The audit was discussed, more or less reflectively."""
    rows["duties"].touch(event.stream)["discussion_kind"] = event.facts["kind"]
    _done(rows, event, "discussion")


def followed_up(rows: Rows, event: Any) -> None:
    """The actions were followed up."""
    _done(rows, event, "follow_up")


def closed(rows: Rows, event: Any) -> None:
    """The follow-up is closed."""
    _done(rows, event, "closing")


def taken_back(rows: Rows, event: Any) -> None:
    """A record was wrong: the duty is to be done again."""
    row, duty = rows["duties"].touch(event.stream), event.facts["duty"]
    row[f"{duty}_on"] = row[f"{duty}_by"] = ""
    if duty == "discussion":
        row["discussion_kind"] = ""
    _move(rows, event)


HANDLERS = {
    "audit received by team": received,
    "direction recorded": direction,
    "discussion recorded": discussion,
    "actions followed up": followed_up,
    "follow-up closed": closed,
    "duty record taken back": taken_back,
}


def _done(rows: Rows, event: Any, duty: str) -> None:
    row = rows["duties"].touch(event.stream)
    row[f"{duty}_on"], row[f"{duty}_by"] = event.facts["on"], event.facts["done_by"]
    _move(rows, event)


def _move(rows: Rows, event: Any) -> None:
    row = rows["duties"].touch(event.stream)
    row["version"], row["position"] = event.version, event.position
