"""Exemptions of the demonstration: one that waits for the operations director, and one that was authorised."""

from typing import Any

from tests.browser.visitors import Visitors

WHOSE = {f"exemptions.new_{act}": "operations_director" for act in ("authorisation", "declining", "reversal")}
WHOSE["readings.new_why"] = "operations_director"


def given(visitors: Visitors) -> dict[str, list[Any]]:
    """The exemptions' addresses."""
    page = visitors.page("operations_director")
    found = [page.request.get(f"/exemptions.json?state={state}").json()["rows"] for state in ("asked", "authorised")]
    return {"exemption": [rows[0]["exemption_key"].removeprefix("exemption/") for rows in found]}
