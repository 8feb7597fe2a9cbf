"""The practitioner answers on a phone of 320 px without scripts, and the QA lead's open page counts it."""

import re

import pytest
from playwright.sync_api import expect

from .accessible import fits
from .visitors import Visitors

pytestmark = pytest.mark.browser
PHONE = {"width": 320, "height": 640}
ANSWERED = re.compile(r"Answered, of all asked\s+(\d+) of")


def test_a_refused_answer_keeps_its_choices_on_a_phone(visitors: Visitors) -> None:
    phone = visitors.page("practitioner", viewport=PHONE)
    phone.goto("/")
    phone.get_by_role("link", name=re.compile("audited in")).first.click()
    phone.get_by_label("Partly").first.check()
    phone.get_by_role("button", name="Answer the questions").click()
    expect(phone.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(phone.get_by_label("Partly").first).to_be_checked()
    fits(phone)


def test_six_taps_on_a_phone_answer_and_the_open_page_counts_it(visitors: Visitors) -> None:
    qa = visitors.page("qa_lead")
    qa.goto("/impact?part=worker")
    before = ANSWERED.search(qa.locator("#response").inner_text())
    assert before
    phone = visitors.page("practitioner", viewport=PHONE, java_script_enabled=False)
    phone.goto("/")
    phone.get_by_role("link", name=re.compile("audited in")).first.click()
    phone.get_by_label("Partly").first.check()
    phone.get_by_label("Too early to say").check()
    phone.get_by_label("Nothing got in the way").check()
    phone.get_by_role("button", name="Answer the questions").click()
    expect(phone.get_by_text("Thank you. Your answers are kept beside the audit.")).to_be_visible()
    expect(qa.locator("#response")).to_contain_text(f"{int(before[1]) + 1} of")
