"""A long list of names in a real browser: found by typing, kept as a draft, and a plain select without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessible import axe, fits
from tests.browser.test_audit_form_page import alice, sign_in, status, url
from tests.views.an_audit import audit

__all__ = ["alice", "url"]

pytestmark = pytest.mark.browser
OWNER = "[name='actions.0.owner']"


def the_rest(page):
    page.locator("[name='actions.0.what']").fill("Visit")
    for part, typed in (("day", "28"), ("month", "6"), ("year", "2099")):
        page.locator(f"[name='actions.0.due-{part}']").fill(typed)


@pytest.fixture
def owner(alice):
    """The page of actions, and the field in which the owner of the first is typed."""
    alice.goto(f"{alice.base}/actions")
    expect(alice.locator(".al-choose input")).to_have_role("combobox")
    return alice.get_by_role("combobox", name="Who will do it").first


def test_a_name_is_found_by_typing_and_chosen_by_keyboard(app, alice, owner):
    owner.press_sequentially("fin")
    expect(alice.get_by_role("option")).to_have_text(["Carol Finch, Ash"])
    axe(alice)
    owner.press("ArrowDown")
    alice.keyboard.press("Enter")
    expect(owner).to_have_value("Carol Finch, Ash")
    expect(alice.locator(OWNER)).to_have_value("person/carol")
    expect(status(alice)).to_contain_text("Saved at ")
    alice.reload()
    expect(owner).to_have_value("Carol Finch, Ash")
    the_rest(alice)
    alice.get_by_role("button", name="Save", exact=True).click()
    expect(alice.locator("#messages")).to_contain_text("put in the audit at")
    assert [one["owner"] for one in audit(app).answers["actions"]] == ["person/carol"]


def test_what_is_nobodys_name_is_sent_as_it_was_typed_and_refused_beside_the_field(app, alice, owner):
    owner.fill("carol finch, ash")
    owner.press("Tab")
    expect(owner).to_have_value("Carol Finch, Ash")
    owner.fill("Carol Finch, A")
    owner.press("Tab")
    expect(owner).to_have_value("Carol Finch, A")
    the_rest(alice)
    alice.get_by_role("button", name="Save", exact=True).click()
    expect(alice.locator("#actions-0-owner-error")).to_contain_text("“Carol Finch, A” is not in the list")
    expect(owner).to_have_value("Carol Finch, A")
    assert not audit(app).answers.get("actions")


def test_the_blank_choice_is_offered_and_a_filter_says_what_it_does_not_know(alice):
    alice.goto(f"{alice.base.partition('/audits/')[0]}/audits")
    alice.get_by_text("Filter", exact=True).click()
    team = alice.locator("input").and_(alice.get_by_role("combobox", name="Team"))
    team.fill("any")
    alice.get_by_role("option", name="Any team").click()
    expect(alice.locator("[name=team]")).to_have_value("")
    team.fill("Woodland")
    alice.get_by_role("button", name="Apply the filter").click()
    expect(alice.locator("#team-error")).to_contain_text("“Woodland” is not in the list")
    expect(alice.get_by_label("Filters in force")).to_contain_text("Team: Woodland")


def test_a_name_can_be_clicked_and_a_click_on_the_label_goes_to_the_field(alice, owner):
    alice.locator("label", has_text="Who will do it").first.click()
    expect(owner).to_be_focused()
    owner.click()
    alice.get_by_role("option", name="Wendy Pike, Ash").click()
    expect(alice.locator(OWNER)).to_have_value("person/wendy")
    expect(owner).to_have_value("Wendy Pike, Ash")


def test_a_row_that_is_added_has_it_and_an_error_leads_to_it(alice, owner):
    alice.get_by_label("What is to be done").fill("Visit")
    alice.get_by_role("button", name="Add another action").click()
    second = alice.get_by_role("combobox", name="Who will do it").nth(1)
    second.fill("Wendy Pike, Ash")
    expect(alice.locator("[name='actions.1.owner']")).to_have_value("person/wendy")
    alice.get_by_role("button", name="Take out").first.click()
    expect(alice.locator(OWNER)).to_have_value("person/wendy")
    alice.evaluate("location.hash = 'actions-0-owner'")
    expect(owner).to_be_focused()
    alice.set_viewport_size({"width": 320, "height": 640})
    fits(alice)


def test_without_scripts_it_is_a_select(app, chromium, url):
    context = chromium.new_context(java_script_enabled=False)
    page = sign_in(context.new_page(), url)
    page.goto(f"{page.base}/actions")
    page.get_by_label("Who will do it").select_option("Carol Finch, Ash")
    the_rest(page)
    page.get_by_role("button", name="Save", exact=True).click()
    assert audit(app).answers["actions"][0]["owner"] == "person/carol"
    context.close()
