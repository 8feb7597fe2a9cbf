"""A person's way through the two pools, and out: each act is a small form of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.forms.base import Form
from app.forms.people import (
    LeaveForm,
    LeavePoolForm,
    ModeratorForm,
    OnForm,
    ReturnForm,
    StandDownForm,
    TrainedForm,
    TrainingWrongForm,
    WrongForm,
)
from app.policy import ADMIN, QA, RULES
from app.programme import departures, trainings
from app.programme import people as programme
from app.programme.english import counted
from app.views.actions_waiting import of_rows
from app.views.audits_left_behind import of_person
from app.views.desk import done, house, i, model, stamp, tried, version
from projections import actions_lists, people, pools, pools_over_time

pages = Blueprint("people_acts", __name__)
RULES |= {"people_acts.new": QA | ADMIN, "people_acts.create": QA | ADMIN}


@dataclass(frozen=True)
class Act:
    """One thing that can happen to a person here: its form, the function that does it, and the words."""

    form: type[Form]
    do: Callable[..., None]
    fields: tuple[str, ...]
    title: str
    button: str
    done: str
    why: str = ""


ACTS = {
    "training": Act(
        OnForm,
        programme.start_training,
        ("on",),
        "Start auditor training",
        "Start the training",
        "is in auditor training",
    ),
    "training-completion": Act(
        TrainedForm,
        programme.complete_training,
        ("on",),
        "Complete auditor training",
        "Complete the training",
        "is a trained auditor",
        "The auditor is counted in the pool from the month after this date.",
    ),
    "pool-departure": Act(
        LeavePoolForm,
        programme.leave_pool,
        ("on", "reason"),
        "Leave the auditor pool",
        "Leave the pool",
        "is out of the auditor pool",
        "From the month of the last day on the auditor no longer counts. Their audits stay with them.",
    ),
    "moderator": Act(
        ModeratorForm, programme.appoint_moderator, ("kind", "on"), "Become a moderator", "Appoint", "is a moderator"
    ),
    "moderator-departure": Act(
        StandDownForm,
        programme.stand_down,
        ("on", "reason"),
        "Stand down as a moderator",
        "Stand down",
        "is no longer a moderator",
    ),
    "departure": Act(
        LeaveForm,
        programme.leave,
        ("on", "reason", "actions_to"),
        "Leave the council",
        "Record the leaving",
        "has left",
        "From now on they cannot sign in. What they did stays in every history.",
    ),
    "training-correction": Act(
        TrainingWrongForm,
        trainings.corrected,
        ("on", "reason"),
        "Correct the day of the auditor training",
        "Correct the day",
        "is counted by the day that you gave",
        "Use this where the training ended on another day than was recorded. From the month after the right day on they"
        " count as an auditor. A month whose pool is counted keeps it until you count it again.",
    ),
    "pool-departure-correction": Act(
        WrongForm,
        departures.pool_departure_corrected,
        ("reason",),
        "Correct the leaving of the auditor pool",
        "They did not leave the pool",
        "is in the auditor pool as before",
        "Use this where the leaving, or its date, was recorded wrongly: it then counts for nothing, and their time in"
        " the pool goes on. If they did leave, record it again with the right date.",
    ),
    "departure-correction": Act(
        WrongForm,
        departures.departure_corrected,
        ("reason",),
        "Correct the leaving of the council",
        "They did not leave",
        "is here as before",
        "Use this where the leaving, or its date, was recorded wrongly: it then counts for nothing, what it ended in"
        " the pools goes on, and they can sign in. If they did leave, record it again with the right date.",
    ),
    "return": Act(
        ReturnForm,
        departures.returned,
        ("on", "reason"),
        "Come back to the council",
        "Record the coming back",
        "is here again",
        "They did leave, and work here again. They can sign in from now on. No pool counts them until they are trained"
        " or appointed again.",
    ),
}
ROUTE = f"/people/<person>/<any({', '.join(repr(name) for name in ACTS)}):act>"


@pages.get(ROUTE)
def new(person: str, act: str) -> ResponseReturnValue:
    """The form of an act."""
    found = people.person(model(), f"person/{person}") or abort(404)
    return _page(act, ACTS[act].form(), found)


@pages.post(ROUTE)
def create(person: str, act: str) -> ResponseReturnValue:
    """Let the act happen."""
    found, chosen = people.person(model(), f"person/{person}") or abort(404), ACTS[act]
    form = chosen.form(request.form)
    if not form.validate():
        return _page(act, form, found), 422
    facts = [form[name].data or "" for name in chosen.fields]
    status = tried(form, lambda: chosen.do(house(), found["id"], version(), *facts, **stamp()))
    there = f"/people/{person}"
    return done(f"{found['name']} {chosen.done}.", there) if status == 303 else (_page(act, form, found), status)


def acts_for(person: dict[str, Any]) -> list[dict[str, str]]:
    """The acts that a person's standing allows, in the order of their way."""
    trained = bool(person["trained_on"]) and person["id"] != i().id
    if person["left_on"]:
        names = [*(["training-correction"] if trained else []), "departure-correction", "return"]
        return [{"name": name, "title": ACTS[name].title} for name in names]
    in_pool = bool(person["counted_from"]) and not person["left_pool_on"]
    allowed = {
        "training-correction": trained,
        "pool-departure-correction": _left_only_the_pool(person),
        "training": not in_pool and not person["in_training"],
        "training-completion": not in_pool,
        "pool-departure": in_pool,
        "moderator": not person["moderator"],
        "moderator-departure": bool(person["moderator"]),
        "departure": True,
    }
    return [{"name": name, "title": ACTS[name].title} for name in ACTS if allowed.get(name)]


def _left_only_the_pool(person: dict[str, Any]) -> bool:
    """Whether leaving the pool, and nothing since, is what ended a person's newest time in it."""
    spells = [one for one in pools_over_time.of_person(model(), person["id"]) if one["pool"] == pools.AUDITOR]
    return bool(spells) and bool(spells[-1]["pool_ended_on"]) and not spells[-1]["council_ended_on"]


def _page(name: str, form: Form, person: dict[str, Any]) -> str:
    values: dict[str, Any] = {"act": ACTS[name], "name": name, "form": form, "person": person, "part": None}
    values["audits"] = of_person(person["id"]) if name == "departure" else []
    asked = list(ACTS[name].fields)
    if isinstance(form, LeaveForm):
        theirs = _to_hand_over(form, person)
        values["part"] = of_rows(theirs)
        asked = asked if theirs else [field for field in asked if field != "actions_to"]
    return render_template("people/act.html", asked=asked, version=house().version(person["id"]), **values)


def _to_hand_over(form: LeaveForm, person: dict[str, Any]) -> list[dict[str, Any]]:
    """The open actions of somebody who leaves; the form offers who may take them."""
    theirs = actions_lists.open_of(model(), person["id"])
    found = people.who_can_act(model(), person["team"])
    may = {one["value"]: one["label"] for one in found if one["value"] != person["id"]}
    form.offer(counted(len(theirs), "open action"), may)
    return theirs
