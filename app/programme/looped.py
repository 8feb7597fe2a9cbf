"""What becomes of a loop when something happens to one of its two audits, and who could not audit blind."""

from app.events.audit import Audit
from app.events.base import Refusal
from app.events.loop import ENDED, SEALED, Loop
from app.events.vocabulary import COMPLETED_STATES, OPEN_STATES
from app.programme.house import House
from projections import loops, people

SEALED_OFF = (
    "A second auditor audits this child too and works from the child's record. So that the two stay independent, the"
    " audit goes on the record when both are in."
)
NOT_YET = "This audit cannot go on the child's record yet. Ask the QA lead."
SEES_EVERY_AUDIT = ("qa_lead", "moderator", "head_of_service", "director", "inspector", "analyst")


def who_sees(house: House, area: str) -> dict[str, str]:
    """Who could not audit blind in a service area, as another role of theirs reads its audits: a sentence for each."""
    directors = {one["director"] for one in people.areas(house.model) if one["id"] == area}
    return {
        row["id"]: f"{row['name']} sees every audit of this area, so the two could not be independent."
        for row in people.everyone(house.model)
        if set(row["roles"]) & set(SEES_EVERY_AUDIT)
        or ("operations_director" in row["roles"] and row["id"] in directors)
    }


def sees_the_other(house: House, audit: str, auditor: str) -> str:
    """Why somebody could not audit an audit's child blind, as a sentence; "" for who could."""
    return who_sees(house, house.load(Audit, audit).area).get(auditor, "")


def followed(house: House, audit: Audit, *, by: str, at: str) -> list[Loop]:
    """The loop of an audit, if it is of one, taking in where its two audits stand: to be kept in the same save.

    Writes to the loop, so that of two returns at once one meets the other.
    """
    id = loops.of_audit(house.model, audit.id)
    if not id:
        return []
    loop = house.load(Loop, id)
    other = house.load(Audit, loop.second if audit.id == loop.first else loop.first)
    for one in (audit, other):
        _take(loop, one, by=by, at=at)
    return [loop]


def may_be_seen(house: House, audit: Audit, by: str) -> None:
    """Raise Refusal where an audit of a sealed loop would go on the child's record, from which the other auditor works.

    Who has or had one of the two is not told that there is another.
    """
    id = loops.of_audit(house.model, audit.id)
    if id and (loop := house.load(Loop, id)).state == SEALED:
        raise Refusal(NOT_YET if by in loop.held else SEALED_OFF)


def may_be_opened_again(house: House, audit: Audit) -> None:
    """Raise Refusal where the pair ended with this audit and the other one counts for the child since.

    Opened again it would be a second audit beside the other, with nothing sealed between the two.
    """
    id = loops.of_audit(house.model, audit.id)
    if not id:
        return
    loop = house.load(Loop, id)
    other = house.load(Audit, loop.second if audit.id == loop.first else loop.first)
    if loop.state == ENDED and other.state in (*OPEN_STATES, *COMPLETED_STATES):
        raise Refusal(f"The pair ended with this audit: audit {other.number} goes on alone and counts for the child.")


def may_take(house: House, audit: Audit, auditor: str) -> None:
    """Raise Refusal where an audit of a sealed loop would go to somebody who sees the other one anyway."""
    id = loops.of_audit(house.model, audit.id)
    if id and house.load(Loop, id).state == SEALED and (said := sees_the_other(house, audit.id, auditor)):
        raise Refusal(said, "auditor")


def _take(loop: Loop, audit: Audit, *, by: str, at: str) -> None:
    """Bring a loop to where one of its audits stands."""
    said = {"by": by, "at": at}
    loop.hand_over(audit.id, audit.auditor, on=audit.since, **said)
    if audit.state in COMPLETED_STATES:
        loop.take_in(audit.id, on=audit.returned_on, **said)
    elif audit.state in OPEN_STATES:
        loop.let_go_back(audit.id, on=audit.since, **said)
    else:
        loop.end(audit.id, audit.state, on=audit.since, **said)
