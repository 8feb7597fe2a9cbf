"""Evidence packs of the demonstration: one in each state."""

from tests.browser.visitors import Visitors

WHOSE = {f"evidence.new_{act}": "head_of_service" for act in ("confirmation", "declining")}
"""A second person decides: the QA lead has asked for it."""


def given(visitors: Visitors) -> dict[str, list[str]]:
    """The ids that the list of the QA lead has."""
    rows = visitors.page("qa_lead").request.get("/evidence.json").json()["rows"]
    by_state = {row["state_id"]: str(row["pack_id"]).partition("/")[2] for row in rows}
    return {"pack": list(by_state.values())}
