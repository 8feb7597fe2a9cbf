"""Impact and good practice in the demonstration: a request and an entry that the QA lead's trackers have."""

from tests.browser.visitors import Visitors


def given(visitors: Visitors) -> dict[str, list[str]]:
    """One answered request and one entry that was followed up."""
    qa = visitors.page("qa_lead")
    requests = qa.request.get("/impact.json?state=answered").json()["rows"]
    entries = qa.request.get("/good-practice.json?followed=yes").json()["rows"]
    return {
        "impact": [requests[0]["request_id"].partition("/")[2]],
        "entry": [entries[0]["entry_id"].partition("/")[2]],
    }
