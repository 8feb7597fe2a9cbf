"""Who is told of an action that is due or overdue, on which day, once, in one letter a day; what is counted weekly."""

from datetime import date

import pytest

from app.demo import stories
from app.demo.stories import DANA, EAST, HARBOUR, OMAR, RUTH, Story, audit_id
from app.events.action import Action
from app.events.letter import Letter
from app.programme import letters
from app.programme.house import House
from app.programme.letters import letter_id
from app.programme.reminders import actions
from app.programme.reminding import remind
from tests.programme.test_reminding import of_kind, told

DUE = "2024-06-10"
SOON, OWN, MANAGED = (actions.LINES[f"action-{what}"] for what in ("due-soon", "overdue", "overdue-manager"))


@pytest.fixture
def story(house: House) -> Story:
    """Dana Lewis, whom Omar Haddad manages, has an action due on Monday 10 June 2024."""
    story = stories.with_people(house, "2024-06-03")
    raise_(story, "see", DUE)
    return story


def raise_(story: Story, name: str, due: str, owner: str = DANA) -> None:
    """An action is raised."""
    facts = {"source": audit_id(1), "what": "See the child.", "child": "child/C-1", "team": HARBOUR, "area": EAST}
    story.let(RUTH, Action, f"action/{name}").raise_(**facts, owner=owner, due=due, on=story.day)


def lines(story: Story, day: str) -> list[tuple[str, str, str]]:
    """What the daily letters of a day tell: to whom, the words, and the link."""
    found = [
        row["id"] for row in story.house.model.query("SELECT id FROM letters WHERE kind = 'daily' ORDER BY recipient")
    ]
    made = [story.house.log.load(Letter, id) for id in found]
    return [(one.recipient, line["text"], line["link"])
            for one in made if one.cause.endswith(f"#day-{day}") for line in one.lines]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "owner", "manager"),
    [("2024-06-11", [DANA], []), ("2024-06-14", [DANA], []), ("2024-06-17", [DANA], [OMAR]),
     ("2024-08-12", [], [])],
)  # fmt: skip
def test_the_owner_is_told_on_the_day_after_and_the_manager_a_week_after_the_date(
    story: Story, day: str, owner: list[str], manager: list[str]
) -> None:
    told(story.house, day)
    on = "10 June 2024"
    assert lines(story, day) == [
        *((who, OWN.replace("{due}", on), "/actions/see") for who in owner),
        *((who, MANAGED.replace("{due}", on), actions.OF_MANAGED) for who in manager),
    ]


@pytest.mark.parametrize(("day", "n"), [("2024-06-05", 0), ("2024-06-06", 1), ("2024-06-07", 1), ("2024-06-10", 1)])
def test_the_owner_is_reminded_two_working_days_before_the_date_once(story: Story, day: str, n: int) -> None:
    """10 June is a Monday: two working days before is Thursday 6 June."""
    told(story.house, day)
    assert lines(story, day) == [(DANA, SOON.replace("{due}", "10 June 2024"), "/actions/see")] * n
    told(story.house, "2024-06-10")
    assert lines(story, "2024-06-10") == [] or day in ("2024-06-05", "2024-06-10")


def test_a_reminder_and_what_is_overdue_are_in_the_same_letter(story: Story) -> None:
    raise_(story, "plan", "2024-06-05")
    told(story.house, "2024-06-06")
    assert [link for *_, link in lines(story, "2024-06-06")] == ["/actions/see", "/actions/plan"]


def test_all_that_became_overdue_is_one_letter_a_day_to_each(story: Story) -> None:
    raise_(story, "plan", "2024-06-08")
    raise_(story, "mine", DUE, OMAR)
    assert of_kind("daily", told(story.house, "2024-06-17")) == [(DANA, f"{DANA}#day-2024-06-17"),
                                                                (OMAR, f"{OMAR}#day-2024-06-17")]  # fmt: skip
    assert [(who, link) for who, _, link in lines(story, "2024-06-17")] == [
        (DANA, "/actions/plan"), (DANA, "/actions/see"), (OMAR, "/actions/mine"), *[(OMAR, actions.OF_MANAGED)] * 2,
    ]  # fmt: skip


