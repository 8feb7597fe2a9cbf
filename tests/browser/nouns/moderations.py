"""Moderation in the demonstration's present: audits that wait for what the pages about them are for."""

from typing import Any

from tests.browser.visitors import Visitors

STATES = {
    "moderator": "to_assign", "moderator-change": "assigned", "moderation": "hers", "answer": "challenged",
    "<int:challenge>": "challenged", "challenge": "of_the_team",
}  # fmt: skip
"""Which audit a page is about, by how its address ends."""
WHOSE = {"moderation_acts.new_challenge": "team_manager"}


def given(visitors: Visitors) -> dict[str, list[Any]]:
    """The first challenge of an audit, and two figures."""
    return {"challenge": [1], "figure": ["grade-kept", "plans:down"]}


def audits(visitors: Visitors, month: str) -> dict[str, dict[str, Any]]:
    """One to be shared out, one with a moderator, one in Mary Quinn's queue, one challenged, one of a team."""
    qa = visitors.page("qa_lead")
    rows = qa.request.get(f"/moderations.json?cycle={month}").json()["rows"]
    wanted = {
        "to_assign": lambda row: row["state_id"] == "to_assign",
        "assigned": lambda row: row["state_id"] == "assigned",
        "hers": lambda row: row["state_id"] == "assigned" and row["moderator_person"] == "Mary Quinn",
        "challenged": lambda row: row["challenge_count"] > 0,
    }
    audits = {one["audit_id"]: one for one in qa.request.get(f"/audits.json?cycle={month}").json()["rows"]}
    team = visitors.page("team_manager").request.get(f"/moderations.json?cycle={month}&state=moderated").json()["rows"]
    found = {name: next(row for row in rows if test(row)) for name, test in wanted.items()} | {"of_the_team": team[0]}
    return {name: audits[row["audit_id"]] for name, row in found.items()}
