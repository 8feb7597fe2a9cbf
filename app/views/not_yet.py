"""A page of the past from before its record was there: said to whoever is shown it now, and to nobody else."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import current_app, g, render_template, request
from werkzeug.exceptions import HTTPException, NotFound

from app import clock
from app.events.england import day_of
from app.views import as_at_soon, as_stood, compared_events, standing_links
from app.views.compared import record_of_page
from app.views.desk import live_house, me
from app.views.inspected import pinned
from app.views.standing import standing
from app.views.words import day as day_words

NOUNS = {
    "audit": "audit",
    "child": "child",
    "concern": "concern",
    "cycle": "month",
    "dip_sample": "dip sample",
    "action": "action",
    "exemption": "exemption",
    "recommendation": "recommendation",
    "person": "person",
}
"""By kind of record: what its page calls it."""


def said() -> str:
    """The page that says since when there is what the address names; empty where nobody may be told more than of none.

    That is a page of now, one that does not stand now for whoever asks, and any for whom is held to one moment.
    """
    stood = as_stood.moment()
    asked = request.endpoint and request.method in ("GET", "HEAD") and not as_at_soon.FILE.search(request.path)
    if not (stood and stood.key and asked) or pinned(me()) or request.environ.get(as_stood.ASKED_WITHIN):
        return ""
    record = record_of_page(request.path)
    with _as_now():
        made = [one for one in compared_events.told_of(record) if one.stream == record] if _is_there() else None
    if made is None or (made and made[0].position <= stood.position):
        return ""
    return render_template("as_at/not_yet.html", **_values(record, stood, made[0] if made else None))


def leave() -> None:
    """Have the rest of this request be of now, so that what was never there and what is not theirs are one page."""
    if "stood" in g:
        for name in ("stood", "past_house"):
            g.pop(name, None)
        if stopped := g.pop("clock_stopped", None):
            clock.go_on(stopped)
        g.position = live_house().model.position


def _values(record: str, stood: as_stood.Stood, first: Any) -> dict[str, Any]:
    noun, now = NOUNS.get(record.partition("/")[0], "page"), standing_links.without(request.full_path)
    since = ""
    if first is not None:
        did = first.topic.removeprefix(f"{record.partition('/')[0].replace('_', ' ')} ")
        since = f"It was {did} on {day_words(day_of(first.at))}."
    there = first is not None and _was_there(first.position, first.at)
    return {
        "sentence": f"This {noun} was not there yet at {stood.words}.",
        "since": since,
        "noun": noun,
        "first": standing_links.led(now, f"entry-{first.position}") if there else "",
        "now": now,
    }


def _is_there() -> bool:
    """Whether the address leads whoever asks to a page, as the request stands."""
    view: Any = current_app.view_functions[request.endpoint or ""]
    try:
        return current_app.make_response(view(**(request.view_args or {}))).status_code < 400
    except NotFound:
        return False
    except HTTPException as other:
        return (other.code or 500) < 400


def _was_there(position: int, at: str) -> bool:
    """Whether there was a page right after an entry."""
    with _as_now(), standing(current_app.extensions["as_at"].model(position), at):
        return _is_there()


@contextmanager
def _as_now() -> Iterator[None]:
    """For a while the request is of now, as if no moment had been asked for."""
    kept = {name: g.get(name) for name in ("stood", "past_house", "position")}
    leave()
    try:
        yield
    finally:
        g.pop("strange", None)
        for name, value in kept.items():
            setattr(g, name, value)
        g.clock_stopped = clock.stop(kept["stood"].at)
