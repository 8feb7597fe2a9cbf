"""The members of a dip sample, why each is in, and how they were drawn, drawn again on request."""

from typing import Any

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from app.events.dip_sample import DipSampleDrawn
from app.events.dip_sample_plan import HOW
from app.policy import RULES
from app.programme.dip_samples import drawing, reading
from app.programme.english import counted
from app.views.desk import house, model
from app.views.dip_sample_reach import READS, find, seen
from app.views.dip_sample_words import href, member, noun
from projections import dip_samples

pages = Blueprint("dip_sample_draw", __name__)
RULES |= {"dip_sample_draw.members": READS, "dip_sample_draw.repeated": READS}
Row = dict[str, Any]


@pages.get("/dip-samples/<dip_sample>/members")
def members(dip_sample: str) -> ResponseReturnValue:
    """The members that this person may see, each with why it is in and how far it is."""
    row = find(dip_sample) or abort(404)
    all_of_them = dip_samples.members(model(), row["id"])
    mine = seen(row, all_of_them)
    why = _reasons(row)
    return render_template(
        "dip_samples/members.html",
        row=row,
        members=[member(one) | {"why": why[one["member"]]} for one in mine],
        count=counted(len(mine), noun(row)),
        others=counted(len(all_of_them) - len(mine), noun(row)) if len(mine) < len(all_of_them) else "",
        href=href(row),
    )


def _reasons(row: Row) -> dict[str, str]:
    """Why each member is in."""
    return {id: one["why"] for id, one in reading.sample(house(), row["id"]).members.items()}


@pages.get("/dip-samples/<dip_sample>/repeated-draw")
def repeated(dip_sample: str) -> ResponseReturnValue:
    """How the members were drawn, and whether drawing again over the frame as it stood gives the same."""
    row = find(dip_sample) or abort(404)
    check = drawing.draw_again(house(), row["id"]) if row["drawn_on"] else None
    return render_template(
        "dip_samples/repeated.html", row=row, frame=frame(row), check=check, how=HOW[row["how"]], href=href(row)
    )


def frame(row: Row) -> Row:
    """What the members are drawn from: in words, how many and on which day, and by which rule and seed."""
    sample = reading.sample(house(), row["id"])
    drawn: DipSampleDrawn | None = sample.drawing
    return {
        "words": drawn.frame_in_words if drawn else sample.frame_in_words,
        "size": counted(row["frame_size"], noun(row)),
        "on": row["frame_on"],
        "rule": drawn.rule_in_words if drawn else "",
        "seed": drawn.seed if drawn else "",
        "reason": drawn.reason if drawn else "",
    }
