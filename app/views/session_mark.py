"""A session ends when its person signs out or has another password, in every copy of its cookie."""

import secrets

from flask import session
from flask_login import login_user, logout_user

from app.views.desk import accounts
from app.views.signed_in import SignedIn

SESSION, PASSWORD = "session", "password"
"""What a cookie says of itself: which session it is of, and for which password it was given."""


def begin(user: SignedIn | None) -> None:
    """Sign somebody in, in a session of its own."""
    session.clear()
    session.permanent = True
    login_user(user)
    if user:
        session[SESSION] = secrets.token_urlsafe(16)
        go_on(user.id)


def go_on(person: str) -> None:
    """Let this session go on with the password that its person has now."""
    session[PASSWORD] = accounts().mark(person)


def goes_on(person: str) -> bool:
    """Whether nobody has ended this session: its person signed out in it, or has another password."""
    marked, id = session.get(PASSWORD), session.get(SESSION)
    return (marked is None or marked == accounts().mark(person)) and not (id and accounts().has_ended(id))


def end() -> None:
    """Sign out, in every copy of the cookie."""
    if id := session.get(SESSION):
        accounts().end(id)
    logout_user()
    session.clear()
