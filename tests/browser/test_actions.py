"""The practitioner says on a phone without scripts that an action is done, and the QA lead's open tracker counts it."""

import re

import pytest
from playwright.sync_api import expect

from .accessible import axe, fits
from .visitors import Visitors

pytestmark = pytest.mark.browser
PHONE = {"width": 320, "height": 640}


def test_done_evidence_here_on_a_phone_and_the_open_tracker_counts_it(visitors: Visitors) -> None:
    qa = visitors.page("qa_lead")
    qa.goto("/actions")
    waiting = re.search(r"(\d+) completed", qa.locator("#actions-waiting").inner_text())
    assert waiting
    phone = visitors.page("practitioner", viewport=PHONE, java_script_enabled=False)
    phone.goto("/")
    phone.get_by_text("Done, evidence here").first.click()
    phone.get_by_label("What was done, and where can it be seen?").first.fill("Visit of this morning, on the record.")
    phone.get_by_role("button", name="It is done").first.click()
    expect(phone.get_by_text("The action is completed. It waits to be verified.")).to_be_visible()
    expect(qa.locator("#actions-waiting")).to_contain_text(f"{int(waiting[1]) + 1} completed")


def test_the_opened_form_is_whole_and_free_of_faults_on_a_phone(visitors: Visitors) -> None:
    phone = visitors.page("practitioner", viewport=PHONE)
    phone.goto("/")
    phone.get_by_text("Done, evidence here").first.click()
    expect(phone.get_by_label("What was done, and where can it be seen?").first).to_be_visible()
    fits(phone)
    axe(phone)
