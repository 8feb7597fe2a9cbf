"""Every page with narrative is noted in the access log before it is shown; without the note there is no page."""

from datetime import datetime, timedelta

from flask import Flask, current_app, g, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.policy import Me
from app.readings import NotNoted, Reading, Readings
from app.views import live, reading_reasons
from app.views.desk import i, me
from app.views.reading_about import About, record_of
from app.views.reading_table import EXEMPTION, NOTE, PAGE, SHOWS

NOT_SHOWN = (
    "It cannot be written down who reads this page, so it is not shown. Try again, and if it stays so, tell whoever"
    " looks after Audit Loop."
)
POLLS = timedelta(hours=1)
"""How long a page that asks for what changed needs no line of its own after the one for the page."""


def readings() -> Readings:
    """The access log."""
    found: Readings = current_app.extensions["readings"]
    return found


def watch(app: Flask) -> None:
    """Note what is read, after the policy has let its reader in."""
    app.before_request(_before_a_page)
    app.register_error_handler(NotNoted, _not_noted)


def _before_a_page() -> ResponseReturnValue | None:
    reader = me()
    kind = _kind(reader) if reader else ""
    if not kind:
        return None
    about = record_of(request.view_args or {})
    if kind == EXEMPTION and reading_reasons.shows_note(about.record):
        kind = NOTE
        if (asking := reading_reasons.asked_first(about.record)) is not None:
            return asking
    if not (live.polled() and _noted_lately(kind)):
        note(kind, about)
    return None


def _kind(reader: Me) -> str:
    """What the page shows; of an inspector's pages every one is noted."""
    endpoint = request.endpoint or "static"
    inspects = reader.inspects is not None and endpoint != "static" and request.method in ("GET", "HEAD")
    return SHOWS.get(endpoint) or (PAGE if inspects else "")


def _noted_lately(kind: str) -> bool:
    since = datetime.fromisoformat(clock.running()) - POLLS
    return readings().lately(i().id, request.path, kind, since.isoformat(timespec="seconds"))


def note(kind: str, about: About, why: str = "") -> None:
    """Write down that whoever asks reads this kind of narrative of a record, and why where nobody asked them.

    Raises NotNoted, and it is not shown.
    """
    reader = i()
    readings().note(
        Reading(
            at=clock.running(),
            by=reader.id,
            endpoint=request.endpoint or "",
            path=request.path,
            kind=kind,
            record=about.record,
            about=about.whom,
            position=g.get("position", 0),
            why=why or (reading_reasons.given(about.record) if kind == NOTE else ""),
            as_at=stood.key if (stood := g.get("stood")) else "",
            inspection=reader.inspects.id if reader.inspects else "",
        )
    )


def _not_noted(fault: NotNoted) -> ResponseReturnValue:
    return render_template("shared/sorry.html", sentence=NOT_SHOWN, status=503), 503
