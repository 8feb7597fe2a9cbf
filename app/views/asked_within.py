"""Another page of this application as it stood at a moment, asked for within a request, as whoever asks is shown it.

It goes the whole way that an address goes: the policy, the inspection, the access log. So nothing is in it that they
could not open for themselves. Its lines of the access log are given back, for whoever asks to write where it is shown.
"""

from dataclasses import dataclass
from typing import Any

from flask import current_app, g, request
from werkzeug.exceptions import HTTPException
from werkzeug.test import EnvironBuilder

from app import clock
from app.policy import Me
from app.programme.past import PastHouse
from app.readings import Reading
from app.views.as_at_soon import must_be_near
from app.views.as_stood import AS_AT, ASKED_WITHIN, Stood
from app.views.desk import live_house
from app.views.figure_moments import NOW, Moment
from app.views.for_now import has_past
from app.views.reading_note import READ_WITHIN
from app.views.standing_links import asking, without

KEPT = frozenset({"cookie", "user-agent", "accept-language"})
"""What is passed on of a request's headers: who asks."""


@dataclass(frozen=True)
class Answer:
    """What an address answered: its status, its kind, its text, where it sends on to, and the lines of the access log
    that are to be written before any of it is shown."""

    status: int
    mimetype: str
    text: str
    json: Any
    location: str
    read: tuple[Reading, ...] = ()


def address_of(page: str) -> str:
    """The address of a page as of now, without the ending of a file; empty for none of this application's."""
    if not page.startswith("/") or page.startswith(("//", "/\\")):
        return ""
    path, sign, asked = without(page).partition("?")
    for ending in (".json", ".csv", ".xlsx"):
        path = path.removesuffix(ending)
    return f"{path}{sign}{asked}"


def endpoint_of(page: str) -> tuple[str, dict[str, Any]]:
    """The endpoint of an address and what it names; empty for one that is not here or has no past."""
    try:
        found, names = current_app.url_map.bind_to_environ(request.environ).match(page.split("?")[0], "GET")
    except HTTPException:
        return "", {}
    return (found, dict(names)) if has_past(found) else ("", {})


def may(who: Me | None, page: str) -> bool:
    """Whether somebody is shown an address that has a past."""
    endpoint, names = endpoint_of(page)
    return bool(endpoint) and bool(current_app.extensions["policy"].allows(who, endpoint, names))


def at(page: str, moment: Moment) -> Answer:
    """What an address answers as it stood at a moment; of now too without what would change something."""
    if moment.key != NOW:
        must_be_near(moment.position)
    there = page if moment.key == NOW else asking(page, {AS_AT: moment.key})
    said = [(name, value) for name, value in request.headers if name.lower() in KEPT]
    environ = EnvironBuilder(there, base_url=request.root_url, headers=said).get_environ()
    read: list[Reading] = []
    environ |= {"REMOTE_ADDR": request.environ.get("REMOTE_ADDR", ""), ASKED_WITHIN: True, READ_WITHIN: read}
    with current_app.app_context(), current_app.request_context(environ):
        if moment.key == NOW:
            _stand_now(moment)
        response = current_app.full_dispatch_request()
        told = response.get_json(silent=True) if response.mimetype == "application/json" else None
        text = response.get_data(as_text=True) if response.mimetype == "text/html" else ""
        return Answer(response.status_code, response.mimetype or "", text, told, response.location or "", tuple(read))


def _stand_now(moment: Moment) -> None:
    """Show the page of now as one of the past is shown: nothing that is for changing it tells them apart."""
    here = live_house()
    g.stood = Stood("", moment.words, here.model.position, clock.now())
    g.past_house = PastHouse(here, here.model)
