"""Looped audits: opened, followed as the two audits come in or end, talked about, agreed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.events import loop as events
from app.events.audit import Audit
from app.events.audit_loop import grade_in_loop
from app.events.audit_moderation import label_of, must_come_first
from app.events.base import Refusal
from app.events.calendar import add_working_days
from app.events.cycle import Cycle
from app.events.england import day_of
from app.events.loop import Loop, Pair
from app.events.moderation_words import WAITING
from app.mint import derived
from app.programme.allocations import swapping
from app.programme.allocations.swapping import Move
from app.programme.english import day
from app.programme.house import AlreadyDone, House
from app.programme.loop_grades import content_of, counting, grades, scales
from app.programme.loop_meetings import role_of
from app.programme.looped import followed, sees_the_other, who_sees
from projections import people

CAN_BE_LOOPED = ("allocated", "started")


def who_could(house: House, audit: str) -> list[tuple[Move, str]]:
    """Every auditor of the month's pool as a second auditor of an audit's child, each with why not ("" for may)."""
    seeing = who_sees(house, house.load(Audit, audit).area)
    barred = [(move, " ".join(one.sentence for one in move.barred)) for move in swapping.moves_to(house, audit)]
    return [(move, why or seeing.get(move.auditor, "")) for move, why in barred]


def open_loop(house: House, id: str, *, version: int, auditor: str, why: str, on: date, by: str, at: str) -> str:
    """Have a second auditor audit the child of an audit (id) too, blind; returns the id of the loop.

    The audit's version does not matter: its auditor goes on writing. Raises Refusal, or AlreadyDone for the same again.
    """
    loop = house.log.load(Loop, derived("loop", id))
    _must_be_new(loop, auditor, by)
    first = house.load(Audit, id)
    if first.state not in CAN_BE_LOOPED:
        raise Refusal("Only an audit that is allocated or started can be looped.")
    for person in (first.auditor, auditor):
        if said := sees_the_other(house, id, person):
            raise Refusal(said, "auditor" if person == auditor else "")
    grounds = _grounds(house, id, auditor, first.auditor)
    month = house.load(Cycle, first.cycle)
    house.keep(month, *opened(house, month, first, auditor, why=why, grounds=grounds, on=on, by=by, at=at))
    taken_in(house, id, by=by, at=at)
    return loop.id


def opened(
    house: House, month: Cycle, first: Audit, auditor: str, *, why: str, grounds: str, on: date, by: str, at: str
) -> tuple[Audit, Loop]:  # fmt: skip
    """The second audit of a child and the loop of the two, to be kept with the month; raises Refusal."""
    loop = house.log.load(Loop, derived("loop", first.id))
    second = _second(house, month, first, auditor, loop.id, grounds, on, by, at)
    whose = {"first_auditor": first.auditor, "second_auditor": auditor}
    facts = {"cycle": first.cycle, "child": first.child, "first": first.id, "second": second.id, "on": on.isoformat()}
    loop.open(**whose, **facts, why=why, grounds=grounds, by=by, at=at)
    return second, loop


def taken_in(house: House, audit: str, *, by: str, at: str) -> None:
    """Let a loop that was just opened know of a first audit (id) that was returned while that was decided."""
    if late := followed(house, house.load(Audit, audit), by=by, at=at):
        house.keep(*late)


def agree(
    house: House, id: str, *, version: int, on: date, others: Sequence[str], decisions: Mapping[str, Pair],
    learning: Pair, by: str, at: str,
) -> None:  # fmt: skip
    """Record what was agreed of the grades that count now; the child is counted by it from now on.

    Raises Refusal, Stale or AlreadyDone.
    """
    sent = {"on": on.isoformat(), "first_learning": learning[0].strip(), "second_learning": learning[1].strip()}
    loop = house.load_at(Loop, id, version, by, events.LoopAgreed, **sent)
    pair = [house.load(Audit, one) for one in (loop.first, loop.second)]
    carries = _carrier(*pair)
    content = content_of(house, pair[0])
    for audit in pair:
        _must_be_settled(audit, content)
    facts = {"on": on.isoformat(), "attendees": sorted({*loop.auditors.values(), *others})}
    own = grades(content, *pair)
    given = {"given": own, "grades": counting(own, *pair), "scales": scales(content), "decisions": decisions}
    given |= {"learning": learning}
    given["labels"] = {key: label_of(content, key) for key in scales(content)}
    loop.agree(**facts, **given, graded_on=carries.id, role=role_of(house, by), by=by, at=at)  # type: ignore[arg-type]
    now = {key: (grade, why or "Both gave it.") for key, (_, _, grade, why) in loop.agreed.items() if grade}
    grade_in_loop(carries, id, now, on=on.isoformat(), by=by, at=at)
    house.keep(loop, carries)


def _must_be_settled(audit: Audit, content: dict[str, Any]) -> None:
    """Refuse to agree about grades that moderation can still change: one that waits for it, or that must be drawn."""
    if audit.moderation in WAITING:
        waits = f"Audit {audit.number} waits for its moderation, which can change its grades."
        raise Refusal(f"{waits} Record what was agreed once it is moderated.")
    must_come_first(audit, content)


def told(house: House, id: str) -> dict[str, Any]:
    """What was written about a loop: why it was opened, and when it was agreed why each grade and the learning."""
    found: dict[str, Any] = {"why": "", "agreed": {}, "learning": ("", ""), "by": "", "attendees": [], "on": ""}
    for made in house.reader.stream(id):
        if made.topic == events.LoopOpened.TOPIC:
            found["why"] = made.facts["why"]
        if made.topic == events.LoopAgreed.TOPIC:
            facts = made.facts
            found |= {"agreed": facts["grades"], "by": made.by, "attendees": facts["attendees"], "on": facts["on"]}
            found["learning"] = (facts["first_learning"], facts["second_learning"])
    return found


def _must_be_new(loop: Loop, auditor: str, by: str) -> None:
    if loop.exists and loop.auditors[loop.second] == auditor:
        raise AlreadyDone
    if loop.exists:
        raise Refusal("This audit is looped already.")


def _grounds(house: House, audit: str, auditor: str, first: str) -> str:
    move = next((one for one in swapping.moves_to(house, audit, [auditor]) if one.auditor == auditor), None)
    if auditor == first:
        raise Refusal("This auditor has the first audit. Choose another.", "auditor")
    if move is None:
        raise Refusal("Choose another auditor of this month's pool.", "auditor")
    if move.barred:
        raise Refusal(" ".join(block.sentence for block in move.barred), "auditor")
    return move.grounds


def _second(
    house: House, month: Cycle, first: Audit, auditor: str, loop: str, grounds: str, on: date, by: str, at: str
) -> Audit:
    """The second audit with the next number of the month; nothing in it says that there is another."""
    said = {"by": by, "at": at}
    number = month.add_looped(
        first=first.number, child=first.child, auditor=auditor, loop=loop, grounds=grounds, **said
    )
    second = Audit(f"audit/{first.cycle.removeprefix('cycle/')}/{number:04d}")
    days = content_of(house, first)["deadlines"]["return_working_days"]
    facts: dict[str, Any] = {key: getattr(first, key) for key in ("cycle", "child", "team", "area", "worker", "plan")}
    facts |= {"framework": first.framework, "framework_version": first.framework_version, "number": number}
    due = add_working_days(on, days)
    if due.isoformat() < day_of(at):
        raise Refusal(f"Dated so, the second audit would be due on {day(due)}, which is over. Give a later date.", "on")
    facts |= {"on": on.isoformat(), "due": due.isoformat()}
    facts |= {"auditor": auditor, "auditor_team": people.team_of(house.model, auditor), "grounds": grounds}
    second.allocate(**facts, **said)
    return second


def _carrier(first: Audit, second: Audit) -> Audit:
    """The audit that carries the agreed grades: the first, unless it alone is not to standard."""
    return second if first.state == "not_to_standard" != second.state else first
