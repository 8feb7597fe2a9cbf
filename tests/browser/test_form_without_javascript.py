"""The audit's form from its list of sections to the return: without scripts, by keyboard alone, 320 px wide."""

import re

import pytest
from playwright.sync_api import Page, expect

from .accessible import fits
from .keys import choose, press, write
from .visitors import Visitors

pytestmark = pytest.mark.browser


@pytest.fixture
def anna(visitors: Visitors) -> Page:
    """The auditor at the sections of her audit, two of which are still to do."""
    page = visitors.page("auditor", java_script_enabled=False, viewport={"width": 320, "height": 640})
    page.goto("/")
    press(page.get_by_role("button", name="Continue").first)
    expect(page.locator("h1")).to_contain_text("Audit of")
    return page


def test_what_is_missing_is_listed_and_each_link_leads_to_its_field(anna: Page) -> None:
    press(anna.get_by_role("button", name="Return…"))
    expect(anna.locator("#missing")).to_have_text("Still missing (5)")
    expect(anna.get_by_role("button", name="Return the audit")).to_have_count(0)
    there = anna.url
    for words, field in (
        ("Choose the overall grade.", "overall-grade"),
        ("Write what is strong in this work.", "strengths"),
        ("Say whether this is a child of concern.", "concern-category"),
    ):
        anna.goto(there)
        press(anna.get_by_role("link", name=words))
        expect(anna.locator(f"#{field}")).to_be_focused()
        fits(anna)


def test_from_the_sections_to_the_return(anna: Page) -> None:
    press(anna.get_by_role("link", name="Summary and overall grade"))
    write_summary(anna)
    expect(anna.locator("h1")).to_contain_text("Actions and concern")
    a_wrong_action_is_put_right(anna)
    choose(anna, "concern.category", "none")
    press(anna.get_by_role("button", name="Save", exact=True).last)
    expect(anna.locator("#messages")).to_contain_text("put in the audit at")
    press(anna.get_by_role("link", name="Return…"))
    expect(anna.locator("h1")).to_contain_text("Return the audit")
    fits(anna)
    press(anna.get_by_role("button", name="Return the audit"))
    expect(anna.locator("#messages")).to_contain_text("The audit is returned")
    expect(anna.locator("main")).to_contain_text("Draw a genogram with her")


def write_summary(page: Page) -> None:
    """Write the summary, in the order in which it is asked."""
    write(page.locator("[name='strengths']"), "She is seen and heard.")
    write(page.locator("[name='improvements']"), "His father is not asked.")
    write(page.locator("[name='question.impact']"), "He is at school every day.")
    choose(page, "overall.grade", "good")
    write(page.locator("[name='overall.evidence']"), "Five domains of seven are good.")
    fits(page)
    press(page.get_by_role("button", name="Save and continue"))


def a_wrong_action_is_put_right(page: Page) -> None:
    """An action for nobody by a day that there is not: each fault is named, and its link leads to its field."""
    write(page.get_by_label("What is to be done"), "Draw a genogram with her")
    for id, typed in (("due", "31"), ("due-month", "2"), ("due-year", "2027")):
        write(page.locator(f"#actions-0-{id}"), typed)
    press(page.get_by_role("button", name="Save", exact=True).last)
    expect(page).to_have_title(re.compile("^Error: Actions and concern"))
    fits(page)
    expect(page.get_by_label("What is to be done")).to_have_value("Draw a genogram with her")
    press(page.locator(".govuk-error-summary a[href='#actions-0-owner']"))
    expect(page.locator("#actions-0-owner")).to_be_focused()
    page.keyboard.press("ArrowDown")
    press(page.locator(".govuk-error-summary a[href='#actions-0-due']"))
    expect(page.locator("#actions-0-due")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("28")
