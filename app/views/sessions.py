"""Signing in and out."""

from urllib.parse import urlsplit

from flask import Blueprint, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.events.base import Refusal
from app.forms.sessions import SignInForm
from app.loopback import is_this_computer
from app.policy import EVERYBODY, OPEN, RULES
from app.views import lost_session, session_mark
from app.views.desk import accounts, me, model
from app.views.limits import limiter
from app.views.signed_in import SignedIn, signed_in
from projections import people

pages = Blueprint("sessions", __name__)
RULES |= {"sessions.new": OPEN, "sessions.create": OPEN, "sessions.delete": EVERYBODY}

WRONG = Refusal("The e-mail address or the password is not right.", "password")
ELSEWHERE = Refusal("The demonstration can only be looked at on the computer that it runs on.", "email")


@pages.get("/sign-in")
def new() -> ResponseReturnValue:
    """The sign-in form; somebody who is signed in already goes on, an empty programme is set up first."""
    there = _safe(request.args.get("next", "/"))
    if people.council(model()) is None:
        return redirect("/setup")
    return redirect(there) if me() else _page(SignInForm(data={"next": there}))


@pages.post("/session")
@limiter.limit("20 per minute; 200 per hour")
def create() -> ResponseReturnValue:
    """Sign in and go on to where the person was going."""
    form = SignInForm(request.form)
    if form.validate() and (user := _known(form)):
        session_mark.begin(user)
        return redirect(lost_session.claim(user.me) or _safe(form.next.data or "/"), 303)
    if not form.errors:
        form.refuse(ELSEWHERE if _is_demonstration_elsewhere() else WRONG)
    return _page(form), 422


@pages.post("/sign-out")
def delete() -> ResponseReturnValue:
    """Sign out."""
    session_mark.end()
    return redirect("/sign-in", 303)


def _known(form: SignInForm) -> SignedIn | None:
    if _is_demonstration_elsewhere():
        return None
    person = people.by_email(model(), form.email.data or "")
    matches = accounts().matches(person["id"] if person else None, form.password.data or "")
    return signed_in(model(), person["id"]) if person and matches else None


def _is_demonstration_elsewhere() -> bool:
    """Whether this is the demonstration, whose password everybody knows, asked for from another computer or name."""
    council = people.council(model())
    asked = (urlsplit(f"//{request.host}").hostname or "", request.remote_addr or "")
    return bool(council and council["demonstration"]) and not all(is_this_computer(one) for one in asked)


def _page(form: SignInForm) -> str:
    offered = () if _is_demonstration_elsewhere() else current_app.config["DEMONSTRATION_PEOPLE"]
    return render_template("sessions/new.html", form=form, demo=offered)


def _safe(there: str) -> str:
    """Only ever an address of this application."""
    inside = there.startswith("/") and not there.startswith("//") and "\\" not in there and there.isprintable()
    return there if inside and not urlsplit(there).netloc else "/"
