"""Mail in the demonstration: a letter that was kept back, and one that waits."""

from tests.browser.visitors import Visitors


def given(visitors: Visitors) -> dict[str, list[str]]:
    """One of each state that the outbox has."""
    rows = visitors.page("qa_lead").request.get("/mail.json").json()["rows"]
    found = {row["state_id"]: row["letter_id"].partition("/")[2] for row in rows}
    return {"letter": list(found.values())}
