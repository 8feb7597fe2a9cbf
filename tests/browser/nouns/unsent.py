"""A form that was sent after its session had ended, for the sweep over every page."""

from tests.browser.visitors import Visitors, sign_in

WHOSE = {"unsent.show": "qa_lead"}


def given(visitors: Visitors) -> dict[str, list[str]]:
    """The name of the page that shows what was typed; it goes on to its form from there with nothing lost."""
    page = visitors.page("qa_lead")
    page.goto("/settings/areas/new")
    page.get_by_label("Name").fill("East and <North>")
    page.context.clear_cookies()
    page.get_by_role("button", name="Set the area up").click()
    sign_in(page, "qa_lead")
    return {"unsent": [page.url.rpartition("/unsent/")[2]]}
