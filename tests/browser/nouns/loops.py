"""Looped audits: pairs that are both in, sealed, with a meeting arranged, and agreed."""

from tests.browser.visitors import Visitors


def given(visitors: Visitors) -> dict[str, list[str]]:
    """A loop of each of four states."""
    rows = visitors.page("qa_lead").request.get("/loops.json").json()["rows"]
    of_state = {row["state_id"]: row["loop_key"].partition("/")[2] for row in rows}
    return {"loop": [of_state[state] for state in ("both_in", "sealed", "arranged", "agreed")]}
