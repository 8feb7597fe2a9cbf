"""What can be done to an audit after it was allocated: one line an act, for its page, its policy and its button."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.events.vocabulary import GIVEN_STATES, OPEN_STATES
from app.forms import judgements as forms
from app.policy import ANY, OWN, QA, TEAM, Grants
from app.programme import judging
from app.programme.allocations import swapping

JUDGES: Grants = {"qa_lead": (ANY,), "moderator": (ANY,)}
UPLOADERS: Grants = {"qa_lead": (ANY,), "auditor": (OWN,), "team_manager": (TEAM,)}


@dataclass(frozen=True)
class Act:
    """An act: the noun in its address, who may, in which states, its form and command, and its words."""

    noun: str
    grants: Grants
    states: tuple[str, ...]
    form: type[forms.JudgementForm]
    command: Callable[..., Any]
    button: str
    what: str
    """What will happen and who will see it."""
    done: str
    warning: bool = False

    @property
    def endpoint(self) -> str:
        """The name of its pages, after the blueprint's."""
        return self.noun.replace("-", "_")

    def offered_to(self, person: str, audit: dict[str, Any]) -> bool:
        """Whether to offer it, where the policy lets this person in: nobody judges their own audit."""
        return self.open_to(audit) and not (self.grants is JUDGES and audit["auditor"] == person)

    def open_to(self, audit: dict[str, Any]) -> bool:
        """Whether the audit's state lets it be done."""
        return audit["state"] in self.states and not (self.noun == "upload" and audit["uploaded_on"])


ACTS = (
    Act(
        "acceptance",
        JUDGES,
        ("returned",),
        forms.AcceptanceForm,
        judging.accept,
        "Accept the audit",
        "The audit is to standard: its grades count from now on, and it waits to be put on the child's record.",
        "The audit is accepted.",
    ),
    Act(
        "sending-back",
        JUDGES,
        ("returned",),
        forms.ReasonForm,
        judging.send_back,
        "Send the audit back",
        "The auditor reads your reason, changes the audit and returns it by a new date.",
        "The audit is sent back.",
    ),
    Act(
        "not-to-standard",
        JUDGES,
        ("returned",),
        forms.ReasonForm,
        judging.judge_not_to_standard,
        "Judge not to standard",
        "The audit counts as completed and its grades are never counted. The auditor reads your reason.",
        "The audit is judged not to standard.",
        warning=True,
    ),
    Act(
        "upload",
        UPLOADERS,
        ("accepted",),
        forms.UploadForm,
        judging.upload,
        "Record the upload",
        "Say when a copy of the audit was put on the child's record, and by whom.",
        "The upload is recorded.",
    ),
    Act(
        "nil-return",
        QA,
        OPEN_STATES,
        forms.ReasonForm,
        judging.record_nil_return,
        "Record a nil return",
        "No audit came. It stays among the allocated ones and is not chased any more. It can be opened again.",
        "The nil return is recorded.",
        warning=True,
    ),
    Act(
        "reallocation",
        QA,
        GIVEN_STATES,
        forms.ReallocationForm,
        swapping.give,
        "Give to another auditor",
        "The new auditor begins anew with a new date. What has been written so far stays in the history.",
        "The audit is with another auditor now.",
    ),
    Act(
        "withdrawal",
        QA,
        (*OPEN_STATES, "returned"),
        forms.ReasonForm,
        judging.withdraw,
        "Withdraw the audit",
        "The audit is not wanted any more. It stays among the allocated ones, with your reason.",
        "The audit is withdrawn.",
        warning=True,
    ),
    Act(
        "reopening",
        QA,
        ("nil_return", "withdrawn"),
        forms.ReasonForm,
        judging.reopen,
        "Open the audit again",
        "The nil return or the withdrawal is taken back, and the audit goes on from where it was: with its auditor, or"
        " waiting to be judged.",
        "The audit goes on from where it was.",
    ),
)
