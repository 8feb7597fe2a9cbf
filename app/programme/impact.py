"""Impact: the questions are put when they are due, answered by whom they are put to, and lapse by themselves."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.events import impact as events
from app.events.base import Event, Refusal
from app.events.impact import Impact
from app.events.impact_questions import QUESTIONS
from app.events.log import Happened
from app.events.vocabulary import SYSTEM
from app.programme.house import House, Stale
from projections import impact as rows
from projections import impact_lists, people

Row = dict[str, Any]
NOBODY = {
    "worker": "The worker has left, or does not sign in as a practitioner.",
    "manager": "The team has no manager now.",
}
QUIET = (events.ImpactAsked, events.ImpactReminded)
"""What may be recorded while a form is open without being in the way of an answer."""


@dataclass(frozen=True)
class Swept:
    """How many requests were put, passed over for want of somebody to ask, reminded of, and lapsed."""

    asked: int
    passed_over: int
    reminded: int
    lapsed: int


def ask_due(house: House, today: date, *, at: str) -> Swept:
    """Put every request that is due on a day, remind of those that wait a week, and let those lapse whose time is over.

    Asking again changes nothing, also on another computer at the same time.
    """
    put = [_put(house, row, today, at) for row in rows.to_ask(house.model, today)]
    now = {"on": today.isoformat(), "by": SYSTEM, "at": at}
    return Swept(
        asked=put.count("asked"),
        passed_over=put.count("not_asked"),
        reminded=_each(house, rows.to_remind(house.model, today), lambda impact: impact.remind(**now)),
        lapsed=_each(house, rows.to_lapse(house.model, today), lambda impact: impact.lapse(**now)),
    )


def answer(
    house: House, id: str, *, version: int, answers: dict[str, Any], on: date, by: str, at: str
) -> None:  # fmt: skip
    """Answer the questions, also those that are due and that nobody put yet.

    Raises Refusal for anybody but the recipient and once they are over, AlreadyDone or Stale for a form sent again.
    """
    impact = _at(house, id, version, on, by, at, events.ImpactAnswered, answers=answers)
    impact.answer(answers, on=on.isoformat(), by=by, at=at)
    house.keep(impact)


def decline(house: House, id: str, *, version: int, reason: str, on: date, by: str, at: str) -> None:
    """Say that one does not answer, and why; raises as `answer`."""
    impact = _at(house, id, version, on, by, at, events.ImpactDeclined, reason=reason)
    impact.decline(reason, on=on.isoformat(), by=by, at=at)
    house.keep(impact)


def hand_over(
    house: House, id: str, *, version: int, recipient: str, reason: str, on: date, by: str, at: str
) -> None:  # fmt: skip
    """Put the questions to somebody else, where who was asked has left; raises Refusal, Stale or AlreadyDone."""
    sent = {"recipient": recipient, "reason": reason, "on": on.isoformat()}
    impact = house.load_at(Impact, id, version, by, events.ImpactHandedOver, **sent)
    row = rows.one(house.model, id, on)
    person = people.person(house.model, impact.recipient)
    if row is None or (person and not person["left_on"]):
        raise Refusal("Who is asked has not left, so the questions stay with them.")
    if recipient not in {one["id"] for one in impact_lists.could_be_asked(house.model, row)}:
        raise Refusal("Choose somebody who works here and can answer.", "recipient")
    impact.hand_over(recipient, reason, on=on.isoformat(), by=by, at=at)
    house.keep(impact)


def record_family(
    house: House, id: str, *, version: int, agreed: bool, said: str, on: date, by: str, at: str
) -> None:  # fmt: skip
    """Record whether the family agreed to say something, and what; raises as `answer`."""
    sent = {"agreed": agreed, "said": said if agreed else ""}
    impact = _at(house, id, version, on, by, at, events.FamilyViewOfImpactRecorded, **sent)
    impact.record_family(agreed=agreed, said=said, on=on.isoformat(), by=by, at=at)
    house.keep(impact)


def questions(house: House, id: str) -> dict[str, Any]:
    """The questions as they were put, or as they will be."""
    return house.log.load(Impact, id).questions or QUESTIONS


def said(house: House, id: str) -> dict[str, Happened]:
    """What was written: the events with words of a request, by topic."""
    topics = (events.ImpactAnswered.TOPIC, events.ImpactDeclined.TOPIC, events.FamilyViewOfImpactRecorded.TOPIC)
    return {made.topic: made for made in house.reader.stream(id) if made.topic in topics}


def recipient(house: House, row: Row) -> str:
    """Whom it was put to or, of one that is still to be put, whom it would be put to now; "" for nobody."""
    return str(row["recipient"]) if row["version"] else rows.to_be_asked(house.model, row)


def _put(house: House, row: Row, today: date, at: str) -> str:
    """Put a request, or record that nobody is there; returns its state, "" where somebody else was first."""
    with suppress(Stale, Refusal):
        impact = _begun(house, row, today, at)
        house.keep(impact)
        return impact.state
    return ""


def _begun(house: House, row: Row, today: date, at: str) -> Impact:
    impact, who = house.log.load(Impact, row["id"]), rows.to_be_asked(house.model, row)
    facts = {key: row[key] for key in ("audit", "part", "returned_on")} | {"on": today.isoformat()}
    if who:
        impact.ask(**facts, recipient=who, by=SYSTEM, at=at)
    else:
        impact.pass_over(**facts, reason=NOBODY[row["part"]], by=SYSTEM, at=at)
    return impact


def _each(house: House, found: Iterable[Row], act: Callable[[Impact], None]) -> int:
    """Do something with each request; returns with how many it could be done."""
    done = 0
    for row in found:
        with suppress(Stale, Refusal):
            impact = house.load(Impact, row["id"])
            act(impact)
            house.keep(impact)
            done += 1
    return done


def _at(
    house: House, id: str, version: int, on: date, by: str, at: str, does: type[Event], **sent: object
) -> Impact:  # fmt: skip
    """The request as the form showed it; one that is due and was not put is put first, in the same save."""
    impact = house.log.load(Impact, id)
    if not impact.exists:
        row = rows.one(house.model, id, on)
        if row is None or row["stands"] != "due":
            raise Refusal("These questions are not put now.")
        return _begun(house, row, on, at)
    since = house.log.history(id)[version:]
    seen = impact.version if all(isinstance(made, QUIET) for made in since) else version
    return house.load_at(Impact, id, seen, by, does, **sent)
