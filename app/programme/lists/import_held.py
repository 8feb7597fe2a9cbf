"""What is held here now, in the words of the lists, so that a list can be compared with it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from app.programme.english import counted, listed
from app.programme.house import House
from app.programme.lists.import_known import Known
from app.programme.lists.import_plan import Current
from app.programme.lists.import_reading import Reading, Record
from projections import children, children_lists, people

NAMED = 3


def known(house: House) -> Known:
    """The teams, areas and people that a list may name; who left counts only where nobody here has the name."""
    everyone = people.everyone(house.model)
    here = {row["name"].casefold() for row in everyone if not row["left_on"]}
    listable = [row for row in everyone if not row["left_on"] or row["name"].casefold() not in here]
    return Known(
        teams={row["id"]: row["name"] for row in people.teams(house.model)},
        people={row["id"]: (row["name"], row["email"]) for row in listable},
        areas={row["id"]: row["name"] for row in people.areas(house.model)},
    )


def held(house: House, kind: str, on: str = "") -> Current:
    """Everything held of a kind by its key: people by e-mail, children by reference, counts of a date by plan type."""
    if kind == "people":
        return _people(house)
    return _children(house) if kind == "children" else _counts(house, on)


def ids(house: House) -> dict[str, str]:
    """The id of every person by e-mail."""
    return {row["email"]: row["id"] for row in people.everyone(house.model)}


def sensible(reading: Reading, current: Current) -> tuple[Reading, list[str], list[str]]:
    """The reading without what it cannot change, the keys of entries passed over, and sentences on what is left out."""
    now = {key.casefold(): entry for key, entry in current.items()}
    pairs = [(record, now.get(str(record[reading.key]).casefold())) for record in reading.records]
    gone = {"people": _left_before, "children": _closed_before}.get(reading.kind, _never)
    passed_over = [record[reading.key] for record, entry in pairs if gone(record, entry)]
    kept = [(record, entry) for record, entry in pairs if not gone(record, entry)]
    if reading.kind != "people":
        return replace(reading, records=[record for record, _ in kept]), passed_over, []
    return replace(reading, records=[_stated(*pair) for pair in kept]), passed_over, _left_out(kept)


def _people(house: House) -> Current:
    directed: dict[str, list[str]] = {}
    for area in people.areas(house.model):
        directed.setdefault(area["director"], []).append(area["id"])
    return {row["email"]: _person(row, directed.get(row["id"], [])) for row in people.everyone(house.model)}


def _person(row: Mapping[str, Any], directs: list[str]) -> Record:
    """A person as a list would give them; the area is the one that they direct, if it is one."""
    same = {name: row[name] for name in ("email", "name", "job_level", "team", "supervisor", "moderator", "left_on")}
    trained = "" if row["left_pool_on"] else row["trained_on"]
    area = {} if len(directs) > 1 else {"area": "".join(directs)}
    return same | {"roles": sorted(row["roles"]), "trained_on": trained, "left_pool_on": row["left_pool_on"]} | area


def _children(house: House) -> Current:
    initials = _initials(house)
    names = (*children.DETAILS, "ended_on")
    rows = children_lists.every_child(house.model)
    return {
        row["id"].removeprefix("child/"): {name: row[name] for name in names} | {"initials": initials[row["id"]]}
        for row in rows
    }


def _initials(house: House) -> dict[str, str]:
    """Each child's initials, from the log: the read model does not hold them."""
    found: dict[str, str] = {}
    for happened in house.reader.under("child/"):
        if "initials" in happened.facts:
            found[happened.stream] = happened.facts["initials"]
        elif change := happened.facts.get("changes", {}).get("initials"):
            found[happened.stream] = change[1]
    return found


def _counts(house: House, on: str) -> Current:
    return {row["plan"]: {"count": row["count"]} for row in children_lists.population_on(house.model, on)}


def _left_before(record: Record, entry: Mapping[str, Any] | None) -> bool:
    return entry is None and bool(record.get("left_on"))


def _closed_before(record: Record, entry: Mapping[str, Any] | None) -> bool:
    return bool(record.get("ended_on")) and (entry is None or bool(entry["ended_on"]))


def _never(record: Record, entry: Mapping[str, Any] | None) -> bool:
    return False


def _stated(record: Record, entry: Mapping[str, Any] | None) -> Record:
    """What the list really says of a person: a blank job level, training date or area says nothing."""
    blank = {name for name in ("job_level", "trained_on", "area") if not record.get(name)}
    roles = record.get("roles", entry["roles"] if entry else [])
    unsaid = blank | ({"area"} if "operations_director" not in roles else set())
    if entry:
        unsaid |= {name for name in ("trained_on", "left_on") if _held_stays(name, record, entry)}
    return {name: value for name, value in record.items() if name not in unsaid}


def _held_stays(name: str, record: Record, entry: Mapping[str, Any]) -> bool:
    """A list undoes no training or leaving that is recorded; after leaving the pool, a later training counts."""
    if name == "trained_on" and not entry["trained_on"]:
        return bool(record.get(name, "") <= entry["left_pool_on"])
    return bool(entry[name])


def _left_out(kept: Iterable[tuple[Record, Mapping[str, Any] | None]]) -> list[str]:
    both = [(record, entry) for record, entry in kept if entry]
    back = [entry["name"] for record, entry in both if entry["left_on"] and record.get("left_on") == ""]
    moved = [
        entry["name"]
        for record, entry in both
        if entry["trained_on"] and record.get("trained_on") not in (None, "", entry["trained_on"])
    ]
    sentences = {
        "here as having left and on the list without a leaving date; they stay as having left": back,
        "on the list with another training date; the date held here stays": moved,
    }
    return [f"{_named(names)}: {why}." for why, names in sentences.items() if names]


def _named(names: list[str]) -> str:
    more = [counted(len(names) - NAMED, "other")] if len(names) > NAMED else []
    return listed([*names[:NAMED], *more])
