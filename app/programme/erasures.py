"""Erasures: proposed for a child, a person or what the schedule proposes, and confirmed by a second person."""

from datetime import date
from typing import Any

from app.events.base import Refusal
from app.events.england import day_of
from app.events.erasure import Erasure, ErasureConfirmed, ErasureDeclined, ErasureWithdrawn, counts
from app.events.retention import KINDS
from app.programme.english import counted, listed
from app.programme.erasures_held import holding
from app.programme.house import AlreadyDone, House
from app.programme.retention import proposal
from projections import (
    actions_lists,
    audits,
    children,
    coaching_lists,
    concern_lists,
    duties_lists,
    exemptions,
    good_practice_lists,
    impact,
    letters,
    loops,
    subject_access,
)
from projections import erasures as rows
from projections import retention as schedule
from projections.rows import Row

NOUNS = {
    "audit": "audit", "child": "child", "concern": "concern", "action": "action", "duty": "manager follow-up",
    "impact": "impact question", "good_practice": "good-practice note", "loop": "looped audit",
    "dip_sample": "dip sample", "exemption": "exemption", "coaching": "coaching offer", "letter": "letter",
    "person": "person", "deputies": "deputies list", "subject_access": "subject-access request",
}  # fmt: skip
"""What a record of each kind is called."""


def records_of_child(model: Any, child: str) -> list[str]:
    """The ids of everything that is held about a child: their own record, audits and all that came of these."""
    theirs = [row["id"] for row in audits.of_child(model, child)]
    found = [child, *theirs]
    found += [row["id"] for row in actions_lists.of_child(model, child)]
    found += [row["id"] for row in concern_lists.of_child(model, child)]
    found += [row["id"] for row in duties_lists.of_child(model, child)]
    for audit in theirs:
        found += [
            *impact.streams(model, audit),
            *good_practice_lists.streams(model, audit),
            loops.of_audit(model, audit),
        ]
    found += subject_access.about(model, child)
    found += [letter for record in list(found) if record for letter in letters.about(model, record)]
    return sorted(set(filter(None, found)))


def records_of_person(model: Any, person: str) -> list[str]:
    """The ids of what is held about somebody who works here: exemptions, coaching, letters to them, their requests."""
    found = [person, *exemptions.streams(model, person), *subject_access.about(model, person)]
    found += [row["id"] for row in coaching_lists.of_person(model, person)]
    found += rows.letters_to(model, person)
    return sorted(set(found))


def records_of(house: House, of: str, about: str, day: str, years: int | None) -> list[str]:
    """What an erasure is about on a day (ISO), as it is held now; what is erased already is not held."""
    if of == "schedule":
        kept = schedule.rules(house.model).get(about)
        since = years if years is not None else kept["years"] if kept else None
        found = (
            [] if since is None else [row["id"] for row in proposal(house, about, since, date.fromisoformat(day)).free]
        )
    else:
        found = records_of_child(house.model, about) if of == "child" else records_of_person(house.model, about)
    gone = {row["record"] for row in rows.of_records(house.model, found)} if found else set()
    return [record for record in found if record not in gone]


def propose(house: House, id: str, *, of: str, about: str, ground: str, reason: str, by: str, at: str) -> None:
    """Propose an erasure; raises AlreadyDone for the same form sent twice, and Refusal for what is held."""
    found = house.log.load(Erasure, id)
    if found.exists and (found.of, found.about, found.proposed_by) == (of, about, by):
        raise AlreadyDone
    looked_at = house.look_at()
    years = schedule.rules(house.model)[about]["years"] if of == "schedule" and about in KINDS else None
    records = _to_erase(house, of, about, day_of(at), years)
    found.propose(of=of, about=about, records=records, ground=ground, years=years, reason=reason, by=by, at=at)
    house.keep(found, looked_at=looked_at)


def confirm(house: House, id: str, *, version: int, note: str, by: str, at: str) -> None:
    """Say yes: what is held is looked at once more, and from here on nobody reads it; raises Refusal, Stale or
    AlreadyDone.

    The keys are named by the event, and deleted after it is stored: a stop between the two is made good at the start.
    """
    found = house.load_at(Erasure, id, version, by, ErasureConfirmed, note=note)
    looked_at = house.look_at()
    now = _still_held(house, found, date.fromisoformat(day_of(at))) if found.state == "proposed" else found.records
    found.confirm(now, _names(house, now), note, by=by, at=at)
    house.keep(found, looked_at=looked_at)


