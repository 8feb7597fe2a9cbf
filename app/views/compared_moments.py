"""The two moments between which a page is compared: as they are typed, and for some inspectors held to a last one."""

from contextlib import suppress
from dataclasses import replace

from flask import abort, request

from app.views import as_stood, figure_moments, typed_moment
from app.views.asked_in_vain import not_so, strange
from app.views.figure_moments import NOW, Moment


def asked() -> tuple[Moment, Moment]:
    """The earlier and the later moment; the end of the last month and now, unless the address says."""
    usual = figure_moments.last_ends(1)[0][0]
    first, last = _moment("from", "From", usual), _moment("to", "To", NOW)
    return (first, last) if first.position <= last.position else (last, first)


def _moment(name: str, label: str, usual: str) -> Moment:
    typed, time = (request.args.get(one, "").strip() for one in (name, f"{name}_time"))
    key, found = typed_moment.key_of(typed, time) or usual, None
    with suppress(ValueError, OverflowError):
        found = figure_moments.of_key(key)
    if found is None:
        strange(label, f"{typed} {time}".strip())
        found = figure_moments.of_key(usual)
    return _held(found or abort(404), key)


def _held(found: Moment, key: str) -> Moment:
    """The moment of an address; for an inspector with everything as at one, that one instead of now or any later."""
    last = as_stood.moment()
    if last is None or (found.key != NOW and as_stood.stood_at(found) <= last.at):
        return found
    if key != NOW:
        not_so(f"This inspection shows nothing after {last.words}.")
    return replace(found, key=last.key, words=last.words, position=last.position)
