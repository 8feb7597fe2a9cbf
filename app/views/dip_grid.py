"""Filling a dip sample in: the grid of its members and measures, one member at a time, and what is sent of either."""

from math import ceil
from typing import Any

from flask import Blueprint, abort, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from app.events import measures as rules
from app.events.base import Refusal
from app.policy import RULES
from app.programme.dip_samples import entering, reading
from app.programme.dip_samples.entering import Cell, Clash, Unfit
from app.programme.dip_samples.reading import Sample
from app.views.desk import done, house, model, stamp
from app.views.dip_sample_reach import FILLS_IN, find
from app.views.dip_sample_words import answer_words, href, member
from app.views.words import clock_time
from projections import dip_samples, people

pages = Blueprint("dip_grid", __name__)
RULES |= {"dip_grid.show": FILLS_IN, "dip_grid.record": FILLS_IN}
Row = dict[str, Any]
PER_PAGE, LONGEST_NUMBER = 50, 9
ENTERED = ("drawn", "data_entry")
"""The states in which answers are recorded."""


@pages.get("/dip-samples/<dip_sample>/grid")
def show(dip_sample: str) -> ResponseReturnValue:
    """The grid, or with ?member= the form of one member by its place."""
    row = find(dip_sample) or abort(404)
    return _page(row, {}, {}, "")


@pages.post("/dip-samples/<dip_sample>/answers")
def record(dip_sample: str) -> ResponseReturnValue:
    """Record what was changed on the page, or in one cell of it; all of it or nothing."""
    row = find(dip_sample) or abort(404)
    cells, seen = _sent(), _whole("seen")
    try:
        version = entering.record(house(), row["id"], cells, seen=seen, **stamp())
    except Clash as clash:
        return _clashing(row, cells, clash)
    except Unfit as unfit:
        return _refused(row, cells, {cell: {"error": why} for cell, why in unfit.cells.items()}, 422, "")
    except Refusal as refusal:
        return _refused(row, cells, {}, 422, refusal.sentence)
    if _by_script():
        return jsonify(version=version, at=clock_time(stamp()["at"]))
    return done("The answers are recorded.", _next(row))


def _clashing(row: Row, cells: dict[Cell, str], clash: Clash) -> ResponseReturnValue:
    """Both answers of each cell, for the person to choose; sent again, theirs takes the other's place."""
    names, sample = people.names(model()), reading.sample(house(), row["id"])
    found = {}
    for (id, measure), one in clash.cells.items():
        theirs = answer_words(sample.measures[measure], one.value) or "nothing"
        who = names.get(one.by, "Somebody else")
        found[id, measure] = {"error": f"{who} answered {theirs} at {clock_time(one.at)}. Choose which stays."}
        found[id, measure]["theirs"] = "" if one.value is None else str(one.value)
    return _refused(row, cells, found, 409, "", clash.version)


def _refused(
    row: Row, cells: dict[Cell, str], found: dict[Cell, dict[str, str]], status: int, sentence: str, version: int = 0
) -> ResponseReturnValue:
    if _by_script():
        said = [{"name": _name(cell), **one} for cell, one in found.items()]
        return jsonify(cells=said, sentence=sentence, version=version), status
    return _page(row, cells, found, sentence), status


def _page(row: Row, typed: dict[Cell, str], faults: dict[Cell, dict[str, str]], sentence: str) -> str:
    sample = reading.sample(house(), row["id"])
    shown, place, pages_of = _shown(row)
    lines = [_line(sample, one, typed, faults) for one in shown]
    errors = [{"text": sentence}] if sentence else []
    errors += [{"text": cell["error"], "href": f"#{cell['id']}"} for line in lines for cell in line["cells"]
               if cell["error"]]  # fmt: skip
    return render_template(
        "dip_samples/one.html" if place else "dip_samples/grid.html",
        row=row | {"open": row["state"] in ENTERED},
        measures=list(sample.measures.values()),
        lines=lines,
        errors=errors,
        seen=sample.version,
        place=place,
        pages=pages_of,
        before=place - 1,
        after=place + 1 if place < row["size"] else 0,
        first=_first_missing(row),
        href=href(row),
    )


def _shown(row: Row) -> tuple[list[Row], int, list[Row]]:
    """The members of this page, the place of the one it is about or 0, and the other pages."""
    found = dip_samples.members(model(), row["id"])
    place = _whole("member")
    if 0 < place <= len(found):
        return [found[place - 1]], place, []
    number, last = max(1, _whole("page")), ceil(len(found) / PER_PAGE)
    number = min(number, max(1, last))
    pages_of = [{"number": n, "href": f"{href(row)}/grid?page={n}", "here": n == number} for n in range(1, last + 1)]
    return found[(number - 1) * PER_PAGE : number * PER_PAGE], 0, pages_of if last > 1 else []


def _line(sample: Sample, one: Row, typed: dict[Cell, str], faults: dict[Cell, dict[str, str]]) -> Row:
    cells = [_cell(sample, one, measure, typed, faults) for measure in sample.measures.values()]
    return member(one) | {"cells": cells}


def _cell(
    sample: Sample, one: Row, measure: rules.Measure, typed: dict[Cell, str], faults: dict[Cell, dict[str, str]]
) -> Row:
    cell, stands = (one["member"], measure["id"]), sample.answer(one["member"], measure["id"])
    fault = faults.get(cell, {"error": ""})
    answers = sample.answers.get(one["member"], {})
    return {
        "id": f"cell-{one['place']}-{measure['id']}",
        "name": _name(cell),
        "measure": measure,
        "value": typed.get(cell, "" if stands is None else str(stands)),
        "asked": rules.is_asked(measure, sample.measures, answers),
        "error": fault["error"],
        "rests_on": f"{one['member']}|{measure['base'].get('measure', '')}",
        "rests_on_answers": " ".join(measure["base"].get("answers", [])),
    }


def _first_missing(row: Row) -> int:
    """The place of the first member with an answer still to give, else of the first."""
    found = dip_samples.members(model(), row["id"])
    return next((one["place"] for one in found if one["answered"] < one["expected"]), 1) if found else 0


def _sent() -> dict[Cell, str]:
    """What was sent for each cell; other fields of the form are left."""
    pairs = ((name.split("|"), value) for name, value in request.form.items() if name.count("|") == 1)
    return {(id, measure): value for (id, measure), value in pairs}


def _name(cell: Cell) -> str:
    return "|".join(cell)


def _whole(name: str) -> int:
    value = request.values.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= LONGEST_NUMBER else 0


def _by_script() -> bool:
    """Whether the grid's own script sent one cell."""
    return request.headers.get("X-Requested-With") == "grid"


def _next(row: Row) -> str:
    """Where one goes on: the next member, or the same page of the grid."""
    here, place = f"{href(row)}/grid", _whole("member")
    if place:
        return f"{here}?member={place + 1}" if place < row["size"] else here
    return f"{here}?page={_whole('page')}" if _whole("page") > 1 else here
