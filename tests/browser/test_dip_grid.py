"""The grid of a dip sample by keyboard alone, each answer saved by itself; two people at one cell; a narrow screen."""

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from .accessible import axe, fits
from .visitors import Visitors

pytestmark = pytest.mark.browser
FIRST, SECOND, KIND, WEEKS, NOTE = (
    "risk-is-named-in-plain-words", "the-plan-reduces-the-risk", "what-stood-in-the-way",
    "weeks-since-the-last-supervision", "note",
)  # fmt: skip


def cell(page: Page, place: int, measure: str) -> Locator:
    return page.locator(f"#cell-{place}-{measure}")


def grid(visitors: Visitors, who: str = "qa_lead", **options: object) -> Page:
    page = visitors.page(who, **options)
    id = page.request.get("/dip-samples.json?state=data_entry").json()["rows"][0]["dip_sample_id"]
    page.goto(f"/dip-samples/{id.partition('/')[2]}/grid")
    return page


def saved(page: Page) -> None:
    expect(page.locator("[data-grid-status]")).to_contain_text("Saved at ")


def test_a_row_is_filled_in_without_a_mouse(visitors: Visitors) -> None:
    page = grid(visitors)
    axe(page)
    cell(page, 7, FIRST).focus()
    for key in ("y", "ArrowRight", "2", "ArrowRight", "s", "ArrowRight"):
        page.keyboard.press(key)
    expect(cell(page, 7, WEEKS)).to_be_focused()
    page.keyboard.type("12")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("Late.")
    page.keyboard.press("Enter")
    expect(cell(page, 8, NOTE)).to_be_focused()
    saved(page)
    page.reload()
    values = [cell(page, 7, one).input_value() for one in (FIRST, SECOND, KIND, WEEKS, NOTE)]
    assert values == ["yes", "no", "supervision", "12", "Late."]
    cell(page, 7, FIRST).focus()
    page.keyboard.press("Delete")
    page.keyboard.press("Enter")
    expect(cell(page, 8, FIRST)).to_be_focused()
    saved(page)
    page.reload()
    assert cell(page, 7, FIRST).input_value() == ""


def test_two_people_at_one_cell_see_both_answers(visitors: Visitors) -> None:
    ruth, mary = grid(visitors), grid(visitors, "moderator")
    for page, key in ((ruth, "y"), (mary, "n")):
        cell(page, 9, FIRST).focus()
        page.keyboard.press(key)
        if page is ruth:
            saved(page)
    expect(mary.locator(f"#cell-9-{FIRST}-error")).to_contain_text("Ruth Okafor answered Yes at")
    expect(cell(mary, 9, FIRST)).to_have_attribute("aria-invalid", "true")
    axe(mary)
    mary.get_by_role("button", name="Take theirs").click()
    expect(cell(mary, 9, FIRST)).to_have_value("yes")
    expect(mary.locator(f"#cell-9-{FIRST}-error")).to_be_hidden()


def test_what_is_no_number_is_told_and_what_is_mended_is_saved(visitors: Visitors) -> None:
    page = grid(visitors)
    cell(page, 10, WEEKS).fill("soon")
    page.keyboard.press("Enter")
    expect(page.locator(f"#cell-10-{WEEKS}-error")).to_contain_text("Enter a number")
    cell(page, 10, WEEKS).fill("3")
    page.keyboard.press("Enter")
    saved(page)
    expect(page.locator(f"#cell-10-{WEEKS}-error")).to_be_hidden()


def test_what_is_refused_without_the_script_is_as_accessible(visitors: Visitors) -> None:
    page = grid(visitors)
    cell(page, 11, WEEKS).evaluate("one => { one.value = 'soon'; one.form.submit(); }")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    axe(page)
    page.set_viewport_size({"width": 320, "height": 640})
    fits(page)


def test_a_measure_without_answers_is_put_right_and_taken_out(visitors: Visitors) -> None:
    page = visitors.page("qa_lead", viewport={"width": 320, "height": 640})
    there = grid(visitors).url.removesuffix("/grid")
    page.goto(f"{there}/measure")
    page.get_by_label("What is asked of each member?").fill("Seen alone")
    page.get_by_label("Yes or no", exact=True).check()
    page.get_by_role("button", name="Add a measure").click()
    for act in ("change", "removal"):
        page.goto(f"{there}/measures/seen-alone/{act}")
        axe(page)
        fits(page)
    page.get_by_role("main").get_by_role("button").last.click()
    expect(page.get_by_text("Seen alone")).to_have_count(0)


def test_an_answer_that_was_given_before_the_script_came_is_saved(visitors: Visitors) -> None:
    page, held = grid(visitors, viewport={"width": 320, "height": 640}), list[Route]()
    one = page.get_by_role("button", name="Fill in one at a time").get_attribute("href")
    page.route("**/dip_grid*.js*", lambda route: held.append(route))
    page.goto(str(one), wait_until="commit")
    group = page.get_by_role("group", name="Risk is named in plain words")
    answer = group.get_by_label("Yes", exact=True)
    if answer.is_checked():
        answer = group.get_by_label("No", exact=True)
    answer.check()
    page.wait_for_timeout(300)
    assert page.locator("[data-grid-status]").inner_text() == ""
    for route in held:
        route.continue_()
    saved(page)


def test_a_narrow_screen_has_one_member_at_a_time(visitors: Visitors) -> None:
    page = grid(visitors, viewport={"width": 320, "height": 640})
    expect(page.locator("#grid")).to_be_hidden()
    page.get_by_role("button", name="Fill in one at a time").click()
    page.get_by_role("group", name="Risk is named in plain words").get_by_label("No", exact=True).check()
    saved(page)
    axe(page)
    fits(page)
    before = page.locator("h1").inner_text()
    page.get_by_role("button", name="Save and go on").click()
    expect(page.locator("h1")).not_to_have_text(before)
