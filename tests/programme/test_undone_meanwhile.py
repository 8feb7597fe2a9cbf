"""A form sent again after what it did was undone is told so: it never passes for done, and what was typed is kept."""

import re
from datetime import date
from typing import Any

import pytest

from app.demo import stories
from app.demo.stories import HELEN, RUTH, Story
from app.demo.story_reports import LAYOUT, copies
from app.events.base import TOPICS, Event, Subject
from app.events.report_template import TEMPLATE, ReportTemplate
from app.events.standing import stands
from app.programme import recommendations, report_templates, reports
from app.programme.house import AlreadyDone, House, Stale

UNDONE = {
    "action completed": "action reopened",
    "audit correction proposed": "audit correction withdrawn",
    "audit returned": "audit sent back",
    "child added to sample": "child taken out of sample",
    "cycle closed": "month reopened",
    "deputy named": "deputy released",
    "dip sample concluded": "dip sample reopened",
    "dip sample drawn": "dip sample withdrawn",
    "dip sample measure defined": "dip sample measure removed",
    "discussion recorded": "duty record taken back",
    "exemption asked": "exemption withdrawn",
    "exemption authorised": "exemption reversed",
    "letter given up": "letter put back",
    "moderation correction proposed": "moderation correction withdrawn",
    "nil return recorded": "audit reopened",
    "person left": "person returned",
    "pool target set": "pool target withdrawn",
    "recommendation dropped": "recommendation reopened",
    "report published": "report reopened",
    "report put forward": "report sent back",
    "report template uploaded": "report template withdrawn",
    "retention rule set": "retention rule withdrawn",
    "subject access review finished": "subject access reopened",
}
"""By what people do in a form: what undoes it."""
ENDS = {"audit withdrawn", "coaching withdrawn", "audit released", "erasure withdrawn", "subject access released"}
"""What is called as if it undid something, and ends it."""
UNDOES = re.compile(r"reopened|sent back|taken back|taken out|put back|withdrawn|reversed|removed|released|returned$")


def test_whatever_undoes_something_is_in_the_table() -> None:
    named = {topic for topic in TOPICS if UNDOES.search(topic)} - ENDS - {"audit returned"}
    assert named == set(UNDONE.values())


def histories(house: House, topic: str) -> list[list[Event]]:
    """The whole history of every subject of the stories of which there is such an event."""
    streams = sorted({made.stream for made in house.reader.read(0) if made.topic == topic})
    return [house.log.history(stream) for stream in streams]


@pytest.mark.parametrize(("act", "undoing"), UNDONE.items())
def test_what_was_undone_does_not_stand_even_where_it_was_done_again(told: House, act: str, undoing: str) -> None:
    cls = next(one for one in _subjects(Subject) if TOPICS[undoing] in getattr(one, "evolves", {}))
    for history in histories(told, undoing):
        at = next(n for n, made in enumerate(history) if undoing == made.TOPIC)
        done = [made for made in history[:at] if act == made.TOPIC and _is_of(made) == _is_of(history[at])]
        if done:
            made = done[-1]
            assert stands(cls, history[: made.originator_version], made)
            assert not stands(cls, history[: at + 1], made)
            assert not stands(cls, history, made)
            return
    pytest.fail("the stories do not tell of it")


def _is_of(made: Event) -> list[Any]:
    """What of its subject it is about: the same child, deputy, target or measure."""
    about = [getattr(made, name, None) for name in ("child", "number", "pool", "by_date", "measure")]
    return [one["id"] if isinstance(one, dict) else one for one in about]


def _subjects(cls: type[Subject]) -> list[type[Subject]]:
    return [cls, *(one for sub in cls.__subclasses__() for one in _subjects(sub))]


ID, ON = "report/2024-05", date(2024, 6, 4)


@pytest.fixture
def story(house: House) -> Story:
    """A report of May that was begun."""
    made = stories.with_people(house, "2024-06-04")
    reports.begin(house, ID, layout=LAYOUT, **made.said(RUTH))
    return made


def put(story: Story, version: int, *changes: str, why: str = "By hand.") -> None:
    document, public = copies(story)
    accepted = [{"section": "how-much", "claim": "one more", "says": "", "reason": why}]
    facts: dict[str, Any] = {"document": document, "public": public, "accepted": accepted, "changes": changes}
    reports.put_forward(story.house, ID, **facts, on=ON, version=version, **story.said(RUTH))


def publish(story: Story, version: int) -> None:
    reports.publish(story.house, ID, on=ON, version=version, **story.said(HELEN))


def test_a_proposal_sent_again_is_done_only_while_it_waits_and_says_the_same(story: Story) -> None:
    put(story, 1)
    with pytest.raises(AlreadyDone):
        put(story, 1)
    with pytest.raises(Stale):
        put(story, 1, why="Counted again.")
    reports.send_back(story.house, ID, reason="More.", version=2, **story.said(HELEN))
    with pytest.raises(Stale) as stale:
        put(story, 1)
    assert [made.TOPIC for made in stale.value.since] == ["report put forward", "report sent back"]


def test_an_old_page_of_an_edition_publishes_no_other(story: Story) -> None:
    put(story, 1)
    publish(story, 2)
    with pytest.raises(AlreadyDone):
        publish(story, 2)
    reports.reopen(story.house, ID, reason="A grade.", version=3, **story.said(HELEN))
    put(story, 4, "A grade.")
    with pytest.raises(Stale):
        publish(story, 2)
    publish(story, 5)
    with pytest.raises(Stale):
        publish(story, 2)
    with pytest.raises(AlreadyDone):
        publish(story, 5)


def test_a_template_taken_back_and_a_recommendation_reopened_are_not_done(story: Story) -> None:
    house, sent = story.house, {"name": "a.docx", "data": b"a", "reason": "Ours."}
    report_templates.upload(house, TEMPLATE, version=0, **sent, **story.said(RUTH))
    with pytest.raises(AlreadyDone):
        report_templates.upload(house, TEMPLATE, version=0, **sent, **story.said(RUTH))
    report_templates.withdraw(house, TEMPLATE, version=1, reason="Wrong.", **story.said(RUTH))
    with pytest.raises(Stale):
        report_templates.upload(house, TEMPLATE, version=0, **sent, **story.said(RUTH))
    made, due = "recommendation/recall", date(2024, 9, 30)
    recommendations.make(house, made, report=ID, text="Recall.", owner=RUTH, due=due, **story.said(RUTH))
    recommendations.complete(house, made, version=1, text="Held.", **story.said(RUTH))
    recommendations.reopen(house, made, version=2, due=due, reason="Again.", **story.said(HELEN))
    with pytest.raises(Stale):
        recommendations.complete(house, made, version=1, text="Held.", **story.said(RUTH))
    assert house.load(ReportTemplate, TEMPLATE).data == ""
