"""Who asked to be exempted from which months, for what kind of reason, and what was decided when?

That a request lapses when the last of its months is over follows from the date alone: the queries tell it, so that it
is right on every day, whether or not somebody recorded it.
"""

import json
from datetime import date, timedelta
from typing import Any

from app.events.exemption_dates import last_day, month_end
from projections.rows import Row, Rows, Table

TABLES = (
    Table(
        "exemptions",
        {
            "id": str, "auditor": str, "cycle": str, "from_day": str, "to_day": str, "months": str,
            "reason_class": str, "state": str, "asked_at": str, "asked_by": str, "decided_on": str, "decided_by": str,
            "decided_at": str, "in_place_of": str, "after_allocation": int, "lapses_on": str, "ended_on": str,
            "version": int, "position": int,
        },
        ("id",),
        (("cycle", "state"), ("auditor",), ("state",)),
    ),
    Table(
        "exempt_months",
        {
            "cycle": str, "exemption": str, "auditor": str, "reason_class": str, "state": str, "after_allocation": int,
            "lapses_on": str, "position": int,
        },
        ("cycle", "exemption"),
        (("auditor",), ("exemption",)),
    ),
)  # fmt: skip


def asked(rows: Rows, event: Any) -> None:
    """One for a month waits for a decision; its note stays in the log."""
    cycle = event.facts["cycle"]
    first = date.fromisoformat(f"{cycle.removeprefix('cycle/')}-01")
    _ask(rows, event, [cycle], cycle=cycle, from_day=first.isoformat(), to_day=month_end(first).isoformat())


def asked_for_dates(rows: Rows, event: Any) -> None:
    """One from one day to another waits, for the months that the event says it covers."""
    facts = event.facts
    _ask(rows, event, facts["months"], cycle="", from_day=facts["first"], to_day=facts["last"])


def authorised(rows: Rows, event: Any) -> None:
    """Yes; whether a month's audits were allocated by then decides which base the exemption leaves."""
    row = _decide(rows, event, "authorised", in_place_of=event.facts["in_place_of"])
    late = {cycle: _is_allocated(rows, cycle) for cycle in json.loads(row["months"])}
    row["after_allocation"] = int(any(late.values()))
    for cycle, allocated in late.items():
        _change_month(rows, event, cycle, "authorised", after_allocation=int(allocated))


def declined(rows: Rows, event: Any) -> None:
    """No."""
    _end_all(rows, event, _decide(rows, event, "declined", in_place_of=event.facts["in_place_of"]))


def withdrawn(rows: Rows, event: Any) -> None:
    """Taken back before a decision."""
    _end_all(rows, event, _change(rows, event, state="withdrawn", ended_on=event.facts["on"]))


def reversed_(rows: Rows, event: Any) -> None:
    """Taken back after a yes, for some of its months or all."""
    _change(rows, event, state="reversed", ended_on=event.facts["on"], decided_at=event.at)
    for cycle in event.facts["months"]:
        _change_month(rows, event, cycle, "reversed")


def lapsed(rows: Rows, event: Any) -> None:
    """Its months are over and nobody decided."""
    _end_all(rows, event, _change(rows, event, state="lapsed", ended_on=event.facts["on"]))


HANDLERS = {
    "exemption asked": asked,
    "exemption asked for dates": asked_for_dates,
    "exemption authorised": authorised,
    "exemption declined": declined,
    "exemption withdrawn": withdrawn,
    "exemption reversed": reversed_,
    "exemption lapsed": lapsed,
}


STANDS = (
    "CASE WHEN exemptions.state = 'asked' AND exemptions.lapses_on <= :today THEN 'lapsed' ELSE exemptions.state END"
)
"""Where an exemption stands on a day."""
ENDED = (
    "CASE WHEN exemptions.state = 'asked' AND exemptions.lapses_on <= :today THEN exemptions.lapses_on"
    " ELSE exemptions.ended_on END"
)
TOLD = {"state": f"{STANDS} AS state", "ended_on": f"{ENDED} AS ended_on"}
OWN = ", ".join(TOLD.get(name, f"exemptions.{name}") for name in TABLES[0].columns)
"""The columns of an exemption, as they stand on a day."""


