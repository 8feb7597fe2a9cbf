"""Two tabs, two people, a lost sign-in, a killed server, a double click: nothing typed is lost, nothing done twice."""

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from .addresses import audits_of, path
from .programme import Programme
from .visitors import Visitors, sign_in

pytestmark = pytest.mark.browser
SAVED = re.compile(r"^Saved at \d\d:\d\d$")
WITHIN = 2.0
WAITING = "state=returned"


@pytest.fixture
def anna(visitors: Visitors) -> Page:
    """The auditor in the summary of her audit."""
    page = visitors.page("auditor")
    return summary(page)


def summary(page: Page) -> Page:
    page.goto("/")
    page.get_by_role("button", name="Continue").first.click()
    page.get_by_role("link", name="Summary and overall grade").click()
    expect(strengths(page)).to_be_visible()
    return page


def sign_out_behind(page: Page) -> None:
    """Lose the sign-in, as when it has run out, once every answer that renews it is in."""
    page.wait_for_load_state("networkidle")
    page.context.clear_cookies()


def strengths(page: Page) -> Locator:
    return page.locator("[name='strengths']")


def status(page: Page) -> Locator:
    return page.locator("[data-draft-status]")


@pytest.fixture
def other(anna: Page) -> Page:
    """A second tab of hers with the same section, opened before anything was typed."""
    page = anna.context.new_page()
    page.goto(anna.url)
    return page


def test_two_tabs_show_both_texts_and_the_person_chooses(anna: Page, other: Page) -> None:
    strengths(anna).fill("Typed first")
    expect(status(anna)).to_have_text(SAVED)
    strengths(other).fill("Typed second")
    expect(status(other)).to_contain_text("Not saved: this form was changed in another tab")
    both = other.locator("[data-conflict-field='strengths']")
    expect(both).to_contain_text("Typed first")
    expect(both).to_contain_text("Typed second")
    both.get_by_role("button", name="Keep mine").click()
    expect(status(other)).to_have_text(SAVED)
    anna.reload()
    expect(strengths(anna)).to_have_value("Typed second")


def test_what_another_tab_saved_is_put_beside_what_is_sent(anna: Page, other: Page) -> None:
    for tab, text in ((anna, "Sent first"), (other, "Sent second")):
        strengths(tab).fill(text)
        tab.get_by_role("button", name="Save", exact=True).last.click()
        expect(tab.locator("main")).to_contain_text(re.compile("put in the audit at|changed while you were writing"))
    expect(other.locator("h1")).to_contain_text("changed while you were writing")
    expect(other.locator("main")).to_contain_text("Sent first")
    expect(strengths(other)).to_have_value("Sent second")
    other.get_by_label("The other").check()
    other.get_by_role("button", name="Save what I chose").click()
    expect(other.locator("#messages")).to_contain_text("put in the audit at")
    expect(strengths(other)).to_have_value("Sent first")


def test_a_sign_in_that_is_lost_while_typing_loses_no_text(anna: Page) -> None:
    strengths(anna).fill("Before")
    expect(status(anna)).to_have_text(SAVED)
    sign_out_behind(anna)
    strengths(anna).press_sequentially(" and after")
    expect(status(anna)).to_contain_text("Not saved: you are signed out. Your text is kept on this page.")
    with anna.context.expect_page() as opened:
        status(anna).get_by_role("link").click()
    opened.value.wait_for_url("**/sign-in*")
    sign_in(opened.value, "auditor")
    anna.bring_to_front()
    anna.evaluate("dispatchEvent(new Event('focus'))")
    expect(status(anna)).to_have_text(SAVED)
    expect(strengths(anna)).to_have_value("Before and after")
    anna.reload()
    expect(strengths(anna)).to_have_value("Before and after")


def test_a_form_that_is_sent_without_a_sign_in_waits_for_it(anna: Page) -> None:
    sign_out_behind(anna)
    strengths(anna).fill("Sent when signed out")
    anna.get_by_role("button", name="Save", exact=True).last.click()
    expect(anna.locator("#messages")).to_contain_text("What you typed is kept")
    sign_in(anna, "auditor")
    expect(strengths(anna)).to_have_value("Sent when signed out")
    anna.get_by_role("button", name="Save", exact=True).last.click()
    expect(anna.locator("#messages")).to_contain_text("put in the audit at")


def test_a_killed_server_had_everything_that_was_saved(anna: Page, demonstration: Programme) -> None:
    strengths(anna).fill("On the disk")
    expect(status(anna)).to_have_text(SAVED)
    demonstration.kill()
    strengths(anna).press_sequentially(", and this is not yet")
    expect(status(anna)).to_contain_text("Not saved: no answer from the server. Your text is kept here")
    demonstration.start()
    other = anna.context.new_page()
    other.goto(anna.url)
    expect(strengths(other)).to_have_value(re.compile("^On the disk"))
    expect(status(anna)).to_have_text(SAVED, timeout=20_000)
    other.reload()
    expect(strengths(other)).to_have_value("On the disk, and this is not yet")


