"""The acts around an audit's moderation: to give it to a moderator, to challenge a finding, to answer a challenge."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app import clock
from app.events.moderation_words import CHALLENGE_STATES, FINDING, OVERALL
from app.forms.fields import choices
from app.forms.moderations import AnswerForm, AssignForm, ChallengeForm, ChangeModeratorForm
from app.policy import ANY, AREA, OWN, QA, READERS, RULES, TEAM, WORK, Grants, Me
from app.programme.english import counted
from app.programme.house import House
from app.programme.moderation import challenges, moderating, telling
from app.views import acting, judgements
from app.views.acting import Act
from app.views.acts import waits_for_moderation
from app.views.audit_rows import content
from app.views.desk import house, i, model
from app.views.links import reachable
from app.views.moderation_texts import challenges_of
from app.views.relations import audit_id
from app.views.words import audit_path, reference
from projections import audits, final_grades, moderations

pages = Blueprint("moderation_acts", __name__)
Row = dict[str, Any]
CHALLENGERS: Grants = {
    "auditor": (OWN,),
    "team_manager": (TEAM,),
    "operations_director": (AREA,),
    "practitioner": (WORK,),
}
"""Who speaks for the service whose work was audited, and the auditor whose grades moderation changed."""
ANSWERERS: Grants = {"qa_lead": (ANY,), "moderator": (ANY,)}
RULES["moderation_acts.show_challenge"] = READERS


def _ready(form: Any, audit: Row) -> Row:
    """Give the form its moderators, or what can be challenged; returns who may not moderate it and why."""
    if isinstance(form, ChallengeForm):
        form.about.choices = choices({"": "Choose one"} | _can_be_challenged(audit))
        return {}
    may, barred = moderating.choices(house(), audit["id"], clock.today())
    others = [one for one in may if one.id != audit["moderator"]]
    words = {one.id: f"{one.name}, {one.kind}: {counted(one.open, 'audit')} open" for one in others}
    form.moderator.choices = choices({"": "Choose a moderator"} | words)
    return {"beside": {"barred": [{"name": name, "why": why} for name, why in barred.items()]}}


def _can_be_challenged(audit: Row) -> dict[str, str]:
    """What can be challenged in words; by its auditor the grades that moderation changed."""
    found = content(audit)
    grades = {one["id"]: f"The grade of {one['label']}" for one in found["domains"]}
    grades |= {OVERALL: f"The {found['overall']['label'].lower()}", FINDING: "Another finding"}
    mine = audit["auditor"] == i().id
    return {key: words for key, words in grades.items() if key in regraded(audit)} if mine else grades


def regraded(audit: Row) -> set[str]:
    """The domains of an audit, and "overall", whose grade its moderation changed."""
    row = moderations.moderation(model(), audit["id"])
    return moderations.changed(row) if row else set()


def _may_challenge(me: Me, audit: Row) -> bool:
    return bool(audit["auditor"] != me.id or regraded(audit))


def _may_answer(me: Me, row: Row) -> bool:
    """The QA lead and the moderator, but never who is a side in it."""
    sides = {row["auditor"], row["challenger"]} | ({row["moderator"]} if row["challenger"] == row["auditor"] else set())
    return me.id not in sides and ("qa_lead" in me.roles or row["moderator"] == me.id)


ACTS = (
    Act(
        "moderator",
        QA,
        AssignForm,
        moderating.assign,
        "Give to a moderator",
        "The moderator finds the audit in their queue. Nobody moderates an audit who is near to it.",
        "The audit is with its moderator.",
        open_to=lambda audit: waits_for_moderation(audit) and not audit["moderator"],
    ),
    Act(
        "moderator-change",
        QA,
        ChangeModeratorForm,
        moderating.change,
        "Change the moderator",
        "Another moderator has the audit from now on. What the first one has typed is not taken over.",
        "The audit is with another moderator now.",
        open_to=lambda audit: audit["moderation"] in ("assigned", "awaited") and bool(audit["moderator"]),
    ),
    Act(
        "challenge",
        CHALLENGERS,
        ChallengeForm,
        challenges.challenge,
        "Challenge a finding",
        "The QA lead answers, or the moderator where it is the service that challenges; never the auditor. Everybody"
        " who reads the audit sees your challenge, with the answer beside it.",
        "The challenge is recorded. The QA lead sees it.",
        open_to=lambda audit: audit["state"] == "accepted" and not waits_for_moderation(audit),
        offered=_may_challenge,
        barred="Of your own audit you challenge a grade that moderation changed.",
    ),
)
PLACE = replace(judgements.PLACE, ready=_ready, beside="moderations/_barred.html")
acting.put(pages, PLACE, ACTS)


@pages.get("/audits/<month:month>/<int:number>/challenges/<int:challenge>")
def show_challenge(month: str, number: int, challenge: int) -> ResponseReturnValue:
    """One challenge: what, why, and the answer."""
    row = ANSWERING.row({"month": month, "number": number, "challenge": challenge})
    told = next(one for one in challenges_of(row) if one["number"] == challenge)
    acts = ANSWERING.offered((ANSWER,), row)
    here = audit_path(row["id"])
    return render_template(
        "moderations/challenge.html", row=row, told=told, acts=acts, audit=here if reachable(here) else ""
    )


def _find(month: str, number: int, challenge: int) -> Row | None:
    audit = audits.audit(model(), audit_id(month, number))
    found = moderations.challenge(model(), audit["id"], challenge) if audit else None
    if audit is None or found is None:
        return None
    asked = {"challenge": challenge, "challenge_state": found["state"], "challenger": found["challenger"]}
    return audit | asked | {"about": found["about"]}


def _ready_to_answer(form: AnswerForm, row: Row) -> Row:
    """Ask for the grades that this challenge may change; returns what was challenged, to be read beside the form."""
    found = content(row)
    grades = {}
    for key in (row["about"], OVERALL):
        domain = next((one for one in found["domains"] if one["id"] == key), None)
        if domain or key == OVERALL:
            label = domain["label"] if domain else found["overall"]["label"]
            grades[key] = (f"{label}: the grade from now on", _scale(found, row, key, domain))
    form.ask(row["challenge"], row["about"], grades)
    told = next(one for one in challenges_of(row) if one["number"] == row["challenge"])
    return {"beside": {"told": told}}


def _scale(found: Row, row: Row, key: str, domain: Row | None) -> dict[str, str]:
    now = final_grades.of_domains(row).get(key, "") if domain else final_grades.overall(row)
    words = {grade["id"]: grade["label"] for grade in found["grades"]}
    if domain and domain["may_be_not_applicable"]:
        words["na"] = found["not_applicable"]["label"]
    return {"": f"Stays {telling.label_of(found, now)}"} | {id: label for id, label in words.items() if id != now}


def _answer(house: House, id: str, *, version: int, number: int, **facts: Any) -> None:
    challenges.answer(house, id, number, version=version, **facts)


def _href(row: Row) -> str:
    return f"{audit_path(row['id'])}/challenges/{row['challenge']}"


ANSWER = Act(
    "answer",
    ANSWERERS,
    AnswerForm,
    _answer,
    "Answer the challenge",
    "Whoever challenged, the auditor and everybody who reads the audit sees your answer. A grade that you change counts"
    " from now on, in every figure; the auditor's and the moderator's stay beside it.",
    "The challenge is answered.",
    open_to=lambda row: row["challenge_state"] == "waiting",
    offered=_may_answer,
    barred="A challenge is answered by the QA lead or the moderator of the audit, whoever of them is no side in it.",
)
ANSWERING = acting.Place(
    rule="/audits/<month:month>/<int:number>/challenges/<int:challenge>",
    find=_find,
    href=_href,
    title=lambda row: f"challenge {row['challenge']} to the audit of {reference(row['child'])}",
    caption=judgements.PLACE.caption,
    state=lambda row: CHALLENGE_STATES[row["challenge_state"]],
    ready=_ready_to_answer,
    beside="moderations/_challenged.html",
)
acting.put(pages, ANSWERING, (ANSWER,))
