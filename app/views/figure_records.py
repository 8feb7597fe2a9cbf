"""What a figure counts that is no audit and nobody: actions, concerns, duties, requests, loops, examples, children."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app import clock
from app.events.impact_questions import PARTS
from app.programme.english import counted
from app.views import actions, concerns, duties, good_practice, impact, loops
from app.views.desk import i, model
from app.views.links import link
from app.views.tracking import Tracker
from app.views.words import day, month, reference
from projections import asking
from projections.asking import Asked

Row = dict[str, Any]
Said = Callable[[Row], str]


@dataclass(frozen=True)
class Kind:
    """Records of a kind: the tracker that says who sees which, and what is said beside the child's reference."""

    tracker: Tracker
    said: Said


def _team(row: Row) -> str:
    return row["team_name"] or ""


KINDS: Mapping[str, Kind] = {
    "action": Kind(actions.TRACKER, lambda row: f"{row['owner_name'] or 'nobody'}, due {day(row['due'])}"),
    "concern": Kind(concerns.TRACKER, lambda row: f"raised {day(row['raised_at'][:10])}, {_team(row)}"),
    "duty": Kind(duties.TRACKER, lambda row: f"received {day(row['received_on'])}, {_team(row)}"),
    "impact": Kind(impact.TRACKER, lambda row: f"{PARTS[row['part']].lower()}, {_team(row)}"),
    "loop": Kind(loops.TRACKER, lambda row: month(row["cycle"])),
    "good_practice": Kind(good_practice.TRACKER, lambda row: f"found {day(row['found_on'])}, {_team(row)}"),
}
"""By the kind of a record's id."""
NOUNS = {
    "audits": "audit", "people": "auditor", "actions": "action", "concerns": "concern", "duties": "follow-up",
    "requests": "request", "loops": "looped audit", "examples": "example", "records": "record",
}  # fmt: skip
"""What one of those is called that a figure's members, or its base, are."""


def many(n: int, are: str) -> str:
    """So many members, or members of a base, in words."""
    return counted(n, NOUNS.get(are, "record"))


def seen(ids: Sequence[str]) -> dict[str, Row]:
    """Those of some records that this person sees, by id: what each is called, what is said of it, where it opens."""
    found: dict[str, Row] = {}
    for kind in sorted({_kind(id) for id in ids} & KINDS.keys()):
        mine = [id for id in ids if _kind(id) == kind]
        found |= {row["id"]: _shown(row, KINDS[kind]) for row in _rows(KINDS[kind].tracker, mine)}
    return found | _children(id for id in ids if _kind(id) == "child")


def _kind(id: str) -> str:
    return id.partition("/")[0]


def _rows(tracker: Tracker, ids: Sequence[str]) -> list[Row]:
    asked = Asked(replace(tracker.reach(), reader=i().id), clock.today(), members=tuple(ids))
    return asking.everything(model(), tracker.question, asked)


def _shown(row: Row, kind: Kind) -> Row:
    href = link(f"{kind.tracker.path}/{reference(row['id'])}")
    return {"text": reference(row.get("child") or row["id"]), "note": kind.said(row).strip(", "), "href": href}


def _children(ids: Iterable[str]) -> dict[str, Row]:
    """Children of a dip sample, for who may open them."""
    known = {id: link(f"/children/{reference(id)}") for id in ids}
    return {id: {"text": reference(id), "note": "", "href": href} for id, href in known.items() if href}
