"""Who audited, what came of the audits, and how soon Category 1 was answered in a period: by looking back."""

from typing import Any

from tests.reports.oracle import IN, Counted, Events, OneAudit, TheMonth, last
from tests.reports.oracle_concerns import MOVES, answered_by
from tests.reports.oracle_log import english_day, streams

LEVELS = ("senior_manager", "manager", "advanced_practitioner", "social_worker", "other")


def audited(events: Events, months: list[TheMonth]) -> dict[str, Counted]:
    """How many completed audits were moderated, and whose they were."""
    done = [one for month in months for one in month.audits if one.state() in IN]
    ids, level = [one.id for one in done], {id: _level(own) for id, own in streams(events, "person/").items()}
    found: dict[str, Counted] = {"audited:moderated": ([one.id for one in done if one.judged], ids)}
    found["audited:auditors"] = (sorted({one.auditor for one in done}), None)
    return found | {f"audited:{name}": ([one.id for one in done if level[one.auditor] == name], ids) for name in LEVELS}


def _level(own: Events) -> str:
    """What somebody's job was said to be last."""
    for one in reversed(own):
        if "job_level" in one.facts.get("changes", {}):
            return str(one.facts["changes"]["job_level"][1])
        if "job_level" in one.facts:
            return str(one.facts["job_level"])
    return ""


def after(events: Events, months: list[TheMonth], graded: list[str], scale: list[str], day: str) -> dict[str, Counted]:
    """The actions that came of what came in by a day, and the next overall grade of the same children."""
    came = {one.id for month in months for one in month.audits if one.state() in IN
            and month.loop(one.id)[0] != "sealed"}  # fmt: skip
    own = [own for own in streams(events, "action/").values() if own[0].facts["source"] in came]
    came_by = [one for one in own if one[0].facts["on"] <= day]
    every, gone = [one[0].stream for one in came_by], [one[0].stream for one in came_by if _cancelled(one, day)]
    held = [one for one in came_by if one[0].stream not in gone]
    kept = [one[0].stream for one in held]
    done = [one[0].stream for one in held if _stands(one) in ("action completed", "action verified")]
    verified = [one[0].stream for one in held if _stands(one) == "action verified"]
    found: dict[str, Counted] = {"after:raised": (every, None), "after:cancelled": (gone, every)}
    return found | {"after:completed": (done, kept), "after:verified": (verified, kept)} | _again(events, graded, scale)


def _stands(own: Events) -> str:
    return str(
        last(own, *(f"action {what}" for what in ("raised", "completed", "verified", "reopened", "cancelled"))).topic
    )


def _cancelled(own: Events, day: str) -> bool:
    return _stands(own) == "action cancelled" and str(last(own, "action cancelled").facts["on"]) <= day


def _again(events: Events, graded: list[str], scale: list[str]) -> dict[str, Counted]:
    """Of graded audits, those whose child has one in a later month that no loop holds, and how its grade compares."""
    every = [OneAudit(id, own) for id, own in streams(events, "audit/").items()]
    looped = {one.facts[which] for one in events if one.topic == "loop opened" for which in ("first", "second")}
    rows = {}
    for one in (one for one in every if one.id in graded):
        child, month = one.events[0].facts["child"], one.events[0].facts["cycle"]
        later = [two for two in every if two.events[0].facts["child"] == child
                 and two.events[0].facts["cycle"] > month and two.state() == "accepted" and two.grade("overall")
                 and two.id not in looped]  # fmt: skip
        if later:
            rows[one.id] = scale.index(later[0].grade("overall")) - scale.index(one.grade("overall"))
    again = [*rows]
    ways = {"better": lambda by: by < 0, "same": lambda by: by == 0, "worse": lambda by: by > 0}
    told: dict[str, Counted] = {"after:again": (again, graded)}
    return told | {f"after:{name}": ([id for id in again if test(rows[id])], again) for name, test in ways.items()}


def clocks(events: Events, first: str, last_day: str, day: str) -> dict[str, Counted]:
    """Concerns raised between two days, those that came into Category 1 then, and those answered the same day."""
    every = streams(events, "concern/")
    raised = [id for id, own in every.items() if first <= english_day(own[0].at) <= last_day]
    begun = {id: _clocks(own, first, last_day, day) for id, own in every.items()}
    one = [id for id, found in begun.items() if found]
    over = [id for id, found in begun.items() if any(is_over for is_over, _ in found)]
    well = [id for id in over if all(in_time for is_over, in_time in begun[id] if is_over)]
    return {"clocks:raised": (raised, None), "clocks:one": (one, None), "clocks:same-day": (well, over)}


def _clocks(own: Events, first: str, last_day: str, day: str) -> list[tuple[bool, bool]]:
    """Of each clock of Category 1 that began between two days: whether it is over by a day, and was met on its own."""
    starts: list[Any] = [one for one in own if one.facts.get("respond_by") and one.topic in MOVES]
    ends = [one.position for one in starts[1:]] + [float("inf")] * bool(starts)
    found = []
    for start, end in zip(starts, ends, strict=True):
        answered = answered_by(own, start.position, end, day)
        if first <= english_day(start.at) <= last_day:
            found.append(
                (
                    bool(answered) or start.facts["respond_by"] < day,
                    bool(answered) and answered <= start.facts["respond_by"],
                )
            )
    return found
