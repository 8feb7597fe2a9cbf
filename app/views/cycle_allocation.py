"""Who audits whom in a month: the preview, the allocation, and swaps by hand."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.events.base import Refusal
from app.events.calendar import add_working_days, is_working_day
from app.forms.cycles import AllocateForm, ExchangeForm
from app.forms.fields import choices
from app.policy import QA, RULES
from app.programme.allocations import allocation, swapping
from app.programme.english import counted, listed
from app.programme.samples import sample_check
from app.views import words
from app.views.allocation_page import allocated, planned, swap_values
from app.views.cycles import READ, month_values, the_month
from app.views.desk import done, house, i, model, stamp, version
from app.views.exemption_reach import classes_shown
from app.views.export_files import Taken, file_response
from app.views.kept import DONE, kept, posted, sent, tried
from app.views.own_areas import not_shown, of_mine, people_of_mine, reads_reasons, sees_all
from projections import people
from projections.allocation import waiting

pages = Blueprint("cycle_allocation", __name__)
RULES |= {"cycle_allocation.show": READ, "cycle_allocation.export": READ}
RULES |= {f"cycle_allocation.{name}": QA for name in ("create", "swap", "exchange")}

EXCHANGE = "cycles/{}/swaps/{}/exchange"


@pages.get("/cycles/<month:month>/allocation")
def show(month: str) -> ResponseReturnValue:
    """Before: who takes part, and the pairs as they would come out. After: who has which audit and why."""
    found = the_month(month)
    form = AllocateForm(request.args) if "seed" in request.args else AllocateForm(data=_defaults(found))
    return _page(found, _with_areas(form))


@pages.get("/cycles/<month:month>/allocation.<any(csv, xlsx, json):kind>")
def export(month: str, kind: str) -> ResponseReturnValue:
    """The month's audits as a file, each with why its auditor has it."""
    found = allocated(house(), the_month(month)["id"], reasons=reads_reasons())["audits"]
    mine = of_mine(found)
    rows = [row | {"audit": row["id"], "team_name": row["team_name"] if row["team"] else ""} for row in mine]
    return file_response(kind, Taken("allocation", rows, month=month, withheld=len(found) - len(mine)))


@pages.post("/cycles/<month:month>/allocation")
def create(month: str) -> ResponseReturnValue:
    """Allocate the children who wait, as the preview showed it."""
    found, form = the_month(month), _with_areas(AllocateForm(request.form))
    status = _allocated(found, form) if form.validate() else 422
    if status != DONE:
        return _page(found, form), status
    return done(_told(found["id"]), f"/cycles/{month}/allocation")


@pages.get("/cycles/<month:month>/swaps/<int:number>")
def swap(month: str, number: int) -> ResponseReturnValue:
    """With which audit this one may be exchanged, and which rule stands in the way of all others."""
    return _swap_page(the_month(month), number, kept(ExchangeForm, EXCHANGE.format(month, number)))


@pages.post("/cycles/<month:month>/swaps/<int:number>/exchange")
def exchange(month: str, number: int) -> ResponseReturnValue:
    """Exchange the audit with another auditor's."""
    found, key = the_month(month), EXCHANGE.format(month, number)
    form = posted(ExchangeForm, key)
    _offer(form, found, number)
    status = _exchanged(_audit(month, number), form) if form.validate() else 422
    if status != DONE:
        return _swap_page(found, number, form), status
    sent(key)
    return done("The two audits are exchanged.", f"/cycles/{month}/allocation#audit-{number}")


def _told(cycle: str) -> str:
    """That it is done, and who has nobody yet."""
    left = [words.reference(row["child"]) for row in waiting(model(), cycle)]
    have = "has" if len(left) == 1 else "have"
    also = f" {counted(len(left), 'child')} {have} no auditor yet: {listed(left)}." if left else ""
    return f"The audits are allocated.{also}"


def _allocated(found: dict[str, Any], form: AllocateForm) -> int:
    return tried(
        form,
        lambda: allocation.allocate(
            house(),
            found["id"],
            version=version(),
            seed=form.seed.data or "",
            on=date.fromisoformat(form.on.data),
            external_areas=form.external.data or (),
            shown=form.shown.data or "",
            **stamp(),
        ),
    )


def _exchanged(audit: str, form: ExchangeForm) -> int:
    other, _, seen = (form.other.data or "").partition(" ")
    facts: dict[str, Any] = {"reason": form.reason.data or "", "on": clock.today(), **stamp()}
    versions = (version(), int(seen) if seen.isdecimal() else 0)
    return tried(form, lambda: swapping.exchange(house(), audit, other, versions=versions, **facts))


def _defaults(found: dict[str, Any]) -> dict[str, Any]:
    """The seed stays until the sample changes, so that the same pairs are shown each time."""
    seed = f"{words.month(found['month'])}, sample {sample_check.state_number(house(), found['id'])}"
    return {"seed": seed, "on": _working_day(clock.today()).isoformat()}


def _working_day(today: date) -> date:
    """Today, or the next working day."""
    return today if is_working_day(today) else add_working_days(today, 1)


def _with_areas(form: AllocateForm) -> AllocateForm:
    form.external.choices = choices({area["id"]: area["name"] for area in people.areas(model())})
    return form


def _page(found: dict[str, Any], form: AllocateForm) -> str:
    plan = _plan(found, form)
    form.shown.data = plan.mark if plan else ""
    values = allocated(house(), found["id"], reasons=reads_reasons())
    shown = of_mine(values["audits"])
    return render_template(
        "cycles/allocation.html",
        **month_values(found),
        **(values | {"audits": shown}),
        not_shown=not_shown(values["audits"], shown, "audit"),
        plan=_planned(plan) if plan else None,
        form=form,
        named=classes_shown(),
    )


def _planned(plan: allocation.Plan) -> dict[str, Any]:
    """The preview; who would audit whom only for those who see the audits of every area."""
    values = planned(house(), plan, classes_shown())
    mine = {row["id"] for row in people_of_mine(one["auditor"] for one in values["absent"])}
    shown = [one for one in values["absent"] if one["auditor"] in mine]
    values |= {"absent": shown, "absent_not_shown": not_shown(values["absent"], shown, "auditor")}
    return values if sees_all() else values | {"pairs": [], "unplaced": [], "idle": []}


def _plan(found: dict[str, Any], form: AllocateForm) -> allocation.Plan | None:
    """The allocation as it would come out; what is wrong is beside its field."""
    if found["state"] == "closed" or not (form.seed.data and form.on.data):
        return None
    try:
        on, areas = date.fromisoformat(form.on.data), form.external.data or ()
        return allocation.preview(house(), found["id"], seed=form.seed.data, on=on, external_areas=areas)
    except Refusal as refusal:
        form.refuse(refusal)
        return None


def _audit(month: str, number: int) -> str:
    return f"audit/{month}/{number:04d}"


def _offer(form: ExchangeForm, found: dict[str, Any], number: int) -> dict[str, Any]:
    """Give the form what this person may exchange the audit with; returns that, and what not and why."""
    values = swap_values(house(), _audit(found["month"], number), i().id) or abort(404)
    form.other.choices = choices({"": "Choose an audit"} | values["may_exchange"])
    return values


def _swap_page(found: dict[str, Any], number: int, form: ExchangeForm) -> str:
    values = _offer(form, found, number)
    return render_template("cycles/swap.html", **month_values(found), **values, form=form)
