"""Corrections as acts on the records that they are of: one line each, for its page, its policy and its button."""

from typing import Any

from app import clock
from app.events.vocabulary import COMPLETED_STATES
from app.forms import corrections as forms
from app.forms.fields import choices
from app.policy import ANY, OWN, QA, Grants, Me
from app.programme import corrections
from app.programme.moderation import correcting
from app.views import correction_marks
from app.views.acting import Act, Row
from app.views.desk import house, i
from app.views.words import day

PROPOSE: Grants = QA | {"auditor": (OWN,)}
MODERATES: Grants = QA | {"moderator": (ANY,)}
DECIDE: Grants = QA | {"moderator": (ANY,)}
RESPONSES: Grants = QA | {"director": (ANY,)}
BOTH_STAY = "What was recorded stays in the history beside what is right, with your reason, and figures move."


def _is_in(audit: Row) -> bool:
    return audit["state"] in COMPLETED_STATES


def _of_another(me: Me, audit: Row) -> bool:
    return bool(audit["auditor"] != me.id)


def _may_be_proposed(audit: Row) -> bool:
    return _is_in(audit) and not audit["moderation"] and not audit["correcting"]


def _waits(audit: Row) -> bool:
    return _is_in(audit) and bool(audit["correcting"])


def _proposed_by_another(me: Me, audit: Row) -> bool:
    return me.id not in (audit["auditor"], audit["correcting"])


def _proposed_by_me(me: Me, audit: Row) -> bool:
    return bool(me.id == audit["correcting"])


def _moderation_proposed_by_me(me: Me, audit: Row) -> bool:
    return bool(me.id == audit["moderation_correcting"])


def _is_moderated(audit: Row) -> bool:
    return audit["moderation"] == "moderated" and audit["state"] in ("accepted", "not_to_standard")


def _of_mine_to_moderate(me: Me, audit: Row) -> bool:
    return me.id != audit["auditor"] and ("qa_lead" in me.roles or me.id == audit["moderator"])


def _moderation_of_others(me: Me, audit: Row) -> bool:
    return me.id not in (audit["auditor"], audit["moderator"], audit["moderation_correcting"])


def _not_the_doer(me: Me, action: Row) -> bool:
    return me.id not in (action["owner"], action["completed_by"])


def _not_the_answerer(me: Me, concern: Row) -> bool:
    return bool(me.id != concern["answered_by"])


def _recorded(row: Row) -> dict[str, Any]:
    """The moment that is recorded, as its fields show it."""
    at = row["answered_at"]
    return {"responded_on": row["answered_on"], "time": f"{clock.local(at):%H:%M}" if at else ""}