@pytest.mark.parametrize("scripts", [True, False])
def test_an_acceptance_that_is_clicked_twice_is_recorded_once(
    visitors: Visitors, demonstration: Programme, scripts: bool
) -> None:
    page = visitors.page("moderator", java_script_enabled=scripts)
    audit = [one for one in audits_of(page, WAITING) if one["overall_id"] in ("good", "requires-improvement")][-1]
    page.goto(f"{path(audit)}/acceptance")
    page.get_by_role("button", name="Accept the audit").dblclick()
    expect(page.locator("h1")).to_contain_text("Audit of")
    expect(page.locator("main")).to_contain_text("Accepted")
    assert demonstration.recorded(audit["audit_id"]).count("audit accepted") == 1


@pytest.mark.parametrize("scripts", [False])
def test_a_return_that_is_clicked_twice_is_recorded_once(
    visitors: Visitors, demonstration: Programme, scripts: bool
) -> None:
    page = finished(visitors.page("auditor", java_script_enabled=scripts))
    audit = audits_of(page, "state=started")[0]["audit_id"]
    page.get_by_role("link", name="Return…").click()
    page.get_by_role("button", name="Return the audit").dblclick()
    expect(page.locator("h1")).to_contain_text("Audit of")
    expect(page.locator("main")).to_contain_text("Returned")
    assert demonstration.recorded(audit).count("audit returned") == 1


def finished(page: Page) -> Page:
    """Write the two sections that the auditor's audit still lacks."""
    summary(page)
    for name in ("strengths", "improvements", "question.impact", "overall.evidence"):
        page.locator(f"[name='{name}']").fill("She is seen and heard.")
    page.locator("[name='overall.grade'][value='good']").check()
    page.get_by_role("button", name="Save and continue").click()
    page.locator("[name='concern.category'][value='none']").check()
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.locator("#messages")).to_contain_text("put in the audit at")
    return page


@pytest.fixture
def tracker(visitors: Visitors) -> Iterator[Page]:
    """The QA lead's tracker on a low screen, the filter open, one row's link with the focus, scrolled to it."""
    page = visitors.page("qa_lead", viewport={"width": 1000, "height": 400})
    page.goto("/audits?sort=-state")
    page.locator("#filters summary").click()
    page.locator("#audits-rows tr a").nth(12).focus()
    page.evaluate("window.never = 'reloaded'")
    yield page
    assert page.evaluate("window.never") == "reloaded"


def to_be_judged(page: Page) -> dict[str, Any]:
    """The first returned audit that is not with a second auditor, for whose judgement a sending back has to wait."""
    audits = audits_of(page, WAITING)
    return next(audit for audit in audits if "Reason" in page.request.get(f"{path(audit)}/sending-back").text())


def judge(page: Page, audit: dict[str, Any]) -> float:
    """Send an audit back as the moderator; the moment from which others may see it."""
    page.goto(f"{path(audit)}/sending-back")
    page.get_by_label("Reason").fill("Say what the child said.")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_role("button", name="Send the audit back").click()
    return time.monotonic()


def test_a_row_changes_under_a_reader_who_keeps_focus_scroll_and_what_is_open(
    visitors: Visitors, tracker: Page
) -> None:
    moderator = visitors.page("moderator")
    audit = to_be_judged(moderator)
    row = tracker.locator(f"#row-{audit['audit_id'].replace('/', '-')}")
    expect(row).to_contain_text("Returned")
    where = "() => [scrollY, document.activeElement.id, document.querySelector('#filters').open]"
    before = tracker.evaluate(where)
    assert before[0] > 0
    assert before[2]
    done = judge(moderator, audit)
    expect(row).to_contain_text("Sent back", timeout=10_000)
    assert time.monotonic() - done < WITHIN
    assert tracker.evaluate(where) == before


def test_paused_rows_stay_until_updates_go_on(visitors: Visitors, tracker: Page) -> None:
    moderator = visitors.page("moderator")
    audit = to_be_judged(moderator)
    row, pause = tracker.locator(f"#row-{audit['audit_id'].replace('/', '-')}"), tracker.locator("[data-live-pause]")
    pause.click()
    expect(tracker.locator("[data-live-words]")).to_contain_text("Paused at")
    asked: list[str] = []
    tracker.on("request", lambda request: asked.append(request.url))
    judge(moderator, audit)
    tracker.wait_for_timeout(1500)  # nothing can be waited for where nothing may happen
    assert asked == []
    expect(row).to_contain_text("Returned")
    pause.click()
    expect(row).to_contain_text("Sent back")
