"""What the weekly letter tells a team's manager of the duties for the audits that the team has."""

from datetime import date

import pytest

from app.demo import stories
from app.demo.stories import HARBOUR, OMAR, RUTH, Story
from app.events.duty import Duty
from app.programme.house import House
from app.programme.reminders import duties
from tests.programme.test_reminding import of_kind, told

DUE = {"direction": "2024-06-10", "discussion": "2024-06-17", "follow_up": "2024-07-01", "closing": "2024-07-15"}
FACTS = {"child": "child/C-1", "area": "", "worker": "person/w", "on": "2024-06-03"}


@pytest.fixture
def story(house: House) -> Story:
    """Harbour, whose manager is Omar Haddad, has two audits; another team has one."""
    story = stories.with_people(house, "2024-06-03")
    for number, team in ((1, HARBOUR), (2, HARBOUR), (3, "team/other")):
        facts = FACTS | {"audit": f"audit/2024-05/{number:04d}", "team": team}
        story.let(RUTH, Duty, f"duty/2024-05/{number:04d}").receive(**facts, due=DUE)
    return story


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        ("2024-06-02", []),
        ("2024-06-03", [(OMAR, 2, 0)]),
        ("2024-06-10", [(OMAR, 2, 0)]),
        ("2024-06-11", [(OMAR, 2, 2)]),
    ],
)
def test_a_manager_has_those_of_the_team_from_a_week_before_the_date(
    story: Story, day: str, counts: list[tuple[str, int, int]]
) -> None:
    assert list(duties.due_soon(story.house.model, date.fromisoformat(day))) == counts


def test_what_is_done_is_counted_no_more_and_the_letter_names_nobody(story: Story) -> None:
    said = {"on": "2024-06-04", "done_by": OMAR, "reference": "x", "note": ""}
    story.let(OMAR, Duty, "duty/2024-05/0001").record_direction(**said)
    found = told(story.house, "2024-06-11")
    assert [who for who, _ in of_kind("weekly", found)] == [OMAR]
    (letter,) = (made.facts for made in story.house.reader.under("letter/") if made.facts.get("kind") == "weekly")
    line = {
        "text": "2 audits of your team to follow up within a week, 1 of them overdue",
        "link": "/duties?standing=due",
    }
    assert line in letter["lines"]
    assert "C-1" not in str(letter)
