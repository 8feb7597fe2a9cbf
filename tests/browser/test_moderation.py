"""A moderator at work in the browser: the reason is asked where a grade changes, text is kept, the audit accepted."""

import pytest
from playwright.sync_api import expect

from .accessible import axe
from .visitors import Visitors

pytestmark = pytest.mark.browser


def test_mary_quinn_moderates_from_her_queue(visitors: Visitors) -> None:
    mary = visitors.page("moderator")
    mary.goto("/moderations")
    mary.locator("section.al-waits a").first.click()
    why = mary.get_by_label("Why does the grade of “Quality of plans” change?")
    expect(why).to_be_hidden()
    plans = mary.locator("#domain-plans")
    plans.get_by_label("Change to", exact=False).first.check()
    expect(why).to_be_visible()
    why.fill("The dates are missing.")
    expect(mary.get_by_text("Saved at").first).to_be_visible()
    mary.reload()
    expect(why).to_have_value("The dates are missing.")
    mary.get_by_role("button", name="Record the moderation").click()
    expect(mary.locator(".govuk-error-summary")).to_be_focused()
    axe(mary)
    expect(why).to_have_value("The dates are missing.")
    for agree in mary.get_by_label("Agree:", exact=False).all():
        if "plans" not in (agree.get_attribute("name") or ""):
            agree.check()
    for question in ("Does the evidence support the grades?", "Does the audit analyse", "Is the child's voice in it?"):
        mary.get_by_role("group", name=question).get_by_label("Yes").check()
    mary.get_by_label("Sound: to standard").check()
    mary.get_by_role("button", name="Record the moderation").click()
    expect(mary.get_by_text("The audit is moderated. Its grades count as you left them.")).to_be_visible()
    expect(mary.locator("#grades-2 .al-pair--differs")).to_have_count(1)
    mary.goto("/")
    expect(mary.get_by_text("The dates are missing.")).to_have_count(0)