NOT_YOUR_AUDIT = "You cannot correct your own audit. Tell the QA lead what is wrong."
THE_PROPOSERS = "Whoever proposed the correction withdraws it. Another person can decline it."
A_SECOND_PERSON = "Somebody else decides: neither who proposed the correction nor the auditor of the audit."
A_THIRD_PERSON = (
    "Somebody else decides: neither who proposed the correction nor who moderated the audit, nor its auditor."
)
OF_AUDIT = (
    Act(
        "answer-correction",
        QA,
        forms.AnswerForm,
        corrections.correct_answer,
        "Correct who took part",
        f"An answer that counts was entered wrongly. {BOTH_STAY}",
        "The answer is corrected.",
        open_to=_is_in,
        offered=_of_another,
        barred=NOT_YOUR_AUDIT,
    ),
    Act(
        "grade-correction",
        PROPOSE,
        forms.AnswerForm,
        corrections.propose,
        "Propose to correct a grade",
        "A grade was entered wrongly: a slip, not another judgement, which is for moderation or a challenge. It stays"
        " as it is until another person agrees.",
        "The correction is proposed. Another person decides on it.",
        open_to=_may_be_proposed,
    ),
    Act(
        "grade-correction-agreement",
        DECIDE,
        forms.AgreementForm,
        corrections.agree,
        "Agree to the correction",
        BOTH_STAY.replace("your reason", "the reason"),
        "The grade is corrected.",
        open_to=_waits,
        offered=_proposed_by_another,
        barred=A_SECOND_PERSON,
    ),
    Act(
        "grade-correction-refusal",
        DECIDE,
        forms.DecliningForm,
        corrections.decline,
        "Leave the grade as it is",
        "The grade stays as it was entered. The proposal and your reason stay in the history.",
        "The grade stays as it is.",
        open_to=_waits,
        offered=_proposed_by_another,
        barred=A_SECOND_PERSON,
    ),
    Act(
        "grade-correction-withdrawal",
        PROPOSE,
        forms.WithdrawingForm,
        corrections.withdraw,
        "Withdraw the correction",
        "The grade stays as it was entered. The proposal and your reason stay in the history.",
        "The correction is withdrawn.",
        open_to=_waits,
        offered=_proposed_by_me,
        barred=THE_PROPOSERS,
    ),
    Act(
        "return-correction",
        QA,
        forms.ReturnForm,
        corrections.correct_return,
        "Correct the day of the return",
        f"How late the audit was is counted again from the day that you give. {BOTH_STAY}",
        "The day of the return is corrected.",
        open_to=_is_in,
        offered=_of_another,
        barred=NOT_YOUR_AUDIT,
        given=lambda audit: {"returned_on": audit["returned_on"]},
    ),
    Act(
        "upload-correction",
        QA,
        forms.UploadForm,
        corrections.correct_upload,
        "Correct the upload",
        f"When the copy came onto the child's record, or under which reference. {BOTH_STAY}",
        "The upload is corrected.",
        open_to=lambda audit: bool(audit["uploaded_on"]),
        given=lambda audit: {"uploaded_on": audit["uploaded_on"]},
    ),
)
OF_MODERATION = (
    Act(
        "moderation-correction",
        MODERATES,
        forms.ModerationForm,
        correcting.propose,
        "Propose to correct the moderation",
        "A grade, the judgement of the audit or who moderated it was recorded wrongly: a slip, not another judgement,"
        " which is for a challenge. It stays as it is until another person agrees.",
        "The correction is proposed. Another person decides on it.",
        open_to=lambda audit: _is_moderated(audit) and not audit["moderation_correcting"],
        offered=_of_mine_to_moderate,
        barred="Who moderated the audit, or the QA lead, proposes to correct its moderation.",
    ),
    Act(
        "moderation-correction-agreement",
        DECIDE,
        forms.ModerationAgreementForm,
        correcting.agree,
        "Agree to the correction of the moderation",
        BOTH_STAY.replace("your reason", "the reason"),
        "The moderation is corrected.",
        open_to=lambda audit: _is_moderated(audit) and bool(audit["moderation_correcting"]),
        offered=_moderation_of_others,
        barred=A_THIRD_PERSON,
    ),
    Act(
        "moderation-correction-refusal",
        DECIDE,
        forms.ModerationDecliningForm,
        correcting.decline,
        "Leave the moderation as it is",
        "The moderation stays as it was recorded. The proposal and your reason stay in the history.",
        "The moderation stays as it is.",
        open_to=lambda audit: _is_moderated(audit) and bool(audit["moderation_correcting"]),
        offered=_moderation_of_others,
        barred=A_THIRD_PERSON,
    ),
    Act(
        "moderation-correction-withdrawal",
        MODERATES,
        forms.ModerationWithdrawingForm,
        correcting.withdraw,
        "Withdraw the correction of the moderation",
        "The moderation stays as it was recorded. The proposal and your reason stay in the history.",
        "The correction is withdrawn.",
        open_to=lambda audit: _is_moderated(audit) and bool(audit["moderation_correcting"]),
        offered=_moderation_proposed_by_me,
        barred=THE_PROPOSERS,
    ),
)
OF_ACTION = (
    Act(
        "completion-correction",
        QA,
        forms.CompletionForm,
        corrections.correct_completion,
        "Correct the day of completion",
        f"Until the day that you give it counts as open. {BOTH_STAY}",
        "The day of completion is corrected.",
        open_to=lambda action: action["state"] in ("completed", "verified"),
        offered=_not_the_doer,
        barred="You cannot correct your own action. Tell the QA lead what is wrong.",
        given=lambda action: {"completed_on": action["completed_on"]},
    ),
)
OF_CONCERN = (
    Act(
        "response-correction",
        RESPONSES,
        forms.ResponseCorrectionForm,
        corrections.correct_response,
        "Correct the response",
        f"Its moment, or where the child's record shows it, was recorded wrongly. {BOTH_STAY}",
        "The response is corrected.",
        open_to=lambda concern: bool(concern["answered_at"]),
        offered=_not_the_answerer,
        barred="Somebody other than who responded, or recorded it, corrects a response.",
        given=_recorded,
    ),
)
OF_IMPACT = (
    Act(
        "answer-correction",
        QA,
        forms.ImpactForm,
        corrections.correct_impact,
        "Correct the answer",
        f"The recipient says that they meant another answer. {BOTH_STAY}",
        "The answer is corrected.",
        open_to=lambda row: row["stands"] == "answered",
        given=lambda row: {"practice": row["practice"], "helped": row["helped"]},
    ),
)


