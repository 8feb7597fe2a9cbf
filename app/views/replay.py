"""Replay for the room: the events of a month or a child one by one, with how it stood right after each beside it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, abort, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.policy import ANY, OWN, RULES, TEAM, Grants
from app.programme.english import counted
from app.views import replay_beats, replay_state
from app.views.asked_in_vain import strange
from app.views.desk import i, model
from app.views.histories import CHILD
from app.views.inspected import pinned
from app.views.links import link
from app.views.replay_beats import Beat, Place
from app.views.words import day as day_words
from app.views.words import month as month_words
from app.views.words import reference
from projections import children, cycles

pages = Blueprint("replay", __name__)
MONTH: Grants = dict.fromkeys(("qa_lead", "head_of_service", "director", "inspector"), (ANY,))
RULES |= {
    "replay.index": MONTH | {"team_manager": (OWN,)},
    "replay.of_cycle": MONTH,
    "replay.of_child": CHILD | {"team_manager": (TEAM,)},
}
AROUND = 4
"""So many events before and after the one that is shown stand in the list beside it."""
NO_AUDIT = "No audit of the child is told here yet."
NOBODY = "No child of that reference is yours to see."


@pages.get("/replay")
def index() -> ResponseReturnValue:
    """What can be replayed: the months, and a child by the reference."""
    wanted = request.args.get("child", "").strip()
    there = link(f"/replay/children/{wanted}") if wanted and "/" not in wanted else ""
    if there and children.child(model(), f"child/{wanted}"):
        return redirect(there, 303)
    known = [row for row in cycles.listing(model()) if _may("replay.of_cycle", month=row["month"])]
    rows = [row | {"words": month_words(row["month"]), "count": counted(row["audits"], "audit")} for row in known]
    inspects = i().inspects
    named = sorted(reference(one) for one in inspects.children) if inspects else []
    theirs = [one for one in named if link(f"/replay/children/{one}")]
    said = {"cycles": rows, "named": theirs, "wanted": wanted, "missing": NOBODY if wanted else ""}
    return render_template("replay/index.html", **said)


@pages.get("/replay/cycles/<month:month>")
def of_cycle(month: str) -> ResponseReturnValue:
    """A month, event by event, with the figures of its board as they stood right after each."""
    cycle = cycles.cycle(model(), f"cycle/{month}") or abort(404)
    title, back = month_words(month), {"href": link(f"/cycles/{month}"), "text": "The month"}
    return _page(cycle["id"], title, back, replay_beats.of_cycle, replay_state.of_cycle)


@pages.get("/replay/children/<reference>")
def of_child(reference: str) -> ResponseReturnValue:
    """A child, event by event, with the line of each audit as it stood right after each."""
    child = children.child(model(), f"child/{reference}") or abort(404)
    back = {"href": link(f"/children/{reference}"), "text": reference}
    return _page(child["id"], reference, back, replay_beats.of_child, replay_state.of_child)


def _page(
    id: str, title: str, back: dict[str, str], beats_of: Callable[[str], tuple[Beat, ...]], work: replay_state.Work
) -> str:
    beats = beats_of(id) or abort(404)
    here = replay_beats.place(beats, _asked(beats))
    return render_template(
        "replay/show.html",
        title=title,
        ours=back,
        here=here,
        count=len(beats),
        entry=replay_beats.told(here.beat) or abort(404),
        state=replay_state.beside(id, work, beats, here.number),
        steps=_steps(here),
        around=_around(beats, here),
        start=max(1, here.number - AROUND),
        days=_days(beats, here),
        nothing_yet=_nothing_yet(beats, here),
        room=_room(),
        other_size=_href(here.beat.position, room=not _room()),
        page=_standing(back["href"], here.beat.position),
    )


def _nothing_yet(beats: tuple[Beat, ...], here: Place) -> dict[str, str]:
    """What is said where nothing stands beside an event, and where the first thing does."""
    named = {"audit allocated": ("audit", "allocated"), "cycle opened": ("month", "opened")}
    first = next((one for one in beats[here.number :] if one.topic in named), None)
    if first is None:
        return {"sentence": NO_AUDIT, "href": "", "text": ""}
    noun, did = named[first.topic]
    told = f"Before the first entry of the {noun}: it was {did} on {day_words(first.day)}."
    return {"sentence": told, "href": _href(first.position), "text": f"entry {first.position:,}"}


def _asked(beats: tuple[Beat, ...]) -> int:
    """The position that the address names; the first event where it names none."""
    asked = request.args.get("event", "")
    if asked.isascii() and asked.isdecimal() and len(asked) < 13:
        return int(asked)
    if asked:
        strange("Event", asked)
    return beats[0].position


def _room() -> bool:
    """Whether it is shown large, for a room."""
    return request.args.get("room", "") == "1"


def _href(position: int, *, room: bool | None = None) -> str:
    large = _room() if room is None else room
    return f"{request.path}?{urlencode({'event': position} | ({'room': 1} if large else {}))}"


def _steps(here: Place) -> list[dict[str, Any]]:
    """The steps that lead on from here, each with its name for the keys; without an address where there is none."""
    known = (
        ("first", "First", here.first if here.number > 1 else 0),
        ("day-back", "Previous day", here.day_back),
        ("back", "Back", here.back),
        ("on", "Forward", here.on),
        ("day-on", "Next day", here.day_on),
        ("last", "Last", here.last if here.on else 0),
    )
    return [{"name": name, "text": text, "href": _href(to) if to else ""} for name, text, to in known]


def _around(beats: tuple[Beat, ...], here: Place) -> list[dict[str, Any]]:
    """The events around the one that is shown."""
    start = max(0, here.number - 1 - AROUND)
    part = beats[start : here.number + AROUND]
    return [{"beat": one, "href": _href(one.position), "here": one == here.beat} for one in part]


def _days(beats: tuple[Beat, ...], here: Place) -> list[dict[str, Any]]:
    """The days of the timeline, the one that is shown marked."""
    return [
        {"words": day_words(day), "count": counted(n, "entry"), "href": _href(first), "here": day == here.beat.day}
        for day, first, n in replay_beats.days(beats)
    ]


def _standing(page: str, position: int) -> str:
    """The page of the month or child as it stood right after the event; none for who is shown one moment only."""
    return f"{page}?as_at=entry-{position}" if page and not pinned(i()) else ""


def _may(endpoint: str, **names: str) -> bool:
    return bool(current_app.extensions["policy"].allows(i(), endpoint, names))
