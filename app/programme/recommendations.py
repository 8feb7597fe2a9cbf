"""Recommendations of reports: made with an owner and a date, followed, done or dropped."""

from datetime import date
from typing import Any, NamedTuple

from app.events import recommendation as events
from app.events.base import Refusal
from app.events.recommendation import Recommendation
from app.programme.actions import can_act
from app.programme.house import AlreadyDone, House
from projections import reports


class Said(NamedTuple):
    """What a recommendation says, in which state, and the newest words on how far it is."""

    text: str
    state: str
    progress: str
    noted_at: str


def make(house: House, id: str, *, report: str, text: str, owner: str, due: date, by: str, at: str) -> None:
    """Make one of a report (its stream) that is begun; raises AlreadyDone for the same form sent twice, and Refusal."""
    found = house.log.load(Recommendation, id)
    if found.exists and found.text.split() == text.split():
        raise AlreadyDone
    if reports.report(house.model, report) is None:
        raise Refusal("Choose a report that is begun.", "report")
    can_act(house, owner, "owner")
    found.make(report=report, text=text, owner=owner, due=due.isoformat(), by=by, at=at)
    house.keep(found)


def change(
    house: House, id: str, *, version: int, text: str, owner: str, due: date, reason: str, by: str, at: str
) -> None:
    """Change its text, owner or date; raises Refusal, Stale or AlreadyDone, as all of these do."""
    found = house.load_at(Recommendation, id, version, by, events.RecommendationChanged, reason=reason, text=text)
    if owner != found.owner:
        can_act(house, owner, "owner")
    found.change(text=text, owner=owner, due=due.isoformat(), reason=reason, by=by, at=at)
    house.keep(found)


def note_progress(house: House, id: str, *, version: int, text: str, by: str, at: str) -> None:
    """Note how far it is."""
    found = house.load_at(Recommendation, id, version, by, events.RecommendationProgressNoted, text=text)
    found.note_progress(text, by=by, at=at)
    house.keep(found)


def complete(house: House, id: str, *, version: int, text: str, by: str, at: str) -> None:
    """Say that it was followed, and what was done."""
    found = house.load_at(Recommendation, id, version, by, events.RecommendationDone, text=text)
    found.complete(text, by=by, at=at)
    house.keep(found)


def drop(house: House, id: str, *, version: int, reason: str, by: str, at: str) -> None:
    """Say that it is not followed any more."""
    found = house.load_at(Recommendation, id, version, by, events.RecommendationDropped, reason=reason)
    found.drop(reason, by=by, at=at)
    house.keep(found)


def reopen(house: House, id: str, *, version: int, due: date, reason: str, by: str, at: str) -> None:
    """Have it followed after all."""
    sent = {"due": due.isoformat(), "reason": reason}
    found = house.load_at(Recommendation, id, version, by, events.RecommendationReopened, **sent)
    found.reopen(due.isoformat(), reason, by=by, at=at)
    house.keep(found)


def said(house: House, id: str, upto: int | None = None) -> Said:
    """What one says, as at a position of the log, or now; all empty for one that was not there yet."""
    text = state = progress = noted = ""
    for made in house.reader.stream(id, upto):
        facts: dict[str, Any] = made.facts
        text = facts["text"] if made.topic == "recommendation made" else text
        text = facts["changes"].get("text", ["", text])[1] if made.topic == "recommendation changed" else text
        state = STATES_AFTER.get(made.topic, state)
        if made.topic in PROGRESS:
            progress, noted = facts[PROGRESS[made.topic]], made.at
    return Said(text, state, progress, noted)


STATES_AFTER = {
    "recommendation made": "open",
    "recommendation done": "done",
    "recommendation dropped": "dropped",
    "recommendation reopened": "open",
}
PROGRESS = {
    "recommendation progress noted": "text",
    "recommendation done": "text",
    "recommendation dropped": "reason",
    "recommendation reopened": "reason",
}
"""Where each event says how far a recommendation is."""
