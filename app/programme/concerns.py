"""Children of concern: raised from an audit or directly, told at once, answered, followed every week, and ended."""

from datetime import date
from itertools import count
from typing import Any

from app.events import concern as events
from app.events import concern_answer, concern_end
from app.events.audit import Audit
from app.events.base import Refusal, Subject
from app.events.concern import DIRECT, FOLLOW, LEADS, Concern
from app.events.england import day_of
from app.events.vocabulary import CONCERN_CATEGORIES
from app.mint import derived
from app.programme.concern_telling import tell
from app.programme.house import AlreadyDone, House, Stale
from projections import actions_lists, audits, children, people
from projections.people_lists import holders

HEADS = "All heads of service answer for it: none is set for a service area."
TRIES = 5


def concern_id(child: str, nth: int) -> str:
    """The id of a child's nth concern: derived, so that two who raise one at once meet in the same."""
    return derived("concern", f"{child} {nth}")


def raise_concern(
    house: House, raising: str, *, child: str, category: str, why: str, audit: str = "", by: str, at: str
) -> str:
    """Raise a concern about a child, or add to the one that stands; returns its id. `raising` is the form's minted id.

    `child` is the reference, in small letters or capitals; `audit` names the audit that its auditor is filling in, if
    any. Raises Refusal for a child who is not on the list, and AlreadyDone for a form that was sent twice.
    """
    child = _child(house, child)
    source = audit if _is_filling_in(house, audit, child, by) else DIRECT
    facts = {"category": category, "why": why, "source": source, "raising": raising}
    for tries_left in reversed(range(TRIES)):
        concern = standing(house, child)
        _must_be_new(house, child, facts)
        try:
            house.keep(*_raised(house, concern, child, facts, by=by, at=at))
            break
        except Stale:  # Somebody raised one at the same moment: this is added to theirs.
            if not tries_left:
                raise
    return concern.id


def of_return(house: House, audit: Audit, *, by: str, at: str) -> list[Subject]:
    """What the return of an audit raises, to be kept with it; nothing that its auditor has raised from it before."""
    category = audit.answers.get("concern.category")
    if category not in CONCERN_CATEGORIES:
        return []
    if any(concern.has_raised(by, category, audit.id) for concern in _of_child(house, audit.child)):
        return []
    facts = {"category": category, "why": audit.answers["concern.reason"], "source": audit.id, "raising": ""}
    return _raised(house, standing(house, audit.child), audit.child, facts, by=by, at=at)


def standing(house: House, child: str) -> Concern:
    """The concern about a child that stands, else the one that would be next and does not exist yet."""
    *_, newest = _of_child(house, child)
    return newest


def acknowledge(house: House, id: str, *, version: int, by: str, at: str) -> None:
    """Say that one has seen it; raises Refusal, Stale or AlreadyDone, as all of these do."""
    concern = house.load_at(Concern, id, version, by, concern_answer.ConcernAcknowledged)
    concern_answer.acknowledge(concern, role=_role(house, by, LEADS), by=by, at=at)
    house.keep(concern)


def respond(
    house: House, id: str, *, version: int, what: str, reference: str, asked: str, on: date, time: str,
    in_the_name_of: str = "", by: str, at: str,
) -> None:  # fmt: skip
    """Record the response: a head of service's or director's own, or in the name of one of them."""
    facts = {"what": what, "reference": reference, "asked": asked, "on": on.isoformat(), "time": time}
    facts["in_the_name_of"] = "" if in_the_name_of == by else in_the_name_of
    concern = house.load_at(Concern, id, version, by, concern_answer.ConcernRespondedTo, **facts)
    role = _responds_as(house, by, in_the_name_of, day_of(at))
    concern_answer.respond(concern, **facts, role=role, by=by, at=at)
    house.keep(concern)


def oversee(house: House, id: str, *, version: int, note: str, on: date, by: str, at: str) -> None:
    """Record the director's oversight."""
    concern = house.load_at(
        Concern, id, version, by, concern_answer.ConcernOverseenByDirector, note=note, on=on.isoformat()
    )
    concern_answer.oversee(concern, note=note, on=on.isoformat(), role=_role(house, by, ("director",)), by=by, at=at)
    house.keep(concern)


def review(
    house: House, id: str, *, version: int, found: str, asked: str, on: date, next_by: date, by: str, at: str
) -> None:
    """Record the week's review, and by when the next one is."""
    facts = {"found": found, "asked": asked, "on": on.isoformat(), "next_by": next_by.isoformat()}
    concern = house.load_at(Concern, id, version, by, events.ConcernReviewed, **facts)
    concern.review(**facts, role=_role(house, by, FOLLOW), by=by, at=at)
    house.keep(concern)


def recategorise(house: House, id: str, *, version: int, category: str, why: str, on: date, by: str, at: str) -> None:
    """Move it to the other category; a move to Category 1 is told at once."""
    facts = {"category": category, "why": why, "on": on.isoformat()}
    concern = house.load_at(Concern, id, version, by, events.ConcernRecategorised, **facts)
    clocks = concern.clocks
    concern.recategorise(category, why=why, on=on.isoformat(), role=_role(house, by, FOLLOW), by=by, at=at)
    house.keep(concern, *(tell(house, concern, at=at) if concern.clocks > clocks else []))


