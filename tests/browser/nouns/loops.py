"""Looped audits of the demonstration, as far as it has any: the first that the QA lead's tracker shows."""

from tests.browser.visitors import Visitors


def given(visitors: Visitors) -> dict[str, list[str]]:
    """At most two of them: one that waits to be agreed first."""
    rows = visitors.page("qa_lead").request.get("/loops.json").json()["rows"]
    return {"loop": [row["loop_key"].partition("/")[2] for row in rows[:2]]}
