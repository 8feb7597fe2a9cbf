"""The end of a dip sample: what was found, what is recommended, or why it is not gone on with."""

from collections.abc import Sequence
from datetime import date

from app.events import dip_sample_answers as events
from app.events.base import Refusal
from app.events.dip_sample import DipSample, DipSampleWithdrawn
from app.programme import actions, frameworks
from app.programme.actions import action_id
from app.programme.house import House


def conclude(
    house: House, id: str, *, version: int, findings: str, themes: Sequence[str], own_themes: Sequence[str],
    missing_reason: str, on: date, by: str, at: str,
) -> None:  # fmt: skip
    """Say what was found; raises Refusal, Stale or AlreadyDone, as all of these do."""
    sent = {"findings": findings, "on": on.isoformat()}
    sample = house.load_at(DipSample, id, version, by, events.DipSampleConcluded, **sent)
    if not set(themes) <= themes_of(house, sample).keys():
        raise Refusal("Choose themes of the framework.", "themes")
    events.conclude(sample, findings, themes, own_themes, missing_reason, on=on.isoformat(), by=by, at=at)
    house.keep(sample)


def themes_of(house: House, sample: DipSample) -> dict[str, str]:
    """The labels of the themes that a dip sample can have, by id: those of its framework's version."""
    if not sample.framework_version:
        return {}
    content = frameworks.content(house, sample.framework, sample.framework_version)
    return {theme["id"]: theme["label"] for theme in content["themes"]}


def recommend(
    house: House, id: str, *, version: int, what: str, owner: str, due: date, on: date, by: str, at: str
) -> None:
    """Recommend something: an action is raised for its owner in the same save, with the dip sample as its source."""
    sent, seen = {"what": what, "owner": owner, "due": due.isoformat(), "on": on.isoformat()}, house.look_at(owner)
    sample = house.load_at(DipSample, id, version, by, events.DipSampleRecommendationMade, **sent)
    action = action_id(id, f"recommendation {len(sample.recommendations) + 1}")
    events.recommend(sample, action, what=what, owner=owner, due=due.isoformat(), on=on.isoformat(), by=by, at=at)
    facts = {"source": id, "what": what, "owner": owner, "due": due.isoformat()}
    house.keep(sample, actions.raised(house, action, **facts, by=by, at=at), looked_at=seen)


def reopen(house: House, id: str, *, version: int, reason: str, on: date, by: str, at: str) -> None:
    """Fill a concluded one in again, with the reason."""
    sent = {"reason": reason, "on": on.isoformat()}
    sample = house.load_at(DipSample, id, version, by, events.DipSampleReopened, **sent)
    events.reopen(sample, reason, on=on.isoformat(), by=by, at=at)
    house.keep(sample)


def withdraw(house: House, id: str, *, version: int, reason: str, on: date, by: str, at: str) -> None:
    """Go on with it no more, with the reason."""
    sent = {"reason": reason, "on": on.isoformat()}
    sample = house.load_at(DipSample, id, version, by, DipSampleWithdrawn, **sent)
    sample.withdraw(reason, on=on.isoformat(), by=by, at=at)
    house.keep(sample)
