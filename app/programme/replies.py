"""Replies: what the practitioner says to the audit of their work, on its record."""

from datetime import date

from app.events import audit_reply as events
from app.events.audit import Audit
from app.events.log import Happened
from app.programme.house import House


def reply(house: House, id: str, *, version: int, text: str, on: date, by: str, at: str) -> None:
    """Reply to an audit as the form of a version showed it; raises Refusal, or AlreadyDone and Stale for a second.

    What others recorded meanwhile is not in the way: whether it can be replied to is decided on how it stands now.
    """
    known = house.log.history(id)
    mine = [made for made in known[version:] if made.by == by]
    seen = version if any(isinstance(made, events.PractitionerReplied) for made in mine) else len(known)
    audit = house.load_at(Audit, id, seen, by, events.PractitionerReplied, text=text)
    events.reply(audit, text, on=on.isoformat(), by=by, at=at)
    house.keep(audit)


def replies(house: House, id: str) -> list[Happened]:
    """The replies to an audit with their words, oldest first."""
    return [made for made in house.reader.stream(id) if made.topic == events.PractitionerReplied.TOPIC]
