"""Who read of whom is found by names beside the access log's lines: are they those that the lines say?"""

import sqlite3
from contextlib import closing
from pathlib import Path

from app.held import Held
from app.readings import TABLE

SAID = "SELECT DISTINCT value AS name, number FROM readings, json_each(line, '$.about')"
KEPT = "SELECT name, number FROM reading_names"
DIFFERENT = (
    f"SELECT number FROM (SELECT * FROM ({SAID} EXCEPT {KEPT}) UNION SELECT * FROM ({KEPT} EXCEPT {SAID}))"
    " GROUP BY number ORDER BY number"
)
MORE = 8
"""So many lines are named; how many there are beside them is said."""
DIFFER = (
    "By whom {} {} about is not what is written there: who asks who has read of somebody is told too"
    " little, or too much. Stop the programme, have this made anew (audit-loop rebuild), and start it again."
)
UNREADABLE = "Whom its lines are about cannot be read: {}."


def held(path: Path) -> Held:
    """Whether each line of an access log is found by everybody whom it is about, and by nobody else."""
    if not path.exists():
        return Held()
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
            numbers = [f"{number:,}" for (number,) in file.execute(DIFFERENT)]
    except sqlite3.Error as fault:
        return Held((UNREADABLE.format(fault),))
    more = [f"{len(numbers) - MORE:,} more"] if len(numbers) > MORE else []
    said = ", ".join(numbers[:MORE]) + "".join(f" and {one}" for one in more)
    lines = f"{'line' if len(numbers) == 1 else 'lines'} {said}"
    return Held((DIFFER.format(lines, "is" if len(numbers) == 1 else "are"),)) if numbers else Held()


def made_anew(path: Path) -> None:
    """Find the lines of an access log by whom they say that they are about, whatever stood there; the lines stay."""
    if not path.exists():
        return
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("BEGIN IMMEDIATE")
        file.execute("DROP TABLE IF EXISTS reading_names")
        file.execute("DROP TRIGGER IF EXISTS readings_named")
        for statement in TABLE:
            file.execute(statement)
        file.execute(f"INSERT INTO reading_names SELECT * FROM ({SAID})")
        file.execute("COMMIT")
