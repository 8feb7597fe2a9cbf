"""Impact, replies and good practice of the demonstration's practitioner: what waits for her, and what is hers."""

from typing import Any

from tests.browser.visitors import Visitors

STATES = {"reply": "my_work"}
WHOSE = dict.fromkeys(
    ("impact.new_answer", "impact.new_family", "impact.new_declining", "replies.new_reply",
     "good_practice.new_anonymity", "good_practice.new_naming"),
    "practitioner",
)  # fmt: skip
"""Whose the forms are: of nobody but who is asked, and whose work it is."""


def given(visitors: Visitors) -> dict[str, list[Any]]:
    """A request that waits for her and one that is over, and an entry of hers."""
    hers = visitors.page("practitioner")
    requests = {row["state_id"]: row["request_id"] for row in hers.request.get("/impact.json?month=all").json()["rows"]}
    entries = hers.request.get("/good-practice.json").json()["rows"]
    waiting, over = requests.get("asked") or requests["reminded"], requests.get("answered") or requests["lapsed"]
    ids = {"impact": [waiting, over], "entry": [entries[0]["entry_id"]]}
    return {name: [id.partition("/")[2] for id in found] for name, found in ids.items()}


def audits(visitors: Visitors, month: str) -> dict[str, dict[str, Any]]:
    """An accepted audit of her work."""
    rows = visitors.page("practitioner").request.get(f"/audits.json?cycle={month}").json()["rows"]
    return {"my_work": next(row for row in rows if row["state_id"] == "accepted")}
