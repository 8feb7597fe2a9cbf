"""What a dip sample asks of each member: measures defined, asked otherwise and taken out."""

from collections.abc import Mapping
from typing import Any

from app.events import dip_sample_measures as events
from app.events.dip_sample import DipSample
from app.programme.house import House


def define(house: House, id: str, *, version: int, asked: Mapping[str, Any], by: str, at: str) -> None:
    """Ask this of each member too; raises Refusal, Stale or AlreadyDone, as all of these do.

    `asked` has the label, hint, kind, answers (labels), na, unit and base of a measure.
    """
    measure = events.new_measure(house.log.load(DipSample, id, version), asked)
    sample = house.load_at(DipSample, id, version, by, events.DipSampleMeasureDefined, measure=measure)
    events.define(sample, measure, by=by, at=at)
    house.keep(sample)


def change(
    house: House, id: str, *, version: int, measure: str, asked: Mapping[str, Any], reason: str, by: str, at: str
) -> None:
    """Ask a measure otherwise; with answers recorded it is a revision that says what becomes of them."""
    now = events.other_measure(house.log.load(DipSample, id, version), measure, asked)
    sent = {"measure": now, "reason": reason}
    sample = house.load_at(DipSample, id, version, by, events.DipSampleMeasureChanged, **sent)
    events.change_measure(sample, now, reason, by=by, at=at)
    house.keep(sample)


def remove(house: House, id: str, *, version: int, measure: str, reason: str, by: str, at: str) -> None:
    """Take a measure out; raises Refusal also while another rests on it."""
    sent = {"measure": measure, "reason": reason}
    sample = house.load_at(DipSample, id, version, by, events.DipSampleMeasureRemoved, **sent)
    events.remove_measure(sample, measure, reason, by=by, at=at)
    house.keep(sample)
