"""Pages as they stood: `?as_at=` shows any page that tells something at a moment, and nothing is changed there.

The moment may be a day (2018-11-30), a time of one (2018-11-30T17:00), an entry of the log (entry-48211) or an
edition of a report (edition-2018-11-1). The page is the same view over an earlier read model. Who somebody is and what
they may see is always that of now: what is sealed from them now is sealed at every moment.
"""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Flask, abort, current_app, g, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as AnyResponse

from app import clock
from app.events.england import end_of_minute, last_second_of
from app.programme.past import NO_CHANGE, PastHouse
from app.views import as_at_soon, came_later, figure_moments, later_record, leaving, standing_links, typed_moment
from app.views.asked_in_vain import not_so
from app.views.desk import house, live_house, me
from app.views.for_now import has_past
from app.views.inspected import pinned, stands
from app.views.links import link
from projections import clocks, seals
from projections.moments import last_at

AS_AT, TIME, CLOCK = "as_at", "as_at_time", "clock"
HAPPENED = "happened"
ASKED_WITHIN = "audit_loop.asked_within"
"""What marks a request (in its environment, where no browser can write) that another one asks within itself."""


@dataclass(frozen=True)
class Stood:
    """The moment that a page shows: its address, in words, its position in the log, and when it was (ISO, UTC)."""

    key: str
    words: str
    position: int
    at: str
    clock: str = ""
    """Which of two clocks the page goes by: what was known, or what had HAPPENED by then."""
    later: int = 0
    """How many things had happened by then that were recorded later, across the programme."""
    day: str = ""
    """The day (ISO) up to which they had happened."""


def moment() -> Stood | None:
    """The moment that this page shows, None for now."""
    found: Stood | None = g.get("stood")
    return found


def watch(app: Flask) -> None:
    """Show the past where an address asks for it; who asks and what they may was settled before, as it is now."""
    app.before_request(_begin)
    app.after_request(_keep_the_moment)
    app.teardown_request(_end)


def page_values() -> dict[str, Any]:
    """What the picker and the band of every page show."""
    return {
        "has_past": me() is not None and has_past(request.endpoint) and request.method == "GET" and not pinned(me()),
        "pinned": bool(pinned(me())),
        "picked": _picked(request.args.get(AS_AT, "")),
        "asked_beside": [pair for pair in request.args.items(multi=True) if pair[0] not in (AS_AT, TIME, "page")],
        "came_later": came_later.said,
        "compares": bool(pinned(me())) and has_past(request.endpoint) and link("/compare"),
        "now_href": standing_links.without(request.full_path),
        "clocks": _clocks(),
    }


def _clocks() -> dict[str, Any]:
    """Where the page is by the other clock, and where what differs is listed, if that is there for this person.

    `n` is how much of what the page is about was recorded later: of its record, `of`, or else across the programme.
    """
    stood = moment()
    if stood is None or not stood.later:
        return {}
    page = standing_links.without(request.full_path)
    other = {AS_AT: stood.key} | ({} if stood.clock else {CLOCK: HAPPENED})
    record, n = came_later.record(), stood.later
    asked = {"moment": stood.key, "back": page} | ({"record": record} if record else {})
    own = later_record.count(stood.position, stood.day) if record else n
    listed = f"/later?{urlencode(asked)}" if own and _may_list() else ""
    called = later_record.CALLED.get(record.partition("/")[0], "this record") if record else "the programme"
    return {"other": standing_links.asking(page, other), "listed": listed, "n": own, "of": called}


def _may_list() -> bool:
    return bool(current_app.extensions["policy"].allows(me(), "later.show", {}))


def _picked(asked: str) -> dict[str, str]:
    """What the two fields of the picker say: a day as it is written here, and what is none as it was typed."""
    fields = typed_moment.fields_of("" if stood_elsewhere(asked) else asked)
    return fields | {"time": fields["time"] or request.args.get(TIME, "")}


def stood_elsewhere(asked: str) -> bool:
    """Whether an address names its moment by an entry or an edition, which are not typed in the picker."""
    return bool(figure_moments.ENTRY.fullmatch(asked) or figure_moments.EDITION.fullmatch(asked))


