"""To whom was coaching offered, why, and was it accepted and taken? Never what was noted."""

from typing import Any

from projections.rows import Rows, Table

TABLES = (
    Table(
        "coaching",
        {
            "id": str, "person": str, "coach": str, "offered_by": str, "offered_on": str, "cause": str, "form": str,
            "state": str, "accepted_on": str, "ended_on": str, "version": int, "position": int,
        },
        ("id",),
        (("person",), ("coach",)),
    ),
)  # fmt: skip


def offered(rows: Rows, event: Any) -> None:
    """An offer that waits."""
    facts = {key: event.facts[key] for key in ("person", "coach", "cause", "form")}
    values = {"offered_by": event.by, "offered_on": event.facts["on"], "state": "offered"}
    values |= {"accepted_on": "", "ended_on": ""}
    rows["coaching"].put(id=event.stream, **facts, **values, version=event.version, position=event.position)


def accepted(rows: Rows, event: Any) -> None:
    """The person would like it; it is still to take place."""
    marked = {"version": event.version, "position": event.position}
    rows["coaching"].change(event.stream, state="accepted", accepted_on=event.facts["on"], **marked)


def taken(rows: Rows, event: Any) -> None:
    """It took place."""
    _end(rows, event, "taken", coach=event.facts["coach"])


def declined(rows: Rows, event: Any) -> None:
    """The person would rather not."""
    _end(rows, event, "declined")


def withdrawn(rows: Rows, event: Any) -> None:
    """The offer was taken back."""
    _end(rows, event, "withdrawn")


HANDLERS = {
    "coaching offered": offered,
    "coaching accepted": accepted,
    "coaching taken": taken,
    "coaching declined": declined,
    "coaching withdrawn": withdrawn,
}


def _end(rows: Rows, event: Any, state: str, **values: Any) -> None:
    marked = {"version": event.version, "position": event.position}
    rows["coaching"].change(event.stream, state=state, ended_on=event.facts["on"], **values, **marked)
