"""What a view has at hand: who asks, and the programme's log, read model, drafts and accounts."""

from typing import Any

from flask import current_app, flash, redirect, request
from flask_login import current_user
from werkzeug.wrappers import Response

from app import clock
from app.accounts import Accounts
from app.drafts import Drafts
from app.policy import Me
from app.programme.house import House


def house() -> House:
    """The log and read model of this application."""
    return current_app.extensions["house"]


def model() -> Any:
    """The read model that this request reads."""
    return house().model


def drafts() -> Drafts:
    """The store of unsent text."""
    return current_app.extensions["drafts"]


def accounts() -> Accounts:
    """The store of local accounts."""
    return current_app.extensions["accounts"]


def me() -> Me | None:
    """The person who is signed in, None for nobody."""
    return current_user.me if current_user.is_authenticated else None


def i() -> Me:
    """The person who is signed in, where the policy lets nobody else come."""
    found = me()
    assert found is not None, "this endpoint's policy lets somebody in who is not signed in"
    return found


def stamp() -> dict[str, str]:
    """`by` and `at` for a command: the person who asks, now."""
    return {"by": i().id, "at": clock.now()}


def version() -> int:
    """The version of the record that the form showed; 0 where the field is missing or is no number."""
    value = request.form.get("version", "")
    return int(value) if value.isdecimal() and len(value) < 10 else 0


def done(sentence: str, there: str) -> Response:
    """Say that it is done, and go on to a page (303)."""
    flash(sentence, "success")
    return redirect(there, 303)
