"""The unsent text of every form, written while it is typed."""

import re
from typing import Any

from flask import Blueprint, Response, jsonify, redirect, request
from flask.typing import ResponseReturnValue

from app import clock
from app.drafts import LONGEST_PAGE, Draft, DraftConflict, DraftGone, DraftTooLong
from app.policy import EVERYBODY, RULES
from app.views.desk import done, drafts, i
from app.views.keeping import ASIDE
from app.views.typed import OVER, is_few, is_typed, whole
from app.views.words import clock_time

pages = Blueprint("drafts", __name__)
RULES |= {"drafts.update": EVERYBODY, "drafts.discard": EVERYBODY}

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}(/[A-Za-z0-9][A-Za-z0-9._-]{0,99}){0,7}")
LARGEST = 4_000_000
"""Bytes of a request: the text itself may be two million, and JSON may need more for it."""
MOST_FORMS = 200
VERSIONS = range(2**31)


@pages.put("/drafts/<path:key>")
def update(key: str) -> ResponseReturnValue:
    """Keep what a page's form holds now; `?over=` is the version of the record that the form shows."""
    request.max_content_length = LARGEST
    sent = _sent()
    if not KEY.fullmatch(key) or not _is_draft(sent):
        return _refused(400, "This is no draft.")
    if not is_few(sent["fields"]) or _is_one_too_many(key):
        return _refused(413, "There is too much to keep.")
    return _kept(key, sent, whole(sent["fields"]) | {OVER: _over()})


@pages.post("/discarded-drafts")
def discard() -> ResponseReturnValue:
    """Forget what was typed into a form, and show the form as it stands: its address is the draft's key.

    Who discards it on Today stays there.
    """
    key = request.form.get("key", "")
    form = key.removesuffix(ASIDE)
    if not KEY.fullmatch(form):
        return redirect("/", 303)
    drafts().drop(i().id, key)
    if request.form.get("on") == "today":
        return done("What you typed there is discarded.", "/")
    return redirect(f"/{form}", 303)


def _kept(key: str, sent: dict[str, Any], fields: dict[str, Any]) -> ResponseReturnValue:
    page = str(sent.get("page", ""))[:LONGEST_PAGE]
    try:
        stored = drafts().put(i().id, key, sent["version"], fields, clock.now(), page)
    except DraftConflict as conflict:
        return _answer(conflict.current, fields=_without_version(conflict.current)), 409
    except DraftGone:
        return _refused(410, "This form has been sent since.")
    except DraftTooLong:
        return _refused(413, "The text is too long.")
    return _answer(stored)


def _answer(draft: Draft, **more: Any) -> Response:
    return jsonify(version=draft.version, saved_at=clock_time(draft.saved_at), **more)


def _refused(status: int, sentence: str) -> tuple[Response, int]:
    return jsonify(sentence=sentence), status


def _without_version(draft: Draft) -> dict[str, Any]:
    return {name: value for name, value in draft.fields.items() if name != OVER}


def _sent() -> Any:
    """The body as JSON; None for what is none, or goes deeper than any draft."""
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None


def _is_draft(sent: Any) -> bool:
    if not isinstance(sent, dict) or not is_typed(sent.get("fields")):
        return False
    version = sent.get("version")
    return isinstance(version, int) and not isinstance(version, bool) and version in VERSIONS


def _over() -> str:
    over = request.args.get("over", "")
    return over if over.isascii() and over.isdigit() and len(over) < 10 else "0"


def _is_one_too_many(key: str) -> bool:
    forms = drafts().forms(i().id)
    return key not in forms and len(forms) >= MOST_FORMS
