"""The web application's own set-up: cookies, headers, templates, who is signed in, and what a lost session gets."""

import hashlib
from datetime import timedelta
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, current_app, g, redirect, render_template, request, url_for
from flask_login import LoginManager
from flask_wtf.csrf import CSRFError, CSRFProtect
from htmx_flask import Htmx
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response as AnyResponse

from app import clock
from app.config import Settings
from app.cookies import Cookies
from app.events.base import Refusal
from app.events.sealed import Unreadable
from app.events.vocabulary import PLAN_TYPES
from app.ledger_book import Damaged
from app.programme.house import Stale
from app.views import (
    as_at_soon,
    as_stood,
    asked_in_vain,
    draft_words,
    form_token,
    full_disk,
    inspected_links,
    links,
    lost_session,
    not_yet,
    occupied,
    reading_note,
    session_mark,
    unsent,
    words,
)
from app.views.desk import house, live_house, me
from app.views.limits import limiter
from app.views.navigation import entries, within
from app.views.sections import in_sections
from app.views.signed_in import SignedIn, signed_in
from projections import people

CSP = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none';"
    " form-action 'self'"
)
MAX_FORM_BYTES = 12_000_000
MAX_FORM_PARTS = 5_000


def configure(app: Flask, settings: Settings) -> None:
    """Set the application up but for its pages."""
    app.config.update(_config(settings))
    if n := settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n)  # type: ignore[method-assign]
    app.session_interface = Cookies()
    Htmx(app)
    CSRFProtect(app)
    limiter.init_app(app)
    _templates(app)
    _sign_in(app)
    app.before_request(_up_to_date)
    app.before_request(_allowed)
    as_stood.watch(app)
    as_at_soon.watch(app)
    reading_note.watch(app)
    inspected_links.watch(app)
    app.before_request(form_token.begin)
    app.before_request(unsent.show_again)
    app.after_request(_headers)
    _failures(app)
    full_disk.watch(app)
    occupied.watch(app)


def _config(settings: Settings) -> dict[str, Any]:
    return {
        "SECRET_KEY": settings.secret("cookies"),
        "SESSION_COOKIE_NAME": "__Host-audit-loop" if settings.https else "audit-loop",
        "SESSION_COOKIE_SECURE": settings.https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=10),
        "WTF_CSRF_TIME_LIMIT": None,
        "MAX_CONTENT_LENGTH": MAX_FORM_BYTES,
        "MAX_FORM_MEMORY_SIZE": MAX_FORM_BYTES,
        "MAX_FORM_PARTS": MAX_FORM_PARTS,
        "PROXIES": settings.proxies,
    }


