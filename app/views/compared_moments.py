"""The two moments between which a page is compared: as they are typed, and for some inspectors held to a last one."""

from contextlib import suppress
from dataclasses import replace

from flask import abort, request

from app.views import as_stood, figure_moments, typed_moment
from app.views.asked_in_vain import not_so
from app.views.figure_moments import NOW, Moment

NAMES = ("from", "to")
NO_DAY = "There is no such day as “{}”. Write it such as 30/11/2018."
NO_TIME = "There is no such time as “{}”. Write it such as 17:00."
NO_MOMENT = "There is no such moment as “{}”. Write a day such as 30/11/2018."
TO_COME = "“{}” is still to come. Nothing is known of it."
DAY_MISSING = "Write the day too, or leave the time empty."


def asked() -> tuple[Moment, Moment]:
    """The earlier and the later moment; the end of the last month and now, unless the address says.

    Not found for what is no moment: `faults` says so before.
    """
    usual = figure_moments.last_ends(1)[0][0]
    first, last = _moment("from", usual), _moment("to", NOW)
    return (first, last) if first.position <= last.position else (last, first)


def typed() -> dict[str, dict[str, str]]:
    """What the four fields of the two moments say, as it was typed."""
    said = {name: _typed(name) for name in NAMES}
    return {name: typed_moment.fields_of(day) | ({"time": time} if time else {}) for name, (day, time) in said.items()}


def faults() -> dict[str, str]:
    """By field (from, from-time, to, to-time): why what was typed there is no moment; empty where both are."""
    return {field: said for name in NAMES for field, said in [_fault(name, *_typed(name))] if said}


def _typed(name: str) -> tuple[str, str]:
    day, time = (request.args.get(one, "").strip()[:100] for one in (name, f"{name}_time"))
    return day, time


def _fault(name: str, day: str, time: str) -> tuple[str, str]:
    """The field that is wrong of a moment, and what is wrong; the second is empty where nothing is."""
    if not day:
        return f"{name}-time", DAY_MISSING if time else ""
    shown = typed_moment.fields_of(day)["day"]
    if _of(key := typed_moment.key_of(day, "")) is None:
        return name, (NO_DAY if any(sign.isdigit() for sign in day) and "-" not in day else NO_MOMENT).format(shown)
    if time and (key == NOW or _of(typed_moment.key_of(day, time)) is None or "T" in key):
        return f"{name}-time", NO_TIME.format(time)
    found = None if as_stood.moment() else _of(typed_moment.key_of(day, time))
    return name, TO_COME.format(f"{shown} {time}".strip()) if found and found.key == NOW != key else ""


def _of(key: str) -> Moment | None:
    with suppress(ValueError, OverflowError):
        return figure_moments.of_key(key)
    return None


def _moment(name: str, usual: str) -> Moment:
    key = typed_moment.key_of(*_typed(name)) or usual
    return held(_of(key) or abort(404), key)


def held(found: Moment, key: str) -> Moment:
    """The moment of an address; for an inspector with everything as at one, that one instead of now or any later."""
    last = as_stood.moment()
    if last is None or (found.key != NOW and as_stood.stood_at(found) <= last.at):
        return found
    if key != NOW:
        not_so(f"This inspection shows nothing after {last.words}.")
    return replace(found, key=last.key, words=last.words, position=last.position)
