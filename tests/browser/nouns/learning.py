"""Cohorts, coaching and learning sessions of the demonstration: one in each state."""

from tests.browser.visitors import Visitors


def given(visitors: Visitors) -> dict[str, list[str]]:
    """The ids that the trackers of the QA lead list."""
    page = visitors.page("qa_lead")
    found = {}
    for name, path, key in (
        ("cohort", "/pools/cohorts", "cohort_id"),
        ("coaching", "/pools/coaching", "coaching_key"),
        ("session", "/learning", "session_id"),
    ):
        rows = page.request.get(f"{path}.json").json()["rows"]
        by_state = {row["state"]: str(row[key]).partition("/")[2] for row in reversed(rows)}
        found[name] = list(by_state.values())
    return found
