"""How long a page of the tracker of actions takes in each of its orders, and as how many times its usual order.

Run with `python -m benchmarks.trackers [actions]`, by default 60,000 actions of 150 people in 20 teams.
"""

import sqlite3
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from app.events.log import SQLiteReader
from app.events.store import open_log
from projections import ReadModel, actions, actions_lists, asking, open_model, people
from projections.asking import Asked, Reach

TODAY = date(2024, 5, 28)
STATES = ("open", "completed", "verified", "verified", "cancelled")
MOST, TIMES = 50, 9
Row = dict[str, Any]


def council() -> Iterator[tuple[str, Row]]:
    """People and teams."""
    chance = Random(1)
    for n in range(20):
        yield "teams", {"id": f"team/{n}", "name": f"Team {n}", "area": f"area/{n % 4}"}
    for n in range(150):
        name = "".join(chance.choices("abcdefghijklmnoprstuvw", k=9)).title()
        yield "people", {"id": f"person/{n}", "name": name, "team": f"team/{n % 20}", "left_on": ""}


def open_actions(count: int) -> Iterator[tuple[str, Row]]:
    """Actions of all those people, as many as asked, in every state."""
    chance = Random(2)
    for n in range(count):
        due, owner = TODAY + timedelta(days=chance.randrange(-900, 60)), chance.randrange(150)
        row: Row = {"id": f"action/{n:06d}", "source": f"audit/2024-04/{n % 900:04d}", "kind": "audit", "position": n}
        row |= {"child": f"child/C-{n % 4000}", "owner": f"person/{owner}", "team": f"team/{owner % 20}"}
        row |= {"state": chance.choice(STATES), "due": due.isoformat(), "raised_on": due.isoformat()}
        yield "actions", row | {"month": due.isoformat()[:7], "extended": 0, "reopened": 0, "completed_by": ""}


def fill(path: Path, count: int) -> None:
    """Write the rows straight into the tables; what a row does not say is empty."""
    tables = {table.name: table for table in (*people.TABLES, *actions.TABLES)}
    with sqlite3.connect(path) as connection:
        for table, row in (*council(), *open_actions(count)):
            values = {name: "" if kind is str else 0 for name, kind in tables[table].columns.items()} | row
            sql = f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})"
            connection.execute(sql, list(values.values()))
        for each in tables.values():
            each.index(connection)
    connection.close()


def milliseconds(model: ReadModel, asked: Asked, past: int = 0) -> float:
    """The usual time of one page."""
    took = []
    for _ in range(TIMES):
        start = perf_counter()
        rows = asking.page(model, actions_lists.QUESTION, asked, MOST, past)
        took.append((perf_counter() - start) * 1000)
        assert len(rows) == MOST
    return median(took)


def main() -> int:
    """Fill a read model, then read pages of it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60_000
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        open_log(Path(folder) / "log.sqlite").close()
        model = open_model(Path(folder), SQLiteReader(Path(folder) / "log.sqlite"))
        fill(model.path, count)
        reach = Reach(everything=True, reader="person/0")
        usual = milliseconds(model, Asked(reach, TODAY))
        print(f"{count:,} actions, a page of {MOST} in the usual order: {usual:.1f} ms")
        for sort in actions_lists.QUESTION.sorts:
            for turned, words in (("", "forwards"), ("-", "backwards")):
                took = milliseconds(model, Asked(reach, TODAY, sort=turned + sort))
                print(f"  by {sort}, {words}: {took:.1f} ms, {took / usual:.1f} times")
        model.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
