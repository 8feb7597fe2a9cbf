"""The product by keyboard alone, with scripts: the menu, a tracker's order, the form from a radio to the return."""

import re

import pytest
from playwright.sync_api import Page, expect

from .keys import choose, press, tab_to, write
from .visitors import Visitors

pytestmark = pytest.mark.browser


def test_a_tracker_is_reached_sorted_and_opened(visitors: Visitors) -> None:
    page = visitors.page("qa_lead")
    page.goto("/")
    press(page.get_by_role("navigation", name="Menu").get_by_role("link", name="Audits"))
    expect(page.locator("h1")).to_have_text("Audits")
    press(page.locator("#sort-child"))
    expect(page.locator("th[aria-sort='ascending']")).to_have_text("Child")
    press(page.locator("#sort-child"))
    expect(page.locator("th[aria-sort='descending']")).to_have_text("Child")
    first = page.locator("#audits-rows a").first
    named = first.inner_text()
    press(first)
    expect(page.locator("h1")).to_contain_text(f"Audit of {named}")


def test_the_menu_of_a_narrow_screen_opens(visitors: Visitors) -> None:
    page = visitors.page("qa_lead", viewport={"width": 320, "height": 640})
    page.goto("/")
    link = page.get_by_role("navigation", name="Menu").get_by_role("link", name="People")
    expect(link).to_be_hidden()
    press(page.get_by_role("button", name="Menu"))
    expect(link).to_be_visible()
    press(link)
    expect(page.locator("h1")).to_have_text("People")


def test_a_filter_is_opened_set_and_taken_off(visitors: Visitors) -> None:
    page = visitors.page("qa_lead")
    page.goto("/audits")
    press(page.locator("#filters summary"))
    tab_to(page.get_by_label("State"))
    page.keyboard.type("Acc")
    press(page.get_by_role("button", name="Apply the filter"))
    expect(page.locator("#audits-rows tr", has_not_text="Accepted")).to_have_count(0)
    press(page.get_by_role("link", name="Remove filter State"))
    expect(page.locator("#audits-rows tr", has_not_text="Accepted")).not_to_have_count(0)


def test_a_replay_is_stepped_and_played_by_keys_and_takes_none_from_a_field(visitors: Visitors) -> None:
    page = visitors.page("qa_lead")
    page.goto("/replay")
    press(page.locator("#months a").last)
    number, said = page.locator(".al-replay__number"), page.locator("#replay-said")
    expect(number).to_contain_text(re.compile("^1 of"))
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    for key, shown in (("ArrowRight", "^2 of"), ("End", r"^(\d+) of \1 "), ("Home", "^1 of")):
        page.keyboard.press(key)
        expect(number).to_contain_text(re.compile(shown))
        expect(said).to_have_text(page.locator("#replay-sentence").inner_text(), use_inner_text=True)
    page.get_by_label("Seconds for each entry").select_option("1")
    page.get_by_label("Seconds for each entry").press("End")
    expect(number).to_contain_text(re.compile("^1 of"))
    page.get_by_label("Seconds for each entry").select_option("1")
    page.get_by_label("Seconds for each entry").blur()
    page.keyboard.press("Space")
    expect(number).to_contain_text(re.compile("^2 of"))
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    press(page.get_by_role("link", name="Forward"))
    expect(page.get_by_role("link", name="Forward")).to_be_focused()


def test_an_audit_is_finished_and_returned(visitors: Visitors) -> None:
    page = visitors.page("auditor")
    page.goto("/")
    press(page.get_by_role("button", name=re.compile("^Continue")).first)
    press(page.get_by_role("link", name="Summary and overall grade"))
    summary(page)
    expect(page.locator("h1")).to_contain_text("Actions and concern")
    choose(page, "concern.category", "none")
    press(page.get_by_role("button", name="Save", exact=True).last)
    expect(page.locator("#messages")).to_contain_text("put in the audit at")
    press(page.get_by_role("link", name="Return…"))
    press(page.get_by_role("button", name="Return the audit"))
    expect(page.locator("#messages")).to_contain_text("The audit is returned")


def summary(page: Page) -> None:
    """Write the summary, in the order in which it is asked."""
    write(page.get_by_label("Strengths"), "She is seen and heard.")
    write(page.locator("[name='improvements']"), "His father is not asked.")
    write(page.locator("[name='question.impact']"), "He is at school every day.")
    choose(page, "overall.grade", "good")
    write(page.locator("[name='overall.evidence']"), "Five domains of seven are good.")
    expect(page.locator("[data-draft-status]")).to_contain_text("Saved at ")
    press(page.get_by_role("button", name="Save and continue"))
