"""Planning a dip sample: what is asked, of what, how the members are to be found, and who fills it in."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.events import dip_sample as events
from app.events.base import Refusal
from app.events.dip_sample import DipSample
from app.events.dip_sample_plan import BY_CHANCE
from app.events.text import day_in_words
from app.programme.dip_samples import frames
from app.programme.house import AlreadyDone, House
from projections import people

SAID = ("title", "question", "why")


def plan(
    house: House, id: str, *, title: str, question: str, why: str, frame: Mapping[str, Any],
    selection: Mapping[str, Any], reviewers: Sequence[str], on: date, by: str, at: str,
) -> None:  # fmt: skip
    """Plan a dip sample; `id` is a minted one. Raises Refusal, or AlreadyDone for a double click."""
    sample = house.log.load(DipSample, id)
    said = {"title": title, "question": question, "why": why}
    if sample.exists and all(getattr(sample, key).split() == said[key].split() for key in SAID):
        raise AlreadyDone
    framework, version = frames.newest_framework(house)
    facts = said | _facts(house, frame, selection, reviewers, on)
    sample.plan(**facts, framework=framework, framework_version=version, on=on.isoformat(), by=by, at=at)
    house.keep(sample)


def change(
    house: House, id: str, *, version: int, title: str, question: str, why: str, frame: Mapping[str, Any],
    selection: Mapping[str, Any], reviewers: Sequence[str], on: date, by: str, at: str,
) -> None:  # fmt: skip
    """Plan it otherwise before the draw; raises Refusal, Stale or AlreadyDone, as all of these do."""
    said = {"title": title, "question": question, "why": why}
    facts = said | _facts(house, frame, selection, reviewers, on)
    sent = said | {"frame": facts["frame"], "selection": facts["selection"], "reviewers": facts["reviewers"]}
    sample = house.load_at(DipSample, id, version, by, events.DipSamplePlanChanged, **sent)
    sample.change_plan(**facts, on=on.isoformat(), by=by, at=at)
    house.keep(sample)


def name_reviewers(
    house: House, id: str, *, version: int, reviewers: Sequence[str], on: date, by: str, at: str
) -> None:
    """Say who fills it in beside the QA lead."""
    sent = {"reviewers": sorted(set(reviewers)), "on": on.isoformat()}
    sample = house.load_at(DipSample, id, version, by, events.DipSampleReviewersChanged, **sent)
    _check(house, reviewers)
    sample.name_reviewers(reviewers, on=on.isoformat(), by=by, at=at)
    house.keep(sample)


def _facts(
    house: House, asked: Mapping[str, Any], selection: Mapping[str, Any], reviewers: Sequence[str], on: date
) -> dict[str, Any]:
    _check(house, reviewers)
    found = frames.frame(house, asked, on.isoformat())
    _after_its_frame(found, on)
    size = int(selection["size"] or 0) if selection["how"] in BY_CHANCE else 0
    facts: dict[str, Any] = {"frame": found.asked, "frame_in_words": found.words, "frame_size": found.size}
    facts |= {"frame_on": found.on, "selection": {"how": selection["how"], "size": size}}
    return facts | {"reviewers": sorted(set(reviewers))}


def _after_its_frame(found: frames.Frame, on: date) -> None:
    """Raise Refusal for a plan of a day before the period of what it is drawn from ends, or its last month begins."""
    asked = found.asked
    ended = asked.get("ended_to") or asked.get("ended_from")
    first = f"{asked['last']}-01" if asked["kind"] == "audits" else ended or found.on
    if found.size and on.isoformat() < first:
        raise Refusal(f"What it is drawn from goes on to {day_in_words(first)}. The plan cannot be before that.", "on")


def _check(house: House, reviewers: Sequence[str]) -> None:
    able = {row["id"] for row in able_to_review(house)}
    if not set(reviewers) <= able:
        raise Refusal("Choose moderators who are here.", "reviewers")


def able_to_review(house: House) -> list[dict[str, Any]]:
    """The people who can be named to fill a dip sample in: moderators who are here, by name."""
    return [row for row in people.everyone(house.model) if "moderator" in row["roles"] and not row["left_on"]]
