"""The ledger of the demonstration: a checkpoint that the QA lead has signed, and an entry that it covers."""

from tests.browser.visitors import Visitors


def given(visitors: Visitors) -> dict[str, list[str]]:
    """The first of each."""
    page = visitors.page("qa_lead")
    page.goto("/ledger")
    page.get_by_role("button", name="Sign a checkpoint now").click()
    return {"checkpoint_number": ["1"], "ledger_entry": ["5"]}