def exemptions(model: Any, cycle: str) -> list[Row]:
    """A month's exemptions in the order in which they were asked for, with the auditors' names.

    `state` and `after_allocation` are those of this month, as recorded: one for dates can be reversed for some of its
    months only. Which of them wait for a decision on a day, `months.waiting_exemptions` tells.
    """
    sql = (
        "SELECT exemptions.id, exemptions.auditor, exempt_months.cycle, exemptions.reason_class, exempt_months.state,"
        " exempt_months.after_allocation, asked_at, decided_on, decided_by, people.name AS auditor_name"
        " FROM exempt_months JOIN exemptions ON exemptions.id = exempt_months.exemption"
        " JOIN people ON people.id = exemptions.auditor WHERE exempt_months.cycle = ? ORDER BY asked_at, exemptions.id"
    )
    return model.query(sql, [cycle])


def of_auditor(model: Any, auditor: str, today: date) -> list[Row]:
    """An auditor's exemptions as they stand on a day, oldest first."""
    sql = f"SELECT {OWN} FROM exemptions WHERE auditor = :auditor ORDER BY asked_at, id"
    return model.query(sql, {"auditor": auditor, "today": today.isoformat()})


def standing(model: Any, auditor: str, today: date, cycle: str = "") -> list[Row]:
    """An auditor's exemptions, of one month or of any, that wait for a decision on a day or are authorised."""
    sql = (
        f"SELECT {OWN} FROM exemptions WHERE auditor = :auditor AND id IN (SELECT exemption FROM exempt_months"
        " WHERE :cycle IN (cycle, '') AND (state = 'authorised' OR state = 'asked' AND lapses_on > :today))"
        " ORDER BY asked_at, id"
    )
    return model.query(sql, {"auditor": auditor, "cycle": cycle, "today": today.isoformat()})


def streams(model: Any, auditor: str) -> list[str]:
    """The ids of an auditor's exemptions."""
    return [row["id"] for row in model.query("SELECT id FROM exemptions WHERE auditor = ? ORDER BY id", [auditor])]


def months_of_auditor(model: Any, auditor: str) -> list[Row]:
    """The months that an auditor is or would be exempt from, each with its state, in their order."""
    return model.query("SELECT * FROM exempt_months WHERE auditor = ? ORDER BY cycle, exemption", [auditor])


def exempt_until(model: Any, auditor: str, day: date) -> str:
    """The last day for which authorised exemptions, one after the other, free an auditor from a day on; "" for none."""
    sql = (
        "SELECT from_day, to_day FROM exemptions WHERE auditor = ? AND state = 'authorised' AND to_day >= ?"
        " ORDER BY from_day, to_day"
    )
    until, free = "", day
    for row in model.query(sql, [auditor, day.isoformat()]):
        if row["from_day"] <= free.isoformat() <= row["to_day"]:
            until, free = row["to_day"], date.fromisoformat(row["to_day"]) + timedelta(days=1)
    return until


def exemption(model: Any, id: str, today: date) -> Row | None:
    """One exemption as it stands on a day, with its months as a list, people's names, team and area; None if none."""
    found = model.one(f"{LISTED} WHERE exemptions.id = :id", {"id": id, "today": today.isoformat()})
    return found | {"months": json.loads(found["months"])} if found else None


def waiting(model: Any, today: date) -> list[Row]:
    """Every exemption that waits for a decision on a day, the first asked for first."""
    sql = f"{LISTED} WHERE exemptions.state = 'asked' AND exemptions.lapses_on > :today"
    rows = model.query(f"{sql} ORDER BY exemptions.asked_at, exemptions.id", {"today": today.isoformat()})
    return [row | {"months": json.loads(row["months"])} for row in rows]


def decided_since(model: Any, day: date) -> list[Row]:
    """The exemptions that were authorised, declined or taken back since a day, by when that was recorded."""
    sql = (
        "SELECT id, auditor, asked_by, state, decided_at FROM exemptions"
        " WHERE state IN ('authorised', 'declined', 'reversed') AND decided_at >= ? ORDER BY decided_at, id"
    )
    return model.query(sql, [day.isoformat()])


