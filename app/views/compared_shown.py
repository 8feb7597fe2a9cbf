"""What differs between two moments of a page, as its comparison shows it and as a file has it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from app.views import compared, compared_figures, compared_rows, compared_words
from app.views.compared import Found
from app.views.compared_figures import FOLLOWS, VALUE
from app.views.compared_rows import Compared
from app.views.compared_text import Said, marked
from app.views.figure_moments import Moment
from app.views.links import link

SHOWN, FACTS = 100, 8
"""So many rows of each kind are shown, and so many columns of one that came or went."""
ONLY_DAYS, NOT_ON_PAGE = "{} of which only days went by", "{} that the page itself does not show"
TOP = "At the top"
HAPPENED = {"changed": "Changed", "added": "Came", "gone": "Went"}


def parts(found: Found, events: dict[str, Any], first: Moment, last: Moment) -> list[dict[str, Any]]:
    """The rows that differ, by what happened to them, each with its cells and the events of its record."""
    rows = found.rows
    if rows is None:
        return []
    return [
        _part(found, kind, part, partial(_row, found, kind, events, (first, last)))
        for kind, part in (("changed", rows.changed), ("added", rows.added), ("gone", rows.gone))
        if part
    ]


def _part(
    found: Found, kind: str, part: Sequence[Compared], told: Callable[[Compared], dict[str, Any]]
) -> dict[str, Any]:
    """Rows to which the same happened: those that say something first, those that say less folded away below."""
    folded = [row for row in part if row.aged or (found.on_page and row.row.get("figure_id") not in found.on_page)]
    first = [row for row in part if row not in folded]
    return {
        "title": HAPPENED[kind],
        "kind": kind,
        "of_figures": kind == "changed" and "numerator" in found.labels,
        "count": len(part),
        "rows": [told(row) for row in first[:SHOWN]],
        "more": max(0, len(first) - SHOWN),
        "folded": [told(row) for row in folded[:SHOWN]],
        "fold": (NOT_ON_PAGE if found.on_page else ONLY_DAYS).format(f"{len(folded):,}"),
        "folded_more": max(0, len(folded) - SHOWN),
    }


def _row(found: Found, kind: str, events: dict[str, Any], ends: tuple[Moment, Moment], row: Compared) -> dict[str, Any]:
    record = found.record(row.row)
    return {
        "id": row.id,
        "name": found.name(row.row) or compared_words.as_read(row.id),
        "href": compared.to_record(record) if record else "",
        "cells": _cells(found, row),
        "facts": _facts(found, kind, row)[:FACTS],
        "between": events.get(record),
        "why": link(why) if (why := found.why(row.row, *ends)) else "",
    }


def _cells(found: Found, row: Compared) -> list[dict[str, Any]]:
    """What changed in a row, column by column; what changed of its figure in one line, first."""
    if "numerator" not in found.labels or not any(cell.key in VALUE for cell in row.cells):
        return [_marked(cell.label, *_said(found, cell)) for cell in row.cells]
    now = _figure(found, row.row)
    was = _figure(found, {**row.row, **{cell.key: cell.was for cell in row.cells}})
    others = [cell for cell in row.cells if cell.key not in VALUE | FOLLOWS]
    return [_marked("Figure", was, now), *(_marked(cell.label, *_said(found, cell)) for cell in others)]


def _figure(found: Found, row: Mapping[str, Any]) -> str:
    said = {key: found.said_of(key, compared_rows.words(row.get(key))) for key in found.labels if key in VALUE}
    return compared_figures.in_words(said)


def _facts(found: Found, kind: str, row: Compared) -> list[tuple[str, str]]:
    """What a row says that came or went; its figure in one line, without what it is called by."""
    whole = _whole(found, kind, row)
    if "numerator" not in found.labels:
        return [(cell.label, "".join(_said(found, cell))) for cell in whole]
    names = {key for key, _ in compared_rows.named_by(row.row, found.labels)}
    others = [cell for cell in whole if cell.key not in VALUE | FOLLOWS | names]
    return [("Figure", _figure(found, row.row)), *((cell.label, "".join(_said(found, cell))) for cell in others)]


def lines(said: Sequence[Said]) -> list[dict[str, Any]]:
    """What a page says otherwise, each line with where it stands and what differs in it."""
    return [_marked(": ".join(filter(None, (one.heading, one.label))) or TOP, one.was, one.now) for one in said[:SHOWN]]


def _marked(label: str, was: str, now: str) -> dict[str, Any]:
    before, after = marked(was, now)
    return {"label": label, "was": before, "now": after}


def _said(found: Found, cell: compared_rows.Cell) -> tuple[str, str]:
    """What a cell said and says as a page has it: its days, months and names in words."""
    return found.said_of(cell.key, cell.was), found.said_of(cell.key, cell.now)


def _whole(found: Found, kind: str, row: Compared) -> list[compared_rows.Cell]:
    """The cells of a row that came or went: on one side there is nothing."""
    told = [
        (key, label, compared_rows.words(row.row.get(key))) for key, label in compared_rows.shown(found.labels).items()
    ]
    sides = [(key, label, "", text) if kind == "added" else (key, label, text, "") for key, label, text in told if text]
    return [compared_rows.Cell(*one) for one in sides]


def told(found: Found) -> list[dict[str, str]]:
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
