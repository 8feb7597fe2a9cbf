"""What is done with a drawn audit: it gets a moderator, another moderator, and both judgements."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from app.events import audit_moderation as events
from app.events.audit import Audit
from app.events.audit_moderation import Judged
from app.events.base import Refusal
from app.events.england import day_of
from app.events.moderation_words import ENDS
from app.programme import duties, frameworks, going_back, looped
from app.programme.house import AlreadyDone, House
from app.programme.moderation import draw_days, moderators
from app.programme.moderation.moderators import Given, Moderator
from projections import moderations, people


class Changed(Refusal):
    """The audits would no longer be shared out as it was shown."""

    overtaken = True


def plan(house: House, cycle: str, on: date) -> list[Given]:
    """How the drawn audits of a month (id) that nobody has would be shared out on a day, by audit."""
    waiting = [row["id"] for row in moderations.to_assign(house.model, cycle)]
    works = [moderators.work(house, audit) for audit in waiting]
    return moderators.share_out(works, moderators.standing(house, on), cycle)


def share_out(house: House, cycle: str, *, shown: Sequence[tuple[str, str]], on: date, by: str, at: str) -> list[Given]:
    """Give the drawn audits of a month that wait to their moderators, as it was `shown`: pairs of audit and moderator.

    Returns what was given. Raises AlreadyDone when this person has just done so, Changed when it would come out
    otherwise now, Refusal when nothing waits and for a day before that of a draw.
    """
    draw_days.none_before_its_draw(moderations.to_assign(house.model, cycle), on)
    given = [one for one in plan(house, cycle, date.fromisoformat(day_of(at))) if one.moderator]
    if {(one.audit, one.moderator) for one in given} != set(shown):
        if shown and all(_is_done(house, audit, moderator, by) for audit, moderator in shown):
            raise AlreadyDone
        raise Changed("What waits or who may moderate it has changed. This is how it comes out now.")
    if not given:
        raise Refusal("No audit of this month waits for a moderator, or nobody may have what waits.")
    audits = [house.load(Audit, one.audit) for one in given]
    for audit, one in zip(audits, given, strict=True):
        team = people.team_of(house.model, one.moderator)
        events.assign(audit, one.moderator, on=on.isoformat(), grounds=one.why, moderator_team=team, by=by, at=at)
    house.keep(*audits)
    return given


def choices(house: House, audit: str, on: date) -> tuple[list[Moderator], dict[str, str]]:
    """Who may moderate an audit (id), those with the fewest open first; and why others may not, by name."""
    near, everybody = moderators.work(house, audit), moderators.standing(house, on)
    barred = {one.name: " ".join(found) for one in everybody if (found := moderators.bars(one, near))}
    may = [one for one in everybody if one.name not in barred]
    return sorted(may, key=lambda one: (one.open, one.recent, one.name)), barred


def assign(house: House, id: str, *, version: int, moderator: str, on: date, by: str, at: str) -> None:
    """Give a drawn audit to a moderator by hand; raises Refusal for who may not have it, Stale or AlreadyDone."""
    sent = {"moderator": moderator, "on": on.isoformat()}
    audit, seen = house.load_at(Audit, id, version, by, events.ModeratorAssigned, **sent), house.look_at(moderator)
    draw_days.not_before_its_draw(audit, on)
    given = {"grounds": f"By hand. {_grounds(house, audit, moderator, on)}"}
    given["moderator_team"] = people.team_of(house.model, moderator)
    events.assign(audit, **sent, **given, by=by, at=at)
    house.keep(audit, looked_at=seen)


def change(house: House, id: str, *, version: int, moderator: str, reason: str, on: date, by: str, at: str) -> None:
    """Give a drawn audit to another moderator, with the reason; raises as `assign` does."""
    sent = {"moderator": moderator, "reason": reason, "on": on.isoformat()}
    audit, seen = house.load_at(Audit, id, version, by, events.ModeratorChanged, **sent), house.look_at(moderator)
    draw_days.not_before_its_draw(audit, on)
    given = {"grounds": _grounds(house, audit, moderator, on)}
    given["moderator_team"] = people.team_of(house.model, moderator)
    events.change_moderator(audit, **sent, **given, by=by, at=at)
    house.keep(audit, looked_at=seen)


def moderate(house: House, id: str, judged: Judged, *, version: int, on: date, by: str, at: str) -> None:
    """Record both judgements and what follows; raises Refusal, Stale, or AlreadyDone for the same sent twice."""
    audit = house.load_at(Audit, id, version, by, events.AuditModerated, **_sent(house, id, version, judged, on))
    content = frameworks.content(house, audit.framework, audit.framework_version)
    if audit.moderation == "assigned" and by not in (audit.moderator, audit.auditor):
        raise Refusal(f"This audit is with {name_of(house, audit.moderator)} for moderation.")
    if audit.moderator == by and by != audit.auditor:
        _must_still_stand(house, audit, by)
    due = going_back.usual_date(house, audit.framework, audit.framework_version, on).isoformat()
    goes_back = ENDS.get(judged.quality) == "sent_back"
    until = going_back.settled(house, audit, judged.although_exempt, at=at) if goes_back else ""
    events.moderate(audit, content, judged, on=on.isoformat(), due=due, exempt_until=until, by=by, at=at)
    loops = looped.followed(house, audit, by=by, at=at)
    house.keep(audit, *duties.of_acceptance(house, audit, on=on, by=by, at=at), *loops)


def waits(house: House, moderator: str) -> str:
    """Why a drawn audit is neither judged nor uploaded now, as a sentence; the moderator is a person's id, or none."""
    if moderator:
        return f"This audit waits for its moderation by {name_of(house, moderator)}."
    return "This audit waits for its moderation. Nobody has been given it yet."


