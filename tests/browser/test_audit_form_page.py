"""The audit's form in a real browser: autosave, rows in place, fields asked only when needed, and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.serving import served
from tests.views.an_audit import PASSWORD, PATH, an_audit, audit

pytestmark = pytest.mark.browser
SECTIONS = f"{PATH}/sections"
PLACES = (
    "[...document.querySelectorAll('form [name]')].map((one) => [one.name, one.getBoundingClientRect().top + scrollY])"
)


@pytest.fixture
def url(app):
    app.config["WTF_CSRF_ENABLED"] = True
    an_audit(app.extensions["house"])
    app.extensions["accounts"].set_password("person/alice", PASSWORD)
    with served(app) as address:
        yield address


def sign_in(page, url):
    page.goto(f"{url}/sign-in")
    page.get_by_label("E-mail address").fill("alice@eastmere.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.base = f"{url}{SECTIONS}"
    return page


@pytest.fixture
def alice(page, url):
    return sign_in(page, url)


def status(page):
    return page.locator("[data-draft-status]")


def test_what_is_typed_is_there_again_and_gone_once_it_is_saved(app, alice):
    alice.goto(f"{alice.base}/assessment")
    alice.get_by_label("Evidence for this grade").fill("Seen twice")
    expect(status(alice)).to_contain_text("Saved at ")
    alice.reload()
    expect(alice.get_by_label("Evidence for this grade")).to_have_value("Seen twice")
    expect(alice.locator("#unsent")).to_contain_text("It is not in the audit until you choose Save.")
    alice.get_by_label("Evidence for this grade").press_sequentially(", and heard")
    alice.get_by_role("button", name="Save and continue").click()
    expect(alice.locator("h1")).to_contain_text("Quality of plans")
    alice.goto(f"{alice.base}/assessment")
    expect(alice.locator("#unsent")).to_have_count(0)
    assert "and heard" in audit(app).answers["evidence.assessment"]


def test_rows_are_added_and_taken_out_in_place(alice):
    alice.goto(f"{alice.base}/actions")
    alice.get_by_label("What is to be done").fill("Visit")
    alice.get_by_role("button", name="Add another action").click()
    expect(alice.locator("#actions-1-what")).to_be_focused()
    alice.keyboard.type("Ring")
    expect(status(alice)).to_contain_text("Saved at ")
    alice.get_by_role("button", name="Take out").first.click()
    expect(alice.locator("[name='actions.0.what']")).to_have_value("Ring")
    expect(alice.locator("[name='actions.1.what']")).to_have_count(0)


def test_a_tone_stays_with_its_quotation_when_another_goes(alice):
    alice.goto(f"{alice.base}/family")
    alice.get_by_role("button", name="Add another quotation").click()
    alice.locator("[name='quotations.1.text']").fill("She listens")
    alice.locator("[name='quotations.1.tone'][value='positive']").check()
    alice.get_by_role("button", name="Take out").first.click()
    expect(alice.locator("[name='quotations.0.tone'][value='positive']")).to_be_checked()


@pytest.mark.parametrize("section", ["assessment", "family"])
def test_nothing_moves_under_who_begins_before_the_script_came(alice, section):
    alice.route("**/audit_form.js*", lambda route: route.abort())
    alice.goto(f"{alice.base}/{section}")
    before = alice.evaluate(PLACES)
    alice.unroute("**/audit_form.js*")
    alice.goto(f"{alice.base}/{section}")
    expect(alice.locator("[data-not-asked]")).to_have_count(0)
    assert alice.evaluate(PLACES) == before


def test_a_field_is_asked_under_its_answer_and_never_hides_text(alice):
    alice.goto(f"{alice.base}/assessment")
    better = alice.get_by_label("What would make it one grade better?")
    expect(better).to_be_hidden()
    alice.get_by_label("Good", exact=True).check()
    better.fill("Sooner")
    alice.get_by_label("Outstanding", exact=True).check()
    expect(better).to_be_visible()


def test_enter_saves_and_adds_no_row(app, alice):
    alice.goto(f"{alice.base}/actions")
    alice.get_by_label("No", exact=True).check()
    alice.locator("[name='actions.0.due-day']").press("Enter")
    expect(alice.locator("#messages")).to_contain_text("Actions and concern: put in the audit at")
    assert audit(app).answers == {"concern.category": "none"}


def test_a_link_from_what_is_missing_puts_the_cursor_into_its_field(alice):
    alice.goto(alice.base.replace("/sections", "/return"))
    alice.get_by_role("link", name="Choose a grade for: Quality of plans").click()
    expect(alice.locator("#grade-plans")).to_be_focused()


def test_the_second_tab_sees_both_texts(app, alice):
    other = alice.context.new_page()
    for tab in (alice, other):
        tab.goto(f"{alice.base}/assessment")
    for tab, text in ((alice, "First"), (other, "Second")):
        tab.get_by_label("Evidence for this grade").fill(text)
        tab.get_by_role("button", name="Save", exact=True).click()
    expect(other.locator("h1")).to_contain_text("changed while you were writing")
    other.get_by_label("Mine").check()
    other.get_by_role("button", name="Save what I chose").click()
    expect(other.locator("#messages")).to_contain_text("put in the audit at")
    assert audit(app).answers["evidence.assessment"] == "Second"


def test_everything_works_without_scripts_on_a_narrow_screen(app, chromium, url):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    alice = sign_in(context.new_page(), url)
    alice.goto(f"{alice.base}/family")
    alice.get_by_label("What they said", exact=True).fill("She listens")
    alice.get_by_label("Positive", exact=True).check()
    alice.get_by_role("button", name="Add another quotation").click()
    expect(alice.locator("[name='quotations.1.text']")).to_be_visible()
    alice.get_by_role("button", name="Save and continue").click()
    expect(alice.locator("h1")).to_contain_text("Summary")
    assert audit(app).answers["quotations"] == [{"text": "She listens", "tone": "positive"}]
    context.close()
