"""Moderation in the demonstration's present: audits that wait for what the pages about them are for."""

from typing import Any

from tests.browser.visitors import Visitors

STATES = {
    "moderator": "to_assign", "moderator-change": "assigned", "moderation": "hers", "answer": "challenged",
    "<int:challenge>": "challenged",
}  # fmt: skip
"""Which audit a page is about, by how its address ends."""


def given(visitors: Visitors) -> dict[str, list[Any]]:
    """The first challenge of an audit, and two figures."""
    return {"challenge": [1], "figure": ["grade-kept", "plans:down"]}


def audits(visitors: Visitors, month: str) -> dict[str, dict[str, Any]]:
    """An audit to be shared out, one with a moderator, one in Mary Quinn's queue, and one that was challenged."""
    qa = visitors.page("qa_lead")
    rows = qa.request.get(f"/moderations.json?cycle={month}").json()["rows"]
    wanted = {
        "to_assign": lambda row: row["state_id"] == "to_assign",
        "assigned": lambda row: row["state_id"] == "assigned",
        "hers": lambda row: row["state_id"] == "assigned" and row["moderator_person"] == "Mary Quinn",
        "challenged": lambda row: row["challenge_count"] > 0,
    }
    audits = {one["audit_id"]: one for one in qa.request.get(f"/audits.json?cycle={month}").json()["rows"]}
    return {name: audits[next(row["audit_id"] for row in rows if test(row))] for name, test in wanted.items()}
