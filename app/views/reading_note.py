"""Every page with narrative is noted in the access log before any of it leaves; without the note there is no page."""

import re
from datetime import datetime, timedelta

from flask import Flask, Response, current_app, g, make_response, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.policy import Me
from app.readings import NotNoted, Reading, Readings
from app.views import live, reading_reasons
from app.views.desk import i, me
from app.views.own_areas import reads_reasons
from app.views.reading_about import About, record_of
from app.views.reading_table import DRAWN, EXEMPTION, NOTE, PAGE, SHOWS

NOT_SHOWN = (
    "It cannot be written down who reads this page, so it is not shown. Try again, and if it stays so, tell whoever"
    " looks after Audit Loop."
)
HOUR = timedelta(hours=1)
"""How long a page that asks for what changed needs no line of its own after the one for the page."""
POLLS = frozenset({"actions.index"})
"""The pages with narrative that ask for what changed."""
FORM, FORMS = re.compile(r"\.create(?=_|$)"), (200, 409, 422)
"""What sends a form, and with which statuses the form is shown again."""
AGAIN = {"audit_form.save": "audit_form.show", "dip_grid.record": "dip_grid.show"}
"""What sends the forms that are called otherwise."""
READ = "read_here"
Question = tuple[str, str]
LATELY = "read_lately"
READ_WITHIN = "audit_loop.read_within"
"""Where a request that is asked for within another keeps its lines."""
MOST = 1_000
"""So many questions of people are remembered; what is forgotten has a line once more."""


def readings() -> Readings:
    """The access log."""
    found: Readings = current_app.extensions["readings"]
    return found


def watch(app: Flask) -> None:
    """Note what is read, after the policy has let its reader in and before any of it leaves."""
    app.extensions[LATELY] = {}
    app.before_request(_before_a_page)
    app.after_request(_before_it_leaves)


def _before_a_page() -> ResponseReturnValue | None:
    """Put down what the page is to show: who may ask, and of whom it is, is as it was before anything is done."""
    reader = me()
    kind = _kind(reader) if reader else ""
    if not kind or (request.endpoint in DRAWN and not reads_reasons()):
        return None
    about = record_of(request.view_args or {})
    if kind == EXEMPTION and reading_reasons.shows_note(about.record):
        kind = NOTE
        if (asking := reading_reasons.asked_first(about.record)) is not None:
            return asking
    question = (i().id, live.here())
    if not (live.polled() and _asks_again(question)):
        note(kind, about)
        g.read_question = question
    return None


def _before_it_leaves(response: Response) -> Response:
    """Write the lines of an answer that shows something; else there is no such answer.

    What is refused, is not there, or sends on has shown nothing, and a line of it would be false.
    """
    again = _form_again(response)
    read: list[Reading] = g.pop(READ, [])
    if read and (again or _shows(response)):
        try:
            _written(read)
        except NotNoted as fault:
            return make_response(_not_noted(fault))
        if question := g.pop("read_question", None):
            _remember(question)
    return response


def _shows(response: Response) -> bool:
    statuses = {"GET": FORMS, "POST": (200,)}.get(request.method, ())
    return response.status_code in statuses


def _form_again(response: Response) -> bool:
    """Whether a form is shown again, with what it showed at first, which is a line too."""
    endpoint = request.endpoint or ""
    form = AGAIN.get(endpoint) or FORM.sub(".new", endpoint)
    shown = request.method == "POST" and form != endpoint and response.status_code in FORMS
    if found := bool(shown and form in SHOWS and endpoint not in SHOWS and me()):
        note(SHOWS[form], record_of(request.view_args or {}))
    return found


def _kind(reader: Me) -> str:
    """What the page shows; of an inspector's pages every one is noted."""
    endpoint = request.endpoint or "static"
    inspects = reader.inspects is not None and endpoint != "static" and request.method == "GET"
    return SHOWS.get(endpoint) or (PAGE if inspects else "")


def _asks_again(question: Question) -> bool:
    """Whether a page of now asks for what changed since it was noted; of an inspector's pages each has its line."""
    if request.endpoint not in POLLS or g.get("stood") or i().inspects:
        return False
    noted = _lately().get(question, "")
    return bool(noted) and noted >= (datetime.fromisoformat(clock.running()) - HOUR).isoformat(timespec="seconds")


def _remember(question: Question) -> None:
    """Keep when a page that asks for what changed had its line, by reader and question."""
    if request.endpoint in POLLS and not g.get("stood"):
        lately = _lately()
        lately.pop(question, None)
        lately[question] = clock.running()
        for oldest in [*lately][:-MOST]:
            lately.pop(oldest, None)


def _lately() -> dict[Question, str]:
    found: dict[Question, str] = current_app.extensions[LATELY]
    return found


def note(kind: str, about: About, why: str = "") -> None:
    """Put down that whoever asks reads this kind of narrative of a record, and why where nobody asked them.

    It is written before the answer leaves, if that shows anything.
    """
    reader = i()
    noted(
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


def noted(*read: Reading) -> None:
    """Put these lines down as what the answer shows."""
    g.setdefault(READ, []).extend(read)


def _written(read: list[Reading]) -> None:
    """Write these lines, or hold them for the request within which they were read. Raises NotNoted."""
    within: list[Reading] | None = request.environ.get(READ_WITHIN)
    if within is not None:
        within.extend(read)
        return
    for one in read:
        readings().note(one)


def _not_noted(fault: NotNoted) -> ResponseReturnValue:
    return render_template("shared/sorry.html", sentence=NOT_SHOWN, status=503), 503
