"""The rules of an exemption, and of a framework's draft and versions."""

from typing import Any

import pytest

from app.demo.stories import core_framework
from app.events.exemption import Exemption, ExemptionAsked, ExemptionAuthorised, ExemptionDeclined
from app.events.framework import Framework, FrameworkDrafted, FrameworkDraftSaved, FrameworkPublished
from tests.events.deciding import SAID, Fact, decided, given, refusal

BEN = "person/ben-carter"
ASK = {"auditor": BEN, "cycle": "cycle/2024-05", "reason_class": "health", "note": "An operation."}
ASKED: Fact = (ExemptionAsked, ASK)
SAYS = {"rule": "The director over the area decides", "authoriser": "person/grace-mensah", "on": "2024-05-21"}
YES: Fact = (ExemptionAuthorised, SAYS | {"reason": ""})
NO: Fact = (ExemptionDeclined, SAYS | {"reason": "Fully staffed."})
ID = "exemption/q4t9"


def test_an_exemption_is_asked_for_once() -> None:
    exemption = given(Exemption, ID)
    exemption.ask(**ASKED[1] | {"note": " An operation. "}, **SAID)
    assert decided(exemption) == [ASKED]
    with refusal("This exemption has been asked for already."):
        exemption.ask(**ASKED[1], **SAID)


def test_a_reason_of_no_known_class_is_refused() -> None:
    with refusal("Choose the kind of reason.", "reason_class"):
        given(Exemption, ID).ask(**ASKED[1] | {"reason_class": "golf"}, **SAID)


def test_yes_and_no_say_by_which_rule_and_whose_authority() -> None:
    yes, no = given(Exemption, ID, ASKED), given(Exemption, ID, ASKED)
    yes.authorise(**SAYS, reason=" ", **SAID)
    no.decline(**SAYS, reason=" Fully staffed. ", **SAID)
    assert decided(yes) + decided(no) == [YES, NO]


def test_no_needs_its_reason() -> None:
    with refusal("Say why the exemption is declined.", "reason"):
        given(Exemption, ID, ASKED).decline(**SAYS, reason=" ", **SAID)


@pytest.mark.parametrize("answer", ["authorise", "decline"])
def test_nobody_decides_their_own(answer: str) -> None:
    with refusal("You cannot decide your own exemption."):
        getattr(given(Exemption, ID, ASKED), answer)(**SAYS, reason="Please.", **SAID | {"by": BEN})


@pytest.mark.parametrize("answer", ["authorise", "decline"])
@pytest.mark.parametrize("past", [[], [ASKED, YES], [ASKED, NO]])
def test_only_one_that_waits_is_decided(answer: str, past: list[Fact]) -> None:
    with refusal("This exemption does not wait for a decision."):
        getattr(given(Exemption, ID, *past), answer)(**SAYS, reason="Again.", **SAID)


CONTENT = core_framework()
DRAFTED: Fact = (FrameworkDrafted, {"content": CONTENT, "based_on": 0})
PUBLISHED: Fact = (FrameworkPublished, {"version": 1, "content": CONTENT})


def titled(title: str) -> dict[str, Any]:
    """The core framework under another title."""
    return CONTENT | {"title": title}


def test_a_draft_grows_and_becomes_a_version() -> None:
    framework = given(Framework, "framework/core")
    framework.begin_draft(titled(""), **SAID)
    framework.save_draft(CONTENT, **SAID)
    framework.save_draft(CONTENT, **SAID)
    framework.publish(**SAID)
    assert decided(framework) == [
        (FrameworkDrafted, {"content": titled(""), "based_on": 0}),
        (FrameworkDraftSaved, {"content": CONTENT}),
        PUBLISHED,
    ]


def test_a_second_version_leaves_the_first_as_it_was() -> None:
    framework = given(Framework, "framework/core", DRAFTED, PUBLISHED)
    framework.begin_draft(titled("Second"), **SAID)
    framework.publish(**SAID)
    assert [facts.get("based_on", facts.get("version")) for _, facts in decided(framework)] == [1, 2]
    assert [framework.versions[n]["title"] for n in (1, 2)] == [CONTENT["title"], "Second"]
    assert (framework.latest, framework.draft) == (2, None)


def test_one_draft_at_a_time() -> None:
    with refusal("There is a draft already. Finish or change that one."):
        given(Framework, "framework/core", DRAFTED).begin_draft(CONTENT, **SAID)


def test_without_a_draft_there_is_nothing_to_change_or_publish() -> None:
    framework = given(Framework, "framework/core", DRAFTED, PUBLISHED)
    with refusal("There is no draft to change. Begin one from the published version."):
        framework.save_draft(CONTENT, **SAID)
    with refusal("There is no draft to publish."):
        framework.publish(**SAID)


def test_a_draft_with_faults_is_not_published() -> None:
    framework = given(Framework, "framework/core", (FrameworkDrafted, {"content": titled(""), "based_on": 0}))
    with pytest.raises(Exception, match=r"The draft cannot be published yet\. .+"):
        framework.publish(**SAID)
    assert decided(framework) == []
