"""Bring a list in: from its table to a plan, and from the plan to the log, whole or not at all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from app.events.base import Refusal, Subject
from app.events.child import Import
from app.programme.house import AlreadyDone, House
from app.programme.lists import import_acts
from app.programme.lists.import_columns import Matching
from app.programme.lists.import_held import held, known, sensible
from app.programme.lists.import_plan import ImportPlan
from app.programme.lists.import_reading import Reading
from app.programme.lists.import_steps import Tell, nobody
from app.programme.lists.imports import SPECS, plan, read_children, read_people, read_population
from app.programme.lists.table_grid import Table
from projections import people


@dataclass(frozen=True)
class Brought:
    """A list as it came: its kind, its file, the date (ISO) on which it was true, and whether it is the whole list."""

    kind: str
    file_name: str
    on: str
    whole: bool = True


def best(found: Matching) -> dict[str, str]:
    """The columns to begin with: the certain ones, and for each other field the likeliest that is still free."""
    chosen = dict(found.mapping)
    for name, columns in found.unsure.items():
        if free := [column for column in columns if column not in chosen.values()]:
            chosen[name] = free[0]
    return chosen


def planned(
    house: House, brought: Brought, table: Table, mapping: Mapping[str, str], tell: Tell = nobody
) -> ImportPlan:
    """What bringing the table in would do to what is held now; raises CannotRead for columns that cannot be."""
    on, names = date.fromisoformat(brought.on), known(house)
    if brought.kind == "people":
        reading = read_people(table, mapping, names, tell=tell)
    elif brought.kind == "children":
        reading = read_children(table, mapping, names, on, brought.whole, tell=tell)
    else:
        reading = read_population(table, mapping, on)
    tell("compare", 0, 0)
    return compared(house, reading)


def compared(house: House, reading: Reading) -> ImportPlan:
    """What a reading, from a file or made by a programme, would do to what is held now."""
    current = held(house, reading.kind, reading.on)
    read, passed_over, sentences = sensible(reading, current)
    made = plan(read, current)
    made.passed_over += passed_over
    made.warnings += sentences
    return made


def bring_in(
    house: House,
    made: ImportPlan,
    brought: Brought,
    *,
    id: str,
    sha256: str,
    by: str,
    at: str,
    tell: Tell = nobody,
) -> None:
    """Store everything that a plan says and the import itself in one piece: all of it or nothing.

    Takes the import's id, minted with the preview. Raises AlreadyDone when this person's import is stored already,
    Refusal when the plan has faults, is out of date or would leave nobody to administer.
    """
    record = house.log.load(Import, id)
    if record.exists and house.log.history(id)[0].by == by:
        raise AlreadyDone
    seen = house.look_at("person/") if made.kind == "people" else None
    made.require_ready(held(house, made.kind, made.on))
    if made.nothing_to_do:
        raise Refusal("Nothing to change: everything on this list is held here already.")
    _somebody_administers(house, made)
    subjects = list(_told(_subjects(house, made, brought, id, by, at), made, tell))
    tell("store", 0, 0)
    record.complete(by=by, at=at, **_facts(made, brought, sha256))
    house.keep(*subjects, record, looked_at=seen, then=lambda: tell("follow", 0, 0))


def bring_in_records(
    house: House, kind: str, records: list[dict[str, object]], on: str, *, id: str, file_name: str, by: str, at: str
) -> ImportPlan:
    """Bring in, as a whole list, records that a programme made; teams, workers and supervisors are ids.

    Takes records with the fields of `SPECS[kind]`; returns the plan that was carried out. Raises Refusal.
    """
    key = SPECS[kind].key
    if kind == "children":
        records = [{"ended_on": ""} | record for record in records]
    seen = frozenset(str(record[key]).casefold() for record in records)
    reading = Reading(kind, key, records, [], seen, on, kind == "children")
    made = compared(house, reading)
    bring_in(house, made, Brought(kind, file_name, on), id=id, sha256=made.digest, by=by, at=at)
    return made


def _subjects(house: House, made: ImportPlan, brought: Brought, id: str, by: str, at: str) -> Iterator[Subject]:
    if made.kind == "people":
        return import_acts.People(house, made, id, brought.on, by, at).subjects()
    return (import_acts.children if made.kind == "children" else import_acts.population)(house, made, by, at)


def _told(subjects: Iterator[Subject], made: ImportPlan, tell: Tell) -> Iterator[Subject]:
    of = len(made.add) + len(made.change) + len(made.end)
    for done, subject in enumerate(subjects, 1):
        tell("decide", min(done, of), of)
        yield subject


def _facts(made: ImportPlan, brought: Brought, sha256: str) -> dict[str, object]:
    counts = {"added": len(made.add), "changed": len(made.change), "ended": len(made.end), "same": len(made.same)}
    counts |= {"whole": made.kind == "children" and brought.whole}
    return {"kind": made.kind, "file_name": brought.file_name, "sha256": sha256, "as_at": brought.on, **counts}


def _somebody_administers(house: House, made: ImportPlan) -> None:
    """Raise Refusal when the list takes the role from, or ends, everybody who administers."""
    if made.kind != "people":
        return
    lost = {end.key for end in made.end}
    lost |= {
        each.key for each in made.change if "administrator" not in each.fields.get("roles", [[], ["administrator"]])[1]
    }
    here = {
        row["email"] for row in people.everyone(house.model) if "administrator" in row["roles"] and not row["left_on"]
    }
    if here and here <= lost and not any("administrator" in record.get("roles", []) for record in made.add):
        raise Refusal("After this list nobody would be an administrator. Give somebody on it that role.")
