"""Category 1 from the auditor's form to the response, on the screens of three people."""

import re

import pytest
from playwright.sync_api import Page, expect

from .accessible import axe, fits
from .visitors import Visitors

pytestmark = pytest.mark.browser
PHONE = {"width": 320, "height": 700}


def test_category_1_goes_from_the_form_to_an_alarm_to_its_answer(visitors: Visitors) -> None:
    auditor, board, head = (
        visitors.page("auditor"),
        visitors.page("qa_lead"),
        visitors.page("head_of_service", viewport=PHONE),
    )
    month = re.findall(r"/cycles/(\d{4}-\d\d)", board.request.get("/cycles").text())[0]
    board.goto(f"/cycles/{month}")
    head.goto("/account/password")
    child = raise_from_the_form(auditor)
    line_comes_by_itself(head, child)
    expect(board.get_by_text(f"{child}: raised")).to_be_visible(timeout=15_000)  # of its own accord
    see(head, child)
    answer(head)
    expect(board.get_by_text(re.compile("Category 1: .*all answered"))).to_be_visible(timeout=15_000)


def raise_from_the_form(page: Page) -> str:
    """Choose Category 1, and follow what the form says then; returns the child's reference."""
    page.goto("/")
    page.get_by_role("button", name=re.compile("^Continue")).first.click()
    page.get_by_role("link", name="Actions and concern").click()
    expect(page.locator("#raise-now")).to_be_hidden()
    page.get_by_label(re.compile("^Category 1")).check()
    page.locator("#raise-now").get_by_role("link", name="raise it now").click()
    child = page.get_by_label("The child's reference").input_value()
    page.get_by_label("Why is this a child of concern?").fill("Nobody is with him at night.")
    page.get_by_role("button", name="Raise the concern").click()
    expect(page.locator("#clock-words")).to_contain_text("not yet answered")
    return child


def line_comes_by_itself(page: Page, child: str) -> None:
    """On a page that is open already, whatever it is about, once it is looked at again."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    line = page.get_by_role("region", name="Category 1, not answered")
    expect(line).to_contain_text(f"{child} not seen, not answered, 0 min")
    expect(page.locator("#category-1-now + [role=status]")).to_contain_text(child)


def see(page: Page, child: str) -> None:
    """The alarm is the first thing on a phone; one tap says that it is seen."""
    page.goto("/")
    expect(page.locator("main section").first).to_contain_text(f"{child}: raised")
    axe(page)
    fits(page)
    page.get_by_role("button", name=re.compile(f"^I have seen it.*{child}")).click()
    expect(page.locator("#clock-words")).to_contain_text("seen by Helen Price")


def answer(page: Page) -> None:
    page.get_by_role("button", name="Record the response").click()
    page.get_by_role("button", name="Record the response").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    axe(page)
    fits(page)
    page.get_by_label("What was done?").fill("Visited. He is with his aunt.")
    page.get_by_label("Where does the child's record show it?").fill("CN-20431")
    page.get_by_role("button", name="Record the response").click()
    expect(page.locator("#clock-words")).to_contain_text("the same day")
