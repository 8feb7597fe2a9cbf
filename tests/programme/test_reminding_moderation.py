"""Who is told by mail what they are given to moderate, what is overdue, and when the QA lead is."""

from datetime import date
from typing import Any

import pytest

from app.demo import stories
from app.demo.stories import ANNA, BEN, HELEN, MARY, RUTH, Story, audit_id
from app.events import audit_moderation
from app.events.audit import Audit
from app.events.letter import Letter
from app.programme.house import House
from app.programme.letters import letter_id
from app.programme.reminders import moderation
from tests.programme import a_may
from tests.programme.test_reminding import of_kind, told

GIVEN = "2024-05-23T09:00:00+00:00"


@pytest.fixture
def may(house: House) -> Story:
    """Audits 1 (Anna Bell's) and 2 (Ben Carter's) came in and were drawn on 22 May, to be moderated by 5 June."""
    story = a_may.tell(house)
    story.on("2024-05-22")
    for auditor, number in ((ANNA, 1), (BEN, 2)):
        stories.write(story, auditor, number)
        story.let(auditor, Audit, audit_id(number)).return_(story.content(), on=story.day, working_days_late=0)
        facts: dict[str, Any] = {"drawn_as": "chance", "due": "2024-06-05", "working_days": 9, "seed": "May", "why": ""}
        story.let(RUTH, Audit, audit_id(number)).do(audit_moderation.draw, on=story.day, **facts)
    return story


def give(story: Story, moderator: str, *numbers: int, at: str = GIVEN, by: str = RUTH) -> None:
    """The QA lead gives audits to a moderator, in one save."""
    audits = [story.house.load(Audit, audit_id(number)) for number in numbers]
    for audit in audits:
        audit_moderation.assign(audit, moderator, on=at[:10], grounds="The fewest open.", by=by, at=at)
    story.house.keep(*audits)


def daily(story: Story, person: str, day: str) -> list[str]:
    """The links of somebody's daily letter of a day."""
    letter = story.house.log.load(Letter, letter_id(f"{person}#day-{day}", person, "daily"))
    return [line["link"] for line in letter.lines if "/audits/" in line["link"]]


def test_what_is_given_at_once_is_one_letter(may: Story) -> None:
    give(may, MARY, 1, 2)
    found = of_kind("moderations-assigned", told(may.house, "2024-05-23"))
    assert found == [(MARY, f"cycle/2024-05#moderations-{GIVEN}")]
    letter = may.house.log.load(Letter, letter_id(found[0][1], MARY, "moderations-assigned"))
    assert (letter.text[0], letter.link) == ("Audits of May 2024 were given to you to moderate: 2.", "/moderations")
    assert of_kind("moderations-assigned", told(may.house, "2024-05-24")) == []


def test_what_is_given_later_that_day_is_told_too_and_what_one_gives_oneself_is_not(may: Story) -> None:
    give(may, MARY, 1)
    give(may, HELEN, 2, by=HELEN)
    assert len(of_kind("moderations-assigned", told(may.house, "2024-05-23"))) == 1
    may.on("2024-05-23")
    facts = {"on": may.day, "reason": "Away.", "grounds": "Free."}
    may.let(RUTH, Audit, audit_id(2)).do(audit_moderation.change_moderator, MARY, **facts)
    assert [who for who, _ in of_kind("moderations-assigned", told(may.house, "2024-05-23"))] == [MARY]


def test_what_is_overdue_is_told_to_the_moderator_and_a_week_later_to_the_qa_lead(may: Story) -> None:
    give(may, MARY, 1, 2)
    for day in ("2024-06-05", "2024-06-06", "2024-06-11", "2024-06-12", "2024-06-13"):
        told(may.house, day)
    links = ["/audits/2024-05/1", "/audits/2024-05/2"]
    assert {day: found for day in ("2024-06-05", "2024-06-06", "2024-06-12") if (found := daily(may, MARY, day))} == {
        "2024-06-06": [f"{link}/moderation" for link in links]
    }
    assert {day: found for day in ("2024-06-06", "2024-06-11", "2024-06-12") if (found := daily(may, RUTH, day))} == {
        "2024-06-12": links
    }


def test_what_nobody_was_given_is_told_to_the_qa_lead_on_the_day_after(may: Story) -> None:
    give(may, MARY, 1)
    told(may.house, "2024-06-06")
    assert daily(may, RUTH, "2024-06-06") == ["/audits/2024-05/2"]


def test_the_weekly_letter_counts_them(may: Story) -> None:
    give(may, MARY, 1)
    mine, late = (matter.counts for matter in moderation.MATTERS)
    day = date(2024, 6, 6)
    assert (list(mine(may.house.model, day)), list(late(may.house.model, day))) == ([(MARY, 1, 1)], [(RUTH, 2, 0)])
