"""A form sent without a session, or with the token of an ended one: its text waits for whoever typed it."""

from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, flash, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from app import clock, expiry
from app.drafts import NOBODY, Draft, DraftTooLong
from app.policy import Me
from app.views.desk import drafts
from app.views.form_token import typed_by
from app.views.keeping import known_version, lay, posted
from app.views.typed import OVER, is_few, written

SAME, NEW = "", "/new"
KEEPING: dict[str, str] = {
    "cycle_pool.recount": SAME,
    "cycle_sample.add": NEW,
    "cycle_sample.create": NEW,
    "cycle_sample.take_out": SAME,
    "cycles.create": NEW,
    "loops.create_agreement": SAME,
    "moderation_page.create": SAME,
}
"""The endpoints that take a form whose page lays the draft of it over what it shows, with where that page is: at the
same address, or at one that goes on from it. The draft's key is the page's address."""
NOTHING_TYPED = frozenset({"drafts.discard", "sessions.create", "sessions.delete", "passwords.choose"})

FEW, MANY = 10, 300
"""Texts that wait for a sign-in, of one person and in all."""

SIGNED_OUT = "You were signed out, so this is not stored. What you typed is kept for an hour: sign in to go on with it."
NOT_DONE = "You were signed out, so this was not done. Sign in and do it again."
NOT_KEPT = "You were signed out, so this is not stored, and it cannot be kept for you. Copy it before you sign in."
NOT_STORED = "You were signed out. What you typed is here and is NOT stored yet: look at it and send it again."
NO_FILE = "A file is not kept: choose it again."


def keep_until_sign_in() -> AnyResponse | None:
    """Keep the form that was sent without a session for whoever its page was made for.

    Returns a page that shows the text when it cannot be kept; None when it is, or when there was nothing to keep.
    """
    fields = _typed()
    if not fields:
        if request.method == "POST" and request.endpoint not in NOTHING_TYPED:
            flash(NOT_DONE, "error")
        return None
    if not _is_kept(typed_by(), fields):
        return _shown_again(fields) if _is_from_here() else None
    flash(SIGNED_OUT, "error")
    return None


def keep_after_refused_token(me: Me) -> AnyResponse | str:
    """Keep the form whose token was refused; the address where its text is, or a page that shows it.

    Empty when nothing was typed, or when it was typed by somebody else, for whom it waits.
    """
    fields, who = _typed(), typed_by()
    if not fields or not who:
        return ""
    is_kept = _is_kept(who, fields)
    if who != me.id:
        return ""
    return claim(me) if is_kept else _shown_again(fields)


def claim(me: Me) -> str:
    """Give a person what waits for them: as the draft of its form, or on a page of its own; the address of the last."""
    there = ""
    for name in sorted(_names_of(me.id), key=_waiting().__getitem__):
        waiting = waiting_for(me.id, name.rpartition("/")[2])
        if waiting is None:
            continue
        there = waiting.fields["there"]
        if not there or not may_open(me, there):
            there = f"/unsent/{name.rpartition('/')[2]}"
        elif lay(me.id, there.lstrip("/"), waiting.fields["fields"], waiting.fields["mine"]):
            drafts().drop(NOBODY, name)
    if there and not there.startswith("/unsent/"):
        flash(NOT_STORED, "error")
    return there


def waiting_for(person: str, token: str) -> Draft | None:
    """A text that waits for this person; None for another's, and when its hour is over."""
    waiting = drafts().get(NOBODY, f"{person}/{token}")
    return None if waiting is None or expiry.is_over(clock.now(), waiting.saved_at) else waiting


def forget(person: str, token: str) -> None:
    """Forget such a text: it is in its form again."""
    drafts().drop(NOBODY, f"{person}/{token}")


def has_file() -> bool:
    """Whether a file was sent with the form; no file is kept."""
    return any(file.filename for file in request.files.values())


def way_back() -> str:
    """Where somebody goes on after signing in: the page asked for, or the page of the form that was sent."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    referrer = urlsplit(request.referrer or "")
    pages = [request.path, *([referrer.path] if referrer.netloc == request.host else [])]
    return next((page for page in pages if _matched(page)), "/")


def may_open(me: Me, there: str, method: str = "GET") -> bool:
    """Whether a person may open the page at an address, or send a form to it."""
    found = _matched(there, method)
    return bool(found and current_app.extensions["policy"].allows(me, *found))


def _typed() -> dict[str, Any]:
    """What was typed into the form that was sent, nothing where nobody types."""
    if request.method != "POST" or request.endpoint in NOTHING_TYPED:
        return {}
    fields = posted()
    return fields if any(value for name, value in fields.items() if name != OVER) else {}


def _is_kept(who: str, fields: dict[str, Any]) -> bool:
    if not who or not is_few(fields) or _are_enough(who):
        return False
    endpoint = request.endpoint or ""
    there = request.path + KEEPING[endpoint] if endpoint in KEEPING else ""
    text = {"there": there, "to": request.path, "fields": fields, "mine": known_version(), "file": has_file()}
    try:
        drafts().put(NOBODY, f"{who}/{token_urlsafe(24)}", 0, text, clock.now())
    except DraftTooLong:
        return False
    return True


def _are_enough(who: str) -> bool:
    """Whether too many wait already; those whose hour is over are forgotten first."""
    expiry.forget_pending(drafts(), clock.now())
    return len(_waiting()) >= MANY or len(_names_of(who)) >= FEW


def _names_of(person: str) -> list[str]:
    return [name for name in _waiting() if name.rpartition("/")[0] == person]


def _waiting() -> dict[str, str]:
    return drafts().forms(NOBODY)


def _shown_again(fields: dict[str, Any]) -> AnyResponse:
    there = url_for("sessions.new", next=way_back())
    page = render_template(
        "shared/typed.html",
        why=f"{NOT_KEPT} {NO_FILE}" if has_file() else NOT_KEPT,
        written=written(fields),
        there=there,
    )
    return current_app.make_response((page, 401))


def _is_from_here() -> bool:
    """Whether the browser says that the form was on a page of this application; another site cannot say so."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin", "")
    return site == "same-origin" if site else urlsplit(origin).netloc == request.host


def _matched(there: str, method: str = "GET") -> tuple[str, dict[str, Any]] | None:
    try:
        endpoint, names = current_app.create_url_adapter(request).match(there, method=method)  # type: ignore[union-attr]
    except HTTPException:
        return None
    return endpoint, dict(names)
