"""The team manager's duties for each audit that the team receives: recorded, followed to the end, put right."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from app.events import duty as events
from app.events.audit import Audit
from app.events.base import Event
from app.events.calendar import add_working_days
from app.events.duty import Duty
from app.events.vocabulary import DUTIES
from app.programme import frameworks
from app.programme.house import House
from projections import actions_lists, people


def duty_id(audit: str) -> str:
    """The id of an audit's follow-up: duty/2024-05/0017 of audit/2024-05/0017."""
    return f"duty/{audit.removeprefix('audit/')}"


def of_acceptance(house: House, audit: Audit, *, on: date, by: str, at: str) -> Sequence[Duty]:
    """What an audit's acceptance brings to the team, to be kept with it.

    Nothing when it was not accepted after all, or the team has it already.
    """
    received = house.log.load(Duty, duty_id(audit.id))
    if audit.state != "accepted" or received.exists or not audit.team:
        return ()
    days = frameworks.content(house, audit.framework, audit.framework_version)["deadlines"]
    due = {duty: add_working_days(on, days[f"{duty}_working_days"]).isoformat() for duty in DUTIES}
    facts = {"audit": audit.id, "child": audit.child, "team": audit.team, "area": audit.area, "worker": audit.worker}
    received.receive(**facts, on=on.isoformat(), due=due, by=by, at=at)
    return (received,)


def record_direction(house: House, id: str, *, version: int, by: str, at: str, **said: Any) -> None:
    """Record the direction to the worker (`said`: on, done_by, reference, note).

    Raises Refusal, Stale or AlreadyDone, as all of these do.
    """
    duty, said = _at(house, id, version, by, events.DirectionRecorded, said)
    duty.record_direction(**said, by=by, at=at)
    house.keep(duty)


def record_discussion(house: House, id: str, *, version: int, by: str, at: str, **said: Any) -> None:
    """Record the discussion with the worker; `said` has its kind too."""
    duty, said = _at(house, id, version, by, events.DiscussionRecorded, said)
    duty.record_discussion(**said, by=by, at=at)
    house.keep(duty)


def follow_up(house: House, id: str, *, version: int, by: str, at: str, **said: Any) -> None:
    """Record that the actions were followed up with the worker."""
    duty, said = _at(house, id, version, by, events.ActionsFollowedUp, said)
    duty.follow_up(**said, by=by, at=at)
    house.keep(duty)


def close(house: House, id: str, *, version: int, by: str, at: str, **said: Any) -> None:
    """Close the follow-up, once every action of the audit is done or cancelled."""
    duty, said = _at(house, id, version, by, events.FollowUpClosed, said)
    still = [row["id"] for row in actions_lists.of_source(house.model, duty.audit) if row["state"] == "open"]
    duty.close(open_actions=still, **said, by=by, at=at)
    house.keep(duty)


def take_back(house: House, id: str, *, version: int, duty: str, reason: str, by: str, at: str) -> None:
    """Take a wrong record back, with the reason."""
    found = house.load_at(Duty, id, version, by, events.DutyRecordTakenBack, duty=duty, reason=reason)
    found.take_back(duty, reason=reason, by=by, at=at)
    house.keep(found)


def recorded(house: House, id: str) -> dict[str, dict[str, str]]:
    """What is recorded of each duty, by its id: on, done_by, reference, note and, of a discussion, its kind."""
    return house.log.load(Duty, id).done


def managers(house: House, team: str) -> dict[str, str]:
    """The managers of a team who are here, by id with their names."""
    here = (row for row in people.everyone(house.model) if row["team"] == team and not row["left_on"])
    return {row["id"]: row["name"] for row in here if "team_manager" in row["roles"]}


def _at(
    house: House, id: str, version: int, by: str, does: type[Event], said: dict[str, Any]
) -> tuple[Duty, dict[str, Any]]:
    sent = said | {"on": said["on"].isoformat()}
    return house.load_at(Duty, id, version, by, does, **sent), sent
