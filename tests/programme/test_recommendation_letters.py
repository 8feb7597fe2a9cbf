"""Letters about recommendations: to who sees to one, and to the QA leads who wrote the report."""

from datetime import date, timedelta

import pytest

from app.demo import stories, story_reports
from app.demo.stories import ANNA, HELEN, MARY, OMAR, RUTH, Story
from app.events import report_publishing as publishing
from app.events.person import Person
from app.events.recommendation import Recommendation
from app.events.report import Report
from app.programme.house import House
from app.programme.reminders import recommendations as reminders
from app.programme.reminding import daily

RECALL, MAY = "recommendation/recall", "report/2024-05"
DUE = "2024-09-30"
"""A Monday."""


@pytest.fixture
def story(house: House) -> Story:
    """May's report, by Ruth Okafor, waits to be published on Tuesday 4 June with a recommendation of Omar Haddad's."""
    made = stories.with_people(house, "2024-06-04")
    made.let(RUTH, Report, MAY).begin(story_reports.LAYOUT)
    made.let(RUTH, Recommendation, RECALL).make(report=MAY, text="Run a recall event.", owner=OMAR, due=DUE)
    story_reports.put_forward(made, [])
    return made


@pytest.fixture
def out(story: Story) -> Story:
    """It is published on 11 June."""
    story.on("2024-06-11")
    story.let(HELEN, Report, MAY).do(publishing.publish, "Helen Price", on=story.day)
    return story


def told(story: Story, day: str, kind: str) -> list[str]:
    """Who is told so on a day."""
    model = story.house.model
    model.catch_up()
    assert all(tell in daily() for tell in reminders.DAILY)
    news = [one for tell in reminders.DAILY for one in tell(model, date.fromisoformat(day))]
    assert all(one.link == "/recommendations/recall" for one in news)
    return [one.recipient for one in news if one.kind == kind]


def test_the_owner_is_told_for_a_week_when_it_is_published(story: Story) -> None:
    assert told(story, "2024-06-04", "recommendation-yours") == []
    story.let(HELEN, Report, MAY).do(publishing.publish, "Helen Price", on=story.day)
    found = [told(story, day, "recommendation-yours") for day in ("2024-06-04", "2024-06-11", "2024-06-12")]
    assert found == [[OMAR], [OMAR], []]


def test_whoever_is_given_one_is_told_and_so_is_who_has_it_again(out: Story) -> None:
    out.on("2024-07-01")
    assert told(out, out.day, "recommendation-yours") == []
    given = {"text": "Run a recall event.", "due": DUE, "reason": "Leave."}
    out.let(RUTH, Recommendation, RECALL).change(owner=MARY, **given)
    assert told(out, out.day, "recommendation-yours") == [MARY]
    out.let(RUTH, Recommendation, RECALL).drop("Not now.")
    assert told(out, out.day, "recommendation-yours") == []
    out.on("2024-07-20")
    out.let(RUTH, Recommendation, RECALL).reopen(DUE, "After all.")
    assert told(out, out.day, "recommendation-yours") == [MARY]


def test_the_owner_is_told_before_the_date_and_after_it_and_a_week_later_the_author(out: Story) -> None:
    kinds = ["recommendation-due-soon", "recommendation-overdue", "recommendation-overdue-author"]
    days = ["2024-09-25", "2024-09-26", DUE, "2024-10-01", "2024-10-06", "2024-10-07"]
    found = [[told(out, day, kind) for kind in kinds] for day in days]
    soon, late, both = [[OMAR], [], []], [[], [OMAR], []], [[], [OMAR], [RUTH]]
    assert found == [[[], [], []], soon, soon, late, late, both]


def test_the_author_is_told_that_it_is_done_by_another(out: Story) -> None:
    out.let(OMAR, Recommendation, RECALL).complete("Held.")
    assert told(out, out.day, "recommendation-done") == [RUTH]
    assert told(out, "2024-06-19", "recommendation-done") == []
    out.let(RUTH, Recommendation, RECALL).reopen(DUE, "Once more.")
    out.let(RUTH, Recommendation, RECALL).complete("Held twice.")
    assert told(out, out.day, "recommendation-done") == []


def test_every_qa_lead_is_told_where_no_author_is_one_any_more(out: Story) -> None:
    out.let(RUTH, Person, ANNA).hold({"qa_lead", "auditor"})
    late = (date.fromisoformat(DUE) + timedelta(days=8)).isoformat()
    assert told(out, late, "recommendation-overdue-author") == [RUTH]
    out.let(ANNA, Person, RUTH).hold({"auditor"})
    assert told(out, late, "recommendation-overdue-author") == [ANNA]
