"""Who asked to be exempted from which month, for what kind of reason, and what was decided when?"""

from typing import Any

from projections.rows import Row, Rows, Table

TABLES = (
    Table(
        "exemptions",
        {
            "id": str, "auditor": str, "cycle": str, "reason_class": str, "state": str, "asked_at": str,
            "decided_on": str, "decided_by": str, "after_allocation": int, "position": int,
        },
        ("id",),
        (("cycle", "state"), ("auditor",)),
    ),
)  # fmt: skip


def asked(rows: Rows, event: Any) -> None:
    """An exemption waits for a decision; its note stays in the log."""
    facts = event.facts
    values = {"auditor": facts["auditor"], "cycle": facts["cycle"], "reason_class": facts["reason_class"]}
    blank = {"decided_on": "", "decided_by": "", "after_allocation": 0}
    rows["exemptions"].put(
        id=event.stream, **values, **blank, state="asked", asked_at=event.at, position=event.position
    )


def authorised(rows: Rows, event: Any) -> None:
    """Yes; whether the month's audits were allocated by then decides which base the exemption leaves."""
    exemption = rows["exemptions"].get(event.stream)
    cycle = rows["cycles"].get(exemption["cycle"]) if exemption else None
    late = int(bool(cycle and cycle["allocated_at"]))
    _decide(rows, event, "authorised", late)


def declined(rows: Rows, event: Any) -> None:
    """No."""
    _decide(rows, event, "declined", 0)


HANDLERS = {"exemption asked": asked, "exemption authorised": authorised, "exemption declined": declined}


def exemptions(model: Any, cycle: str) -> list[Row]:
    """A month's exemptions in the order in which they were asked for, with the auditors' names."""
    sql = (
        "SELECT exemptions.*, people.name AS auditor_name FROM exemptions JOIN people ON people.id = exemptions.auditor"
        " WHERE cycle = ? ORDER BY asked_at, exemptions.id"
    )
    return model.query(sql, [cycle])


def of_auditor(model: Any, auditor: str) -> list[Row]:
    """An auditor's exemptions, oldest first."""
    return model.query("SELECT * FROM exemptions WHERE auditor = ? ORDER BY asked_at, id", [auditor])


def _decide(rows: Rows, event: Any, state: str, after_allocation: int) -> None:
    values = {"state": state, "decided_on": event.facts["on"], "decided_by": event.by}
    rows["exemptions"].change(event.stream, **values, after_allocation=after_allocation, position=event.position)
