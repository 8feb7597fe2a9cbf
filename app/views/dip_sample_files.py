"""The data of a dip sample as a file: a row for each member; as JSON also each measure with what it counts."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, jsonify
from flask.typing import ResponseReturnValue

from app.events.measures import Measure
from app.policy import RULES
from app.views.desk import model
from app.views.dip_sample_reach import READS, find, seen
from app.views.dip_sample_words import answer_words, base_words, member_words, places
from app.views.export_columns import TITLES, Column, column
from app.views.export_files import Taken, file_response
from app.views.words import reference
from projections import dip_samples
from projections.dip_sample_figures import Found, figures

pages = Blueprint("dip_sample_files", __name__)
RULES["dip_sample_files.export"] = READS
TITLES["dip-sample"] = "Answers of a dip sample"
Row = dict[str, Any]
MEMBER = (
    column("place", "Place", "number"),
    column("member_id", "Member id", of="member"),
    column("member_words", "Member"),
    column("child_id", "Child id", of="child"),
    column("reference", "Reference"),
    column("plan_id", "Plan type id", of="plan"),
    column("team_id", "Team id", of="team"),
    column("team", "Team", of="team_name"),
    column("area_id", "Service area id", of="area"),
    column("area", "Service area", of="area_name"),
)


@dataclass(frozen=True)
class Answers(Taken):
    """A file whose columns are the members' and one for each measure."""

    own: tuple[Column, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of this dip sample."""
        return self.own


@pages.get("/dip-samples/<dip_sample>/data.<any(csv, xlsx, json):ending>")
def export(dip_sample: str, ending: str) -> ResponseReturnValue:
    """The answers of the members that this person may see, notes left out."""
    row = find(dip_sample) or abort(404)
    found = dip_samples.members(model(), row["id"])
    mine = seen(row, found)
    told = [one | {"member_words": member_words(one["member"]), "reference": reference(one["child"])} for one in mine]
    measures = [one for one in row["measures"].values() if one["kind"] != "text"]
    columns = (*MEMBER, *(made for measure in measures for made in _columns(measure)))
    withheld = len(found) - len(mine)
    taken = Answers("dip-sample", told, filters=row["title"], withheld=withheld or None, own=columns)
    response = file_response(ending, taken)
    return _with_measures(response, row, found, {one["member"] for one in mine}) if ending == "json" else response


def _columns(measure: Measure) -> list[Column]:
    """An answer as its id and its words, a number as it is."""
    id, label = measure["id"], measure["label"]
    if measure["kind"] == "number":
        return [Column(id, label, lambda row: row["answers"].get(id), "number")]
    words = Column(id, label, lambda row: answer_words(measure, row["answers"].get(id)))
    return [Column(f"{id}_id", f"{label} id", lambda row: row["answers"].get(id, "")), words]


def _with_measures(response: Response, row: Row, found: list[Row], mine: set[str]) -> Response:
    shown = figures(row["measures"], found, places(row))
    told = response.get_json() | {"measures": [_measure(one, row, mine) for one in shown]}
    made = jsonify(told)
    made.headers["Content-Disposition"] = response.headers["Content-Disposition"]
    return made


def _measure(found: Found, row: Row, mine: set[str]) -> Row:
    """A measure with its base and, for each answer, what it counts, by ids as far as this person may see them."""
    said: Row = {key: found.measure[key] for key in ("id", "label", "kind", "unit", "na")}
    said |= {"base": found.measure["base"], "base_in_words": base_words(found.measure, row["measures"], found, row)}
    said |= {"of": found.of, "denominator": _ids(found.base, mine), "missing": len(found.missing)}
    said |= {"not_applicable": len(found.not_applicable)}
    if found.spread:
        said |= {"n": found.spread.n, "median": found.spread.middle}
        said |= {"minimum": found.spread.least, "maximum": found.spread.most}
    return said | {"answers": [_answer(one, mine) for one in found.counts]}


def _answer(one: Any, mine: set[str]) -> Row:
    interval = [one.interval.least, one.interval.most] if one.interval else None
    said = {"id": one.id, "label": one.label, "n": one.n, "of": one.of, "interval_95": interval}
    return said | {"share": None if one.share is None else float(one.share), "numerator": _ids(one.members, mine)}


def _ids(members: tuple[str, ...], mine: set[str]) -> list[str]:
    return [id for id in members if id in mine]
