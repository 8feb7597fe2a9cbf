"""The sample of a month: the rule, the draw, why each child is in or not, and changes by hand."""

from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.events.base import Refusal
from app.forms.cycle_samples import AddChildForm, DrawForm, TakeOutForm
from app.forms.fields import choices
from app.policy import QA, RULES
from app.programme.samples import sample, sample_check
from app.views.cycles import READ, month_values, the_month
from app.views.desk import done, house, model, stamp, version
from app.views.export_files import Taken, file_response
from app.views.kept import DONE, kept, posted, sent, tried
from app.views.own_areas import not_shown, of_mine, reads_reasons, sees_all
from app.views.sample_page import compared, listing, one, outcome, told
from app.views.sample_start import beginning, suggested
from app.views.typed import as_sent
from projections import children, people

pages = Blueprint("cycle_sample", __name__)
RULES |= {"cycle_sample.show": READ, "cycle_sample.export": READ}
RULES |= {f"cycle_sample.{name}": QA for name in ("new", "preview", "create", "add", "adding", "take_out", "removal")}

DRAW, ADD = "cycles/{}/sample/new", "cycles/{}/sample/children/new"
TAKE_OUT = "cycles/{}/sample/children/{}/removal"


@pages.get("/cycles/<month:month>/sample")
def show(month: str) -> ResponseReturnValue:
    """The sample as it was drawn: who is in and why, how it compares, who is left out, and answers to two questions."""
    found, asked = the_month(month), request.args.get("why", "").strip()[:80]
    drawn = sample_check.drawn(house(), found["id"])
    answer = _why_not(found["id"], asked) if drawn and asked else ""
    values = listing(house(), found["id"], reasons=reads_reasons())
    shown = of_mine(values["children"])
    checked = sample_check.draw_again(house(), found["id"]) if drawn and "check" in request.args else None
    return render_template(
        "cycles/sample.html",
        **month_values(found),
        drawn=told(model(), drawn, reasons=reads_reasons()),
        **(values | {"children": shown} | ({} if sees_all() else {"changes": []})),
        not_shown=not_shown(values["children"], shown, "child"),
        comparison=compared(model(), drawn),
        asked=asked,
        answer=answer,
        checked=checked,
    )


def _why_not(cycle: str, asked: str) -> str:
    """Why a child is in or not; children of other service areas are nobody to an operations director."""
    row = children.child(model(), f"child/{asked.removeprefix('child/')}")
    if not sees_all() and not (row and of_mine([row])):
        return "There is no such child in your service areas."
    return sample_check.why_not(house(), cycle, asked, reasons=reads_reasons())


@pages.get("/cycles/<month:month>/sample.<any(csv, xlsx, json):kind>")
def export(month: str, kind: str) -> ResponseReturnValue:
    """The sample as a file, each child with why."""
    rows = listing(house(), the_month(month)["id"], reasons=reads_reasons())["children"]
    mine = of_mine(rows)
    return file_response(kind, Taken("sample", mine, month=month, withheld=len(rows) - len(mine)))


@pages.get("/cycles/<month:month>/sample/new")
def new(month: str) -> ResponseReturnValue:
    """The controls of the draw, with the rule in words."""
    found = the_month(month)
    return _page(found, kept(DrawForm, DRAW.format(month), **beginning(found)[0]))


@pages.post("/cycles/<month:month>/sample/preview")
def preview(month: str) -> ResponseReturnValue:
    """The rule in words and what it would draw, as the form stands; nothing is stored."""
    found, form = the_month(month), _with_choices(posted(DrawForm, DRAW.format(month)))
    form.validate()
    if request.headers.get("HX-Request"):
        return render_template("cycles/_rule.html", **_drawing(found, form))
    return _page(found, form)


@pages.post("/cycles/<month:month>/sample")
def create(month: str) -> ResponseReturnValue:
    """Draw the sample and store it."""
    found, key = the_month(month), DRAW.format(month)
    form = _with_choices(posted(DrawForm, key))
    status = _drawn(found, form) if form.validate() else 422
    if status != DONE:
        return _page(found, form), status
    sent(key)
    return done("The sample is drawn.", f"/cycles/{month}/sample")


