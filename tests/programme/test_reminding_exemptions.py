"""Who is told by mail of exemptions that wait and that are decided, and that nothing in it says why."""

from datetime import date

import pytest

from app.demo import stories
from app.demo.stories import ANNA, GRACE, MAY, NADIA, RUTH, Story
from app.events.letter import Letter
from app.events.person import Person
from app.programme import exemptions
from app.programme.house import House
from app.programme.letters import letter_id
from app.programme.reminders.exemptions import MATTERS
from tests.programme import a_may
from tests.programme.test_reminding import of_kind, told

ONE = "exemption/one"
TO_DECIDE, DECIDED = (GRACE, f"{ONE}#asked"), "2024-05-03T09:00:00+00:00"


@pytest.fixture
def may(house: House) -> Story:
    """On 2 May Ruth Okafor asks for Anna Bell to be exempt; Grace Obi decides over the area."""
    story = a_may.tell(house)
    facts = {"auditor": ANNA, "cycle": MAY, "reason_class": "health", "note": "An operation."}
    exemptions.ask(house, ONE, **facts, by=RUTH, at="2024-05-02T09:00:00+00:00")
    return story


def test_who_decides_is_told_that_it_waits_and_nobody_else_once(may: Story) -> None:
    assert of_kind("exemption-to-decide", told(may.house, "2024-05-02")) == [TO_DECIDE]
    assert of_kind("exemption-to-decide", told(may.house, "2024-05-03")) == []
    assert list(MATTERS[0].counts(may.house.model, date(2024, 5, 3))) == [(GRACE, 1, 0)]


@pytest.mark.parametrize("decide", [exemptions.authorise, exemptions.decline])
def test_the_auditor_and_who_asked_are_told_that_it_is_decided(may: Story, decide: object) -> None:
    told(may.house, "2024-05-02")
    assert callable(decide)
    decide(may.house, ONE, version=1, reason="Get well.", on=date(2024, 5, 3), by=GRACE, at=DECIDED)
    found = told(may.house, "2024-05-03")
    assert sorted(who for who, _ in of_kind("exemption-decided", found)) == [ANNA, RUTH]
    waited = may.house.log.load(Letter, letter_id(TO_DECIDE[1], GRACE, "exemption-to-decide"))
    assert waited.state == "cancelled", "there is nothing left to decide"
    assert of_kind("exemption-decided", told(may.house, "2024-05-07")) == []


def test_a_decision_is_news_for_a_week_and_anew_when_it_is_taken_back(may: Story) -> None:
    facts = {"by": GRACE, "reason": "Not now.", "on": date(2024, 5, 3)}
    exemptions.authorise(may.house, ONE, version=1, at=DECIDED, **facts)
    assert of_kind("exemption-decided", told(may.house, "2024-05-13")) == []
    exemptions.reverse(may.house, ONE, version=2, at="2024-05-13T09:00:00+00:00", **facts)
    assert sorted(who for who, _ in of_kind("exemption-decided", told(may.house, "2024-05-13"))) == [ANNA, RUTH]


def test_no_letter_says_whose_it_is_or_why_and_who_has_left_has_none(may: Story) -> None:
    told(may.house, "2024-05-02")
    may.let(stories.PRIYA, Person, ANNA).leave("2024-05-03", "")
    exemptions.decline(may.house, ONE, version=1, reason="No.", on=date(2024, 5, 3), by=GRACE, at=DECIDED)
    assert [who for who, _ in of_kind("exemption-decided", told(may.house, "2024-05-03"))] == [RUTH]
    made = [
        one.facts for one in may.house.reader.under("letter/") if one.facts.get("kind", "").startswith("exemption-")
    ]
    words = str([[one["subject"], one["text"], one["lines"], one["link"]] for one in made])
    assert len(made) == 2
    assert [one for one in ("Anna", "anna", "ealth", "operation", "declined") if one in words] == []
    assert NADIA not in {one["recipient"] for one in made}
