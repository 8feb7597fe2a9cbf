"""A form sent without a session, or with the token of an ended one: its text waits until somebody signs in."""

from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, flash, render_template, request, session, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from app import clock, expiry
from app.drafts import NOBODY, DraftTooLong
from app.policy import Me
from app.views.desk import drafts
from app.views.keeping import known_version, lay, posted
from app.views.typed import OVER, is_few

KEEPING: set[str] = set()
"""The endpoints that take a form whose page, at the same address, lays the draft of it over what it shows."""

FEW, MANY = 10, 300
"""Texts that wait for a sign-in, from one address and in all."""
TOKENS, MOST_TOKENS = "kept", 5
"""The cookie of a browser that is not signed in holds the tokens, and the sign-in form sends it along."""

SIGNED_OUT = "You were signed out, so this is not saved. What you typed is kept for an hour: sign in to go on with it."
TOO_MUCH = "You were signed out, and this is too much to be kept for you. Copy it before you sign in."
NOT_SAVED = "This is not saved yet: you have signed in again since the form was opened. What you typed is below."


def keep_until_sign_in() -> AnyResponse | None:
    """Keep the form that was sent without a session, under a token in the cookie.

    Returns a page that shows the text when it cannot be kept; None when it is, or when there was nothing to keep.
    """
    if not _is_to_be_kept():
        return None
    name = f"{request.remote_addr}/{token_urlsafe(24)}"
    text: dict[str, Any] = {"there": _page_of_form(), "fields": posted(), "mine": known_version()}
    if not is_few(text["fields"]) or _are_enough(name) or not _waits(name, text):
        return _shown_again(text["fields"])
    session[TOKENS] = [*session.get(TOKENS, []), name][-MOST_TOKENS:]
    flash(SIGNED_OUT, "error")
    return None


def claim(me: Me, names: list[str]) -> None:
    """Give what was kept to the person who has just signed in, where they may open the page that it was typed on."""
    for name in names:
        waiting = drafts().get(NOBODY, name)
        drafts().drop(NOBODY, name)
        if waiting and not expiry.is_over(clock.now(), waiting.saved_at) and _may_open(me, waiting.fields["there"]):
            lay(me.id, waiting.fields["there"].lstrip("/"), waiting.fields["fields"], waiting.fields["mine"])


def keep_after_refused_token(me: Me) -> str:
    """Keep the form whose token was refused as the draft of the person who is signed in; the address to go on to.

    Empty when nothing was kept.
    """
    there = _page_of_form() if _is_to_be_kept() else ""
    if not there or not is_few(posted()) or not _may_open(me, there):
        return ""
    if lay(me.id, there.lstrip("/"), posted(), known_version()) is None:
        return ""
    flash(NOT_SAVED, "error")
    return there


def _page_of_form() -> str:
    return url_for(request.endpoint or "", **(request.view_args or {}))


def _shown_again(fields: dict[str, Any]) -> AnyResponse:
    written = [
        (name, text if isinstance(text, str) else "\n".join(text)) for name, text in fields.items() if name != OVER
    ]
    page = render_template("shared/typed.html", why=TOO_MUCH, written=written, there=_page_of_form())
    return current_app.make_response((page, 401))


def _is_to_be_kept() -> bool:
    return request.method == "POST" and request.endpoint in KEEPING and _is_from_here()


def _is_from_here() -> bool:
    """Whether the browser says that the form was on a page of this application; another site cannot say so."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin", "")
    return site == "same-origin" if site else urlsplit(origin).netloc == request.host


def _waits(name: str, text: dict[str, Any]) -> bool:
    try:
        drafts().put(NOBODY, name, 0, text, clock.now())
    except DraftTooLong:
        return False
    return True


def _are_enough(name: str) -> bool:
    """Whether too many wait already; those whose hour is over are forgotten first."""
    expiry.forget_pending(drafts(), clock.now())
    waiting = drafts().forms(NOBODY)
    address = name.split("/")[0]
    return len(waiting) >= MANY or sum(form.startswith(f"{address}/") for form in waiting) >= FEW


def _may_open(me: Me, there: str) -> bool:
    try:
        endpoint, names = current_app.create_url_adapter(request).match(there, method="GET")  # type: ignore[union-attr]
    except HTTPException:
        return False
    return bool(current_app.extensions["policy"].allows(me, endpoint, names))
