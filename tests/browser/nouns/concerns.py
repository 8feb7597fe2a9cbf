"""Children of concern: the one in Category 1 and the others that stand in the demonstration."""

from tests.browser.visitors import Visitors


def given(visitors: Visitors) -> dict[str, list[str]]:
    """The names of the standing ones, Category 1 first, and one that was stepped down."""
    page = visitors.page("qa_lead")
    found = [page.request.get(f"/concerns.json?state={state}").json()["rows"] for state in ("open", "stepped_down")]
    return {"concern": [row["concern_id"].partition("/")[2] for row in (*found[0][:2], *found[1][:1])]}
