"""What changed: any page at two moments, side by side, with what was recorded between."""

from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, abort, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.policy import EVERYBODY, RULES
from app.turns import Queue
from app.views import compared, compared_events, compared_moments, compared_shown, compared_spans, typed_moment
from app.views.asked_within import address_of, endpoint_of, may
from app.views.compared import Found
from app.views.desk import i, me
from app.views.export_columns import add_list, column
from app.views.export_files import Taken, file_response
from app.views.figure_moments import Moment
from app.views.links import link
from app.views.navigation import entries, within
from app.views.reading_note import noted

pages = Blueprint("compare", __name__)
RULES |= {"compare.show": EVERYBODY, "compare.export": EVERYBODY}
PATIENCE = 6.0
"""For so many seconds somebody waits while another page is compared."""
OCCUPIED = "Another page is being compared. It takes a few seconds: try again then."
add_list(
    "differences",
    "Differences",
    "what record_id what_of column_name was is_now",
    column("what", "What"),
    column("record_id", "Record id"),
    column("what_of", "Of"),
    column("column_name", "Column"),
    column("was", "Was"),
    column("is_now", "Is"),
)


@pages.get("/compare")
def show() -> ResponseReturnValue:
    """A page at two moments: what came, what went, what changed, and the events between."""
    page = _page()
    if not page:
        return render_template("compare/choose.html", known=_comparable())
    if there := _elsewhere(page):
        return redirect(there, 303)
    if faults := compared_moments.faults():
        return render_template(
            "compare/not_compared.html", page=page, typed=compared_moments.typed(), faults=faults
        ), 422
    first, last = compared_moments.asked()
    with _turn():
        found = compared.of_page(page, first, last)
        nearest = compared_spans.nearest(page, first, last) if found.empty else None
        if nearest and not request.args.get("from"):
            (first, last), nearest = nearest, None
            found = compared.of_page(page, first, last)
    noted(*found.read)
    values = _values(page, first, last, found) | {"nearest": _to(page, nearest)}
    return render_template("compare/show.html", **values)


@pages.get("/compare.<any(csv, xlsx, json):ending>")
def export(ending: str) -> ResponseReturnValue:
    """All that differs between the two moments, as a file; nothing where no page is asked for."""
    page = _page()
    if faults := compared_moments.faults():
        return render_template("shared/sorry.html", sentence=" ".join(faults.values()), status=422), 422
    first, last = compared_moments.asked()
    with _turn():
        found = compared.of_page(page, first, last) if page else None
    noted(*(found.read if found else ()))
    rows = compared_shown.told(found) if found else []
    said = f"{page}, {first.words} and {last.words}" if page else ""
    return file_response(ending, Taken("differences", rows, filters=said))


def _page() -> str:
    """The page that is asked for; empty for none. Not found for what is none of this reader's."""
    asked = request.args.get("page", "").strip()
    if not asked:
        return ""
    page = address_of(asked)
    return page if page and may(me(), page) else abort(404)


def _elsewhere(page: str) -> str:
    """Where a page that explains itself is compared: a figure's own changes."""
    path, _, asked = page.partition("?")
    if endpoint_of(page)[0] != "figures.show" or not link(f"{path}/changes") or compared_moments.faults():
        return ""
    first, last = compared_moments.asked()
    return f"{path}/changes?{asked}&{urlencode({'from': first.key, 'to': last.key})}"


def _turn() -> AbstractContextManager[None]:
    queue: Queue = current_app.extensions.setdefault("compared", Queue(OCCUPIED, PATIENCE))
    return queue.turn(i().id)


def _values(page: str, first: Moment, last: Moment, found: Found) -> dict[str, Any]:
    asked = {"page": page, "from": first.key, "to": last.key}
    events = compared_events.of_rows(found.records(), first, last)
    return {
        "page": page,
        "found": found,
        "first": first,
        "last": last,
        "typed": {"from": typed_moment.fields_of(first.key), "to": typed_moment.fields_of(last.key)},
        "faults": {},
        "parts": compared_shown.parts(found, events, first, last),
        "said": compared_shown.lines(found.said),
        "more_said": max(0, len(found.said) - compared_shown.SHOWN),
        "untold": max(0, len(set(found.records())) - len(events)),
        "between": None if found.rows else compared.events_of_page(page, first, last),
        "files": [{"text": text, "href": f"/compare.{end}?{urlencode(asked)}"} for end, text in FILES.items()],
        "picker": link("/as-at") and f"/as-at?{urlencode({'page': page})}",
    }


def _to(page: str, span: tuple[Moment, Moment] | None) -> dict[str, str]:
    """The way to a span; nothing for none."""
    if span is None:
        return {}
    asked = {"page": page, "from": span[0].key, "to": span[1].key}
    return {"href": f"/compare?{urlencode(asked)}", "text": f"from {span[0].words} to {span[1].words}"}


FILES = {"csv": "CSV", "xlsx": "Excel", "json": "JSON"}


def _comparable() -> list[dict[str, Any]]:
    """The pages of the menu that can be compared."""
    sections = [page["href"] for page in entries(me(), "/")]
    known = [page for href in sections for page in within(me(), href) or [{"text": "Today", "href": "/"}]]
    return [page for page in known if may(me(), page["href"])]