def name_of(house: House, person: str) -> str:
    """A person's name."""
    return people.names(house.model).get(person, "somebody who is not on the list")


def _is_done(house: House, audit: str, moderator: str, by: str) -> bool:
    made = [one for one in house.log.history(audit) if isinstance(one, events.ModeratorAssigned)][-1:]
    return bool(made) and made[0].moderator == moderator and made[0].by == by


def _grounds(house: House, audit: Audit, moderator: str, on: date) -> str:
    """What was found of a moderator who may have the audit; raises Refusal for who may not."""
    near = moderators.work(house, audit.id)
    everybody = moderators.standing(house, on)
    one = next((one for one in everybody if one.id == moderator), None)
    if one is None:
        raise Refusal("Choose somebody who moderates.", "moderator")
    if found := moderators.bars(one, near):
        raise Refusal(" ".join(found), "moderator")
    return moderators.grounds(one, sum(not moderators.bars(each, near) for each in everybody))


def _must_still_stand(house: House, audit: Audit, by: str) -> None:
    """A moderator who has come near to the audit since it was given to them does not moderate it."""
    one = moderators.still_moderates(house, by)
    if one is None:
        raise Refusal("You do not moderate any more. The QA lead has to give this audit to another moderator.")
    if found := moderators.bars(one, moderators.work(house, audit.id)):
        said = " ".join(found)
        raise Refusal(f"{said} The QA lead has to give this audit to another moderator.")


def _sent(house: House, id: str, version: int, judged: Judged, on: date) -> dict[str, Any]:
    """The judgements as they would have been recorded over the version that the form showed, to know them again."""
    shown = house.log.load(Audit, id, version)
    try:
        content = frameworks.content(house, shown.framework, shown.framework_version)
        said = events.judgement(shown, content, judged) | {"on": on.isoformat()}
        return said | ({"due": judged.due} if judged.due else {})  # The date that its audit has then.
    except Refusal:  # What cannot be recorded never was.
        return {"outcome": None}
