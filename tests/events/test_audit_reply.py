"""A practitioner's reply to the audit of their work: by whom, when, and only ever added to."""

from typing import Any

import pytest

from app.demo.complete import complete
from app.demo.stories import CORE, DANA, core_framework
from app.events import audit as events
from app.events.audit import Audit
from app.events.audit_ending import AuditWithdrawn
from app.events.audit_reply import PractitionerReplied, reply
from tests.events.deciding import SAID, Fact, decided, given, refusal

ID = "audit/2024-05/0001"
CONTENT = core_framework()
ALLOCATED: Fact = (
    events.AuditAllocated,
    {
        "cycle": "cycle/2024-05", "number": 1, "child": "child/C-1", "auditor": "person/anna-bell", "team": "team/0",
        "area": "area/0", "worker": DANA, "plan": "CP", "framework": CORE, "framework_version": 1,
        "on": "2024-05-01", "due": "2024-05-28", "grounds": "", "auditor_team": "",
    },
)  # fmt: skip
SAVED: Fact = (events.AuditSectionSaved, {"section": "summary", "changes": complete(CONTENT)})
RETURNED: Fact = (events.AuditReturned, {"on": "2024-05-22", "due": "2024-05-28", "working_days_late": 0})
ACCEPTED: Fact = (events.AuditAccepted, {"on": "2024-05-24", "note": ""})
NOT_TO_STANDARD: Fact = (events.AuditJudgedNotToStandard, {"on": "2024-05-24", "reason": "Thin."})
SENT_BACK: Fact = (
    events.AuditSentBack,
    {"on": "2024-05-24", "reason": "Thin.", "due": "2024-06-03", "usual": "", "exempt_until": ""},
)
WITHDRAWN: Fact = (AuditWithdrawn, {"on": "2024-05-24", "reason": "Moved."})
REPLIED: Fact = (PractitionerReplied, {"text": "Thank you.", "on": "2024-06-20"})
IN = [ALLOCATED, SAVED, RETURNED]
BY_DANA = SAID | {"by": DANA}


@pytest.mark.parametrize("past", [IN, [*IN, ACCEPTED]])
def test_the_worker_replies_once_the_audit_is_in(past: list[Fact]) -> None:
    audit = given(Audit, ID, *past)
    reply(audit, " Thank you. ", on="2024-06-20", **BY_DANA)
    assert decided(audit) == [REPLIED]


def test_a_further_reply_is_added_and_changes_nothing_of_the_first() -> None:
    audit = given(Audit, ID, *IN, ACCEPTED, REPLIED)
    reply(audit, "One thing more.", on="2024-06-21", **BY_DANA)
    assert decided(audit) == [(PractitionerReplied, {"text": "One thing more.", "on": "2024-06-21"})]


@pytest.mark.parametrize("by", ["person/anna-bell", "person/ruth-okafor", "person/omar-haddad"])
def test_nobody_else_replies(by: str) -> None:
    with refusal("Only the practitioner whose work was audited replies to the audit."):
        reply(given(Audit, ID, *IN, ACCEPTED), "I disagree.", on="2024-06-20", **SAID | {"by": by})


def test_an_audit_that_is_not_there_is_not_replied_to() -> None:
    with refusal("Only the practitioner whose work was audited replies to the audit."):
        reply(given(Audit, ID), "Hello.", on="2024-06-20", **SAID | {"by": ""})


@pytest.mark.parametrize(
    "past", [[ALLOCATED], [*IN, NOT_TO_STANDARD], [*IN, SENT_BACK], [*IN, WITHDRAWN]], ids=lambda past: str(len(past))
)
def test_an_audit_that_the_practitioner_cannot_read_is_not_replied_to(past: list[Fact]) -> None:
    with refusal("You can reply to an audit while it is in, or once it is accepted."):
        reply(given(Audit, ID, *past), "Thank you.", on="2024-06-20", **BY_DANA)


def test_a_reply_says_something() -> None:
    with refusal("Write your reply.", "text"):
        reply(given(Audit, ID, *IN), " \n", on="2024-06-20", **BY_DANA)


def test_a_reply_leaves_the_audit_where_it_stood() -> None:
    before, after = given(Audit, ID, *IN, ACCEPTED), given(Audit, ID, *IN, ACCEPTED, REPLIED)
    kept: dict[str, Any] = {key: value for key, value in vars(before).items() if key != "version"}
    assert {key: value for key, value in vars(after).items() if key != "version"} == kept
