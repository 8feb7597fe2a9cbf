"""A dip sample or themed review: what is asked, its figures, findings and acts; a new one; and all in the tracker."""

from typing import Any

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from app.events.dip_sample import STATES
from app.events.dip_sample_plan import HOW
from app.forms import dip_samples as forms
from app.policy import RULES
from app.programme.dip_samples import planning, reading
from app.programme.english import counted
from app.views import acting, tracking
from app.views.action_rows import listed as listed_action
from app.views.desk import house, model
from app.views.dip_sample_acts import ACTS
from app.views.dip_sample_draw import frame
from app.views.dip_sample_list import TRACKER
from app.views.dip_sample_offers import given, ready, ready_to_plan
from app.views.dip_sample_reach import LISTS, MAKES, READS, fills_in, find, reads_findings
from app.views.dip_sample_words import caption, drawn_words, figure, href, places
from app.views.links import link
from app.views.words import reference
from projections import actions_lists, dip_samples, people
from projections.dip_sample_figures import figures

pages = Blueprint("dip_samples", __name__)
RULES["dip_samples.show"] = READS
Row = dict[str, Any]

tracking.put(pages, TRACKER, LISTS)
PLACE = acting.Place(
    rule="/dip-samples/<dip_sample>",
    find=find,
    href=href,
    title=lambda row: f"“{row['title']}”",
    caption=lambda row: f"{row['title']} · {caption(row)}",
    state=lambda row: STATES[row["state"]],
    ready=ready,
    given=given,
    beside="dip_samples/_beside.html",
)
acting.put(pages, PLACE, ACTS)
acting.put_creation(
    pages,
    acting.Creation(
        kind="dip_sample",
        path="/dip-samples",
        grants=MAKES,
        form=forms.PlanForm,
        command=planning.plan,
        title="Plan a dip sample or themed review",
        what="Say what is asked and why, and what it is asked of. The members are drawn and the measures are set next.",
        button="Plan it",
        done="It is planned. Now draw the members and say what is asked of each.",
        there=lambda id: f"/dip-samples/{reference(id)}",
        ready=ready_to_plan,
    ),
)


@pages.get("/dip-samples/<dip_sample>")
def show(dip_sample: str) -> ResponseReturnValue:
    """One dip sample: what is asked, of whom, what the answers come to, what was found and is recommended."""
    row = find(dip_sample) or abort(404)
    found, decimals = dip_samples.members(model(), row["id"]), places(row)
    shown = figures(row["measures"], found, decimals)
    here = href(row)
    return render_template(
        "dip_samples/show.html",
        row=row | {"caption": caption(row), "drawn_words": drawn_words(row), "state_words": STATES[row["state"]]},
        sample=reading.sample(house(), row["id"]),
        frame=frame(row),
        how=HOW[row["how"]],
        names=people.names(model()),
        figures=[figure(one, row["measures"], row, decimals) for one in shown],
        findings=reading.findings(house(), row["id"]) if reads_findings(row) else None,
        count=counted(row["recommendations"], "recommendation"),
        actions=[listed_action(one) for one in actions_lists.of_source(model(), row["id"])],
        ways={key: link(f"{here}/{key}") for key in ("grid", "members", "repeated-draw", "history")},
        acts=PLACE.offered(ACTS, row),
        fills_in=fills_in(row),
        href=here,
    )
