"""What did an auditor do in each of some months: audited, exempt, nothing returned, not in the pool?"""

from collections.abc import Sequence
from typing import Any

from app.events.vocabulary import COMPLETED_STATES, OPEN_STATES
from projections import exemptions
from projections.rows import Row

WORDS = {
    "audited": "Audited",
    "late": "Audited, late",
    "exempt": "Exempt",
    "nil": "Nil return",
    "open": "Not in yet",
    "ended": "Withdrawn",
    "none": "No audit given",
    "outside": "Not in the pool",
    "closed": "Not run",
}
"""What a month was for an auditor; `closed` is a month that was never opened."""


def months(model: Any, auditor: str, wanted: Sequence[str]) -> list[Row]:
    """Each of some months (YYYY-MM) in the order given: month, and what it was (a key of WORDS).

    An audit that came in counts before an exemption; an audit given to somebody else counts as theirs.
    """
    pool = {row["cycle"] for row in model.query("SELECT cycle FROM pool WHERE auditor = ?", [auditor])}
    opened = {row["id"] for row in model.query("SELECT id FROM cycles")}
    exempt = {row["cycle"] for row in exemptions.months_of_auditor(model, auditor) if row["state"] == "authorised"}
    audits: dict[str, list[Row]] = {}
    for row in model.query("SELECT cycle, state, days_late FROM audits WHERE auditor = ?", [auditor]):
        audits.setdefault(row["cycle"], []).append(row)
    return [{"month": month, "was": _was(f"cycle/{month}", opened, pool, exempt, audits)} for month in wanted]


def _was(cycle: str, opened: set[str], pool: set[str], exempt: set[str], audits: dict[str, list[Row]]) -> str:
    held = audits.get(cycle, [])
    states = {row["state"] for row in held}
    if states & set(COMPLETED_STATES):
        return "late" if any(row["days_late"] for row in held if row["state"] in COMPLETED_STATES) else "audited"
    if cycle in exempt:
        return "exempt"
    found = [("nil", {"nil_return"}), ("open", set(OPEN_STATES)), ("ended", {"withdrawn", "released"})]
    if was := next((name for name, among in found if states & among), ""):
        return was
    if cycle in pool:
        return "none"
    return "outside" if cycle in opened else "closed"
