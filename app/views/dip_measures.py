"""The measures of a dip sample: each with its figures, the members of each answer, and what can be done to it."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template
from flask.typing import ResponseReturnValue

from app.events.dip_sample import STATES
from app.events.measures import KINDS, NA
from app.forms.dip_samples import MeasureForm
from app.forms.fields import choices
from app.policy import RULES
from app.programme.dip_samples import reading
from app.programme.english import counted
from app.views import acting
from app.views.desk import house, model
from app.views.dip_sample_acts import MEASURE_ACTS
from app.views.dip_sample_offers import pairs
from app.views.dip_sample_reach import READS, find, reads_notes, seen
from app.views.dip_sample_words import figure, href, member, noun, number, places
from projections import dip_samples
from projections.dip_sample_figures import Found, figures

pages = Blueprint("dip_measures", __name__)
RULES["dip_measures.show"] = READS
Row = dict[str, Any]


def _find(dip_sample: str, measure: str) -> Row | None:
    """The dip sample with the measure that the address names as `measure`."""
    row = find(dip_sample)
    return row | {"measure": row["measures"][measure]} if row and measure in row["measures"] else None


def _ready(form: Any, row: Row) -> Row:
    form.measure = row["measure"]["id"]
    if isinstance(form, MeasureForm):
        form.only_where.choices = choices(pairs(row["measures"], without=row["measure"]["id"]))
    given = sum(one["answers"].get(row["measure"]["id"]) is not None for one in _members(row))
    return {"beside": {"given": counted(given, "answer") if given else ""}}


def _members(row: Row) -> list[Row]:
    return dip_samples.members(model(), row["id"])


def _given(row: Row) -> Row:
    measure, base = row["measure"], row["measure"]["base"]
    said = {key: measure[key] for key in ("label", "hint", "kind", "na", "unit")}
    own = [one["label"] for one in measure["answers"] if one["id"] != NA["id"]]
    said |= {"answers": "\n".join(own) if measure["kind"] == "choice" else ""}
    if base["kind"] == "answered":
        said |= {"only_where": [f"{base['measure']}:{answer}" for answer in base["answers"]]}
    if base["kind"] == "outside":
        said |= {"number": str(base["number"]), "source": base["source"]}
    return said


PLACE = acting.Place(
    rule="/dip-samples/<dip_sample>/measures/<measure>",
    find=_find,
    href=lambda row: f"{href(row)}/measures/{row['measure']['id']}",
    title=lambda row: f"“{row['measure']['label']}”",
    caption=lambda row: f"{row['title']} · {row['measure']['label']}",
    state=lambda row: STATES[row["state"]],
    ready=_ready,
    given=_given,
    beside="dip_samples/_measure_beside.html",
)
acting.put(pages, PLACE, MEASURE_ACTS)


@pages.get("/dip-samples/<dip_sample>/measures/<measure>")
def show(dip_sample: str, measure: str) -> ResponseReturnValue:
    """One measure: its figures, the members of each answer as far as this person may see them, and its acts."""
    sample = find(dip_sample) or abort(404)
    row = _find(dip_sample, measure)
    if row is None:  # It was taken out: the dip sample is what is left of it.
        return redirect(href(sample), 303)
    found, decimals = _members(row), places(row)
    shown = next(one for one in figures(row["measures"], found, decimals) if one.measure["id"] == measure)
    return render_template(
        "dip_samples/measure.html",
        row=row,
        figure=figure(shown, row["measures"], row, decimals),
        kind=KINDS[row["measure"]["kind"]],
        groups=_groups(shown, row, found),
        acts=PLACE.offered(MEASURE_ACTS, row),
        href=href(row),
    )


def _groups(shown: Found, row: Row, found: list[Row]) -> list[Row]:
    """The members of each answer, those without one, and those of whom it is not asked."""
    out = tuple(one["member"] for one in found if one["member"] not in shown.asked)
    parts = [(one.id, one.label, one.members) for one in shown.counts]
    parts += [] if shown.counts else [("given", "Answered", shown.base)]
    parts += [("na", "Not applicable, left out of the base", shown.not_applicable)]
    parts += [("missing", "Not answered yet", shown.missing), ("not-asked", "Not asked", out)]
    mine = {one["member"]: one for one in seen(row, found)}
    values = _values(row, mine)
    return [
        {
            "id": id,
            "label": label,
            "count": counted(len(ids), noun(row)),
            "members": [member(mine[one]) | {"value": values.get(one, "")} for one in ids if one in mine],
            "others": counted(sum(one not in mine for one in ids), noun(row)),
            "hidden": any(one not in mine for one in ids),
        }
        for id, label, ids in parts
        if ids
    ]


def _values(row: Row, mine: dict[str, Row]) -> dict[str, str]:
    """The number or the note of each member; notes only for who reads them."""
    id, kind = row["measure"]["id"], row["measure"]["kind"]
    if kind == "text":
        return reading.notes(house(), row["id"], id) if reads_notes(row) else {}
    given = {key: one["answers"][id] for key, one in mine.items() if id in one["answers"]}
    return {key: number(value) for key, value in given.items()} if kind == "number" else {}
