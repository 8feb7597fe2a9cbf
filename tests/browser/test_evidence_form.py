"""The form for an evidence pack: without scripts too, only the fields of the chosen kind show."""

import pytest
from playwright.sync_api import expect

from .visitors import Visitors

pytestmark = pytest.mark.browser
FIELDS = {"child": "named", "sample": "named", "audit": "named", "cycle": "cycle", "edition": "edition"}


@pytest.mark.parametrize("scripts", [True, False])
def test_only_the_fields_of_the_chosen_kind_show(visitors: Visitors, scripts: bool) -> None:
    page = visitors.page("qa_lead", java_script_enabled=scripts)
    page.goto("/evidence/new?kind=child")
    for kind, own in FIELDS.items():
        page.locator(f"input[name=kind][value={kind}]").check()
        for field in ("named", "cycle", "edition"):
            expect(page.locator(f"[name={field}]")).to_be_visible(visible=field == own)
        expect(page.locator("[name=recipient]")).to_be_visible()
