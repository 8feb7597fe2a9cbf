"""Where actions stand: the figures against a hand count, the days on which they turn, and the past."""

from datetime import date
from typing import Any

import pytest

from app.demo import stories
from app.demo.stories import BEN, DANA, EAST, HARBOUR, HILLSIDE, OMAR, RUTH, Story, audit_id
from app.events.action import Action
from app.programme.house import House
from projections import actions_lists, asking, people
from projections.actions_lists import AGES, QUESTION
from projections.actions_standing import figures, grouped, open_now, open_on
from projections.actions_trend import open_at_ends
from projections.asking import Asked, Reach

ALL = Reach(everything=True)
DAY = date(2024, 6, 30)
DUES = {
    "due-tomorrow": "2024-07-01", "due-today": "2024-06-30", "over-1": "2024-06-29", "over-7": "2024-06-23",
    "over-8": "2024-06-22", "over-30": "2024-05-31", "over-31": "2024-05-30", "over-90": "2024-04-01",
    "over-91": "2024-03-31",
}  # fmt: skip


@pytest.fixture
def story(house: House) -> Story:
    """The council's people and teams on 1 June 2024."""
    return stories.with_people(house, "2024-06-01")


def give(story: Story, name: str, due: str, owner: str = DANA, team: str = HARBOUR, **facts: str) -> str:
    """An action raised on the story's day; returns its id."""
    says = {"source": audit_id(1), "what": f"Do {name}.", "child": "child/C-1", "area": EAST, "on": story.day} | facts
    story.let(RUTH, Action, f"action/{name}").raise_(owner=owner, due=due, team=team, **says)
    return f"action/{name}"


def on(story: Story, day: date, **chosen: str) -> dict[str, Any]:
    return figures(open_on(story.house.model, Asked(ALL, day, chosen)), day)


def names(members: tuple[str, ...]) -> set[str]:
    return {id.removeprefix("action/") for id in members}


def test_what_is_due_today_is_within_timescale_and_each_age_begins_on_its_day(story: Story) -> None:
    for name, due in DUES.items():
        give(story, name, due)
    found = on(story, DAY)
    assert {name: names(figure.members) for name, figure in found.items()} == {
        "open": set(DUES),
        "within": {"due-tomorrow", "due-today"},
        "overdue": set(DUES) - {"due-tomorrow", "due-today"},
        "overdue-7": {"over-1", "over-7"},
        "overdue-30": {"over-8", "over-30"},
        "overdue-90": {"over-31", "over-90"},
        "overdue-more": {"over-91"},
    }
    assert (found["within"].words, found["within"].value) == ("2 of 9", "22%")
    assert (found["overdue"].words, found["overdue"].value) == ("7 of 9", "78%")
    assert found["overdue-7"].words == "2 of 7"


def test_the_figures_are_the_trackers_own_filters(story: Story) -> None:
    for name, due in DUES.items():
        give(story, name, due)
    found = figures(open_now(story.house.model, Asked(ALL, DAY)), DAY)
    assert found == on(story, DAY)
    for standing in ("within", "overdue", *AGES):
        rows = asking.everything(story.house.model, QUESTION, Asked(ALL, DAY, {"standing": standing}))
        assert {row["id"] for row in rows} == set(found[standing].members), standing
    rows = asking.everything(story.house.model, QUESTION, Asked(ALL, DAY, {"state": "open"}))
    assert {row["id"] for row in rows} == set(found["open"].members)


def test_an_action_is_open_from_the_day_it_is_raised_to_the_day_before_it_is_done(story: Story) -> None:
    id = give(story, "one", "2024-06-20")
    story.let(DANA, Action, id).complete("Done.", on="2024-06-10")
    story.let(RUTH, Action, id).reopen(reason="It was not.", on="2024-06-12")
    story.let(OMAR, Action, id).cancel(reason="Moved away.", on="2024-06-25")
    days = {5 + n: on(story, date(2024, 6, 5 + n))["open"].n for n in range(22)}
    assert on(story, date(2024, 5, 31))["open"].n == 0
    assert on(story, date(2024, 6, 1))["open"].n == 1
    assert [day for day, n in days.items() if not n] == [10, 11, 25, 26]
    assert on(story, date(2024, 6, 24))["overdue"].n == 1