def tell_again(house: House, id: str, *, version: int, by: str, at: str) -> None:
    """Tell all heads of service and directors of a concern that waits for its answer once more."""
    concern = house.load_at(Concern, id, version, by, concern_answer.ConcernTold)
    if not _role(house, by, FOLLOW):
        raise Refusal("Only the QA lead, a head of service or a director does this.")
    house.keep(concern, *tell(house, concern, by=by, at=at, again=True))


def step_down(house: House, id: str, *, version: int, actions: list[str], why: str, on: date, by: str, at: str) -> None:
    """End it: what is left to do is tracked as these actions of the child, which are not over."""
    facts: dict[str, Any] = {"actions": actions, "why": why, "on": on.isoformat()}
    concern = house.load_at(Concern, id, version, by, concern_end.ConcernSteppedDown, **facts)
    if not set(actions) <= {one["id"] for one in actions_that_follow(house, concern.child)}:
        raise Refusal("Choose among the actions about this child that are not over.", "actions")
    concern_end.step_down(concern, **facts, role=_role(house, by, FOLLOW), by=by, at=at)
    house.keep(concern)


def actions_that_follow(house: House, child: str) -> list[dict[str, Any]]:
    """A child's actions that are not over, the first due first."""
    return [one for one in actions_lists.of_child(house.model, child) if one["state"] in ("open", "completed")]


def close(house: House, id: str, *, version: int, why: str, on: date, by: str, at: str) -> None:
    """End it: nothing is left to do."""
    concern = house.load_at(Concern, id, version, by, concern_end.ConcernClosed, why=why, on=on.isoformat())
    concern_end.close(concern, why=why, on=on.isoformat(), role=_role(house, by, FOLLOW), by=by, at=at)
    house.keep(concern)


def _of_child(house: House, child: str) -> list[Concern]:
    """A child's concerns, oldest first: those that are over, then the one that stands or would be next."""
    found: list[Concern] = []
    for nth in count(1):
        found.append(house.log.load(Concern, concern_id(child, nth)))
        if found[-1].state in ("", "open"):
            break
    return found


def _raised(house: House, concern: Concern, child: str, facts: dict[str, str], *, by: str, at: str) -> list[Subject]:
    """The concern with what is raised now, and the letters about it."""
    clocks = concern.clocks
    if concern.exists:
        concern.raise_again(**facts, by=by, at=at)
    else:
        concern.raise_(child=child, **facts | _answerable(house, child, at), by=by, at=at)
    return [concern, *(tell(house, concern, at=at) if concern.clocks > clocks else [])]


def _answerable(house: House, child: str, at: str) -> dict[str, Any]:
    """The team, area and worker of a child, and the heads of service who answer for it, with the rule."""
    row = children.child(house.model, child) or {"team": "", "area": "", "worker": ""}
    heads = [one["id"] for one in holders(house.model, ("head_of_service",), day_of(at))]
    return {key: row[key] or "" for key in ("team", "area", "worker")} | {"responsible": heads, "rule": HEADS}


def _child(house: House, reference: str) -> str:
    """The id of the child with a reference; raises Refusal for none."""
    for typed in (reference, reference.upper()):
        if children.child(house.model, f"child/{typed}"):
            return f"child/{typed}"
    raise Refusal("No child with this reference is on the list. Check it. If it cannot wait, telephone first.", "child")


def _is_filling_in(house: House, audit: str, child: str, by: str) -> bool:
    row = audits.audit(house.model, audit) if audit else None
    return row is not None and row["child"] == child and row["auditor"] == by


def _must_be_new(house: House, child: str, facts: dict[str, Any]) -> None:
    """Raise AlreadyDone when exactly this was raised about this child by this form before, though it may be over."""
    sent = {key: facts[key].strip() for key in ("raising", "category", "why")}
    for concern in _of_child(house, child):
        for made in house.log.history(concern.id):
            if all(getattr(made, key, None) == value for key, value in sent.items()):
                raise AlreadyDone


def _responds_as(house: House, by: str, in_the_name_of: str, on: str) -> str:
    """In which role the response is, "" where this person may record none.

    Raises Refusal when it is said in nobody's name who is head of service or director.
    """
    if not _role(house, by, FOLLOW):
        return ""
    found = {one["id"]: one["role"] for one in reversed(holders(house.model, LEADS, on))}
    if (in_the_name_of or by) not in found:
        sentence = "Choose the head of service or director in whose name you record the response."
        raise Refusal(sentence, "in_the_name_of")
    return str(found[in_the_name_of or by])


def _role(house: House, person: str, roles: tuple[str, ...]) -> str:
    """The first of these roles that a person holds, "" for none."""
    held = (people.person(house.model, person) or {"roles": set()})["roles"]
    return next((role for role in roles if role in held), "")
