"""What a tracker asks: filters, order and reach, on a small table of its own."""

import sqlite3
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlite_utils import Database

from projections import asking
from projections.asking import Asked, Counted, Question, Reach, Whole

TODAY = date(2024, 5, 28)
TASKS = [
    {"id": "t/1", "team": "north", "owner": "anna", "due": "2024-05-01", "position": 3},
    {"id": "t/2", "team": "north", "owner": "ben", "due": "2024-06-01", "position": 9},
    {"id": "t/3", "team": "south", "owner": "anna", "due": "2024-05-28", "position": 5},
    {"id": "t/4", "team": "west", "owner": "cleo", "due": "2024-05-02", "position": 4},
]
QUESTION = Question(
    table="tasks",
    select="tasks.id, tasks.due",
    source="tasks",
    filters={"owner": "owner = :owner", "standing": {"overdue": "due < :today", "within": "due >= :today"}},
    sorts={"due": "due", "owner": "owner"},
    whose={"team": ("tasks.team",), "person": ("tasks.owner",)},
)
EVERYTHING = Reach(everything=True)


class Model:
    """A read model of one table, with the two that every mark looks at."""

    def __init__(self) -> None:
        self.database = Database(sqlite3.connect(":memory:"))
        self.database.table("tasks").insert_all(TASKS)
        for name in ("people", "teams"):
            self.database.table(name).insert({"position": 2})

    def query(self, sql: str, params: Any = ()) -> list[dict[str, Any]]:
        return list(self.database.query(sql, params))

    def one(self, sql: str, params: Any = ()) -> dict[str, Any] | None:
        return next(iter(self.query(sql, params)), None)


@pytest.fixture
def model() -> Model:
    return Model()


def ids(model: Model, asked: Asked, most: int = 100, past: int = 0) -> list[str]:
    return [row["id"][2:] for row in asking.page(model, QUESTION, asked, most, past)]


def test_everything_comes_in_the_usual_order_and_the_other_way_round(model: Model) -> None:
    assert ids(model, Asked(EVERYTHING, TODAY)) == ["1", "4", "3", "2"]
    assert ids(model, Asked(EVERYTHING, TODAY, sort="-due")) == ["2", "3", "4", "1"]
    assert ids(model, Asked(EVERYTHING, TODAY, sort="owner")) == ["1", "3", "2", "4"]
    assert ids(model, Asked(EVERYTHING, TODAY, sort="1; DROP TABLE tasks")) == ["1", "4", "3", "2"]


def test_a_page_is_a_part_of_the_order(model: Model) -> None:
    assert ids(model, Asked(EVERYTHING, TODAY), most=2, past=1) == ["4", "3"]


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"owner": "anna"}, ["1", "3"]),
        ({"standing": "overdue"}, ["1", "4"]),
        ({"standing": "within", "owner": "anna"}, ["3"]),
        ({"standing": "no such standing"}, []),
        ({"owner": ""}, ["1", "4", "3", "2"]),
    ],
)
def test_filters_narrow(model: Model, chosen: dict[str, str], found: list[str]) -> None:
    assert ids(model, Asked(EVERYTHING, TODAY, chosen)) == found
    assert asking.counted(model, QUESTION, Asked(EVERYTHING, TODAY, chosen)).all == len(found)


@pytest.mark.parametrize(
    ("reach", "found"),
    [
        (Reach(), []),
        (Reach(person="anna"), ["1", "3"]),
        (Reach(teams=frozenset({"north"})), ["1", "2"]),
        (Reach(teams=frozenset({"west"}), person="ben"), ["4", "2"]),
        (Reach(areas=frozenset({"north"})), []),
    ],
)
def test_nobody_sees_more_than_is_theirs(model: Model, reach: Reach, found: list[str]) -> None:
    assert ids(model, Asked(reach, TODAY)) == found
    assert set(ids(model, Asked(reach, TODAY, {"owner": "anna"}))) <= set(found)


def test_the_members_of_a_figure_are_seen_as_far_as_they_are_mine(model: Model) -> None:
    members = ("t/1", "t/4", "t/9")
    assert ids(model, Asked(EVERYTHING, TODAY, members=members)) == ["1", "4"]
    assert ids(model, Asked(Reach(person="anna"), TODAY, members=members)) == ["1"]
    assert ids(model, Asked(EVERYTHING, TODAY, members=())) == []


def test_the_mark_moves_with_a_row_with_their_number_with_a_name_and_with_the_day(model: Model) -> None:
    found = asking.counted(model, QUESTION, Asked(EVERYTHING, TODAY))
    assert found == Counted(4, 9)
    first = asking.mark(model, found, TODAY)
    assert asking.mark(model, Counted(4, 10), TODAY) != first
    assert asking.mark(model, Counted(3, 9), TODAY) != first
    assert asking.mark(model, found, date(2024, 5, 29)) != first
    model.database["people"].insert({"position": 8})
    assert asking.mark(model, found, TODAY) != first


def test_what_names_one_table_alone_goes_without_joins(model: Model) -> None:
    joined = replace(
        QUESTION, source="tasks LEFT JOIN people owners ON owners.position = tasks.position", prefixed=True
    )
    assert joined.rows("tasks.due < :today", "ORDER BY tasks.due") == "tasks"
    assert joined.rows("tasks.due < :today", "ORDER BY owners.position") == joined.source
    assert replace(joined, prefixed=False).rows("tasks.due < :today") == joined.source


def test_a_whole_condition_can_say_whose_a_row_is(model: Model) -> None:
    west = Whole("tasks.team IN (SELECT 'west' WHERE 'cleo' IN (SELECT value FROM json_each(:my_person)))")
    question = replace(QUESTION, whose={"person": (west,)})
    for person, found in (("cleo", ["t/4"]), ("anna", [])):
        rows = asking.page(model, question, Asked(Reach(person=person), TODAY), 100, 0)
        assert [row["id"] for row in rows] == found


def test_the_order_may_ask_who_reads(model: Model) -> None:
    question = replace(QUESTION, sorts={"mine": "tasks.owner <> :me, tasks.due"})
    rows = asking.page(model, question, Asked(replace(EVERYTHING, person="ben"), TODAY), 2, 0)
    assert [row["id"] for row in rows] == ["t/2", "t/1"]
