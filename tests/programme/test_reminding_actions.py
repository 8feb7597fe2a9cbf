"""Who is told of an overdue action, on which day, once; and what the weekly letter counts."""

from datetime import date

import pytest

from app.demo import stories
from app.demo.stories import DANA, EAST, HARBOUR, OMAR, RUTH, Story, audit_id
from app.events.action import Action
from app.programme.house import House
from app.programme.reminders import actions
from app.programme.reminding import remind
from tests.programme.test_reminding import of_kind, told

DUE = "2024-06-10"


@pytest.fixture
def story(house: House) -> Story:
    """Dana Lewis, whom Omar Haddad manages, has an action due on Monday 10 June 2024."""
    story = stories.with_people(house, "2024-06-03")
    facts = {"source": audit_id(1), "what": "See the child.", "child": "child/C-1", "team": HARBOUR, "area": EAST}
    story.let(RUTH, Action, "action/see").raise_(**facts, owner=DANA, due=DUE, on=story.day)
    return story


@pytest.mark.parametrize(
    ("day", "owner", "manager"),
    [("2024-06-10", [], []), ("2024-06-11", [DANA], []), ("2024-06-14", [DANA], []), ("2024-06-17", [DANA], [OMAR]),
     ("2024-08-12", [], [])],
)  # fmt: skip
def test_the_owner_is_told_on_the_day_after_and_the_manager_a_week_after_the_date(
    story: Story, day: str, owner: list[str], manager: list[str]
) -> None:
    found = told(story.house, day)
    assert [who for who, _ in of_kind("action-overdue", found)] == owner
    assert [who for who, _ in of_kind("action-overdue-manager", found)] == manager


def test_each_is_told_once_for_a_date_and_anew_for_a_later_one(story: Story) -> None:
    assert of_kind("action-overdue", told(story.house, "2024-06-11")) == [(DANA, f"action/see#overdue-{DUE}")]
    assert of_kind("action-overdue", told(story.house, "2024-06-12")) == []
    story.on("2024-06-12")
    story.let(OMAR, Action, "action/see").extend("2024-06-14", reason="Away.", on=story.day)
    assert of_kind("action-overdue", told(story.house, "2024-06-17")) == [(DANA, "action/see#overdue-2024-06-14")]


def test_a_letter_that_waits_is_cancelled_when_the_action_is_done(story: Story) -> None:
    told(story.house, "2024-06-11")
    story.on("2024-06-11")
    story.let(DANA, Action, "action/see").complete("Seen.", on=story.day)
    assert remind(story.house, date(2024, 6, 11), "2024-06-11T12:00:00+00:00").cancelled >= 1


def test_no_letter_says_what_is_to_be_done_or_of_whom(story: Story) -> None:
    told(story.house, "2024-06-17")
    letters = [made.facts for made in story.house.reader.under("letter/")]
    assert len(letters) >= 2
    assert not [one for one in letters if "See the child" in str(one) or "C-1" in str(one) or "Dana" in str(one)]


def test_the_weekly_letter_counts_what_is_open_managed_and_to_be_verified(story: Story) -> None:
    model, day = story.house.model, date(2024, 6, 12)
    mine, managed, verified = (matter.counts for matter in actions.MATTERS)
    assert list(mine(model, day)) == [(DANA, 1, 1)]
    assert list(managed(model, day)) == [(OMAR, 1, 0)]
    assert list(verified(model, day)) == []
    story.let(DANA, Action, "action/see").complete("Seen.", on="2024-06-12")
    assert list(mine(model, day)) == list(managed(model, day)) == []
    assert list(verified(model, day)) == [(RUTH, 1, 0)]
