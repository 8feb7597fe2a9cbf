"""Asking for an exemption: by the auditor for themselves, or by the QA lead for them."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.forms.exemptions import FOR_DATES, AskForm
from app.forms.fields import choices
from app.mint import is_minted, mint
from app.policy import ANY, OWN, RULES, Grants
from app.programme import exemptions as programme
from app.programme.samples.sampling_rule import months_before
from app.views import words
from app.views.acting import unused
from app.views.desk import done, house, i, model, stamp
from app.views.exemption_rows import Row, standing
from app.views.kept import DONE, kept, posted, sent, tried
from app.views.lost_session import KEEPING, SAME
from projections import cycles, people, people_lists

pages = Blueprint("exemption_new", __name__)
ASKS: Grants = {"qa_lead": (ANY,), "auditor": (OWN,)}
RULES |= {"exemption_new.choose": ASKS, "exemption_new.new": ASKS, "exemption_new.create": ASKS}
KEEPING["exemption_new.create"] = SAME

AHEAD = 6
"""Months from this one on that can be asked for, whether they are opened yet or not."""


@pages.get("/exemptions/new")
def choose() -> ResponseReturnValue:
    """On to the form of the auditor that the address names, or of the person who asks; else a choice of auditors."""
    asked, month = request.args.get("auditor", ""), request.args.get("cycle", "")
    person = asked or ("" if "qa_lead" in i().roles else words.reference(i().id))
    if person and people.person(model(), f"person/{person}"):
        return redirect(f"/people/{person}/exemption" + (f"?cycle={month}" if _is_month(month) else ""), 303)
    rows = people_lists.matching(model(), {"standing": "in_pool"}, "name")
    items = [{"value": words.reference(row["id"]), "label": row["name"]} for row in rows]
    return render_template("exemptions/choose.html", auditors=items, cycle=month if _is_month(month) else "")


@pages.get("/people/<person>/exemption")
def new(person: str) -> ResponseReturnValue:
    """The form, with the month that the address names chosen."""
    found = _person(person)
    given = {"id": mint("exemption"), "cycle": _month()}
    form = kept(AskForm, _key(person), **given)
    if _is_month(request.args.get("cycle", "")):
        form.cycle.data = _month()
    return _page(form, found)


@pages.post("/people/<person>/exemption")
def create(person: str) -> ResponseReturnValue:
    """Ask for it."""
    found, form = _person(person), posted(AskForm, _key(person))
    _offer(form)
    if not form.validate():
        return _page(form, found), 422
    id = str(form.id.data) if is_minted(form.id.data, "exemption") else mint("exemption")
    command: Callable[..., None] = programme.ask_for_dates if form.is_for_dates else programme.ask
    status = tried(form, lambda: command(house(), id, auditor=found["id"], **form.facts(), **stamp()))
    if status != DONE:
        return _page(form, found), status
    sent(_key(person))
    return done("The exemption is asked for. It waits for a decision.", f"/exemptions/{words.reference(id)}")


def _person(person: str) -> Row:
    return people.person(model(), f"person/{person}") or abort(404)


def _key(person: str) -> str:
    return f"people/{person}/exemption"


def _is_month(value: str) -> bool:
    return value in _months()


def _month() -> str:
    """The month (as a choice of the form) that the address names, or this one."""
    asked = request.args.get("cycle", "")
    months = _months()
    chosen = asked if asked in months else clock.today().isoformat()[:7]
    return f"cycle/{chosen if chosen in months else months[0]}"


def _months() -> list[str]:
    """The months (YYYY-MM) that can be asked for: those opened that are neither over nor closed, and the next ones."""
    first = clock.today().replace(day=1)
    this = first.isoformat()[:7]
    ahead = {months_before(first, -n).isoformat()[:7] for n in range(AHEAD)}
    known = {row["month"]: row["state"] for row in cycles.cycles(model())}
    opened = {month for month in known if month >= this}
    return sorted((opened | ahead) - _closed(known))


def _closed(known: dict[str, Any]) -> set[str]:
    return {month for month, state in known.items() if state == "closed"}


def _offer(form: AskForm) -> None:
    months = {f"cycle/{month}": words.month(month) for month in _months()}
    form.cycle.choices = choices(months | {FOR_DATES: "Other dates, from one day to another"})


def _page(form: AskForm, person: Row) -> str:
    _offer(form)
    form.id.data = unused(form, "exemption")
    mine = person["id"] == i().id
    may = bool(person["counted_from"] or person["in_training"]) and not (person["left_on"] or person["left_pool_on"])
    return render_template(
        "exemptions/new.html", form=form, person=person, mine=mine, may=may, known=standing(person["id"])
    )
