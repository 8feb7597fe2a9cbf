"""Good practice: noted, followed up with the practitioner, shared; and whether the practitioner is named."""

from datetime import date
from typing import Any

from app.events import good_practice as events
from app.events.audit import Audit
from app.events.base import Event, Refusal
from app.events.good_practice import GoodPractice
from app.events.log import Happened
from app.programme.house import House
from projections import good_practice_lists as rows
from projections import people

Row = dict[str, Any]
OWN_FACTS = ("source", "audit", "cycle", "theme", "domain", "worker", "team", "area")


def note(
    house: House, id: str, *, worker: str, theme: str, domain: str, audit: str, what: str, on: date, by: str, at: str
) -> None:
    """Note good practice that is not flagged in an audit; `audit` (an id, or "") is where it was seen.

    Raises Refusal for an audit that is not accepted or of somebody else's work, and as the record itself does.
    """
    found = house.log.load(Audit, audit) if audit else None
    if found and (found.state != "accepted" or found.worker != worker):
        raise Refusal("This is no accepted audit of this person's work.", "audit")
    person = people.person(house.model, worker) or {}
    facts = {"source": "direct", "audit": audit, "cycle": found.cycle if found else "", "worker": worker}
    facts |= {"theme": theme, "domain": domain, "what": what, "on": on.isoformat()}
    entry = house.log.load(GoodPractice, id)
    entry.note(**facts, team=person.get("team") or "", area=person.get("area") or "", by=by, at=at)
    house.keep(entry)


def follow_up(
    house: House, id: str, *, version: int, conditions: list[str], found: str, on: date, by: str, at: str
) -> None:
    """Record what the practitioner said made it possible; raises Refusal, Stale or AlreadyDone, as all of these do."""
    sent = {"conditions": conditions, "found": found, "on": on.isoformat()}
    entry = _at(house, id, version, by, at, events.GoodPracticeFollowedUp, **sent)
    entry.follow_up(conditions, found, on=on.isoformat(), by=by, at=at)
    house.keep(entry)


def share(house: House, id: str, *, version: int, place: str, note: str, on: date, by: str, at: str) -> None:
    """Record where others heard of it."""
    sent = {"place": place, "note": note, "on": on.isoformat()}
    entry = _at(house, id, version, by, at, events.GoodPracticeShared, **sent)
    entry.share(place, note, on=on.isoformat(), by=by, at=at)
    house.keep(entry)


def keep_unnamed(house: House, id: str, *, version: int, on: date, by: str, at: str) -> None:
    """The practitioner asks to be known to the QA team only."""
    entry = _at(house, id, version, by, at, events.GoodPracticeKeptUnnamed)
    entry.keep_unnamed(on=on.isoformat(), by=by, at=at)
    house.keep(entry)


def name_again(house: House, id: str, *, version: int, on: date, by: str, at: str) -> None:
    """The practitioner may be named again."""
    entry = _at(house, id, version, by, at, events.GoodPracticeNamedAgain)
    entry.name_again(on=on.isoformat(), by=by, at=at)
    house.keep(entry)


def told(house: House, id: str) -> list[Happened]:
    """What was recorded of it with its words, oldest first; nothing of what was only flagged in an audit."""
    return house.reader.stream(id)


def words(house: House, row: Row) -> str:
    """What was good about it: the auditor's note on the themes of the audit, or what was written when it was noted."""
    if row["source"] == "audit":
        return str(house.log.load(Audit, row["audit"]).answers.get("theme_note") or "")
    return next((str(made.facts["what"]) for made in told(house, row["id"]) if made.topic == "good practice noted"), "")


def _at(house: House, id: str, version: int, by: str, at: str, does: type[Event], **sent: object) -> GoodPractice:
    """The record as the form showed it; what is only flagged in an audit gets its record first, in the same save."""
    entry = house.log.load(GoodPractice, id)
    if entry.exists:
        return house.load_at(GoodPractice, id, version, by, does, **sent)
    row = rows.one(house.model, id)
    if row is None:
        raise Refusal("There is no such record.")
    facts = {key: row[key] for key in OWN_FACTS}
    entry.note(**facts, what="", on=row["found_on"], by=by, at=at)
    return entry