def test_each_is_told_once_for_a_date_and_anew_for_a_later_one(story: Story) -> None:
    assert of_kind("daily", told(story.house, "2024-06-11")) == [(DANA, f"{DANA}#day-2024-06-11")]
    assert of_kind("daily", told(story.house, "2024-06-12")) == []
    story.on("2024-06-12")
    story.let(OMAR, Action, "action/see").extend("2024-06-14", reason="Away.", on=story.day)
    told(story.house, "2024-06-17")
    assert lines(story, "2024-06-17") == [(DANA, OWN.replace("{due}", "14 June 2024"), "/actions/see")]


def test_what_comes_up_after_the_letter_of_a_day_is_in_that_of_the_next(story: Story) -> None:
    told(story.house, "2024-06-11")
    raise_(story, "late", "2024-06-07")
    assert of_kind("daily", told(story.house, "2024-06-11")) == []
    told(story.house, "2024-06-12")
    assert [link for *_, link in lines(story, "2024-06-12")] == ["/actions/late"]


@pytest.mark.parametrize("sent", [True, False])
def test_what_had_a_letter_of_its_own_is_not_told_again(story: Story, sent: bool) -> None:
    before = {"cause": f"action/see#overdue-{DUE}", "recipient": DANA, "kind": "action-overdue"}
    at = "2024-06-11T07:00:00+00:00"
    letters.write(story.house, **before, link="/actions/see", facts={"due": DUE}, by=RUTH, at=at)
    if sent:
        story.let(RUTH, Letter, letter_id(**before)).keep_back(reason="A demonstration.")
    assert of_kind("daily", told(story.house, "2024-06-12")) == []
    state = story.house.log.load(Letter, letter_id(**before)).state
    assert state == ("kept_back" if sent else "waiting"), "it stands as long as it is so"
    story.on("2024-06-12")
    story.let(DANA, Action, "action/see").complete("Seen.", on=story.day)
    told(story.house, "2024-06-12")
    assert story.house.log.load(Letter, letter_id(**before)).state == ("kept_back" if sent else "cancelled")


def test_a_letter_that_waits_is_cancelled_when_all_that_it_tells_of_is_done(story: Story) -> None:
    raise_(story, "plan", DUE)
    told(story.house, "2024-06-11")
    id = letter_id(f"{DANA}#day-2024-06-11", DANA, "daily")
    story.on("2024-06-11")
    for name, state in (("see", "waiting"), ("plan", "cancelled")):
        story.let(DANA, Action, f"action/{name}").complete("Seen.", on=story.day)
        remind(story.house, date(2024, 6, 12), "2024-06-12T12:00:00+00:00")
        assert story.house.log.load(Letter, id).state == state


def test_no_letter_says_what_is_to_be_done_or_of_whom(story: Story) -> None:
    told(story.house, "2024-06-17")
    letters = [made.facts for made in story.house.reader.under("letter/")]
    assert len(letters) >= 2
    said = [str([one["subject"], one["text"], one["lines"], one["link"]]) for one in letters]
    assert not [one for one in said if "See the child" in one or "C-1" in one or "Dana" in one or "dana" in one]


def test_the_weekly_letter_counts_what_is_open_managed_and_to_be_verified(story: Story) -> None:
    model, day = story.house.model, date(2024, 6, 12)
    mine, managed, verified = (matter.counts for matter in actions.MATTERS)
    assert list(mine(model, day)) == [(DANA, 1, 1)]
    assert list(managed(model, day)) == [(OMAR, 1, 0)]
    assert list(verified(model, day)) == []
    story.let(DANA, Action, "action/see").complete("Seen.", on="2024-06-12")
    assert list(mine(model, day)) == list(managed(model, day)) == []
    assert list(verified(model, day)) == [(RUTH, 1, 0)]
