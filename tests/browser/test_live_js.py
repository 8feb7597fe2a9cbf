"""Live rows: what the reader has in hand stays, and the words never claim more than is known."""

import re
import time

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
UPDATED = re.compile(r"Updated \d\d:\d\d:\d\d")


@pytest.fixture
def tracker(page, server):
    page.goto(server.url)
    page.mark = lambda: page.evaluate("document.getElementById('row-2').mark = 'the same row'")
    page.words = page.locator("[data-live-words]")
    return page


def test_a_changed_cell_comes_in_and_other_rows_are_not_touched(tracker, server):
    tracker.mark()
    server.change(("1", "accepted"), ("2", "started"), ("3", "returned"))
    expect(tracker.locator("#row-1")).to_contain_text("Accepted")
    expect(tracker.locator("#tracker")).to_have_attribute("data-position", "2")
    assert tracker.evaluate("document.getElementById('row-2').mark") == "the same row"


def test_rows_come_go_and_change_places_and_focus_stays(tracker, server):
    tracker.mark()
    tracker.locator("#link-3").focus()
    server.change(("4", "allocated"), ("3", "returned"), ("2", "started"))
    expect(tracker.locator("#row-4")).to_be_visible()
    ids = tracker.locator("tbody tr").evaluate_all("rows => rows.map(row => row.id)")
    assert ids == ["row-4", "row-3", "row-2"]
    assert tracker.evaluate("document.activeElement.id") == "link-3"
    assert tracker.evaluate("document.getElementById('row-2').mark") == "the same row"


def test_opened_details_selected_text_and_scroll_stay(tracker, server):
    tracker.locator("#d-2 summary").click()
    tracker.evaluate("getSelection().selectAllChildren(document.getElementById('link-3'))")
    server.change(("1", "accepted"), ("2", "returned"), ("3", "returned"))
    expect(tracker.locator("#row-2")).to_contain_text("Returned")
    assert tracker.locator("#d-2").get_attribute("open") is not None
    assert tracker.evaluate("getSelection().toString()") == "C-3"


def test_nothing_new_only_moves_the_time(tracker, server):
    before = tracker.locator("tbody").inner_html()
    expect(tracker.words).to_have_text(UPDATED)
    first = tracker.words.inner_text()
    expect(tracker.words).not_to_have_text(first)
    assert tracker.locator("tbody").inner_html() == before
    assert tracker.locator("[data-live-status]").inner_text() == ""


def test_pause_stops_asking_and_resume_brings_the_change(tracker, server):
    button = tracker.get_by_role("button", name="Pause updates")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(tracker.words).to_contain_text("Paused at")
    server.change(("1", "accepted"))
    tracker.wait_for_timeout(1600)
    expect(tracker.locator("tbody tr")).to_have_count(3)
    button.click()
    expect(tracker.locator("tbody tr")).to_have_count(1)


def test_no_answer_is_said_asked_less_often_and_mended(tracker, server):
    asked = []
    tracker.on("request", lambda request: asked.append(time.monotonic()))
    server.status = 503
    expect(tracker.words).to_have_text(re.compile(r"^Not live: no answer since \d\d:\d\d$"))
    unanswered = asked[-1]
    with tracker.expect_request("**/rows?*"):
        pass
    assert asked[-1] - unanswered > 1.7
    server.status = 0
    expect(tracker.words).to_have_text(UPDATED, timeout=15_000)
    expect(tracker.locator("[data-live-status]")).to_have_text("Live again")


def test_signed_out_gives_a_link_and_keeps_the_rows(tracker, server):
    server.status = 401
    expect(tracker.words).to_contain_text("Not live: you are signed out")
    link = tracker.words.get_by_role("link")
    expect(link).to_have_attribute("href", "/sign-in")
    expect(tracker.locator("tbody tr")).to_have_count(3)


def test_a_hidden_page_does_not_ask(tracker, server):
    tracker.evaluate("Object.defineProperty(document, 'hidden', {value: true, configurable: true})")
    tracker.wait_for_timeout(1200)
    asked = len(server.asked)
    tracker.wait_for_timeout(1500)
    assert len(server.asked) == asked
    tracker.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))")
    expect(tracker.words).to_have_text(UPDATED)
    tracker.wait_for_timeout(500)
    assert len(server.asked) > asked


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_does_not_scroll_sideways(tracker, width):
    tracker.set_viewport_size({"width": width, "height": 800})
    assert tracker.evaluate("document.documentElement.scrollWidth") == width


def test_print_shows_the_marking_and_drops_navigation(tracker):
    marking, navigation = tracker.get_by_text("OFFICIAL-SENSITIVE"), tracker.get_by_role("navigation")
    expect(marking).to_be_hidden()
    tracker.emulate_media(media="print")
    expect(marking).to_be_visible()
    expect(navigation).to_be_hidden()
    assert tracker.evaluate("getComputedStyle(document.querySelector('thead')).display") == "table-header-group"
