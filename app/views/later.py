"""What was recorded later than a moment and had happened by then: how the two clocks differ, event by event."""

from typing import Any

from flask import Blueprint, abort, current_app, redirect, render_template
from flask.typing import ResponseReturnValue

from app.policy import OVERSEE, RULES
from app.programme import histories
from app.programme.history_words import Names
from app.views import figure_moments, later_record, moderator_names
from app.views.as_stood import AS_AT, CLOCK, HAPPENED
from app.views.asked_within import address_of, may
from app.views.compared_events import names_of, opened
from app.views.desk import house, me, model
from app.views.figure_moments import Moment
from app.views.listing import Listing
from app.views.standing_links import asking
from projections import clocks, seals

pages = Blueprint("later", __name__)
RULES |= {"later.show": OVERSEE}
PER_PAGE = 50
"""So many stand on a page, those among them that are not open to whoever asks counted."""
Row = dict[str, Any]


@pages.get("/later")
def show() -> ResponseReturnValue:
    """The events of the records that this person may open, and how many others there are; of one record alone too."""
    listing = Listing("/later", ("moment", "back", "record"), ("recorded",), PER_PAGE)
    at = figure_moments.of_key(listing.value("moment") or figure_moments.NOW) or abort(404)
    if at.key == figure_moments.NOW:
        return redirect("/as-at", 303)
    record = listing.value("record")
    only = _only(record, at)
    total = clocks.count_later(model(), at.position, at.day.isoformat(), only)
    rows = _rows(at, listing.offset, only)
    seen = [row for row in rows if row["href"]]
    return render_template(
        "later/show.html",
        at=at,
        ways=_ways(at, listing.value("back")),
        rows=[_told(row) for row in seen],
        total=total,
        hidden=len(rows) - len(seen),
        of=Names(house()).of(record) if record else "",
        whole=listing.href(record=""),
        pages=listing.pages(total),
    )


def _only(record: str, at: Moment) -> frozenset[int] | None:
    """Where in the log what concerns a record was recorded later, None for every record; no such record is a 404."""
    if not record:
        return None
    found = later_record.positions(record, at.position)
    return abort(404) if found is None else found


def _ways(at: Moment, back: str) -> dict[str, str]:
    """The page that this was asked for from, by each of the two clocks."""
    page = address_of(back)
    page, asked = (page if page and may(me(), page) else "/"), {AS_AT: at.key}
    return {"known": asking(page, asked), "had": asking(page, asked | {CLOCK: HAPPENED})}


def _rows(at: Moment, offset: int, only: frozenset[int] | None) -> list[Row]:
    """A page of what was recorded later, each with where its record is, "" for one not open, and why it is left out."""
    day, links = at.day.isoformat(), dict[str, str]()
    found = clocks.later(model(), at.position, day, PER_PAGE, offset, only)
    why = clocks.left_out(current_app.extensions["as_at"].happened(at.position, day)) if found else {}
    for row in found:
        if row["stream"] not in links:
            links[row["stream"]] = opened(row["stream"])
        row |= {"href": links[row["stream"]], "why": why.get(row["position"], "")}
    return found


def _told(row: Row) -> Row:
    """A row as this person may know it: of its text nothing, only what it was and whose."""
    made = [one for one in house().reader.stream(row["stream"]) if one.position == row["position"]]
    entry = moderator_names.told(histories.entries(house(), made)[0])
    place = f"?entry={row['position']}#entry-{row['position']}" if "/history" in row["href"] else ""
    record = row["stream"] if names_of(row["stream"]) else seals.comes_of(model(), row["stream"])
    of = Names(house()).of(record) if record else ""
    return row | {"title": entry.title, "of": of, "who": entry.byline or entry.by, "href": f"{row['href']}{place}"}