def test_a_day_gone_by_has_the_date_the_owner_and_the_team_of_then(story: Story) -> None:
    id = give(story, "one", "2024-06-10", source="report/2024-05", child="")
    story.let(OMAR, Action, id).extend("2024-06-28", reason="Away.", on="2024-06-14")
    story.let(RUTH, Action, id).reassign(BEN, team=HILLSIDE, area=EAST, reason="Leave.", on="2024-06-16")
    assert [on(story, date(2024, 6, day))["overdue"].n for day in (10, 11, 13, 14, 28, 29)] == [0, 1, 1, 0, 0, 1]
    rows = {day: open_on(story.house.model, Asked(ALL, date(2024, 6, day)))[0] for day in (15, 16)}
    assert [(rows[day]["owner"], rows[day]["team"]) for day in (15, 16)] == [(DANA, HARBOUR), (BEN, HILLSIDE)]


def test_what_was_moved_and_then_done_is_open_no_more(story: Story) -> None:
    id = give(story, "one", "2024-06-10")
    story.let(OMAR, Action, id).extend("2024-06-28", reason="Away.", on="2024-06-05")
    story.let(DANA, Action, id).complete("Done.", on="2024-06-07")
    assert [on(story, date(2024, 6, day))["open"].n for day in (6, 7, 30)] == [1, 0, 0]


def test_two_changes_on_one_day_count_once(story: Story) -> None:
    id = give(story, "one", "2024-06-10")
    story.let(OMAR, Action, id).extend("2024-06-12", reason="Away.", on="2024-06-01")
    story.let(OMAR, Action, id).extend("2024-06-28", reason="Away.", on="2024-06-01")
    assert (on(story, date(2024, 6, 1))["open"].n, on(story, date(2024, 6, 20))["overdue"].n) == (1, 0)


def test_the_ends_of_many_days_at_once_are_those_of_each_day_alone(story: Story) -> None:
    first, second = give(story, "one", "2024-06-10"), give(story, "two", "2024-06-08", owner=BEN, team=HILLSIDE)
    story.let(OMAR, Action, first).extend("2024-06-12", reason="Away.", on="2024-06-01")
    story.let(RUTH, Action, first).reassign(BEN, team=HILLSIDE, area=EAST, reason="Leave.", on="2024-06-05")
    story.let(BEN, Action, second).complete("Done.", on="2024-06-07")
    story.let(OMAR, Action, second).reopen(reason="It was not.", on="2024-06-09")
    days = [date(2024, 5, 31), *(date(2024, 6, day) for day in range(1, 15))]
    for reach in (ALL, Reach(teams=frozenset({HARBOUR})), Reach(person=BEN), Reach()):
        held = open_at_ends(story.house.model, Asked(reach, DAY), days)
        for day in days:
            alone = open_on(story.house.model, Asked(reach, day))
            assert sorted((row["id"], row["due"]) for row in held[day]) == sorted(
                (row["id"], row["due"]) for row in alone
            )
    assert open_at_ends(story.house.model, Asked(ALL, DAY), []) == {}


def test_groups_add_up_and_those_of_no_team_are_one_group(story: Story) -> None:
    give(story, "a", "2024-06-10")
    give(story, "b", "2024-07-10", owner=OMAR)
    give(story, "c", "2024-06-10", owner=BEN, team=HILLSIDE)
    give(story, "d", "2024-06-10", owner=RUTH, team="", area="", child="", source="report/2024-05")
    rows = open_on(story.house.model, Asked(ALL, DAY))
    teams = {id: (of["open"].n, of["overdue"].n) for id, of in grouped(rows, "team", DAY).items()}
    assert teams == {HARBOUR: (2, 1), HILLSIDE: (1, 1), "": (1, 1)}
    assert {id: of["open"].n for id, of in grouped(rows, "owner", DAY).items()} == {DANA: 1, OMAR: 1, BEN: 1, RUTH: 1}
    assert {id: of["open"].n for id, of in grouped(rows, "area", DAY).items()} == {EAST: 3, "": 1}


REACHES = {
    "everything": (ALL, {"a", "b", "c"}),
    "the child's team": (Reach(teams=frozenset({HARBOUR})), {"a", "b"}),
    "the owner's team": (Reach(teams=frozenset({HILLSIDE})), {"b", "c"}),
    "the area": (Reach(areas=frozenset({EAST})), {"a", "b", "c"}),
    "the owner": (Reach(person=BEN), {"b", "c"}),
    "nobody": (Reach(), set()),
}


