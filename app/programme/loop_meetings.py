"""The meeting about a looped audit: arranged and moved, and who is told of it by a letter with an invitation."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.events import loop as events
from app.events.letter import Letter
from app.events.loop import ARRANGED, MEETS, Loop
from app.programme.house import House
from app.programme.invitations import invitation
from app.programme.letter_kinds import KINDS, Kind
from app.programme.letters import cancelled, written
from projections import people

MEETING = "Meeting about a looped audit"
MORE = "At what time and where it is, and what it is about, you find behind the link."

KINDS |= {
    "loop-meeting": Kind(
        "Meeting about a looped audit",
        "You are asked to a meeting on {day}",
        ("You are asked to a meeting about an audit on {day}. The invitation goes with this letter.", MORE),
    ),
    "loop-meeting-moved": Kind(
        "Meeting about a looped audit, moved",
        "A meeting of yours is moved: it is on {day}",
        (
            "The meeting about an audit to which you are asked is moved: it is on {day}. The new invitation goes with"
            " this letter and takes the place of the one before.",
            MORE,
        ),
    ),
    "loop-meeting-off": Kind(
        "Meeting about a looped audit, asked no more",
        "You are not asked any more to a meeting on {day}",
        (
            "You were asked to a meeting about an audit on {day}, and are not asked to it any more. What goes with this"
            " letter takes it out of your calendar.",
        ),
    ),
}


def arrange(
    house: House, id: str, *, version: int, day: date, time: str, place: str, others: Sequence[str], reason: str,
    by: str, at: str,
) -> None:  # fmt: skip
    """Arrange the meeting of both auditors and `others`, or move it; everybody but who does it has a letter.

    `others` are people, and addresses of those who are on no list: these have none. Raises Refusal, Stale or
    AlreadyDone.
    """
    kinds = (events.LoopMeetingArranged, events.LoopMeetingMoved)
    who = sorted({*house.load(Loop, id).auditors.values(), *others})
    sent: dict[str, Any] = {"day": day.isoformat(), "time": time, "place": place.strip(), "attendees": who}
    loop = house.load_at(Loop, id, version, by, *kinds, **sent)
    before, was_on = (loop.attendees if loop.state == ARRANGED else []), loop.day
    old = cancelled(house, _cause(loop), reason="The meeting was moved.", by=by, at=at) if before else []
    loop.arrange(**sent, role=role_of(house, by), reason=reason, by=by, at=at)
    unsent = {letter.recipient for letter in old}
    told = {one: "loop-meeting-moved" if one in before and one not in unsent else "loop-meeting" for one in who}
    off = {one: "loop-meeting-off" for one in before if one not in {*who, *unsent}}
    house.keep(loop, *old, *_letters(house, loop, told | off, was_on, by=by, at=at))


def calendar(house: House, row: Mapping[str, Any], *, place: str) -> str:
    """The meeting of a loop as a calendar file."""
    moved = _meetings(house, row["id"])
    return invitation(
        row["id"].replace("/", "-"), day=row["day"], time=row["time"], summary=MEETING, at=moved[-1].at,
        sequence=len(moved) - 1, place=place,
    )  # fmt: skip


def role_of(house: House, person: str) -> str:
    """In which role somebody leads the meeting; "" for none."""
    roles = (people.person(house.model, person) or {"roles": ()})["roles"]
    return next((role for role in MEETS if role in roles), "")


def _meetings(house: House, id: str) -> list[Any]:
    return [made for made in house.reader.stream(id) if made.topic.startswith("loop meeting")]


def _cause(loop: Loop) -> str:
    """What letters about the meeting as it is now are of: one that comes back to an earlier day is told anew."""
    return f"{loop.id}#meeting-{loop.day}-{loop.time}" + (f"-{loop.moves}" if loop.moves else "")


def _letters(
    house: House, loop: Loop, kinds: Mapping[str, str], was_on: str, *, by: str, at: str
) -> list[Letter]:  # fmt: skip
    """A letter of its kind to each of these people but to `by`; the invitation leaves out what was typed."""
    facts: dict[str, Any] = {"time": loop.time, "summary": MEETING, "at": at, "sequence": loop.moves}
    sheets = {
        off: invitation(loop.id.replace("/", "-"), day=loop.day, **facts, called_off=off) for off in (True, False)
    }
    found = [
        written(
            house, cause=_cause(loop), recipient=one, kind=kind, link=f"/loops/{loop.id.partition('/')[2]}",
            facts={"day": was_on if kind == "loop-meeting-off" else loop.day},
            calendar=sheets[kind == "loop-meeting-off"], by=by, at=at,
        )
        for one, kind in kinds.items()
        if one != by and one.startswith("person/")
    ]  # fmt: skip
    return [letter for letter in found if letter is not None]
