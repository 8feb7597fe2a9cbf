"""Follow-ups of the demonstration: one with something still to do."""

from typing import Any

from tests.browser.visitors import Visitors


def given(visitors: Visitors) -> dict[str, list[Any]]:
    """The follow-up's address."""
    rows = visitors.page("qa_lead").request.get("/duties.json?standing=to_do").json()["rows"]
    return {"duty": [rows[0]["duty_key"].removeprefix("duty/").replace("/", "-")]}
