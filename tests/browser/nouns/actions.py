"""An open action of the demonstration's present, for the pages about it; acts of other states say so on their pages."""

from typing import Any

from tests.browser.visitors import Visitors


def given(visitors: Visitors) -> dict[str, list[Any]]:
    """An open action, and one that is completed and waits to be verified."""
    qa = visitors.page("qa_lead")
    ids = []
    for state in ("open", "completed"):
        rows = qa.request.get(f"/actions.json?state={state}").json()["rows"]
        ids.append(rows[0]["action_key"].partition("/")[2])
    return {"action": ids}