def _templates(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["asset"] = lambda path: url_for("static", filename=path, v=_digest(path))
    app.jinja_env.filters.update(
        words.FILTERS | draft_words.FILTERS | {"to_audit": links.to_audit, "in_sections": in_sections}
    )
    app.jinja_env.globals |= {"plan_types": PLAN_TYPES, "stood": as_stood.moment}
    for name in ("ui", "fields"):
        app.jinja_env.globals[name] = app.jinja_env.get_template(f"shared/{name}.html").module
    app.context_processor(_page_values)


@lru_cache
def _digest(path: str) -> str:
    return hashlib.sha256((Path(__file__).parent / "static" / path).read_bytes()).hexdigest()[:12]


def _page_values() -> dict[str, Any]:
    council = people.council(house().model) or {"name": "", "demonstration": 0}
    return {
        "council_name": council["name"],
        "demonstration": bool(council["demonstration"]),
        "me": me(),
        "nav": entries(me(), request.path),
        "within": within(me(), request.path),
        "may": _may,
        "fault": house().model.fault,
        "today": clock.today().isoformat(),
        "made_at": clock.running(),
        "updated": clock.local(clock.now()).strftime("%H:%M:%S"),
        "in_vain": asked_in_vain.said(),
        "development": current_app.config["DEVELOPMENT"],
    } | as_stood.page_values()


def _may(endpoint: str, **names: Any) -> bool:
    """For templates: whether to offer a button or link at all; of a page of the past, none that changes something."""
    if as_stood.moment() and not as_stood.has_past(endpoint):
        return False
    return bool(current_app.extensions["policy"].allows(me(), endpoint, names))


def _sign_in(app: Flask) -> None:
    manager = LoginManager(app)
    manager.session_protection = "basic"

    @manager.user_loader
    def load(id: str) -> SignedIn | None:
        return signed_in(live_house().model, id) if session_mark.goes_on(id) else None


def _up_to_date() -> None:
    # How far a list is can be told while the read model is being brought up to date, and that may be what takes long.
    if request.endpoint not in ("static", "imports.progress"):
        g.position = live_house().model.catch_up()
        current_app.extensions["expiry"].on_use(clock.now())


def _allowed() -> AnyResponse | None:
    """Ask the policy before every page; what is not yours is not there."""
    asked = current_app.extensions["policy"]
    if request.endpoint in (None, "static") or asked.allows(me(), request.endpoint, request.view_args or {}):
        return None
    return _signed_out() if me() is None else abort(404)


def _signed_out() -> AnyResponse:
    """Send to the sign-in page and back; what was typed into a form waits there.

    A script that asks with what is being typed is only told so: taking the page away would take the text with it.
    """
    there = url_for("sessions.new", next=lost_session.way_back())
    by_script = any(name in request.headers for name in ("HX-Request", "X-Requested-With"))
    if by_script or request.endpoint == "drafts.update":
        return Response("You are signed out.", 401, {"HX-Redirect": there} if request.method == "GET" else {})
    return lost_session.keep_until_sign_in() or redirect(there, 303)


def _headers(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = CSP
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    if request.endpoint == "static":
        # Modules import each other without a hash in the address, so those are asked for again each time.
        hashed = "v" in request.args
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if hashed else "no-cache"
        return response
    response.headers["Cache-Control"] = "no-store"
    response.vary.add("HX-Request")
    return response


def _failures(app: Flask) -> None:
    """Answer what goes wrong with a page of ours."""
    app.register_error_handler(CSRFError, _refused_token)
    app.register_error_handler(Refusal, lambda refusal: _sorry(422, refusal.sentence))
    app.register_error_handler(Unreadable, lambda fault: _sorry(500, fault.sentence))
    app.register_error_handler(Damaged, lambda fault: _sorry(500, f"{fault} {WHAT_ELSE}"))
    app.register_error_handler(Stale, lambda stale: _sorry(409, str(stale)))
    app.register_error_handler(405, _not_so)
    app.register_error_handler(HTTPException, _otherwise)
    for code, sentence in SENTENCES.items():
        app.register_error_handler(code, partial(_said, code, sentence))


WHAT_ELSE = "Whoever looks after Audit Loop finds with “audit-loop verify” what else is not as it was."
SENTENCES = {
    404: "There is no such page, or it is not yours to see.",
    413: "That is too much to take in one go: a form or file may hold 10 MB.",
    429: "Too many tries. Wait a minute and try again.",
    500: "Something went wrong here. Nothing of it was stored. Try again.",
}


def _refused_token(error: CSRFError) -> Any:
    if (person := me()) is None:
        return _signed_out()
    if kept := lost_session.keep_after_refused_token(person):
        return redirect(kept, 303) if isinstance(kept, str) else kept
    return _sorry(400, "This form was open in another session. Go back and send it again.")


def _not_so(error: Any) -> Any:
    # Which ways there are is part of the answer (RFC 9110, 15.5.6).
    page, status = _sorry(405, "This page cannot be asked in this way. Go back and follow a link or a button.")
    return page, status, {"Allow": ", ".join(sorted(error.valid_methods or ()))}


def _otherwise(error: HTTPException) -> Any:
    """Everything else that is refused on the way; an answer that was made on purpose stays as it is."""
    if error.response is not None or error.code is None or error.code < 400:
        return error
    return _sorry(error.code, "This could not be read or carried out as it was sent. Go back and try again.")


def _said(status: int, sentence: str, error: Exception) -> Any:
    if status == 404:
        if since := not_yet.said():
            return since, 404
        not_yet.leave()
    return _sorry(status, sentence)


def _sorry(status: int, sentence: str) -> tuple[str, int]:
    return render_template("shared/sorry.html", sentence=sentence, status=status), status