@pages.get("/cycles/<month:month>/sample/children/new")
def adding(month: str) -> ResponseReturnValue:
    """The form that puts a child in by hand."""
    return _adding_page(the_month(month), kept(AddChildForm, ADD.format(month)))


@pages.post("/cycles/<month:month>/sample/children")
def add(month: str) -> ResponseReturnValue:
    """Put a child in by hand."""
    found, key = the_month(month), ADD.format(month)
    form = posted(AddChildForm, key)
    status = _act(form, sample.add_child, found["id"], form.child.data, form.reason.data)
    if status != DONE:
        return _adding_page(found, form), status
    sent(key)
    return done(f"{(form.child.data or '').strip()} is in the sample.", f"/cycles/{month}/sample")


@pages.get("/cycles/<month:month>/sample/children/<reference>/removal")
def removal(month: str, reference: str) -> ResponseReturnValue:
    """The form that takes a child out by hand."""
    found = the_month(month)
    likely = "reserve" if sample.reserve_for(house(), found["id"], f"child/{reference}") else "nobody"
    return _removal_page(found, reference, kept(TakeOutForm, TAKE_OUT.format(month, reference), instead=likely))


@pages.post("/cycles/<month:month>/sample/children/<reference>/removal")
def take_out(month: str, reference: str) -> ResponseReturnValue:
    """Take a child out by hand, with the next of the reserve in their place or nobody."""
    found, key = the_month(month), TAKE_OUT.format(month, reference)
    form = posted(TakeOutForm, key)
    act = sample.replace if form.instead.data == "reserve" else sample.take_out
    status = _act(form, act, found["id"], reference, form.reason.data)
    if status != DONE:
        return _removal_page(found, reference, form), status
    sent(key)
    return done(f"{reference} is out of the sample.", f"/cycles/{month}/sample")


def _act(form: Any, act: Any, *given: Any) -> int:
    if not form.validate():
        return 422
    return tried(form, lambda: act(house(), *given, version=version(), **stamp()))


def _drawn(found: dict[str, Any], form: DrawForm) -> int:
    def act() -> None:
        rule = sample.rule_for(house(), found["id"], **form.controls)
        sample.draw(house(), found["id"], rule, form.seed.data or "", version=version(), **stamp())

    return tried(form, act)


def _with_choices(form: DrawForm) -> DrawForm:
    form.teams.choices = choices({team["id"]: team["name"] for team in people.teams(model())})
    return form


def _page(found: dict[str, Any], form: DrawForm) -> str:
    form.size.description = (
        f"{suggested(found)} is what the pool can do: all who are not exempt, with the audits each owes."
    )
    return render_template(
        "cycles/sample_new.html",
        **month_values(found),
        **_drawing(found, _with_choices(form)),
        form=form,
        begins=beginning(found)[1],
        shares_given=any(field.data for field in form.share_fields()),
    )


def _drawing(found: dict[str, Any], form: DrawForm) -> dict[str, Any]:
    """The rule in words and what it gives, or why it cannot be drawn."""
    probe = _with_choices(DrawForm(as_sent({name: value for name, value in form.data.items() if value})))
    if not probe.validate():
        return {"rule_words": "", "outcome": None, "fault": probe.summary()[0]["text"]}
    try:
        rule = sample.rule_for(house(), found["id"], **form.controls)
        said = sample.words_for(house(), found["id"], rule)
    except Refusal as refusal:
        return {"rule_words": "", "outcome": None, "fault": refusal.sentence}
    try:
        drawing = sample.preview(house(), found["id"], rule, form.seed.data or "")
        return {"rule_words": said, "outcome": outcome(model(), drawing), "fault": ""}
    except Refusal as refusal:
        return {"rule_words": said, "outcome": None, "fault": refusal.sentence}


def _adding_page(found: dict[str, Any], form: AddChildForm) -> str:
    return render_template("cycles/sample_add.html", **month_values(found), form=form)


def _removal_page(found: dict[str, Any], reference: str, form: TakeOutForm) -> str:
    row = one(house(), found["id"], f"child/{reference}") or abort(404)
    instead = sample.reserve_for(house(), found["id"], f"child/{reference}")
    return render_template("cycles/sample_remove.html", **month_values(found), form=form, child=row, instead=instead)
