"""The first run: an empty programme gets its council and its first administrator."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.events.base import Refusal
from app.forms.sessions import SetUpForm
from app.mint import mint
from app.policy import OPEN, RULES
from app.programme import setting_up
from app.views import session_mark
from app.views.desk import accounts, house, model
from app.views.signed_in import signed_in
from projections import people

pages = Blueprint("setup", __name__)
RULES |= {"setup.new": OPEN, "setup.create": OPEN}


@pages.get("/setup")
def new() -> ResponseReturnValue:
    """The first-run form; gone once the programme is set up."""
    if people.council(model()):
        return redirect("/")
    return _page(SetUpForm(data={"person": mint("person")}))


@pages.post("/setup")
def create() -> ResponseReturnValue:
    """Set the council up with its first administrator, who is signed in at once."""
    form = SetUpForm(request.form)
    if not form.validate():
        return _page(form), 422
    who = form.person.data or mint("person")
    try:
        setting_up.begin(
            house(), council=form.council.data, name=form.name.data, email=form.email.data, person=who, at=clock.now()
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(form), 422
    accounts().set_password(who, form.password.data or "")
    session_mark.begin(signed_in(model(), who))
    return redirect("/settings", 303)


def _page(form: SetUpForm) -> str:
    return render_template("setup/new.html", form=form)
