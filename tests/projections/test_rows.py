"""The identity map of a fold: what handlers see is what they did, before it is written and after."""

import sqlite3

import pytest

from projections.rows import Rows, Table

PAIRS = Table("pairs", {"cycle": str, "child": str, "audit": str}, ("cycle", "child"), (("child",),))
ONES = Table("ones", {"id": str, "n": int}, ("id",))


@pytest.fixture
def connection() -> sqlite3.Connection:
    """A database with both tables, two pairs in it."""
    made = sqlite3.connect(":memory:", isolation_level=None)
    for table in (PAIRS, ONES):
        table.create(made)
    rows = Rows(made, (PAIRS, ONES))
    rows["pairs"].put(cycle="may", child="b", audit="")
    rows["pairs"].put(cycle="may", child="a", audit="1")
    rows.flush()
    return made


@pytest.fixture
def rows(connection: sqlite3.Connection) -> Rows:
    """A fold over what is stored."""
    return Rows(connection, (PAIRS, ONES))


def test_where_finds_stored_rows_in_the_order_of_their_keys(rows: Rows) -> None:
    assert [row["child"] for row in rows["pairs"].where(cycle="may")] == ["a", "b"]


def test_where_sees_what_this_fold_changed_added_and_removed(rows: Rows) -> None:
    pairs = rows["pairs"]
    pairs.change("may", "b", audit="2")
    pairs.put(cycle="may", child="c", audit="2")
    assert [row["child"] for row in pairs.where(audit="2")] == ["b", "c"]
    assert pairs.where(audit="") == []
    pairs.remove("may", "b")
    assert [row["child"] for row in pairs.where(cycle="may")] == ["a", "c"]


def test_a_removed_row_stays_removed_and_can_come_back(rows: Rows) -> None:
    pairs = rows["pairs"]
    pairs.remove("may", "a")
    assert pairs.get("may", "a") is None
    with pytest.raises(KeyError, match="pairs has no row"):
        pairs.change("may", "a", audit="3")
    pairs.put(cycle="may", child="a", audit="4")
    assert pairs.get("may", "a") == {"cycle": "may", "child": "a", "audit": "4"}


def test_nothing_is_written_before_the_flush_and_everything_once_after(
    connection: sqlite3.Connection, rows: Rows
) -> None:
    rows["pairs"].remove("may", "a")
    rows["pairs"].change("may", "b", audit="2")
    rows["ones"].put(id="x")
    assert stored(connection) == [("may", "a", "1"), ("may", "b", "")]
    rows.flush()
    rows.flush()
    assert stored(connection) == [("may", "b", "2")]
    assert connection.execute("SELECT * FROM ones").fetchall() == [("x", None)]


def stored(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    """The pairs in the file, as the file gives them without being asked for an order."""
    return connection.execute("SELECT * FROM pairs").fetchall()


def test_a_row_is_read_once_and_is_the_same_row_after(rows: Rows) -> None:
    first = rows["pairs"].get("may", "a")
    rows["pairs"].change("may", "a", audit="9")
    assert rows["pairs"].get("may", "a") is first


def test_an_unknown_column_is_refused(rows: Rows) -> None:
    with pytest.raises(KeyError, match=r"pairs has no column \['colour'\]"):
        rows["pairs"].put(cycle="may", child="c", colour="red")
    with pytest.raises(KeyError, match=r"pairs has no column \['colour'\]"):
        rows["pairs"].change("may", "a", colour="red")


def test_a_table_that_is_none_is_an_error(rows: Rows) -> None:
    with pytest.raises(KeyError, match="triples"):
        rows["triples"].get("may")


def test_a_dict_is_stored_as_json_with_its_keys_in_order(connection: sqlite3.Connection) -> None:
    table = Table("graded", {"id": str, "grades": dict}, ("id",))
    table.create(connection)
    rows = Rows(connection, (table,))
    rows["graded"].put(id="a", grades={"z": "1", "b": "2"})
    rows["graded"].put(id="none")
    rows.flush()
    assert connection.execute("SELECT * FROM graded").fetchall() == [("a", '{"b":"2","z":"1"}'), ("none", None)]


def test_a_dict_that_was_stored_is_a_dict_again(connection: sqlite3.Connection) -> None:
    table = Table("graded", {"id": str, "grades": dict}, ("id",))
    table.create(connection)
    connection.execute("""INSERT INTO graded VALUES ('a', '{"b":"2"}'), ('none', NULL)""")
    later = Rows(connection, (table,))
    later["graded"].touch("a")["grades"]["c"] = "3"
    later.flush()
    assert connection.execute("SELECT grades FROM graded WHERE id = 'a'").fetchone() == ('{"b":"2","c":"3"}',)
    assert [row["grades"] for row in later["graded"].where(id="none")] == [None]


def test_a_table_that_was_empty_is_not_asked_for_rows_and_one_that_was_not_is(connection: sqlite3.Connection) -> None:
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    rows = Rows(connection, (PAIRS, ONES))
    assert (rows["ones"].get("x"), rows["ones"].where(id="x")) == (None, [])
    assert [sql for sql in asked if sql.startswith("SELECT *")] == []
    assert rows["pairs"].get("may", "a") is not None
    rows["ones"].put(id="x")
    assert rows["ones"].where(id="x") == [{"id": "x", "n": None}]
    rows.flush()
    again = Rows(connection, (PAIRS, ONES))
    assert again["ones"].get("x") == {"id": "x", "n": None}
