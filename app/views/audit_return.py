"""Returning the audit: the whole of it as the social worker will read it, what is missing, and what will happen."""

from typing import Any

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from app import clock
from app.events.audit import Incomplete
from app.policy import OWN, RULES, Grants
from app.programme import audits
from app.programme.english import listed
from app.programme.house import AlreadyDone, Stale
from app.views import audit_paper, concern_raising, moderator_names
from app.views.audit_sheet import Sheet, sheet
from app.views.audit_words import in_words
from app.views.desk import done, house, stamp, version
from app.views.words import day, moment

pages = Blueprint("audit_return", __name__, url_prefix="/audits/<month:month>/<int:number>/return")
MINE: Grants = {"auditor": (OWN,)}
RULES |= {"audit_return.new": MINE, "audit_return.create": MINE}

UNSENT = {
    "text": "Text that you typed is not in the audit yet. Choose Save there or discard it first.",
    "href": "#unsaved",
}
INCOMPLETE = {"text": "The audit cannot be returned yet.", "href": "#missing"}


@pages.get("")
def new(month: str, number: int) -> ResponseReturnValue:
    """The whole audit, before it is returned."""
    found = sheet(month, number)
    return _page(found) if found.is_open else redirect(found.path)


@pages.post("")
def create(month: str, number: int) -> ResponseReturnValue:
    """Return the audit, unless text of it is unsent or something is missing."""
    found = sheet(month, number)
    said = f"{_said(found)} {_concern(found)['after']}".strip()
    if found.is_open and found.unsent:
        return _page(found, problems=[UNSENT]), 422
    try:
        audits.return_audit(house(), found.paper.id, version=version(), on=clock.today(), **stamp())
    except Incomplete:
        return _page(found, problems=[INCOMPLETE]), 422
    except AlreadyDone:
        return redirect(found.path, 303)
    except Stale as stale:
        return _changed(found, stale), 409
    return done(said, found.path)


def _page(found: Sheet, **more: Any) -> str:
    facts = {"problems": [], "since": [], "both": []} | more
    paper = audit_paper.read(found.row, found.paper)
    facts |= {"lateness": _lateness(found), "no_action": _no_action(found), "concern": _concern(found)["before"]}
    return render_template("audit_form/return.html", sheet=found, paper=paper, **facts)


def _no_action(found: Sheet) -> str:
    """What to think of before an audit without an action is returned; empty where its grade is good and no concern."""
    answers = found.paper.answers
    grades = {grade["id"]: grade for grade in found.paper.content["grades"]}
    grade = grades.get(answers.get("overall.grade", ""))
    whys = [f"the overall grade is {grade['label']}"] if grade and grade["counts_as"] != "good" else []
    whys += ["this is a child of concern"] if answers.get("concern.category") in ("1", "2") else []
    if answers.get("actions") or not whys:
        return ""
    return f"There is no action in it, though {listed(whys)}. Add one if something is to be done."


def _concern(found: Sheet) -> dict[str, str]:
    """What the return raises, before and after."""
    return concern_raising.on_return(found.row, found.paper.answers.get("concern.category", ""))


def _changed(found: Sheet, stale: Stale) -> str:
    """What was recorded since the page was opened, both texts of what differs, and the audit as it is now."""
    lines = [f"{moment(made.at)}, {moderator_names.doer(made)}: {made.TOPIC}" for made in stale.since]
    told = {"since": lines or [str(stale)], "both": _both(found)}
    return _page(found, **told) if found.is_open else render_template("audit_form/overtaken.html", sheet=found, **told)


def _both(found: Sheet) -> list[tuple[str, ...]]:
    """Each answer that is not as the page showed it: its label, what was read, and what stands."""
    read, stands = audits.answers_at(house(), found.paper.id, version()), found.paper.answers
    fields = (field for section in found.sections for field in section.fields)
    differ = [field for field in fields if read.get(field.key) != stands.get(field.key)]
    return [(one.label, *(in_words(one, told.get(one.key), found.names) for told in (read, stands))) for one in differ]


def _said(found: Sheet) -> str:
    return (
        f"The audit is returned, {_counted(found.days_late)} late."
        if found.days_late
        else "The audit is returned in time."
    )


def _lateness(found: Sheet) -> str:
    """Whether it would be late if it were returned now, and by how much."""
    if found.days_late:
        return f"It is {_counted(found.days_late)} late: it was due on {day(found.paper.due)}."
    return f"It is in time: {found.due}."


def _counted(days: int) -> str:
    return f"{days} working day{'' if days == 1 else 's'}"
