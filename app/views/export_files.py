"""A list as a file: the same columns, the same forms of values and the same particulars in CSV, Excel and JSON."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from flask import Response, g, jsonify

from app import clock
from app.events.england import day_of
from app.views.asked_in_vain import said
from app.views.desk import model
from app.views.export_columns import LISTS, TITLES, Column, Row
from app.views.exports import csv_response, safe_name, xlsx_response
from projections import people


@dataclass(frozen=True)
class Taken:
    """What is taken away: a list (a key of LISTS), its rows, its month (YYYY-MM), its filter in words.

    `without` are keys of columns that this person is not to see; `withheld` counts the rows that they are not to see,
    or says why they have none, None for a list that is never cut. `not_known` says what the address asked for in vain.
    `chosen` is by what an address has the same again, where without that the page chooses by itself: a period, a year.
    `name` is the file's name without its ending, where it is not that of the list, its month and the moment; `at` (ISO,
    UTC) and `position` say as at when it is, where that is not now.
    """

    list: str
    rows: Sequence[Row]
    month: str = ""
    filters: str = ""
    without: frozenset[str] = frozenset()
    withheld: int | str | None = None
    not_known: str = ""
    name: str = ""
    at: str = ""
    position: int | None = None
    chosen: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the list that this person sees."""
        return tuple(column for column in LISTS[self.list] if column.key not in self.without)

    @property
    def notes(self) -> Sequence[str]:
        """What is to be said with the rows, in sentences: what is not among them, and what was asked for in vain."""
        left = self.withheld
        if isinstance(left, int):
            are = "row of other service areas is" if left == 1 else "rows of other service areas are"
            left = f"{left:,} {are} withheld." if left else ""
        return [said for said in (left, self.not_known) if said]


def file_response(ending: str, taken: Taken) -> Response:
    """The list as csv, xlsx or json."""
    at = taken.at or clock.now()
    taken = taken if taken.not_known else replace(taken, not_known=said())
    return {"csv": _csv, "xlsx": _xlsx, "json": _json}[ending](taken, at)


def named(taken: Taken, at: str) -> str:
    """The file's name without its ending: audits-2026-11-as-at-20261122-0215, the moment in England."""
    if taken.name:
        return taken.name
    parts = (taken.list, taken.month, "as-at", f"{clock.local(at):%Y%m%d-%H%M}")
    return "-".join(part for part in parts if part)


def _csv(taken: Taken, at: str) -> Response:
    headings = [column.name for column in taken.columns]
    rows = [[_plain(cell) for cell in cells] for cells in _cells(taken)]
    # A file of this kind has no other place for them than lines of their own, in the first column.
    notes = [[note] + [""] * (len(headings) - 1) for note in taken.notes]
    return csv_response(named(taken, at), headings, rows + notes)


def _xlsx(taken: Taken, at: str) -> Response:
    headings = [column.name for column in taken.columns]
    about = [(label, value) for label, value in _about(taken, at).values()]
    return xlsx_response(named(taken, at), headings, _cells(taken), sheet=TITLES[taken.list], about=about)


def _json(taken: Taken, at: str) -> Response:
    keys = [column.key for column in taken.columns]
    told = [dict(zip(keys, map(_native, cells), strict=True)) for cells in _cells(taken)]
    particulars = {key: _native(value) for key, (_, value) in _about(taken, at).items()}
    response = jsonify({**particulars, **taken.chosen} | {"list": taken.list, "as_at": at, "rows": told})
    response.headers["Content-Disposition"] = f'inline; filename="{safe_name(named(taken, at))}.json"'
    return response


def _about(taken: Taken, at: str) -> dict[str, tuple[str, Any]]:
    """What the file is, by key, each with its label: of which council, of what, and as at when."""
    council = people.council(model()) or {"name": "", "demonstration": 0}
    label = "Withheld" if isinstance(taken.withheld, str) else "Rows of other service areas, withheld"
    withheld = {} if taken.withheld is None else {"withheld": (label, taken.withheld)}
    not_known = {"not_known": ("Not known", taken.not_known)} if taken.not_known else {}
    return {
        "council": ("Council", council["name"]),
        "list": ("List", TITLES[taken.list]),
        "month": ("Month", taken.month or "All"),
        "filter": ("Filter", taken.filters or "None"),
        "as_at": ("As at", clock.local(at).replace(tzinfo=None)),
        "position": ("Event position", g.position if taken.position is None else taken.position),
        "count": ("Rows", len(taken.rows)),
        **withheld,
        **not_known,
        "demonstration": ("Demonstration", bool(council["demonstration"])),
    }


def _cells(taken: Taken) -> Iterable[list[Any]]:
    return [[_cell(column.read(row), column.kind) for column in taken.columns] for row in taken.rows]


def _cell(value: Any, kind: str) -> Any:
    """The value as what it is: a date, a number, a share (Decimal), yes or no, or text; None for nothing."""
    if kind == "yes_no":
        return bool(value)
    if kind in ("text", "month"):
        return "" if value is None else str(value)
    if value is None or value == "":
        return None
    return date.fromisoformat(day_of(value)) if kind == "date" else value


def _plain(cell: Any) -> Any:
    return {True: "yes", False: "no"}[cell] if isinstance(cell, bool) else cell


def _native(cell: Any) -> Any:
    if isinstance(cell, Decimal):
        return float(cell)
    return cell.isoformat() if isinstance(cell, date) else cell
