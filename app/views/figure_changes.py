"""Why a figure changed: everything that moved it between two moments, linked to the histories that it stands in."""

from typing import Any

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from app.events.base import TOPICS
from app.policy import OVERSEE, RULES
from app.programme.english import listed
from app.views import figure_moments
from app.views.asked_in_vain import with_it
from app.views.compared_events import names_of
from app.views.figure_asked import Asked, asked
from app.views.figure_moments import NOW, Moment
from app.views.figure_told import interval
from app.views.figure_why import Told, between, by_kind, runs, summary, told
from app.views.listing import Listing
from app.views.month_figures import is_withheld
from app.views.reading_about import record_of
from app.views.reading_note import note
from app.views.reading_table import HISTORY
from projections.shares import Figure
from projections.why import EVENT, Why

pages = Blueprint("figure_changes", __name__)
RULES |= {"figure_changes.show": OVERSEE, "figure_changes.data": OVERSEE}
PER_PAGE = 50
TYPED = tuple(f"{end}-typed-{part}" for end in ("from", "to") for part in ("day", "month", "year"))
NAMES = ("period", "cycle", "from", "to", *TYPED)


@pages.get("/figures/<name>/changes")
def show(name: str) -> ResponseReturnValue:
    """The figure then and now, and the entries that moved it between."""
    of, first, last, found = _found(name)
    listing = Listing(request.path, NAMES, ("entry",), PER_PAGE)
    steps = told(of.figure, found.steps[listing.offset : listing.offset + PER_PAGE])
    _note(steps)
    return render_template(
        "figures/changes.html",
        asked=of,
        first=first,
        last=last,
        found=found,
        ends=_ends(first, last, found),
        closely=found.closely == EVENT,
        withheld=is_withheld(of.figure),
        summary=summary(found),
        kinds=listed(by_kind(found)),
        runs=runs(steps),
        pages=listing.pages(len(found.steps)),
        moments=figure_moments.offered(of.period, first, last),
        typed={end: figure_moments.typed(end) for end in ("from", "to")},
    )


def _note(steps: list[Told]) -> None:
    """Note each record of which an entry tells what was written."""
    entries = (one.entry for one in steps if one.entry and TOPICS[one.entry.topic].SEALS)
    for record in dict.fromkeys(entry.stream for entry in entries):
        note(HISTORY, record_of(names_of(record)))


@pages.get("/figures/<name>/changes.json")
def data(name: str) -> ResponseReturnValue:
    """The same as data; what this person may not see is counted and not named."""
    of, first, last, found = _found(name)
    ends = {"from": _end(first, found.then), "to": _end(last, found.now)}
    about = {"figure": of.figure.name, "period": of.period.key, "event_by_event": found.closely == EVENT}
    steps = [_as_json(one) for one in told(of.figure, found.steps)]
    return jsonify(about | ends | {"steps": steps} | with_it())


def _found(name: str) -> tuple[Asked, Moment, Moment, Why]:
    of = asked(name)
    first, last = figure_moments.asked(figure_moments.since(of.period))
    return of, first, last, between(of, first, last)


def _ends(first: Moment, last: Moment, found: Why) -> list[tuple[str, Moment, Figure, str]]:
    """Both ends for the page: what each is called, the moment, the figure then, and the interval of its share."""
    later = "Now" if last.key == NOW else "Later"
    return [("Then", first, found.then, interval(found.then)), (later, last, found.now, interval(found.now))]


def _end(moment: Moment, figure: Figure) -> dict[str, Any]:
    share = None if figure.share is None else str(figure.share)
    value = {"numerator": figure.n, "denominator": figure.of, "percent": share, "interval_95": interval(figure) or None}
    return {"moment": moment.words, "position": moment.position} | value


def _as_json(one: Told) -> dict[str, Any]:
    step, entry = one.step, one.entry
    moved = {f"{name}_count": len(getattr(step, name)) for name in ("joined", "left", "base_joined", "base_left")}
    made = {"event": step.event.topic if one.about or entry else None, "at": step.event.at} if step.event else {}
    return {
        "from_position": step.first,
        "to_position": step.last,
        **made,
        "by": (entry.byline or entry.by) if entry else None,
        "what": one.what,
        "history": one.href or None,
        **moved,
        "numerator": step.after.n,
        "denominator": step.after.of,
    }
