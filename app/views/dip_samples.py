"""Dip samples and themed reviews: the tracker, a new one, and each with its draw, figures, findings and acts."""

import secrets
from typing import Any

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from app import clock
from app.events.dip_sample import STATES, DipSampleDrawn
from app.events.dip_sample_plan import FRAMES, HOW
from app.forms import dip_samples as forms
from app.forms.fields import choices
from app.policy import RULES
from app.programme.dip_samples import concluding, drawing, frames, planning, reading
from app.programme.english import counted
from app.views import acting, tracking
from app.views.action_rows import listed as listed_action
from app.views.desk import house, i, model
from app.views.dip_sample_acts import ACTS
from app.views.dip_sample_reach import (
    LISTS,
    MAKES,
    READS,
    fills_in,
    reach,
    reads_findings,
    seen,
    to_fill_in,
)
from app.views.dip_sample_words import (
    KIND_WORDS,
    caption,
    drawn_words,
    figure,
    href,
    listed_row,
    member,
    noun,
    places,
    told,
)
from app.views.export_columns import add_list, column, words_column
from app.views.links import link
from app.views.listing import items_of
from app.views.tracking import Filter, Heading, Tracker
from app.views.waiting import BLOCKS, SHOWN, Block, Item
from app.views.words import month, reference
from projections import actions_lists, cycles, dip_sample_lists, dip_samples, people
from projections.dip_sample_figures import figures

pages = Blueprint("dip_samples", __name__)
Row = dict[str, Any]
RULES |= {
    "dip_samples.show": READS,
    "dip_samples.members": READS,
    "dip_samples.repeated": READS,
}

TRACKER = Tracker(
    list="dip-samples",
    path="/dip-samples",
    title="Dip samples and themed reviews",
    noun="dip sample",
    question=dip_sample_lists.QUESTION,
    reach=reach,
    filters={
        "state": Filter("State", lambda: items_of(STATES)),
        "kind": Filter("Kind", lambda: items_of(KIND_WORDS)),
    },
    headings=(
        Heading("Title", "title"),
        Heading("Kind"),
        Heading("State"),
        Heading("Members"),
        Heading("Answers"),
        Heading("Planned", "planned"),
        Heading("Drawn", "drawn"),
        Heading("Ended", "ended"),
    ),
    row=listed_row,
    told=told,
    empty=(
        "No dip samples yet.",
        "A dip sample asks a question of some children or audits. Each appears here with how far it is.",
    ),
    more=lambda: {"new": link("/dip-samples/new")},
)
tracking.put(pages, TRACKER, LISTS)
add_list(
    "dip-samples",
    "Dip samples",
    "dip_sample_id title frame_kind_id frame_kind how_id how state_id state member_count frame_size frame_on"
    " answer_count expected_count recommendation_count planned_on planned_by_id planned_by drawn_on ended_on"
    " framework_id framework_version",
    column("dip_sample_id", "Dip sample id", of="id"),
    column("title", "Title"),
    column("frame_kind_id", "Drawn from id", of="kind"),
    words_column("frame_kind", "Drawn from", FRAMES, of="kind"),
    column("how_id", "How drawn id", of="how"),
    words_column("how", "How drawn", HOW),
    words_column("state", "State", STATES),
    column("member_count", "Members", "number", of="size"),
    column("frame_size", "Frame", "number"),
    column("frame_on", "Frame as at", "date"),
    column("answer_count", "Answers recorded", "number", of="answered"),
    column("expected_count", "Answers to be recorded", "number", of="expected"),
    column("recommendation_count", "Recommendations", "number", of="recommendations"),
    column("planned_on", "Planned on", "date"),
    column("planned_by_id", "Planned by id", of="planned_by"),
    column("planned_by", "Planned by", of="planner_name"),
    column("drawn_on", "Drawn on", "date"),
    column("ended_on", "Concluded or withdrawn on", "date"),
)


def find(dip_sample: str) -> Row | None:
    """The dip sample that an address names."""
    return dip_samples.dip_sample(model(), f"dip_sample/{dip_sample}")


def pairs(measures: dict[str, Any], without: str = "") -> dict[str, str]:
    """The answers that a measure's base may rest on, in words by measure and answer."""
    return {
        f"{measure['id']}:{answer['id']}": f"“{measure['label']}” is {answer['label']}"
        for measure in measures.values()
        for answer in measure["answers"]
        if measure["id"] != without
    }


def _offer(form: Any) -> None:
    """Give a plan's form its choices."""
    months = {row["month"]: month(row["month"]) for row in reversed(cycles.cycles(model()))}
    form.offer(
        {
            "teams": {row["id"]: row["name"] for row in people.teams(model())},
            "areas": {row["id"]: row["name"] for row in people.areas(model())},
            "first": {"": "Choose a month"} | months,
            "last": {"": "Choose a month"} | months,
            "grades": frames.grades(house()),
            "standing": frames.STANDINGS,
            "reviewers": _reviewers(),
        }
    )


