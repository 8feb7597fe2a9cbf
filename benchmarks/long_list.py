"""How long a list of children takes: to read, to say what it would do, and to bring in; all new, then all changed.

Run with `python -m benchmarks.long_list [rows]`, by default the most rows that a list may have.
"""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import xlsxwriter

from app.programme import setting_up, teams
from app.programme.house import House, open_house
from app.programme.lists import importing
from app.programme.lists.imports import SPECS, match
from app.programme.lists.tables import MAX_ROWS, read_table

BY = {"by": "person/priya", "at": "2024-05-01T09:00:00+00:00"}
ON = "2024-05-01"
HEADINGS = ("Reference", "Initials", "Plan type", "Team", "Age band", "Opened")
PLANS = ("CiN", "CP", "CiC", "CL")


def council(folder: Path) -> House:
    """A programme with one team."""
    house = open_house(folder)
    setting_up.begin(
        house, council="Eastmere", name="Priya Nair", email="p@eastmere.example", person=BY["by"], at=BY["at"]
    )
    teams.add_team(house, "Blue", teams.add_area(house, "North", **BY), **BY)
    return house


def files(rows: int, turn: int) -> dict[str, bytes]:
    """The list as CSV and as a workbook; each turn gives every child another plan."""
    table = [HEADINGS]
    table += [(f"C-{n:06}", "AB", PLANS[(n + turn) % 4], "Blue", "5-9", "01/02/2024") for n in range(rows)]
    book = io.BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        for number, row in enumerate(table):
            sheet.write_row(number, 0, row)
    return {"list.csv": "\n".join(",".join(row) for row in table).encode(), "list.xlsx": book.getvalue()}


@contextmanager
def timed(words: str) -> Iterator[None]:
    """Print how long something took."""
    start = perf_counter()
    yield
    print(f"  {words}: {perf_counter() - start:.2f} s")


def main() -> int:
    """Read each file, and bring the list in twice."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else MAX_ROWS
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        house = council(Path(folder))
        for turn, words in enumerate(("all of them new", "all of them changed")):
            print(f"{rows:,} children, {words}")
            for name, data in files(rows, turn).items():
                with timed(f"reading {name}, {len(data) / 1e6:.1f} MB"):
                    table = read_table(name, data)
            brought = importing.Brought("children", "list.xlsx", ON)
            with timed("saying what it would do"):
                plan = importing.planned(house, brought, table, importing.best(match(table.columns, SPECS["children"])))
            with timed("bringing it in"):
                importing.bring_in(
                    house, plan, brought, id=f"import/{turn}", sha256=table.sha256, by=BY["by"], at=BY["at"]
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
