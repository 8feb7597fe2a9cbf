"""What was written in a moderation and in challenges, read from the audit's own stream, in words for a page."""

from typing import Any

from app.events.log import Happened
from app.events.moderation_words import CHALLENGE_STATES
from app.programme.moderation import telling
from app.views import moderator_names
from app.views.desk import house, model
from projections import people

Row = dict[str, Any]


def moderated(audit: str) -> Row | None:
    """The moderation that left the audit (id) as it is, with each changed grade and why; None before it."""
    last = telling.as_corrected(house().reader.stream(audit))
    if last is None or last.facts["outcome"] == "sent_back":
        return None
    facts = last.facts
    said = telling.facts(house(), last) | {
        "on": facts["on"],
        "by": moderator_names.name(audit, facts["moderator"]),
        "outcome": facts["outcome"],
    }
    return said | {key: facts[key] for key in ("quality_text", "learning", "reason")}


def challenges_of(audit: Row) -> list[Row]:
    """The challenges to an audit, oldest first, each with its answer once there is one, and the grades it changed."""
    stream = house().reader.stream(audit["id"])
    answers = {one.facts["challenge"]: one for one in stream if one.topic == "challenge answered"}
    changes = {one.facts["challenge"]: one for one in stream if one.topic == "grade changed after challenge"}
    asked = [one for one in stream if one.topic == "finding challenged"]
    return [_challenge(one, answers.get(one.facts["challenge"]), changes.get(one.facts["challenge"])) for one in asked]


def drawn(audit: str) -> str:
    """Why an audit (id) is of the moderated share."""
    made = [one for one in house().reader.stream(audit) if one.topic == "audit drawn for moderation"]
    return str(made[-1].facts["why"]) if made else ""


def _challenge(asked: Happened, answered: Happened | None, changed: Happened | None) -> Row:
    facts = asked.facts
    said = {"number": facts["challenge"], "what": facts["what"], "why": facts["why"], "on": facts["on"]}
    state = answered.facts["outcome"] if answered else "waiting"
    said |= {"by": _name(asked.by), "about": telling.facts(house(), asked)["about_words"], "state": state}
    said |= {"state_words": CHALLENGE_STATES[state], "answer": "", "changed": []}
    if answered:
        of = {
            "answer": answered.facts["answer"],
            "answered_by": moderator_names.name(answered.stream, answered.by),
            "answered_on": answered.facts["on"],
        }
        said |= of | {"authority": answered.facts["authority"]}
    if changed:
        said["changed"] = telling.facts(house(), changed)["changed"]
    return said


def _name(person: str) -> str:
    return people.names(model()).get(person, "somebody who is not on the list")
