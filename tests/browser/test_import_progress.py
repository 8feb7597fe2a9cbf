"""A long list in the browser: how far it is, without a reload or a script, and a server killed in the middle."""

import pytest
from playwright.sync_api import Page, expect

from .accessible import axe, fits, is_headed
from .lists import table
from .programme import Programme
from .visitors import Visitors

pytestmark = pytest.mark.browser
ROWS = 8_000
"""Takes a few seconds; a shorter list is brought in before the answer."""
LONG = 60_000
"""Milliseconds: a server that has just started checks the log meanwhile."""


def send(page: Page, prefix: str, plan: str = "CiN") -> None:
    """Send a list of so many new children, and wait until it is read."""
    head = ("Reference", "Initials", "Plan type", "Team", "Age band", "Opened")
    rows = [(f"{prefix}-{n:05}", "AB", plan, "Harbour", "5-9", "01/02/2024") for n in range(ROWS)]
    page.goto("/imports/new")
    page.get_by_label("Some children: nobody else ends").check()
    page.get_by_label("The file").set_input_files(table("children", [head, *rows]))
    with page.expect_navigation(timeout=LONG):  # else a look for what the next page has may be a look at this one
        page.get_by_role("button", name="Read the file").click()


def begun(page: Page, prefix: str) -> None:
    """Send a list, look at it and confirm it, to the page that says how far it is."""
    send(page, prefix)
    page.get_by_role("button", name="Bring the list in").click(timeout=LONG)
    expect(page.get_by_role("heading", level=1)).to_have_text("Bringing in children.csv")


def test_the_page_follows_to_the_result_and_keeps_the_focus(visitors: Visitors) -> None:
    page = visitors.page("administrator")
    begun(page, "F")
    page.get_by_role("link", name="See how far it is").focus()
    step = page.locator("#import-step")
    before = step.inner_text()
    expect(step).not_to_have_text(before)
    expect(page.get_by_role("status")).to_contain_text("Step ")
    assert page.evaluate("document.activeElement.textContent") == "See how far it is"
    expect(page.get_by_role("heading", level=1)).to_have_text("children.csv is brought in", timeout=LONG)


def test_the_page_meets_wcag_2_2_aa_and_is_whole_at_320_pixels(visitors: Visitors) -> None:
    page = visitors.page("administrator")
    send(page, "W")
    page.get_by_role("button", name="Bring the list in").wait_for(timeout=LONG)
    page.route("**/progress?*", lambda route: route.abort())  # the next page stays as it is while it is looked at
    page.get_by_role("button", name="Bring the list in").click()
    expect(page.get_by_role("progressbar", name="Step ")).to_be_visible()
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        is_headed(page)
        fits(page)
        axe(page)


def test_without_a_script_a_link_leads_to_the_end(visitors: Visitors) -> None:
    page = visitors.page("administrator", java_script_enabled=False)
    send(page, "S")
    to_the_end(page)
    with page.expect_navigation(timeout=LONG):
        page.get_by_role("button", name="Bring the list in").click()
    expect(page.get_by_role("progressbar", name="Step ")).to_be_visible()
    to_the_end(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("children.csv is brought in")


def to_the_end(page: Page) -> None:
    """Follow the link until it is not there any more."""
    while page.get_by_role("link", name="See how far it is").count():
        page.wait_for_timeout(500)
        with page.expect_navigation():
            page.get_by_role("link", name="See how far it is").click()


def test_a_server_killed_in_the_middle_has_stored_nothing_and_says_so(
    visitors: Visitors, demonstration: Programme
) -> None:
    page = visitors.page("administrator")
    begun(page, "K")
    demonstration.kill()
    assert demonstration.recorded("child/K-00000") == []
    demonstration.start()
    said = "Audit Loop was stopped while it brought this list in. Nothing of it was stored."
    expect(page.get_by_text(said)).to_be_visible(timeout=LONG)
    page.get_by_role("button", name="Bring the list in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("children.csv is brought in", timeout=LONG)


def test_a_server_that_is_stopped_brings_the_list_in_first(visitors: Visitors, demonstration: Programme) -> None:
    page = visitors.page("administrator")
    begun(page, "T")
    demonstration.stop()
    assert demonstration.recorded("child/T-00000") == ["child listed"]
    demonstration.start()
    expect(page.get_by_role("heading", level=1)).to_have_text("children.csv is brought in", timeout=LONG)
