"""Whoever is not of the auditor's team is asked why they open a confidential note, where the rule says so.

What they answer holds for their visit: until they sign out.
"""

from flask import redirect, session
from flask.typing import ResponseReturnValue

from app import clock
from app.views import exemption_reach
from app.views.desk import i, live_house, model
from app.views.words import reference
from projections import exemptions, inspections, people
from projections.rows import Row

GIVEN = "why_read"
"""In the session: by exemption, the reason."""
MOST = 10
"""So many reasons are kept for a visit; the oldest is asked for again."""


def shows_note(exemption: str) -> bool:
    """Whether the page of an exemption (id) shows its confidential note to the person who asks."""
    row = _row(exemption)
    return row is not None and exemption_reach.reads_note(row)


def asked_first(exemption: str) -> ResponseReturnValue | None:
    """The way to the form that asks why the note of an exemption (id) is opened; None where none is asked for."""
    return (
        None
        if given(exemption) or not _is_asked(exemption)
        else redirect(f"/exemptions/{reference(exemption)}/why", 303)
    )


def given(exemption: str) -> str:
    """The reason that was given in this visit."""
    return str(session.get(GIVEN, {}).get(exemption, ""))


def give(exemption: str, reason: str) -> None:
    """Keep a reason for this visit."""
    kept = [*session.get(GIVEN, {}).items()][1 - MOST :]
    session[GIVEN] = dict(kept) | {exemption: reason}


def _is_asked(exemption: str) -> bool:
    """Whether the rule of now asks the person who wants to open it: not the auditor, nor who asked, nor their team."""
    now, me = live_house().model, i()
    row = exemptions.exemption(now, exemption, clock.today())
    if row is None or not inspections.reasons(now) or me.id in (row["auditor"], row["asked_by"]):
        return False
    team = (people.person(now, row["auditor"]) or {}).get("team") or ""
    return not (me.team and me.team == team)


def _row(exemption: str) -> Row | None:
    return exemptions.exemption(model(), exemption, clock.today())
