"""What did the two auditors of a child grade, each without the other? Known from the moment on that both are in."""

import json
from typing import Any

from projections.rows import Row, Rows, Table

TABLES = (
    Table(
        "loop_pairs",
        {"loop": str, "framework": str, "framework_version": int, "grades": dict},
        ("loop",),
    ),
)
OVERALL = "overall"


def lifted(rows: Rows, event: Any) -> None:
    """Both are in: what each gave, before either knew of the other; what either changes later is not independent."""
    loop = rows["loops"].get(event.stream) or {}
    first, second = (rows["audits"].get(loop.get(which) or "") or {} for which in ("first", "second"))
    pair = [(audit.get("grades") or {}) | {OVERALL: audit.get("overall") or ""} for audit in (first, second)]
    grades = {key: [given, pair[1][key]] for key, given in pair[0].items() if given and pair[1].get(key)}
    of = {"framework": first.get("framework") or "", "framework_version": first.get("framework_version") or 0}
    rows["loop_pairs"].put(loop=event.stream, **of, grades=grades)


HANDLERS = {"loop seal lifted": lifted}
IGNORES = frozenset({
    "loop opened", "looped audit came in", "looped audit went back", "looped audit changed hands",
    "loop meeting arranged", "loop meeting moved", "loop agreed", "loop ended",
})  # fmt: skip


def between(model: Any, first: str, last: str) -> list[Row]:
    """The pairs of some months (cycle ids, both within) of which both are in, agreed or not, by month; none sealed."""
    sql = (
        "SELECT loop_pairs.*, loops.child, loops.cycle, loops.state FROM loop_pairs"
        " JOIN loops ON loops.id = loop_pairs.loop WHERE loops.state IN ('both_in', 'arranged', 'agreed')"
        " AND loops.cycle BETWEEN ? AND ? ORDER BY loops.cycle, loops.id"
    )
    return [row | {"grades": json.loads(row["grades"])} for row in model.query(sql, [first, last])]
