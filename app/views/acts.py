"""What can be done to an audit after it was allocated: one line an act, for its page, its policy and its button."""

from collections.abc import Callable

from app.events.moderation_words import WAITING
from app.events.vocabulary import GIVEN_STATES, OPEN_STATES
from app.forms import judgements as forms
from app.forms.loops import SecondAuditForm
from app.policy import ANY, OWN, QA, TEAM, Grants, Me
from app.programme import judging
from app.programme import loops as loop_programme
from app.programme.allocations import swapping
from app.views import correction_acts
from app.views.acting import Act, Row
from app.views.audit_rows import content
from app.views.desk import model
from projections import exemptions, loops

JUDGES: Grants = {"qa_lead": (ANY,), "moderator": (ANY,)}
UPLOADERS: Grants = {"qa_lead": (ANY,), "auditor": (OWN,), "team_manager": (TEAM,)}


def _in(*states: str) -> Callable[[Row], bool]:
    """A test: whether an audit is in one of these states."""
    return lambda audit: audit["state"] in states


def waits_for_moderation(audit: Row) -> bool:
    """Whether an audit is drawn for moderation and not moderated yet: until then nobody judges or uploads it."""
    return audit["moderation"] in WAITING


def waits_for_draw(audit: Row) -> bool:
    """Whether the framework always has an audit of this grade moderated, and it is in and nobody has drawn it."""
    if audit["state"] not in ("returned", "accepted") or audit["moderation"] or audit["uploaded_on"]:
        return False
    return audit["overall"] in content(audit)["moderation"]["always"]


def _to_judge(audit: Row) -> bool:
    return audit["state"] == "returned" and not waits_for_moderation(audit)


def _to_accept(audit: Row) -> bool:
    return _to_judge(audit) and not waits_for_draw(audit)


def _not_on_record(audit: Row) -> bool:
    """Accepted, and its copy not on the child's record, or one from before a grade was changed."""
    there = audit["uploaded_on"] and not audit["record_old"]
    return audit["state"] == "accepted" and not (there or waits_for_moderation(audit) or waits_for_draw(audit))


def _may_be_reopened(audit: Row) -> bool:
    """Ended and not in; one that an exemption released once that is reversed for its month."""
    exempt = (one for one in exemptions.exemptions(model(), audit["cycle"]) if one["id"] == audit["exemption"])
    if audit["state"] == "released":
        return all(one["state"] == "reversed" for one in exempt)
    return audit["state"] in ("nil_return", "withdrawn")


def _may_be_looped(audit: Row) -> bool:
    """Allocated or started, and not looped yet."""
    return audit["state"] in loop_programme.CAN_BE_LOOPED and not loops.of_audit(model(), audit["id"])


def _of_another(me: Me, audit: Row) -> bool:
    """Nobody judges their own audit."""
    return bool(audit["auditor"] != me.id)


NOT_YOUR_AUDIT = "You cannot judge your own audit."
ACTS = (
    Act(
        "acceptance",
        JUDGES,
        forms.AcceptanceForm,
        judging.accept,
        "Accept the audit",
        "The audit is to standard: its grades count from now on, and it waits to be put on the child's record.",
        "The audit is accepted.",
        open_to=_to_accept,
        offered=_of_another,
        barred=NOT_YOUR_AUDIT,
    ),
    Act(
        "sending-back",
        JUDGES,
        forms.SendingBackForm,
        judging.send_back,
        "Send the audit back",
        "The auditor reads your reason and the new date, changes the audit and returns it by then.",
        "The audit is sent back.",
        open_to=_to_judge,
        offered=_of_another,
        barred=NOT_YOUR_AUDIT,
    ),
    Act(
        "not-to-standard",
        JUDGES,
        forms.ReasonForm,
        judging.judge_not_to_standard,
        "Judge not to standard",
        "The audit counts as completed and its grades are never counted. The auditor reads your reason.",
        "The audit is judged not to standard.",
        warning=True,
        open_to=_to_judge,
        offered=_of_another,
        barred=NOT_YOUR_AUDIT,
    ),
    Act(
        "upload",
        UPLOADERS,
        forms.UploadForm,
        judging.upload,
        "Record the upload",
        "Say when a copy of the audit was put on the child's record, and by whom.",
        "The upload is recorded.",
        open_to=_not_on_record,
    ),
    Act(
        "nil-return",
        QA,
        forms.ReasonForm,
        judging.record_nil_return,
        "Record a nil return",
        "No audit came. It stays among the allocated ones and is not chased any more. It can be opened again.",
        "The nil return is recorded.",
        warning=True,
        open_to=_in(*OPEN_STATES),
    ),
    Act(
        "reallocation",
        QA,
        forms.ReallocationForm,
        swapping.give,
        "Give to another auditor",
        "The new auditor begins anew with a new date. What has been written so far stays in the history.",
        "The audit is with another auditor now.",
        open_to=_in(*GIVEN_STATES),
    ),
    Act(
        "second-audit",
        QA,
        SecondAuditForm,
        loop_programme.open_loop,
        "Have a second auditor audit it too",
        "Another auditor of the pool has an audit of the same child. Neither is told of the other, and neither sees"
        " anything of the other's audit before both are in. Then they meet and agree.",
        "A second auditor has it too. Neither of the two is told before both audits are in.",
        open_to=_may_be_looped,
    ),
    Act(
        "withdrawal",
        QA,
        forms.ReasonForm,
        judging.withdraw,
        "Withdraw the audit",
        "The audit is not wanted any more. It stays among the allocated ones, with your reason.",
        "The audit is withdrawn.",
        warning=True,
        open_to=_in(*OPEN_STATES, "returned"),
    ),
    Act(
        "reopening",
        QA,
        forms.ReasonForm,
        judging.reopen,
        "Open the audit again",
        "The nil return, the withdrawal or the release is taken back, and the audit goes on from where it was: with its"
        " auditor, or waiting to be judged.",
        "The audit goes on from where it was.",
        open_to=_may_be_reopened,
    ),
    *correction_acts.OF_AUDIT,
    *correction_acts.OF_MODERATION,
)