def decline(house: House, id: str, *, version: int, reason: str, by: str, at: str) -> None:
    """Say no, and why; raises Refusal, Stale or AlreadyDone."""
    found = house.load_at(Erasure, id, version, by, ErasureDeclined, reason=reason)
    found.decline(reason, by=by, at=at)
    house.keep(found)


def withdraw(house: House, id: str, *, version: int, reason: str, by: str, at: str) -> None:
    """Propose it no more; raises Refusal, Stale or AlreadyDone."""
    found = house.load_at(Erasure, id, version, by, ErasureWithdrawn, reason=reason)
    found.withdraw(reason, by=by, at=at)
    house.keep(found)


def replay(house: House) -> None:
    """Delete the keys of everything that was ever confirmed to be erased, where a key is there or was not noted gone,
    and overwrite what an erasure that stopped has left of them.

    It is for every opening, as a backup of the keys may have been put back. Raises NoKeys or NotErased.
    """
    wanted = set(rows.keys(house.model))
    house.keys.erase(sorted((wanted - house.keys.erased()) | (wanted & house.keys.names())))


def carried_out(house: House, id: str, dropped: dict[str, int], *, at: str) -> None:
    """Record that the keys of a confirmed erasure are deleted, in the name of who confirmed it; nothing when it is."""
    found = house.load(Erasure, id)
    if found.state == "confirmed":
        found.erased(dropped, by=found.confirmed_by, at=at)
        house.keep(found)


def pending(model: Any, about: str) -> Row | None:
    """The erasure of a child, a person or a kind that waits for a second person; None for none."""
    return next((row for row in rows.erasures(model) if row["state"] == "proposed" and row["about"] == about), None)


def of_record(house: House, records: list[str]) -> Row | None:
    """How the newest of some records was erased: when, by whom, why; None where none is."""
    found = rows.of_records(house.model, records)
    if not found:
        return None
    return found[0] | {"reason": house.log.load(Erasure, found[0]["erasure"]).reason}


def reason(house: House, id: str) -> str:
    """Why an erasure was proposed; raises Refusal for an unknown one."""
    return house.load(Erasure, id).reason


def in_words(records: list[str]) -> str:
    """How many records of which kinds: "2 audits and 3 actions"."""
    return listed(counted(n, NOUNS.get(kind, kind.replace("_", " "))) for kind, n in counts(records).items())


def _to_erase(house: House, of: str, about: str, day: str, years: int | None) -> list[str]:
    """What is held of it; raises Refusal for what must be kept, and for a child or person whom nobody knows."""
    if not about:
        raise Refusal("Say which child, person or kind of record it is about.", of)
    if of == "child" and children.child(house.model, about) is None:
        raise Refusal("There is no child of this reference.", of)
    records = records_of(house, of, about, day, years)
    if why := holding(house, of, about, records, date.fromisoformat(day)):
        raise Refusal(f"This must be kept for now. {' '.join(why)}", of)
    if waits := pending(house.model, about):
        raise Refusal(f"An erasure of it is proposed already, by {waits['proposed_by_name']}.", of)
    return records


def to_erase(house: House, of: str, about: str, records: list[str]) -> list[str]:
    """What would be erased now of an erasure that was proposed of these records: all that a child or a person has by
    now; of what the schedule proposed then what is not erased yet."""
    if of != "schedule":
        return records_of(house, of, about, "", None)
    gone = {row["record"] for row in rows.of_records(house.model, records)}
    return [record for record in records if record not in gone]


def _still_held(house: House, found: Erasure, today: date) -> list[str]:
    """What a proposed erasure is about, as it is held now; raises Refusal for what must be kept after all."""
    now = to_erase(house, found.of, found.about, found.records)
    if why := holding(house, found.of, found.about, now, today):
        raise Refusal(f"This must be kept for now. {' '.join(why)}")
    return now


def _names(house: House, records: list[str]) -> list[str]:
    """The keys that records have, and those of theirs that are noted as erased, which the log lacks where an older one
    was put back; and for each a name without a key, by which what was never sealed is not shown."""
    of = set(records)
    noted = {name for name in house.keys.erased() if name.rpartition("#")[0] in of}
    return sorted({*house.keys.names_of(records), *noted, *(f"{record}#" for record in records)})