@pytest.mark.parametrize("whose", REACHES)
def test_somebody_sees_what_is_of_their_team_area_or_own(story: Story, whose: str) -> None:
    give(story, "a", "2024-06-10")
    give(story, "b", "2024-06-10", owner=BEN)
    give(story, "c", "2024-06-10", owner=BEN, team=HILLSIDE)
    reach, expected = REACHES[whose]
    rows = asking.everything(story.house.model, QUESTION, Asked(reach, DAY))
    assert names(tuple(row["id"] for row in rows)) == expected
    assert names(tuple(row["id"] for row in open_on(story.house.model, Asked(reach, DAY)))) == expected


def test_mine_come_first_then_the_open_ones_by_date_then_what_is_to_verify(story: Story) -> None:
    give(story, "late", "2024-06-05")
    give(story, "mine", "2024-08-01", owner=OMAR)
    give(story, "soon", "2024-06-20")
    for name, end in (("done", "complete"), ("gone", "cancel")):
        id = give(story, name, "2024-06-01")
        facts = {"complete": ("Done.",), "cancel": ()}[end]
        getattr(story.let(OMAR, Action, id), end)(*facts, on=story.day, **({} if facts else {"reason": "Moved."}))
    rows = asking.everything(story.house.model, QUESTION, Asked(Reach(everything=True, person=OMAR), DAY))
    assert [row["id"].removeprefix("action/") for row in rows] == ["mine", "late", "soon", "done", "gone"]


def test_the_history_of_hands_is_kept(story: Story) -> None:
    id = give(story, "one", "2024-06-10")
    story.let(RUTH, Action, id).reassign(BEN, team=HARBOUR, area=EAST, reason="Leave.", on="2024-06-03")
    assert [actions_lists.ever_with(story.house.model, person) for person in (DANA, BEN, OMAR)] == [[id], [id], []]


def test_no_row_holds_what_is_to_be_done_or_what_shows_it(story: Story) -> None:
    id = give(story, "one", "2024-06-10")
    story.let(DANA, Action, id).note_progress("Half a narrative.", on="2024-06-02")
    story.let(DANA, Action, id).complete("Evidence in words.", on="2024-06-03")
    story.let(RUTH, Action, id).reopen(reason="A reason in words.", on="2024-06-03")
    kept = str([story.house.model.query(f"SELECT * FROM {table}") for table in ("actions", "action_spans")])
    for words in ("Do one", "Half a narrative", "Evidence in words", "A reason in words"):
        assert words not in kept


@pytest.mark.parametrize("sort", ["owner", "-owner"])
def test_all_by_owner_come_owner_after_owner_without_sorting_every_action(story: Story, sort: str) -> None:
    for number, owner in enumerate((DANA, BEN, OMAR, DANA, BEN)):
        give(story, f"a{number}", DUES["over-1"], owner)
    model, asked = story.house.model, Asked(ALL, DAY, sort=sort)
    first, last = sorted((BEN, DANA, OMAR), key=people.names(model).__getitem__, reverse=sort == "-owner")[::2]
    pages = [asking.page(model, QUESTION, asked, 2, past) for past in (0, 2, 4)]
    found = [row["id"] for page in pages for row in page]
    assert found == [row["id"] for row in asking.everything(model, QUESTION, asked)]
    assert (pages[0][0]["owner"], pages[2][0]["owner"]) == (first, last)
    asked_for = Watched(model)
    asking.page(asked_for, QUESTION, asked, 2, 0)
    assert not any(step.startswith("SCAN actions") for step in asked_for.steps), asked_for.steps


class Watched:
    """The read model, with how SQLite finds what is asked first."""

    def __init__(self, model: Any) -> None:
        self.model, self.steps = model, list[str]()

    def query(self, sql: str, values: Any) -> list[dict[str, Any]]:
        plan = self.model.query(f"EXPLAIN QUERY PLAN {sql}", values)
        self.steps = self.steps or [row["detail"] for row in plan]
        found: list[dict[str, Any]] = self.model.query(sql, values)
        return found
