"""What a reader asks of the tracker, as SQL: which audits, in which order, never more than they may see."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from app.events.vocabulary import AUDIT_STATES, COMPLETED_STATES, OPEN_STATES
from projections import final_grades
from projections.seals import both_in, open_to

SHOWN_TO_WORKER = ("returned", "accepted")


class Seen(Protocol):
    """Which audits the reader may see: all, or those of a team, of areas, their own, of their own work, or named ones.

    Never one that is sealed from them (`reader`).
    """

    @property
    def reader(self) -> str: ...
    @property
    def everything(self) -> bool: ...
    @property
    def team(self) -> str: ...
    @property
    def areas(self) -> Collection[str]: ...
    @property
    def auditor(self) -> str: ...
    @property
    def worker(self) -> str: ...
    @property
    def children(self) -> Collection[str]: ...
    @property
    def cycles(self) -> Collection[str]: ...


@dataclass(frozen=True)
class Wanted:
    """What the reader asked for, each empty for any; `late` is returned, overdue or any."""

    seen: Seen
    today: date
    cycle: str = ""
    state: str = ""
    team: str = ""
    area: str = ""
    auditor: str = ""
    plan: str = ""
    late: str = ""
    overall: str = ""
    record: str = ""
    """Whether it is on the child's record: yes, old (changed since), or no, of those that should be: none sealed."""
    draw: str = ""
    """Needed: the draw for moderation has to come before anybody can accept it, and it can be drawn now."""
    always: tuple[str, ...] = ()
    """The grades that are always moderated, each with its framework and version: "framework/core 2 inadequate"."""
    reference: str = ""
    members: tuple[str, ...] | None = None
    """The audits of a figure."""
    scale: tuple[str, ...] = ()
    """The grades, best first, for the order of the grades."""


def one_of(column: str, values: Iterable[str]) -> str:
    """A condition for a column and values of the vocabulary."""
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{column} IN ({listed})"


COMPLETED, OPEN = one_of("audits.state", COMPLETED_STATES), one_of("audits.state", OPEN_STATES)
RETURNED_LATE = f"{COMPLETED} AND audits.days_late > 0"
OVERDUE = f"{OPEN} AND audits.due < :today"
LATE = {"returned": RETURNED_LATE, "overdue": OVERDUE, "any": f"({RETURNED_LATE} OR {OVERDUE})"}
RECORD = {
    "yes": "audits.uploaded_on <> ''",
    "old": "audits.record_old = 1",
    "no": f"audits.state = 'accepted' AND audits.uploaded_on = '' AND {both_in('audits.id')}",
}
DRAW = {
    "needed": (
        "audits.uploaded_on = '' AND audits.state IN ('returned', 'accepted')"
        " AND audits.framework || ' ' || audits.framework_version || ' ' || audits.overall IN"
        " (SELECT value FROM json_each(:always))"
        f" AND NOT EXISTS (SELECT 1 FROM moderations WHERE moderations.id = audits.id) AND {both_in('audits.id')}"
    ),
}
SORTS = {
    "child": "audits.child",
    "auditor": "auditors.name",
    "team": "teams.name",
    "plan": "audits.plan",
    "due": "audits.due",
    "returned": "audits.returned_on",
    "open": f"CASE WHEN {OPEN} THEN 0 ELSE 1 END, audits.due",
    "id": "audits.id",
    "state": "CASE audits.state " + " ".join(f"WHEN '{s}' THEN {n}" for n, s in enumerate(AUDIT_STATES)) + " END",
}
JOINS = {
    "auditor": " LEFT JOIN people auditors ON auditors.id = audits.auditor",
    "team": " LEFT JOIN teams ON teams.id = audits.team",
}


def where(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    """The condition for the audits that are asked for and may be seen, and its values."""
    values: dict[str, Any] = {"today": wanted.today.isoformat(), "reader": wanted.seen.reader}
    parts = [_seen(wanted.seen, values), open_to("audits.id")]
    for name in ("cycle", "state", "team", "area", "auditor", "plan"):
        if value := getattr(wanted, name):
            values[name] = value
            parts.append(f"audits.{name} = :{name}")
    if wanted.overall:
        values["overall"] = wanted.overall
        parts.append(f"{final_grades.OVERALL} = :overall AND {COMPLETED}")
    if wanted.late:
        parts.append(LATE[wanted.late])
    if wanted.record:
        parts.append(RECORD[wanted.record])
    if wanted.draw:
        values["always"] = _json(wanted.always)
        parts.append(DRAW[wanted.draw])
    if wanted.reference:
        values["reference"] = wanted.reference.upper()
        parts.append("instr(upper(audits.child), :reference) > 0")
    if wanted.members is not None:
        values["members"] = _json(wanted.members)
        parts.append("audits.id IN (SELECT value FROM json_each(:members))")
    return " AND ".join(parts), values


def _seen(seen: Seen, values: dict[str, Any]) -> str:
    if seen.everything:
        return "1"
    parts = ["0"]
    if seen.team:
        values["my_team"] = seen.team
        parts.append("audits.team = :my_team")
    if seen.areas:
        values["my_areas"] = _json(sorted(seen.areas))
        parts.append("audits.area IN (SELECT value FROM json_each(:my_areas))")
    if seen.auditor:
        values["me_auditor"] = seen.auditor
        parts.append("audits.auditor = :me_auditor")
    if seen.worker:
        values["me_worker"] = seen.worker
        parts.append(f"(audits.worker = :me_worker AND {one_of('audits.state', SHOWN_TO_WORKER)})")
    for column, ids in (("child", seen.children), ("cycle", seen.cycles)):
        if ids:
            values[f"named_{column}"] = _json(sorted(ids))
            parts.append(f"audits.{column} IN (SELECT value FROM json_each(:named_{column}))")
    return f"({' OR '.join(parts)})"


def order(sort: str, wanted: Wanted, values: dict[str, Any]) -> str:
    """ORDER BY for a sort such as "due" or "-due"; an unknown one is by due date. Grades go best first."""
    down, name = sort.startswith("-"), sort.removeprefix("-")
    by = _grades(wanted, values) if name == "grade" else SORTS.get(name, SORTS["due"])
    return f"ORDER BY {by}{' DESC' if down else ''}, audits.id"


def joined(sort: str) -> str:
    """The join that a sort needs to find its names."""
    return JOINS.get(sort.removeprefix("-"), "")


def _grades(wanted: Wanted, values: dict[str, Any]) -> str:
    """The place of the overall grade on the scale; an audit that is not in yet has none, and none goes last."""
    values |= {f"grade_{place}": grade for place, grade in enumerate(wanted.scale)}
    places = " ".join(f"WHEN :grade_{place} THEN {place}" for place in range(len(wanted.scale)))
    known = f"CASE {final_grades.OVERALL} {places} ELSE 99 END" if places else final_grades.OVERALL
    return f"CASE WHEN {COMPLETED} THEN {known} ELSE 100 END"


def _json(values: Iterable[str]) -> str:
    return json.dumps(list(values))