OF_MODERATIONS = (
    forms.ModerationForm, forms.ModerationAgreementForm, forms.ModerationDecliningForm, forms.ModerationWithdrawingForm,
)  # fmt: skip
NO_EXCHANGE = {"barred": [], "exchange": ""}
DECIDES = (forms.AgreementForm, forms.DecliningForm, forms.WithdrawingForm)
"""The forms of acts on a proposal; what they correct is chosen in it already."""


def ready(act_form: Any, audit: Row) -> Row:
    """Give a form that corrects an audit what it offers; returns what stands before it, or why it is closed."""
    of = "moderation" if isinstance(act_form, OF_MODERATIONS) else "grade"
    if isinstance(act_form, forms.ModerationForm):
        _offer_of_moderation(act_form, audit)
    elif isinstance(act_form, forms.AnswerForm):
        if not act_form.draft.key.endswith("grade-correction"):
            act_form.change.choices = _changes(audit["id"], grades=False)
            return {}
        act_form.change.choices = _changes(audit["id"], grades=True)
    elif type(act_form) not in (*DECIDES, *OF_MODERATIONS):
        return {}
    waits = correction_marks.waiting(audit, of)
    proposes = isinstance(act_form, forms.AnswerForm)
    if waits and not proposes:
        return {"beside": NO_EXCHANGE | {"above": waits | {"template": "corrections/_proposed.html"}}}
    return {"beside": NO_EXCHANGE | {"closed": _why_closed(audit, of, waits, proposes=proposes)}}


def _why_closed(audit: Row, of: str, waits: Row | None, *, proposes: bool) -> str:
    """Why nothing can be proposed, or nothing is to be decided; nothing where that is for another cause."""
    if waits:
        return f"{waits['by']} proposed a correction on {day(waits['on'])}, and it waits for another person to decide."
    if of == "grade" and _is_in(audit) and audit["moderation"]:
        return (
            "This audit is drawn for moderation: that, and a challenge after it, is what changes its grades."
            if proposes
            else "No correction of this audit waits for a decision."
        )
    return "" if proposes else f"No correction of this {'audit' if of == 'grade' else of} waits for a decision."


def _offer_of_moderation(act_form: Any, audit: Row) -> None:
    known = correcting.choices(house(), audit["id"], clock.today())
    if not _of_mine_to_moderate(i(), audit):  # Who moderated it is not theirs to know, nor to propose.
        known.pop("moderator")
    named = {f"{key}={id}": label for key, values in known.items() for id, label in values.items()}
    act_form.change.choices = choices({"": "Choose what it should say"} | named)


def _changes(audit: str, grades: bool) -> Any:
    """What can be chosen, with what it says now."""
    found = corrections.choices(house(), audit, grades=grades)
    named = {f"{key}={id}": label for key, values in found.items() for id, label in values.items()}
    return choices({"": "Choose what it should say"} | named)
