"""Who is told of Category 1, how, and what happens by itself when no response comes or somebody cannot be told."""

from typing import Any

from app.events import concern_answer
from app.events.base import Refusal, Subject
from app.events.concern import LEADS, SAME_DAY, Concern
from app.events.england import day_of
from app.events.vocabulary import SYSTEM
from app.programme.house import House, Stale
from app.programme.letter_kinds import KINDS, Kind
from app.programme.letters import written
from projections import concern_lists
from projections.people_lists import holders

KINDS |= {
    "concern-raised": Kind(
        "Category 1 concern",
        "A child of concern needs a response today",
        (
            "A child of concern is in Category 1 since {since}.",
            "A head of service responds before midnight of that day, and records what was done and where the proof is.",
        ),
        urgent=True,
    ),
    "concern-late": Kind(
        "Category 1 concern not answered",
        "A child of concern has had no response on its day",
        (
            "A child of concern is in Category 1 since {since}. No response was recorded by the end of that day.",
            "See to it now.",
        ),
        urgent=True,
    ),
}
NOBODY = {
    "head_of_service": "Nobody holds the role of head of service.",
    "director": "Nobody holds the role of director of children's services.",
}


def tell(house: House, concern: Concern, *, at: str, by: str = SYSTEM, again: bool = False) -> list[Subject]:
    """Tell all heads of service and directors of the clock that runs; returns the letters, to be kept with it.

    On screen they are told by the concern being there. Where nobody is head of service, or nobody director, telling has
    failed. It is told once for each clock, unless it is told `again`.
    """
    found = holders(house.model, LEADS, day_of(at))
    told = list(dict.fromkeys(one["id"] for one in found))
    letters = _letters(house, concern, told, "concern-raised", at, f"-{concern.version}" if again else "")
    if told:
        concern_answer.tell(concern, people=told, how=["screen", "mail"] if letters else ["screen"], by=by, at=at)
    for role in sorted(NOBODY.keys() - {one["role"] for one in found}):
        concern_answer.fail_to_tell(concern, whom="", how="screen", letter="", why=NOBODY[role], by=SYSTEM, at=at)
    return letters


def escalate(house: House, now: str) -> list[str]:
    """Escalate every concern whose day is over without a response, and note whose letters were given up.

    Once for each clock and each letter, however often and by however many it is asked for. Returns the ids escalated.
    """
    house.model.catch_up()
    for letter in concern_lists.letters_given_up(house.model):
        _note(house, letter, now)
    return [id for id in concern_lists.unanswered(house.model) if _escalated(house, id, now)]


def _escalated(house: House, id: str, now: str) -> bool:
    concern = house.load(Concern, id)
    if not concern.is_late(now) or concern.escalated:
        return False
    above = list(dict.fromkeys(one["id"] for one in holders(house.model, LEADS, day_of(now))))
    try:
        concern_answer.escalate(concern, to=above, rule=SAME_DAY, by=SYSTEM, at=now)
        house.keep(concern, *_letters(house, concern, above, "concern-late", now))
    except (Refusal, Stale):  # Somebody answered it, or escalated it, in this very moment.
        return False
    return True


def _note(house: House, letter: dict[str, str], now: str) -> None:
    """Let a concern say that a letter about it did not arrive, once."""
    concern = house.load(Concern, letter["concern"])
    try:
        facts = {"whom": letter["recipient"], "how": "mail", "letter": letter["id"]}
        concern_answer.fail_to_tell(concern, **facts, why=GIVEN_UP, by=SYSTEM, at=now)
        house.keep(concern)
    except (Refusal, Stale):
        return


GIVEN_UP = "The letter could not be sent."


def _letters(house: House, concern: Concern, people: list[str], kind: str, at: str, again: str = "") -> list[Subject]:
    link = f"/concerns/{concern.id.removeprefix('concern/')}"
    facts: dict[str, Any] = {"kind": kind, "link": link, "facts": {"since": concern.clock_since}}
    cause = f"{concern.id}#{kind}-{concern.clocks}{again}"
    letters = (written(house, cause=cause, recipient=person, **facts, by=SYSTEM, at=at) for person in people)
    return [letter for letter in letters if letter is not None]
