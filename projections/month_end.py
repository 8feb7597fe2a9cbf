"""What happened last in a month, and what would its closing end or leave open?"""

from typing import Any

from app.events.vocabulary import OPEN_STATES
from projections.rows import Row

DEEDS = " UNION ALL ".join(
    f"SELECT id, '{what}' AS what, {column} AS day FROM {table} WHERE cycle = :cycle AND {column} <> ''"
    for table, column, what in (
        ("audits", "allocated_on", "allocated"),
        ("audits", "started_on", "started"),
        ("audits", "returned_on", "returned"),
        ("audits", "decided_on", "judged"),
        ("moderations", "drawn_on", "drawn"),
        ("moderations", "moderated_on", "moderated"),
    )
)
OPEN = ", ".join(f"'{state}'" for state in OPEN_STATES)
LEFT = f"""SELECT
    (SELECT count(*) FROM audits JOIN people ON people.id = auditor
        WHERE cycle = :cycle AND state IN ({OPEN}) AND people.left_on <> '') AS with_nobody,
    (SELECT count(*) FROM sample WHERE cycle = :cycle AND audit = '') AS unplaced,
    (SELECT count(*) FROM moderations WHERE cycle = :cycle AND state IN ('to_assign', 'assigned', 'awaited'))
        AS to_moderate,
    (SELECT count(*) FROM loops WHERE cycle = :cycle AND state = 'sealed') AS sealed,
    (SELECT count(*) FROM loops WHERE cycle = :cycle AND state IN ('both_in', 'arranged')) AS to_meet"""


def last_deed(model: Any, cycle: str) -> Row | None:
    """The last thing that happened to an audit of a month: its id, what it was and the day; None for none."""
    return model.one(f"SELECT * FROM ({DEEDS}) ORDER BY day DESC, id, what LIMIT 1", {"cycle": cycle})


def left(model: Any, cycle: str) -> dict[str, int]:
    """What a closing leaves as it is, each as a number.

    Open audits with nobody who is here, children without an audit, audits to be moderated, pairs still sealed, and
    pairs that are to meet.
    """
    found: dict[str, int] = model.one(LEFT, {"cycle": cycle})
    return found
