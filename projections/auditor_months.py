"""What did an auditor do in each of some months: audited, exempt, nothing returned, not in the pool?"""

import json
from collections.abc import Sequence
from typing import Any

from app.events.vocabulary import COMPLETED_STATES, OPEN_STATES
from projections import exemptions, pools_over_time
from projections.pools import AUDITOR
from projections.rows import Row

WORDS = {
    "audited": "Audited",
    "late": "Audited, late",
    "exempt": "Exempt",
    "nil": "Nil return",
    "open": "Not in yet",
    "ended": "Withdrawn",
    "none": "No audit given",
    "elsewhere": "Of other service areas",
    "outside": "Not in the pool",
    "closed": "Not run",
}
"""What a month was for an auditor; `closed` is a month that was never opened, `elsewhere` one that was opened for some
service areas only while the auditor was in the council's pool all the same."""


def months(model: Any, auditor: str, wanted: Sequence[str]) -> list[Row]:
    """Each of some months (YYYY-MM) in the order given: month, and what it was (a key of WORDS).

    An audit that came in counts before an exemption; an audit given to somebody else counts as theirs.
    """
    pool = {row["cycle"] for row in model.query("SELECT cycle FROM pool WHERE auditor = ?", [auditor])}
    opened = {row["id"]: bool(json.loads(row["scope"])) for row in model.query("SELECT id, scope FROM cycles")}
    counted = _counted(model, auditor)
    exempt = {row["cycle"] for row in exemptions.months_of_auditor(model, auditor) if row["state"] == "authorised"}
    audits: dict[str, list[Row]] = {}
    for row in model.query("SELECT cycle, state, days_late FROM audits WHERE auditor = ?", [auditor]):
        audits.setdefault(row["cycle"], []).append(row)
    found = [_was(f"cycle/{month}", pool, exempt, audits) or _without(month, opened, counted) for month in wanted]
    return [{"month": month, "was": was} for month, was in zip(wanted, found, strict=True)]


def _counted(model: Any, auditor: str) -> list[Row]:
    """The auditor's times in the council's pool."""
    return [spell for spell in pools_over_time.of_person(model, auditor) if spell["pool"] == AUDITOR]


def _without(month: str, opened: dict[str, bool], counted: list[Row]) -> str:
    """What a month was for somebody who was not in its own pool."""
    if f"cycle/{month}" not in opened:
        return "closed"
    in_part = opened[f"cycle/{month}"]
    return "elsewhere" if in_part and any(pools_over_time.counts_in(one, month) for one in counted) else "outside"


def _was(cycle: str, pool: set[str], exempt: set[str], audits: dict[str, list[Row]]) -> str:
    """What a month was for somebody in its pool, or who had an audit or exemption of it all the same; else empty."""
    held = audits.get(cycle, [])
    states = {row["state"] for row in held}
    if states & set(COMPLETED_STATES):
        return "late" if any(row["days_late"] for row in held if row["state"] in COMPLETED_STATES) else "audited"
    if cycle in exempt:
        return "exempt"
    found = [("nil", {"nil_return"}), ("open", set(OPEN_STATES)), ("ended", {"withdrawn", "released"})]
    if was := next((name for name, among in found if states & among), ""):
        return was
    return "none" if cycle in pool else ""
