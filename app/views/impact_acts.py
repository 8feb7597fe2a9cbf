"""What can be done with the questions about impact: answered, added to with the family's part, declined."""

from typing import Any

from app.events.impact_questions import STATES
from app.forms import impact as forms
from app.forms.fields import choices
from app.policy import ANY, TEAM, WORK, Grants
from app.programme import impact as programme
from app.views import correction_acts
from app.views.acting import Act, Place
from app.views.desk import house, model
from app.views.impact_words import caption, found, href, title
from app.views.links import to_audit
from projections import impact_lists, people

Row = dict[str, Any]
RECIPIENTS: Grants = {"practitioner": (WORK,), "team_manager": (TEAM,)}
YOUR_WORDS = (
    "It takes two minutes. What you write is read by the QA lead and the auditor. Others see whether practice improved"
    " and whether it helped the child, and counts over many audits."
)


def _ready(form: Any, row: Row) -> Row:
    if isinstance(form, forms.ImpactForm):
        form.ask(programme.questions(house(), row["id"]))
    if isinstance(form, forms.HandingOverForm):
        could = impact_lists.could_be_asked(model(), row)
        named = {one["id"]: f"{one['name']}, {one['team_name'] or 'no team'}" for one in could}
        form.recipient.choices = choices({"": "Choose a person"} | named)
    others = [act for act in OTHER_ACTS if act.open_to(row)] if isinstance(form, forms.ImpactForm) else []
    return {"beside": {"others": others, "here": href(row), "audit": to_audit(row["audit"])}}


def answerable(row: Row) -> bool:
    """Whether the questions wait for the person who asks."""
    return bool(row["mine"] and row["waits"])


def _family_open(row: Row) -> bool:
    return bool(row["mine"] and row["part"] == "worker" and not row["family"]) and (
        row["waits"] or row["stands"] == "answered"
    )


def _is_left_behind(row: Row) -> bool:
    """Whether the questions wait for somebody who has left."""
    person = people.person(model(), row["recipient"]) if row["stands"] in ("asked", "reminded") else None
    return bool(person and person["left_on"])


ANSWER = Act(
    "answer",
    RECIPIENTS,
    forms.ImpactForm,
    programme.answer,
    "Answer the questions",
    YOUR_WORDS,
    "Thank you. Your answers are kept beside the audit.",
    open_to=answerable,
    back=("/impact", "Impact"),  # The request's own page leads here while it waits.
)
OTHER_ACTS = (
    Act(
        "family",
        RECIPIENTS,
        forms.FamilyForm,
        programme.record_family,
        "Record what the family say",
        "Only where they agree. It stands beside your answers and is quoted without names.",
        "What the family say is recorded.",
        open_to=_family_open,
    ),
    Act(
        "declining",
        RECIPIENTS,
        forms.DecliningForm,
        programme.decline,
        "Say that you cannot answer",
        "You are not reminded again. The QA lead reads your reason.",
        "It is recorded that you do not answer.",
        open_to=answerable,
    ),
)
HANDING_OVER = Act(
    "handing-over",
    {"qa_lead": (ANY,)},
    forms.HandingOverForm,
    programme.hand_over,
    "Ask somebody else",
    "Who was asked has left. Somebody else is asked in their place, and has four weeks from today to answer.",
    "Somebody else is asked now.",
    open_to=_is_left_behind,
)
ACTS = (ANSWER, *OTHER_ACTS, HANDING_OVER, *correction_acts.OF_IMPACT)
PLACE = Place(
    rule="/impact/<impact>",
    find=lambda impact: found(impact),
    href=href,
    title=title,
    plural=True,
    caption=caption,
    state=lambda row: STATES[row["stands"]],
    ready=_ready,
    beside="impact/_beside.html",
)