def _begin() -> ResponseReturnValue | None:
    if pin := pinned(me()):
        _stay(pin)
        return None
    asked = request.args.get(AS_AT, "").strip()
    if not asked or me() is None:
        return None
    if request.method not in ("GET", "HEAD"):
        return render_template("shared/sorry.html", sentence=NO_CHANGE, status=409), 409
    if not has_past(request.endpoint):
        leaving.say(asked)
        return redirect(standing_links.without(request.full_path), 303)
    if (typed := typed_moment.key_of(asked, request.args.get(TIME, ""))) != asked:
        return redirect(f"{request.path}?{urlencode([*_others(), (AS_AT, typed)])}", 303)
    _stand(asked)
    return None


def _stay(pin: str) -> None:
    """Show an inspector everything as at the moment of the inspection, whatever the address asks for.

    Within a comparison, which asks itself, an earlier moment is shown.
    """
    if request.method in ("GET", "HEAD") and stands(me(), request.endpoint):
        earlier = request.args.get(AS_AT, "") if request.environ.get(ASKED_WITHIN) else ""
        _stand(earlier if earlier and _is_before(earlier, pin) else pin)


def _is_before(one: str, other: str) -> bool:
    """Whether a moment is before another, by the order of the log and by the clock; both are their addresses."""
    with suppress(ValueError, OverflowError):
        first, last = figure_moments.of_key(one), figure_moments.of_key(other)
        if first and last and first.key != figure_moments.NOW:
            return first.position <= last.position and stood_at(first) <= stood_at(last)
    return False


def _others() -> list[tuple[str, str]]:
    return [(name, value) for name, value in request.args.items(multi=True) if name not in (AS_AT, TIME)]


def _stand(asked: str) -> None:
    found = None
    with suppress(ValueError, OverflowError):
        found = figure_moments.of_key(asked)
    if found is None or (found.key == figure_moments.NOW != asked):
        typed = " ".join(filter(None, _picked(asked).values())) or asked
        what = "no day and time that there is" if found is None else "still to come"
        _no_moment(f"“{typed[:100]}” is {what}")
    elif found.key != figure_moments.NOW:
        _show(found)


def _no_moment(sentence: str) -> None:
    """Say so above the page as it is now; a file, in which nobody would see it, is not given."""
    if as_at_soon.FILE.search(request.path):
        said = render_template("shared/sorry.html", sentence=f"{sentence}, so there is no such file.", status=422)
        abort(make_response(said, 422))
    not_so(f"{sentence}, so this page is shown as it is now.")


def _show(found: figure_moments.Moment) -> None:
    """From here on this request reads what was, and its clock stands still."""
    now, kept, by = live_house(), current_app.extensions["as_at"], found.day.isoformat()
    as_at_soon.must_be_near(found.position)
    later = 0 if pinned(me()) else clocks.count_later(now.model, found.position, by)
    went_by = HAPPENED if later and request.args.get(CLOCK) == HAPPENED else ""
    past = kept.happened(found.position, by) if went_by else kept.model(found.position)
    g.stood = Stood(found.key, found.words, found.position, stood_at(found), went_by, later, by)
    g.past_house, g.position = PastHouse(now, _sealed_as_now(now.model, past)), found.position
    g.clock_stopped = clock.stop(g.stood.at)


def _sealed_as_now(live: Any, past: Any) -> Any:
    """A read model of the past in which what is sealed now is sealed too."""
    return past if past is live else past.with_seals(seals.rows(live))


def stood_at(found: figure_moments.Moment) -> str:
    """When a moment was (ISO, UTC): of a day its last second, of an entry or edition when that was recorded."""
    if figure_moments.DAY.fullmatch(found.key):
        day, _, time = found.key.partition("T")
        return end_of_minute(day, time) if time else last_second_of(day)
    made = last_at(house().reader, found.position) or abort(404)
    return str(made.at)


def _keep_the_moment(response: AnyResponse) -> AnyResponse:
    """Links of a page of the past lead to the same moment, and so does where it sends on to."""
    if not (stood := moment()):
        return response
    if request.args.get(AS_AT) and response.location and response.location.startswith("/"):
        response.location = standing_links.led(response.location, stood.key, stood.clock)
    if response.mimetype == "text/html" and not response.direct_passthrough:
        response.set_data(standing_links.kept(response.get_data(as_text=True), stood.key, stood.clock))
    return response


def _end(fault: BaseException | None) -> None:
    if stopped := g.pop("clock_stopped", None):
        clock.go_on(stopped)
