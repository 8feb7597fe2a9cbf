"""Which training cohorts are there, who is in them, and what became of it?"""

from typing import Any

from projections.rows import Rows, Table

TABLES = (
    Table(
        "cohorts",
        {
            "id": str, "name": str, "quarter": str, "starts": str, "places": int, "state": str, "started_on": str,
            "ended_on": str, "counted_from": str, "dates": dict, "trainers": dict, "external": int, "members": int,
            "trained": int, "version": int, "position": int,
        },
        ("id",),
    ),
    Table(
        "cohort_members",
        {"cohort": str, "person": str, "joined_on": str, "left_on": str, "outcome": str},
        ("cohort", "person"),
        (("person",),),
    ),
)  # fmt: skip

PLANNED = ("quarter", "starts", "places")
BLANK = {"started_on": "", "ended_on": "", "counted_from": "", "members": 0, "trained": 0}


def planned(rows: Rows, event: Any) -> None:
    """A cohort that waits to start."""
    facts = event.facts
    values = {"id": event.stream, "name": facts["name"], "state": "planned", "dates": {"days": []}}
    rows["cohorts"].put(**BLANK | values | _plan(facts) | _marked(event))


def replanned(rows: Rows, event: Any) -> None:
    """Another plan."""
    rows["cohorts"].change(event.stream, **_plan(event.facts), **_marked(event))


def dated(rows: Rows, event: Any) -> None:
    """Its days are known."""
    rows["cohorts"].change(event.stream, dates={"days": event.facts["dates"]}, **_marked(event))


def joined(rows: Rows, event: Any) -> None:
    """One more."""
    facts = event.facts
    values = {"person": facts["person"], "joined_on": facts["on"], "left_on": "", "outcome": ""}
    rows["cohort_members"].put(cohort=event.stream, **values)
    _count(rows, event, 1)


def left(rows: Rows, event: Any) -> None:
    """One fewer."""
    facts = event.facts
    rows["cohort_members"].change(event.stream, facts["person"], left_on=facts["on"], outcome="left")
    _count(rows, event, -1)


def started(rows: Rows, event: Any) -> None:
    """The training goes on."""
    rows["cohorts"].change(event.stream, state="started", started_on=event.facts["on"], **_marked(event))


def completed(rows: Rows, event: Any) -> None:
    """It is over; what became of each."""
    facts = event.facts
    for outcome in ("trained", "already", "not_yet"):
        for person in facts[outcome]:
            rows["cohort_members"].change(event.stream, person, outcome=outcome)
    values = {"state": "completed", "ended_on": facts["on"], "counted_from": facts["counted_from"]}
    trained = len(facts["trained"]) + len(facts["already"])
    rows["cohorts"].change(event.stream, **values, trained=trained, **_marked(event))


def called_off(rows: Rows, event: Any) -> None:
    """It does not take place."""
    rows["cohorts"].change(event.stream, state="called_off", ended_on=event.facts["on"], **_marked(event))


HANDLERS = {
    "cohort planned": planned,
    "cohort replanned": replanned,
    "cohort dates set": dated,
    "cohort joined": joined,
    "cohort left": left,
    "cohort started": started,
    "cohort completed": completed,
    "cohort called off": called_off,
}


def _plan(facts: dict[str, Any]) -> dict[str, Any]:
    values = {key: facts[key] for key in PLANNED}
    return values | {"trainers": {"ids": facts["trainers"]}, "external": int(bool(facts["external"]))}


def _count(rows: Rows, event: Any, more: int) -> None:
    row = rows["cohorts"].touch(event.stream)
    rows["cohorts"].change(event.stream, members=row["members"] + more, **_marked(event))


def _marked(event: Any) -> dict[str, Any]:
    return {"version": event.version, "position": event.position}
