"""Today: what waits for me, the one screen of each role that I hold."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app import clock
from app.events.calendar import add_working_days
from app.policy import EVERYBODY, OVERSEE, RULES, Scope
from app.programme.english import counted
from app.views import first_run, inspections, unsent_forms, waiting
from app.views.audit_rows import table_row
from app.views.board import SOON, board
from app.views.cycles import newest
from app.views.desk import i, model
from app.views.exemption_rows import standing
from app.views.exemption_waiting import deputies
from app.views.links import link
from app.views.words import reference
from projections import people, seals, tracker
from projections.tracker_asked import Wanted

pages = Blueprint("home", __name__)
RULES["home.show"] = EVERYBODY

SET_UP = frozenset({"qa_lead", "administrator"})
JUDGING = frozenset({"qa_lead", "moderator"})
SHOWN = 20
"""Rows of a list here; the whole of it is behind a link."""


@pages.get("/")
def show() -> ResponseReturnValue:
    """The one screen of each role that I hold."""
    roles = i().roles
    month = newest()
    forms = unsent_forms.mine()
    unsent = [form for form in forms if form["open"]]
    return render_template(
        "home/show.html",
        inspecting=inspections.today(),
        waits=waiting.blocks() if not i().only_inspects else [],
        set_up=first_run.steps() if roles & SET_UP else (),
        mine=(mine := _mine() if "auditor" in roles else None),
        exempt=standing(i().id, mine[0]["month"]) if mine else [],
        unsent=unsent[:SHOWN],
        over=sum(not form["open"] for form in forms),
        work=_work() if "practitioner" in roles else None,
        team=_team(month) if "team_manager" in roles else None,
        month=_month(month) if roles & OVERSEE.keys() else None,
        elsewhere=_elsewhere(month) if month and roles & JUDGING else (),
        runs="qa_lead" in roles,
        judges=bool(roles & JUDGING),
        administers="administrator" in roles,
        deputies=deputies() if "operations_director" in roles else "",
    )


def _mine() -> list[dict[str, Any]]:
    """My open audits, the first due first, each with the way on."""
    rows = [table_row(audit) for audit in tracker.open_of_auditor(model(), i().id)]
    return [row | {"go_on": link(f"{row['href']}/sections") or row["href"]} for row in rows]


def _work() -> list[dict[str, Any]]:
    """The audits of my work that have come in, newest first."""
    wanted = Wanted(Scope(i().id, worker=i().id), clock.today())
    return [table_row(audit) for audit in tracker.page(model(), wanted, "-returned", 1)[:SHOWN]]


def _team(month: dict[str, Any] | None) -> dict[str, Any]:
    """My team's audits of the newest month, the open ones first, with how many there are; the open ones of others."""
    mine = people.person(model(), i().id) or {}
    wanted = Wanted(Scope(i().id, team=i().team), clock.today(), cycle=month["id"] if month else "")
    counts = tracker.counted(model(), wanted)
    rows = [table_row(audit) for audit in tracker.page(model(), wanted, "open", 1)[:SHOWN]]
    facts = {"name": mine.get("team_name") or "", "rows": rows, "counted": counts, "month": month}
    return facts | {"earlier": [table_row(audit) for audit in _still_open(wanted.cycle)]}


def _still_open(cycle: str) -> list[dict[str, Any]]:
    """My team's open audits of other months than one, the first due first."""
    return [
        audit
        for audit in seals.unsealed(model(), i().id, tracker.open_of_team(model(), i().team))
        if audit["cycle"] != cycle
    ][:SHOWN]


def _month(month: dict[str, Any] | None) -> dict[str, Any] | None:
    """The newest month's board, to be shown in short."""
    return board(month, SHOWN) if month else None


def _elsewhere(month: dict[str, Any]) -> list[dict[str, str]]:
    """The other months with audits to judge or, for who runs the programme, to chase, in words."""
    found = []
    for row in tracker.elsewhere(model(), month["id"], add_working_days(clock.today(), SOON)):
        said = [f"{counted(row['to_judge'], 'audit')} to be judged"] if row["to_judge"] else []
        if row["to_chase"] and "qa_lead" in i().roles:
            said.append(f"{counted(row['to_chase'], 'audit')} late or due soon")
        if said:
            found.append({"month": reference(row["cycle"]), "text": ", ".join(said)})
    return found
