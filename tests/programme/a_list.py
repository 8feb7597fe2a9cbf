"""Lists as they are read in tests: a council that is known, and short ways to write a list and read what came of it."""

from datetime import date

from app.programme.lists import imports
from app.programme.lists.imports import CHILDREN, PEOPLE, POPULATION, Known, Reading, match
from app.programme.lists.tables import Table, read_table

ON = date(2024, 4, 30)
KNOWN = Known(
    teams={"team/forest": "Forest", "team/river": "River", "team/through-care": "Through Care"},
    people={
        "person/alice": ("Alice Oakes", "alice@council.example"),
        "person/bob": ("Bob Marsh", "bob@council.example"),
        "person/sam-1": ("Sam Lee", "sam@council.example"),
        "person/sam-2": ("Sam Lee", "sam.lee@council.example"),
    },
    areas={"area/north": "North"},
)


def csv(*lines: str) -> Table:
    return read_table("list.csv", "\n".join(lines).encode())


def children(*lines: str, known: Known = KNOWN, whole: bool = True) -> Reading:
    table = csv(*lines)
    return imports.read_children(table, match(table.columns, CHILDREN).mapping, known, ON, whole)


def people(*lines: str) -> Reading:
    table = csv(*lines)
    return imports.read_people(table, match(table.columns, PEOPLE).mapping, KNOWN)


def population(*lines: str) -> Reading:
    table = csv(*lines)
    return imports.read_population(table, match(table.columns, POPULATION).mapping, ON)


def texts(reading: Reading) -> list[str]:
    return [fault.text for fault in reading.faults]


def one(heading: str, text: str) -> Reading:
    """One child with a good reference, plan type and team, and one more cell."""
    return children(f"Child ref;Plan type;Team;{heading}", f"C-1;CP;Forest;{text}")
