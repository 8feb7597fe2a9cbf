"""Corrections as acts on the records that they are of: one line each, for its page, its policy and its button."""

from typing import Any

from app import clock
from app.events.vocabulary import COMPLETED_STATES
from app.forms import corrections as forms
from app.forms.fields import choices
from app.policy import ANY, OWN, QA, Grants, Me
from app.programme import corrections
from app.programme.moderation import correcting
from app.views.acting import Act, Row
from app.views.desk import house, i

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


OF_MODERATIONS = (forms.ModerationForm, forms.ModerationAgreementForm, forms.ModerationDecliningForm)


def ready(act_form: Any, audit: Row) -> Row:
    """Give a form that corrects an audit what it offers; returns what stands beside it."""
    if isinstance(act_form, OF_MODERATIONS):
        return _ready_for_moderation(act_form, audit)
    waits = corrections.waiting(house(), audit["id"]) if audit["correcting"] else {}
    if isinstance(act_form, forms.AnswerForm):
        act_form.change.choices = _changes(audit["id"], act_form.draft.key.endswith("grade-correction"))
    if waits and isinstance(act_form, forms.AgreementForm):
        known = corrections.choices(house(), audit["id"], grades=True)
        said = [known[key][now] for key, (_, now) in waits["changes"].items()]
        return _beside(said, waits["reason"])
    return {}


def _ready_for_moderation(act_form: Any, audit: Row) -> Row:
    known = correcting.choices(house(), audit["id"], clock.today())
    if isinstance(act_form, forms.ModerationForm):
        if not _of_mine_to_moderate(i(), audit):  # Who moderated it is not theirs to know, nor to propose.
            known.pop("moderator")
        named = {f"{key}={id}": label for key, values in known.items() for id, label in values.items()}
        act_form.change.choices = choices({"": "Choose what it should say"} | named)
        return {}
    waits = correcting.waiting(house(), audit["id"])
    if not waits:
        return {}
    said = [words for key, (_, now) in waits["changes"].items() if (words := known.get(key, {}).get(now))]
    return _beside(said, waits["reason"])


def _beside(said: list[str], reason: str) -> Row:
    return {"beside": {"barred": [], "exchange": "", "proposed": {"said": said, "reason": reason}}}


def _changes(audit: str, grades: bool) -> Any:
    """What can be chosen, with what it says now."""
    found = corrections.choices(house(), audit, grades=grades)
    named = {f"{key}={id}": label for key, values in found.items() for id, label in values.items()}
    return choices({"": "Choose what it should say"} | named)
