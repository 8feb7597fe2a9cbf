"""What changed: any page at two moments, side by side, with what was recorded between."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, abort, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.policy import EVERYBODY, RULES
from app.turns import Turns
from app.views import compared, compared_events, compared_moments, compared_rows, compared_words, typed_moment
from app.views.asked_within import address_of, endpoint_of, may
from app.views.compared import Found
from app.views.desk import i, me
from app.views.export_columns import add_list, column
from app.views.export_files import Taken, file_response
from app.views.figure_moments import Moment
from app.views.links import link
from app.views.navigation import entries, within

pages = Blueprint("compare", __name__)
RULES |= {"compare.show": EVERYBODY, "compare.export": EVERYBODY}
SHOWN, FACTS = 100, 8
"""So many rows of each kind are shown, and so many columns of one that came or went."""
OCCUPIED = "Another page is being compared. It takes a few seconds: try again then."
HAPPENED = {"changed": "Changed", "added": "Came", "gone": "Went"}
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
    first, last = compared_moments.asked()
    found = _found(page, first, last)
    return render_template("compare/show.html", **_values(page, first, last, found))


@pages.get("/compare.<any(csv, xlsx, json):ending>")
def export(ending: str) -> ResponseReturnValue:
    """All that differs between the two moments, as a file; nothing where no page is asked for."""
    page, (first, last) = _page(), compared_moments.asked()
    rows = _told(_found(page, first, last)) if page else []
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
    if endpoint_of(page)[0] != "figures.show" or not link(f"{path}/changes"):
        return ""
    first, last = compared_moments.asked()
    return f"{path}/changes?{asked}&{urlencode({'from': first.key, 'to': last.key})}"


def _found(page: str, first: Moment, last: Moment) -> Found:
    turns: Turns = current_app.extensions.setdefault("compared", Turns(OCCUPIED))
    with turns.turn(i().id):
        return compared.of_page(page, first, last)


def _values(page: str, first: Moment, last: Moment, found: Found) -> dict[str, Any]:
    asked = {"page": page, "from": first.key, "to": last.key}
    events = compared_events.of_rows(found.records(), first, last)
    return {
        "page": page,
        "found": found,
        "first": first,
        "last": last,
        "typed": {"from": typed_moment.fields_of(first.key), "to": typed_moment.fields_of(last.key)},
        "parts": _parts(found, events, first, last),
        "said": found.said[:SHOWN],
        "more_said": max(0, len(found.said) - SHOWN),
        "untold": max(0, len(set(found.records())) - len(events)),
        "between": None if found.rows else compared.events_of_page(page, first, last),
        "files": [{"text": text, "href": f"/compare.{end}?{urlencode(asked)}"} for end, text in FILES.items()],
        "picker": link("/as-at") and f"/as-at?{urlencode({'page': page})}",
    }


FILES = {"csv": "CSV", "xlsx": "Excel", "json": "JSON"}


def _parts(found: Found, events: dict[str, Any], first: Moment, last: Moment) -> list[dict[str, Any]]:
    """The rows that differ, by what happened to them, each with its cells and the events of its record."""
    rows = found.rows
    if rows is None:
        return []
    return [
        {
            "title": HAPPENED[kind],
            "kind": kind,
            "count": len(part),
            "rows": [_row(found, kind, row, events, first, last) for row in part[:SHOWN]],
            "more": max(0, len(part) - SHOWN),
        }
        for kind, part in (("changed", rows.changed), ("added", rows.added), ("gone", rows.gone))
        if part
    ]


def _row(found: Found, kind: str, row: compared_rows.Compared, events: dict[str, Any], *ends: Moment) -> dict[str, Any]:
    record = found.record(row.row)
    return {
        "id": row.id,
        "name": found.name(row.row) or compared_words.as_read(row.id),
        "href": compared.to_record(record) if record else "",
        "cells": [_said(found, cell) for cell in row.cells],
        "facts": [_said(found, cell) for cell in _whole(found, kind, row)[:FACTS]],
        "between": events.get(record),
        "why": link(why) if (why := found.why(row.row, *ends)) else "",
    }


def _said(found: Found, cell: compared_rows.Cell) -> compared_rows.Cell:
    """A cell as a page has it: its days, months and names in words."""
    return replace(cell, was=found.said_of(cell.key, cell.was), now=found.said_of(cell.key, cell.now))


def _whole(found: Found, kind: str, row: compared_rows.Compared) -> list[compared_rows.Cell]:
    """The cells of a row that came or went: on one side there is nothing."""
    told = [
        (key, label, compared_rows.words(row.row.get(key))) for key, label in compared_rows.shown(found.labels).items()
    ]
    sides = [(key, label, "", text) if kind == "added" else (key, label, text, "") for key, label, text in told if text]
    return [compared_rows.Cell(*one) for one in sides]


def _told(found: Found) -> list[dict[str, str]]:
    """Every difference as a line of a file."""
    if found.rows is None:
        lines = [("changed" if one.was and one.now else "added" if one.now else "gone", one) for one in found.said]
        return [_line(what, "", one.heading, one.label, one.was, one.now) for what, one in lines]
    return [
        _line(what, found.record(row.row) or row.id, found.name_in_file(row.row), cell.label, cell.was, cell.now)
        for what, row in found.rows.all()
        for cell in row.cells or _whole(found, what, row)
    ]


def _line(*values: str) -> dict[str, str]:
    return dict(zip(("what", "record_id", "what_of", "column_name", "was", "is_now"), values, strict=True))


def _comparable() -> list[dict[str, Any]]:
    """The pages of the menu that can be compared."""
    sections = [page["href"] for page in entries(me(), "/")]
    known = [page for href in sections for page in within(me(), href) or [{"text": "Today", "href": "/"}]]
    return [page for page in known if may(me(), page["href"])]
