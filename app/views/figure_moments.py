"""The moments between which a figure is compared: days, entries, and the editions of reports."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import abort, g, request

from app import clock
from app.events.england import day_of, end_of_minute, last_second_of
from app.events.periods import Period, moved, period
from app.events.typed_date import PARTS, iso
from app.programme import english
from app.views.asked_in_vain import strange
from app.views.desk import house, model
from app.views.words import moment as moment_words
from projections import reports
from projections.moments import last_at, position_at

ENTRY = re.compile(r"entry-([0-9]{1,12})")
EDITION = re.compile(r"edition-([0-9A-Za-z-]+)-([0-9]{1,4})")
DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([0-9]{2}:[0-9]{2}))?")
NOW = "now"
FIRST_YEAR = 1900
"""Nothing that anybody asks for was earlier."""
ENDS = 6
"""So many ends of months are offered, the last and those after the period."""


@dataclass(frozen=True)
class Moment:
    """A place in the order of all that was recorded: its address, in words, and the day there."""

    key: str
    words: str
    position: int
    day: date


def asked(default_from: str) -> tuple[Moment, Moment]:
    """The earlier and the later moment that the address asks for; not found for what is none."""
    first = of_key(_given("from") or default_from) or abort(404)
    last = of_key(_given("to") or NOW) or abort(404)
    return (first, last) if first.position <= last.position else (last, first)


def offered(of: Period, *chosen: Moment) -> list[dict[str, str]]:
    """The moments to choose from: now, what was published of the period, the ends of months, and what is chosen."""
    now = [{"value": NOW, "label": "now"}]
    editions = [{"value": _key(row), "label": f"as published, {_words(row)}"} for row in _editions(of.key)]
    known = [*now, *editions, *({"value": day, "label": f"the end of {_day(day)}"} for day in _ends(of))]
    keys = {one["value"] for one in known}
    return [*known, *({"value": one.key, "label": one.words} for one in chosen if one.key not in keys)]


def since(of: Period) -> str:
    """Since when a figure is compared unless the address says: the newest edition, else the end of the period."""
    found = _editions(of.key)
    return _key(found[0]) if found else min(of.ends_on.isoformat(), _ends(of)[0])


def published(key: str) -> Moment | None:
    """The moment of an edition by its address (edition-2024-05-1), None for what names none that is out."""
    return _edition(key, *parts(key)) if EDITION.fullmatch(key) else None


def parts(key: str) -> tuple[str, int]:
    """The report and the number of an edition's address."""
    report, _, number = key.removeprefix("edition-").rpartition("-")
    return report, int(number)


def key_of(report: str, number: int) -> str:
    """The address of an edition as a moment."""
    return f"edition-{report}-{number}"


def label_of(report: str) -> str:
    """The period of a report in words."""
    of = period(report)
    return of.label if of else ""


def _given(name: str) -> str:
    """What is asked for: a day that was typed in three parts, before what was chosen."""
    parts = typed(name).values()
    on = iso(*parts)
    if any(parts) and not on:
        strange("Day", " ".join(parts))
    return on or request.args.get(name, "")


def typed(name: str) -> dict[str, str]:
    """The parts of the day that was typed for a moment."""
    return {part: request.args.get(f"{name}-typed-{part}", "").strip() for part in PARTS}


def of_key(key: str) -> Moment | None:
    """The moment that an address names: now, a day, a time of one, an entry or an edition; None for what is none."""
    if key == NOW:
        return Moment(NOW, f"now, {moment_words(clock.now())}", g.position, clock.today())
    if found := ENTRY.fullmatch(key):
        return _entry(key, min(int(found[1]), g.position))
    if EDITION.fullmatch(key):
        return published(key)
    try:
        return _of_day(key)
    except ValueError:
        return None


def _of_day(key: str) -> Moment:
    """The end of a day, or a time of it (2024-07-05T16:00). Raises ValueError for text that is neither."""
    found = DAY.fullmatch(key)
    if found is None:
        raise ValueError(key)
    day, time = found.groups(default="")
    on = date.fromisoformat(day)
    if on.year < FIRST_YEAR:
        raise ValueError(key)
    if on > clock.today():
        return Moment(NOW, f"now, {moment_words(clock.now())}", g.position, clock.today())
    at = end_of_minute(day, time) if time else last_second_of(day)
    words = moment_words(at) if time else f"the end of {_day(day)}"
    return Moment(key, words, min(position_at(house().reader, at), g.position), on)


def _entry(key: str, position: int) -> Moment:
    found = last_at(house().reader, position)
    day = date.fromisoformat(day_of(found.at)) if found else clock.today()
    return Moment(key, f"entry {position:,}", position, day)


def _edition(key: str, report: str, number: int) -> Moment | None:
    rows = (row for row in reports.editions(model(), f"report/{report}") if row["edition"] == number)
    return next((Moment(key, _words(row), row["position"], date.fromisoformat(row["on"])) for row in rows), None)


def _editions(key: str) -> list[dict[str, Any]]:
    """The editions of the report of a period, the newest first."""
    return reports.editions(model(), f"report/{key}")


def every_edition() -> list[dict[str, str]]:
    """What was ever published, as moments to choose from, the newest first."""
    return [
        {"value": _key(row), "label": f"as published, {_words(row)}"} for row in reports.all_editions(model())[::-1]
    ]


def last_ends(count: int = 12) -> list[tuple[str, str]]:
    """The last days of the last months that are over, the newest first, each with its words."""
    this = date.fromisoformat(f"{clock.today():%Y-%m}-01")
    firsts = (date.fromisoformat(f"{moved(f'{this:%Y-%m}', -back)}-01") for back in range(count))
    return [((end := first - timedelta(days=1)).isoformat(), english.day(end)) for first in firsts]


def _key(row: dict[str, Any]) -> str:
    return key_of(row["report"].partition("/")[2], row["edition"])


def _words(row: dict[str, Any]) -> str:
    label = label_of(row["report"].partition("/")[2])
    return f"the {english.ordinal(row['edition'])} edition of {label}, {_day(row['on'])}"


def _ends(of: Period) -> list[str]:
    """The last days (ISO) of months that are over: of the last ones, and of those in which a period came in."""
    this = f"{clock.today():%Y-%m}"
    firsts = {moved(this, -back) for back in range(ENDS)} | {moved(of.last, after) for after in range(1, ENDS + 1)}
    over = sorted((month for month in firsts if month <= this), reverse=True)
    return [(date.fromisoformat(f"{month}-01") - timedelta(days=1)).isoformat() for month in over]


def _day(day: str) -> str:
    return english.day(date.fromisoformat(day))
