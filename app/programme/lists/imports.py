"""Bring the council in from lists: people, children and the counts of the population.

`match` proposes which column is what, a person confirms, `read_people`, `read_children` or `read_population` read the
rows under that mapping, and `plan` says what bringing them in would do. Nothing here stores anything.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from app.events.vocabulary import PLAN_TYPES
from app.programme.english import listed
from app.programme.lists import import_cells as cells
from app.programme.lists.import_columns import Field, Matching, Spec, match
from app.programme.lists.import_known import Known
from app.programme.lists.import_plan import Change, Current, End, ImportPlan, digest_of, plan
from app.programme.lists.import_reading import Readers, Reading, Record, Sheet, sheet
from app.programme.lists.import_specs import CHILDREN, PEOPLE, POPULATION, SPECS
from app.programme.lists.import_steps import Tell, nobody
from app.programme.lists.table_grid import CannotRead, Fault, Row, Table

__all__ = [
    "CHILDREN",
    "PEOPLE",
    "POPULATION",
    "SPECS",
    "CannotRead",
    "Change",
    "Current",
    "End",
    "Fault",
    "Field",
    "ImportPlan",
    "Known",
    "Matching",
    "Reading",
    "Spec",
    "match",
    "plan",
    "read_children",
    "read_people",
    "read_population",
]


def read_people(table: Table, mapping: Mapping[str, str], known: Known, *, tell: Tell = nobody) -> Reading:
    """The people of a list by e-mail; teams, areas and supervisors as ids.

    A supervisor who is in the same list and not here yet stays an e-mail address (it has an "@"), to be looked up
    once everybody is added. Raises CannotRead for a mapping that cannot be.
    """
    to_date = partial(cells.a_date, epoch=table.epoch)
    readers: Readers = {
        "email": cells.an_email,
        "name": cells.plain_text,
        "job_level": cells.job_level,
        "team": known.team,
        "area": known.area,
        "roles": cells.roles,
        "supervisor": str,
        "trained_on": to_date,
        "moderator": cells.moderator,
        "left_on": to_date,
    }
    reading = sheet(table, mapping, PEOPLE, readers, tell)
    rows = list(reading.records())
    records = [record for row, record, sound in rows if _supervised(reading, row, record, known) and sound]
    return reading.reading(records, digest=_digest(table, mapping, PEOPLE))


def read_children(
    table: Table, mapping: Mapping[str, str], known: Known, on: date, whole: bool = True, *, tell: Tell = nobody
) -> Reading:
    """The children of a list as it stood on a date, by reference; teams and workers as ids.

    A date of birth becomes the age band on that date and is not kept. `whole` says that the list has every open
    child, so that one who is not on it has ended. Raises CannotRead for a mapping that cannot be.
    """
    to_date = partial(cells.a_date, epoch=table.epoch)
    readers: Readers = {
        "reference": cells.a_reference,
        "initials": cells.initials,
        "plan": cells.plan_type,
        "team": known.team,
        "worker": known.person,
        "age_band": cells.age_band,
        "date_of_birth": lambda text: cells.band_on(to_date(text), on),
        "ethnicity": cells.plain_text,
        "opened": to_date,
        "last_audited": to_date,
        "ended_on": to_date,
    }
    reading = sheet(table, mapping, CHILDREN, readers, tell)
    rows = [(row, _child(record), sound) for row, record, sound in reading.records()]
    records = [record for row, record, sound in rows if _in_order(reading, row, record, on.isoformat()) and sound]
    digest = _digest(table, mapping, CHILDREN, on.isoformat(), str(whole))
    return reading.reading(records, digest=digest, on=on.isoformat(), whole=whole)


def read_population(table: Table, mapping: Mapping[str, str], on: date) -> Reading:
    """The counts of open children by plan type on a date; a row called "Total" is checked against them, not kept."""
    reading = sheet(table, mapping, POPULATION, {"plan": cells.plan_type, "count": cells.a_count})
    totals = [row for row in table.rows if reading.cell(row, "plan").casefold() in ("total", "all", "grand total")]
    reading.table = _without(table, totals)
    records = [record for _, record, sound in reading.records() if sound]
    _check_counts(reading, totals, records)
    return reading.reading(records, digest=_digest(table, mapping, POPULATION, on.isoformat()), on=on.isoformat())


def _supervised(reading: Sheet, row: Row, record: Record, known: Known) -> bool:
    """Put the supervisor's id, or the e-mail of somebody on the list, into the record; False after a fault."""
    if not (text := record.get("supervisor")):
        return True
    email = text.lower()
    try:
        record["supervisor"] = known.person(text)
        email = known.people[record["supervisor"]][1].lower()
    except cells.Unfit as unfit:
        record["supervisor"] = email
        if email not in reading.rows_of:
            reading.fault(row, "supervisor", unfit.sentence)
            return False
    if email == record.get("email"):
        reading.fault(row, "supervisor", "Nobody supervises themselves.")
    return email != record.get("email")


def _child(record: Record) -> Record:
    """The record with the age band that the date of birth gave, and with an end, empty for an open child."""
    if born := record.pop("date_of_birth", None):
        record["age_band"] = born
    elif born is not None:
        record.setdefault("age_band", "")
    return {"ended_on": ""} | record


def _in_order(reading: Sheet, row: Row, record: Record, on: str) -> bool:
    """Whether the dates of a child can follow each other; notes the ones that cannot and the odd ones."""
    opened, audited, ended = (record.get(name, "") for name in ("opened", "last_audited", "ended_on"))
    faults = [(name, "This is after the list's date.") for name in ("opened", "ended_on") if record.get(name, "") > on]
    if ended and opened > ended:
        faults.append(("ended_on", "This is before the day that the child was opened."))
    if audited and opened > audited:
        reading.fault(row, "opened", "The child was opened after the last audit. Is this a new episode?", warning=True)
    if audited > on:
        reading.fault(row, "last_audited", "This is after the list's date.", warning=True)
    for name, sentence in faults:
        reading.fault(row, name, sentence)
    return not faults


def _without(table: Table, left_out: list[Row]) -> Table:
    return replace(table, rows=[row for row in table.rows if row not in left_out])


def _check_counts(reading: Sheet, totals: list[Row], records: list[Record]) -> None:
    added = sum(record["count"] for record in records)
    for row in totals:
        if reading.cell(row, "count").replace(",", "") != str(added):
            reading.fault(row, "count", f"The rows add up to {added:,}.")
    if missing := [plan for plan in PLAN_TYPES if plan.casefold() not in reading.rows_of]:
        reading.keep(Fault(0, "", "", f"There is no count for {listed(missing)}.", warning=True))


def _digest(table: Table, mapping: Mapping[str, str], spec: Spec, *facts: str) -> str:
    return digest_of([table.sha256, dict(mapping), spec.kind, *facts])
