"""Looped audits: the demonstration has none, so the QA lead has a second auditor audit an allocated child too."""

from tests.browser.visitors import Visitors


def given(visitors: Visitors) -> dict[str, list[str]]:
    """The loop, as yet sealed."""
    page = visitors.page("qa_lead")
    audit = page.request.get("/audits.json?state=allocated").json()["rows"][-1]["audit_id"]
    _, month, number = audit.split("/")
    page.goto(f"/audits/{month}/{int(number)}/second-audit")
    chosen = page.locator("select[name=auditor] option:not([value=''])").first.get_attribute("value")
    page.locator("select[name=auditor]").evaluate("(field, value) => { field.value = value }", chosen)
    page.get_by_label("Reason").fill("To see how far two auditors agree.")
    page.get_by_role("button", name="Have a second auditor audit it too").click()
    page.get_by_text("A second auditor").first.wait_for()
    rows = page.request.get("/loops.json").json()["rows"]
    return {"loop": [row["loop_key"].partition("/")[2] for row in rows[:1]]}