def undecided(model: Any) -> list[Row]:
    """Every exemption of which nobody has recorded what became of it, in time or not."""
    return model.query("SELECT * FROM exemptions WHERE state = 'asked' ORDER BY asked_at, id")


def released(model: Any, exemption: Row) -> list[Row]:
    """The audits that an exemption took from its auditor and that nobody has been given since."""
    sql = (
        "SELECT audits.*, teams.name AS team_name FROM audits LEFT JOIN teams ON teams.id = audits.team"
        " WHERE audits.auditor = ? AND audits.state = 'released' AND audits.exemption = ? ORDER BY audits.id"
    )
    return model.query(sql, [exemption["auditor"], exemption["id"]])


def released_to_nobody(model: Any, cycle: str = "") -> list[Row]:
    """The audits, of a month or of all that are not closed, that a reversed exemption released and nobody has."""
    sql = (
        "SELECT audits.id, audits.child, audits.cycle FROM audits JOIN cycles ON cycles.id = audits.cycle"
        " JOIN exempt_months ON exempt_months.exemption = audits.exemption AND exempt_months.cycle = audits.cycle"
        " WHERE audits.state = 'released' AND exempt_months.state = 'reversed'"
        " AND (audits.cycle = :cycle OR :cycle = '' AND cycles.state <> 'closed') ORDER BY audits.id"
    )
    return model.query(sql, {"cycle": cycle})


COLUMNS = (
    f"{OWN}, auditors.name AS auditor_name, auditors.team AS team, teams.name AS team_name,"
    " teams.area AS area, areas.name AS area_name, deciders.name AS decider_name, askers.name AS asker_name"
)
SOURCE = (
    "exemptions LEFT JOIN people auditors ON auditors.id = exemptions.auditor"
    " LEFT JOIN teams ON teams.id = auditors.team LEFT JOIN areas ON areas.id = teams.area"
    " LEFT JOIN people deciders ON deciders.id = exemptions.decided_by"
    " LEFT JOIN people askers ON askers.id = exemptions.asked_by"
)
LISTED = f"SELECT {COLUMNS} FROM {SOURCE}"


def _ask(rows: Rows, event: Any, months: list[str], **dates: str) -> None:
    facts = event.facts
    who = {"auditor": facts["auditor"], "reason_class": facts["reason_class"], "state": "asked"}
    blank = {
        "decided_on": "",
        "decided_by": "",
        "decided_at": "",
        "in_place_of": "",
        "after_allocation": 0,
        "ended_on": "",
    }
    lapses = (last_day(max(months)) + timedelta(days=1)).isoformat() if months else ""
    asked = {
        "lapses_on": lapses,
        "asked_at": event.at,
        "asked_by": event.by,
        "version": event.version,
        "position": event.position,
    }
    rows["exemptions"].put(id=event.stream, months=json.dumps(months), **who, **dates, **blank, **asked)
    for cycle in months:
        month = who | {"cycle": cycle, "exemption": event.stream, "after_allocation": 0, "lapses_on": lapses}
        rows["exempt_months"].put(**month, position=event.position)


def _decide(rows: Rows, event: Any, state: str, in_place_of: str) -> Row:
    values = {"state": state, "decided_on": event.facts["on"], "decided_by": event.by, "decided_at": event.at}
    return _change(rows, event, **values, in_place_of=in_place_of)


def _end_all(rows: Rows, event: Any, row: Row) -> None:
    for cycle in json.loads(row["months"]):
        _change_month(rows, event, cycle, row["state"])


def _change(rows: Rows, event: Any, **values: Any) -> Row:
    return rows["exemptions"].change(event.stream, **values, version=event.version, position=event.position)


def _change_month(rows: Rows, event: Any, cycle: str, state: str, **values: Any) -> None:
    rows["exempt_months"].change(cycle, event.stream, state=state, **values, position=event.position)


def _is_allocated(rows: Rows, cycle: str) -> bool:
    found = rows["cycles"].get(cycle)
    return bool(found and found["allocated_at"])
