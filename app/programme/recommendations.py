"""Recommendations of reports: made with an owner and a date, followed, done or dropped."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from app.events import recommendation as events
from app.events.base import Refusal
from app.events.england import day_of
from app.events.log import Happened
from app.events.recommendation import Recommendation
from app.programme.actions import can_act
from app.programme.house import AlreadyDone, House
from projections import recommendations as rows
from projections import reports

TAKEN_OUT = "It was taken out of its report before an edition had it: make a new one."


class Said(NamedTuple):
    """What a recommendation says, in which state, the newest words on how far it is, whose it is, by when; its end."""

    text: str
    state: str
    progress: str
    noted_at: str
    owner: str = ""
    due: str = ""
    ended_on: str = ""


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
    sent = {"reason": reason, "text": text, "owner": owner, "due": due.isoformat()}
    found = house.load_at(Recommendation, id, version, by, events.RecommendationChanged, **sent)
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
    """Say that it is not followed any more; one that no edition has yet is taken out of its report by that."""
    found = house.load_at(Recommendation, id, version, by, events.RecommendationDropped, reason=reason)
    found.drop(reason, by=by, at=at)
    house.keep(found)


def reopen(house: House, id: str, *, version: int, due: date, reason: str, by: str, at: str) -> None:
    """Have it followed after all; raises Refusal for one that was taken out before an edition had it."""
    row = rows.recommendation(house.model, id)
    if row and row["state"] == "dropped" and not row["published"]:
        raise Refusal(TAKEN_OUT)
    sent = {"due": due.isoformat(), "reason": reason}
    found = house.load_at(Recommendation, id, version, by, events.RecommendationReopened, **sent)
    found.reopen(due.isoformat(), reason, by=by, at=at)
    house.keep(found)


def writers(house: House, key: str, document: Mapping[str, Any]) -> list[str]:
    """Who made or changed what a report (its key) recommends, or changed since what an earlier one did, in order.

    How far one is makes nobody an author: that is told by whoever sees to it.
    """
    out = {row["key"]: int(row["event"]) for row in reports.all_editions(house.model)}
    blocks = [block for section in document["sections"] for block in section.get("blocks", ())]
    shown = [one for block in blocks for one in block.get("recommendations", ())]
    since = {one["id"]: 0 if one.get("report") == key else out.get(one.get("report"), 0) for one in shown}
    wrote = (made.by for id, after in since.items() for made in house.reader.stream(id)
             if made.topic in WRITES and made.position > after)  # fmt: skip
    return list(dict.fromkeys(wrote))


def said(house: House, id: str, upto: int | None = None, day: str = "") -> Said:
    """What one says, as at a position of the log, the end of a day (ISO) or now; all empty for one not made by then."""
    found = Said("", "", "", "")
    for made in house.reader.stream(id, upto):
        if day and day_of(made.at) > day:
            break
        found = found._replace(**_after(made, made.facts))
    return found


def _after(made: Happened, facts: Mapping[str, Any]) -> dict[str, str]:
    """What an event makes other."""
    new = {name: facts[name] for name in ("owner", "due") if name in facts}
    new |= {"text": facts["text"]} if made.topic == "recommendation made" else {}
    new |= {name: values[1] for name, values in facts.get("changes", {}).items()}
    if made.topic in PROGRESS:
        new |= {"progress": facts[PROGRESS[made.topic]], "noted_at": made.at}
    if made.topic in STATES_AFTER:
        state = STATES_AFTER[made.topic]
        new |= {"state": state, "ended_on": "" if state == "open" else day_of(made.at)}
    return new


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
WRITES = frozenset({"recommendation made", "recommendation changed", "recommendation reopened"})
"""What says other words or another date than before."""
