"""Passwords: a link with which a person chooses their own, and changing one's own."""

from typing import Any

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeTimedSerializer

from app.events.base import Refusal
from app.forms.people import FirstPasswordForm, PasswordForm
from app.policy import ADMIN, EVERYBODY, OPEN, RULES
from app.views import session_mark
from app.views.desk import accounts, done, i, model
from app.views.limits import limiter
from app.views.links import address
from app.views.signed_in import signed_in
from projections import people

pages = Blueprint("passwords", __name__)
RULES |= {
    "passwords.show": ADMIN,
    "passwords.create": ADMIN,
    "passwords.edit": EVERYBODY,
    "passwords.update": EVERYBODY,
    "passwords.first": OPEN,
    "passwords.choose": OPEN,
}

DAYS = 7
GONE = "This link has been used or is too old. Ask an administrator for another."


@pages.get("/people/<person>/password")
def show(person: str) -> ResponseReturnValue:
    """What a link is for, and the button that makes one."""
    return _link_page(_here(person), "")


@pages.post("/people/<person>/password")
def create(person: str) -> ResponseReturnValue:
    """Make a link that works once and for a week; it is shown here and kept nowhere."""
    found = _here(person)
    token = _signer().dumps([found["id"], accounts().mark(found["id"])])
    return _link_page(found, address() + url_for("passwords.first", token=token))


@pages.get("/welcome/<token>")
def first(token: str) -> ResponseReturnValue:
    """The form in which the person of a link chooses a password."""
    found = _of(token)
    return render_template("passwords/first.html", form=FirstPasswordForm(), person=found, token=token)


@pages.post("/welcome/<token>")
@limiter.limit("20 per minute; 200 per hour")
def choose(token: str) -> ResponseReturnValue:
    """Set the password, which uses the link up, and sign the person in."""
    found, form = _of(token), FirstPasswordForm(request.form)
    if not form.validate():
        return render_template("passwords/first.html", form=form, person=found, token=token), 422
    accounts().set_password(found["id"], form.password.data or "")
    session_mark.begin(signed_in(model(), found["id"]))
    return redirect("/", 303)


@pages.get("/account/password")
def edit() -> ResponseReturnValue:
    """The form for a password of one's own."""
    return render_template("passwords/edit.html", form=PasswordForm())


@pages.post("/account/password")
@limiter.limit("20 per minute; 200 per hour")
def update() -> ResponseReturnValue:
    """Change one's own password."""
    form = PasswordForm(request.form)
    good = form.validate()
    if good and not accounts().matches(i().id, form.current.data or ""):
        form.refuse(Refusal("This is not your password now.", "current"))
        good = False
    if not good:
        return render_template("passwords/edit.html", form=form), 422
    accounts().set_password(i().id, form.password.data or "")
    session_mark.go_on(i().id)
    return done("Your password is changed. Wherever else you were signed in you are not any more.", "/")


def _here(person: str) -> dict[str, Any]:
    found = people.person(model(), f"person/{person}")
    return found if found and not found["left_on"] else abort(404)


def _link_page(person: dict[str, Any], link: str) -> str:
    signs_in = person["id"] in accounts().known()
    return render_template("passwords/link.html", person=person, link=link, signs_in=signs_in, days=DAYS)


def _of(token: str) -> dict[str, Any]:
    """The person of a link; raises Refusal for one that was used, is too old, or was never made here."""
    try:
        id, mark = _signer().loads(token, max_age=DAYS * 86400)
    except (BadSignature, ValueError) as fault:
        raise Refusal(GONE) from fault
    found = people.person(model(), id)
    if found is None or found["left_on"] or accounts().mark(id) != mark:
        raise Refusal(GONE)
    return found


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="first-password")