def _reviewers() -> dict[str, str]:
    return {row["id"]: row["name"] for row in planning.able_to_review(house())}


def _ready_new(form: Any) -> Row:
    _offer(form)
    return {}


def _ready(form: Any, row: Row) -> Row:
    """Give the form of an act its choices; the draw's has only the fields that the plan needs."""
    if isinstance(form, forms.PlanChangeForm):
        _offer(form)
    elif isinstance(form, forms.ReviewersForm):
        form.reviewers.choices = choices(_reviewers())
    elif isinstance(form, forms.DrawForm):
        return _ready_to_draw(form, row)
    elif isinstance(form, forms.MeasureForm):
        form.only_where.choices = choices(pairs(row["measures"]))
    elif isinstance(form, forms.ConclusionForm):
        form.themes.choices = choices(concluding.themes_of(house(), reading.sample(house(), row["id"])))
        return {"beside": {"missing": row["expected"] - row["answered"]}}
    elif isinstance(form, forms.RecommendationForm):
        form.owner.choices = choices({"": "Choose a person"} | _owners())
    return {}


def _owners() -> dict[str, str]:
    return {one["value"]: one["label"] for one in people.who_can_act(model(), i().team)}


def _ready_to_draw(form: forms.DrawForm, row: Row) -> Row:
    plan = reading.sample(house(), row["id"])
    how, again = plan.selection["how"], row["state"] == "drawn"
    unneeded = {"all": ("seed", "references"), "by_hand": ("seed",)}.get(how, ("references",))
    for name in (*unneeded, *(() if again or how == "by_hand" else ("reason",))):
        if name in form:
            del form[name]
    frame = drawing.frame_now(house(), row["id"], clock.today().isoformat())
    size = {"all": "All", "by_hand": "Some, by hand,"}.get(how, f"{plan.selection['size']:,}")
    return {"beside": {"size": size, "counted": frame.counted, "words": frame.words}}


def _given(row: Row) -> Row:
    """What fresh forms begin with: the plan as it is, and a seed of its own."""
    plan = reading.sample(house(), row["id"])
    lists = {key: value for key, value in plan.frame.items() if key != "kind"}
    said = {"title": plan.title, "question": plan.question, "why": plan.why, "kind": plan.frame["kind"], **lists}
    said |= {"how": plan.selection["how"], "size": str(plan.selection["size"] or ""), "reviewers": plan.reviewers}
    return said | {"seed": secrets.token_hex(4)}


PLACE = acting.Place(
    rule="/dip-samples/<dip_sample>",
    find=find,
    href=href,
    title=lambda row: f"“{row['title']}”",
    caption=lambda row: f"{row['title']} · {caption(row)}",
    state=lambda row: STATES[row["state"]],
    ready=_ready,
    given=_given,
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
        ready=_ready_new,
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
        frame=_frame(row),
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


def _frame(row: Row) -> Row:
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


@pages.get("/dip-samples/<dip_sample>/members")
def members(dip_sample: str) -> ResponseReturnValue:
    """The members that this person may see, each with why it is in and how far it is."""
    row = find(dip_sample) or abort(404)
    all_of_them = dip_samples.members(model(), row["id"])
    mine = seen(row, all_of_them)
    why = drawing_reasons(row)
    return render_template(
        "dip_samples/members.html",
        row=row,
        members=[member(one) | {"why": why[one["member"]]} for one in mine],
        count=counted(len(mine), noun(row)),
        others=counted(len(all_of_them) - len(mine), noun(row)) if len(mine) < len(all_of_them) else "",
        href=href(row),
    )


def drawing_reasons(row: Row) -> dict[str, str]:
    """Why each member is in."""
    return {id: one["why"] for id, one in reading.sample(house(), row["id"]).members.items()}


@pages.get("/dip-samples/<dip_sample>/repeated-draw")
def repeated(dip_sample: str) -> ResponseReturnValue:
    """How the members were drawn, and whether drawing again over the frame as it stood gives the same."""
    row = find(dip_sample) or abort(404)
    check = drawing.draw_again(house(), row["id"]) if row["drawn_on"] else None
    return render_template(
        "dip_samples/repeated.html", row=row, frame=_frame(row), check=check, how=HOW[row["how"]], href=href(row)
    )


def _block() -> Block | None:
    """What waits to be filled in or concluded, for the home page."""
    found = to_fill_in()
    items = tuple(Item(row["title"], f"{href(row)}/grid", _how_far(row)) for row in found[:SHOWN])
    title, count, whole = "Dip samples to fill in", counted(len(found), "dip sample"), "All dip samples"
    return Block(title, count, items, "/dip-samples", whole=whole) if found else None


def _how_far(row: Row) -> str:
    if row["expected"] and row["expected"] == row["answered"]:
        return "all answers are there: conclude it"
    return f"{row['answered']:,} of {row['expected']:,} answers" if row["expected"] else "no measures yet"


BLOCKS["dip_samples"] = _block
