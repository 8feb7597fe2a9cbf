"""The rules of a framework's draft and versions."""

from typing import Any

import pytest

from app.demo.stories import core_framework
from app.events.base import upcast
from app.events.framework import Framework, FrameworkDrafted, FrameworkDraftSaved, FrameworkPublished
from tests.events.deciding import SAID, Fact, decided, given, refusal

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


@pytest.mark.parametrize("topic", ["framework drafted", "framework draft saved", "framework published"])
def test_a_document_from_before_each_framework_had_its_own_days_has_those_that_all_had(topic: str) -> None:
    said = {"return_working_days": 12}
    state = upcast(topic, {"content": {"deadlines": dict(said)}})
    duties = {"direction_working_days": 5, "discussion_working_days": 10}
    duties |= {"follow_up_working_days": 20, "closing_working_days": 30}
    assert state["content"]["deadlines"] == said | {"moderation_working_days": 5} | duties
    assert upcast(topic, {"content": {"deadlines": "soon"}}) == {"content": {"deadlines": "soon"}}
    newer = {"content": {"deadlines": dict(said)}}
    assert upcast(topic, newer | {"class_version": 2}) == newer
