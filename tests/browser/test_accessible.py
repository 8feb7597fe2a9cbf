"""Every page of the product: no WCAG 2.2 AA fault, whole at 320 px, headed, titled, and worked by keyboard alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from app import create_app
from app.config import Settings

from .accessible import axe, axe_of_first_rows, fits, is_headed, skip_link_works
from .addresses import Known, know, pages
from .visitors import Visitors

pytestmark = pytest.mark.browser
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 320, "height": 800}
Check = Callable[[Page], None]
FAULTS = [
    (axe, "main.append(document.createElement('input'))"),
    (axe_of_first_rows, "main.append(document.createElement('input'))"),
    (axe, "main.querySelector('label').style.color = '#aaa'"),
    (fits, "main.querySelector('button').style.width = '400px'"),
    (is_headed, "main.append(document.createElement('h1'))"),
    (skip_link_works, "document.querySelector('.govuk-skip-link').style.display = 'none'"),
    (skip_link_works, "document.querySelector('.govuk-skip-link').style.cssText = 'background: none; outline: none'"),
]
NOT_YET_CHOOSERS = "select[data-choose]:not([aria-hidden]):has(option[value=''])"
"""Long lists of names that a script has still to make searchable."""
REFUSED = [
    ("", "/sign-in", "Sign in"),
    ("qa_lead", "/people/new", "Put the person on the list"),
    ("qa_lead", "/settings/areas/new", "Set the area up"),
    ("qa_lead", "/imports/new", "Read the file"),
    ("qa_lead", "/frameworks", "Begin the draft"),
    ("auditor", "/account/password", "Change the password"),
    ("auditor", "/exemptions/new", "Ask for the exemption"),
    ("qa_lead", "/concerns/new", "Raise the concern"),
]


def test_every_page_meets_wcag_2_2_aa_and_is_whole_at_320_pixels(
    known: Known, visitors: Visitors, tmp_path_factory: pytest.TempPathFactory
) -> None:
    app, looks = create_app(Settings(tmp_path_factory.mktemp("empty"))), Looks(visitors)
    for role, address in pages(app, known):
        looks.at(role, address)
    assert looks.seen > 60
    assert looks.faults == [], "\n\n".join(looks.faults)


@pytest.mark.parametrize(("role", "address", "button"), REFUSED)
def test_a_refused_form_is_as_accessible(visitors: Visitors, role: str, address: str, button: str) -> None:
    page = visitors.page(role, viewport=NARROW)
    page.goto(address)
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    axe(page)
    fits(page)
    page.locator(".govuk-error-summary a").first.press("Enter")
    assert page.evaluate("document.activeElement.matches('input, select, textarea')")


@pytest.mark.parametrize(("check", "fault"), FAULTS)
def test_the_checks_find_what_they_look_for(visitors: Visitors, check: Check, fault: str) -> None:
    page = visitors.page(viewport=NARROW)
    page.goto("/sign-in")
    check(page)
    page.goto("/sign-in")
    page.evaluate(f"() => {{ const main = document.querySelector('main'); {fault}; }}")
    with pytest.raises(AssertionError):
        check(page)


class Looks:
    """Looks at page after page and keeps what is wrong with them."""

    def __init__(self, visitors: Visitors) -> None:
        self.visitors, self.faults, self.seen = visitors, list[str](), 0
        self.browsers: dict[str, Page] = {}

    def at(self, role: str, address: str) -> None:
        if role not in self.browsers:
            self.browsers[role] = self.visitors.page(role)
        page = self.browsers[role]
        page.set_viewport_size(WIDE)
        answer = page.goto(address)
        self.seen += 1
        # Of an act that is somebody else's the page says so in the place of its form.
        barred = bool(page.locator("#barred-act").count())
        if not answer or answer.status != (404 if "no-such" in address else 403 if barred else 200):
            self.faults.append(f"{address} for {role or 'nobody'} answers {answer and answer.status}")
            return
        expect(page.locator(NOT_YET_CHOOSERS)).to_have_count(0)
        for check in (is_headed, skip_link_works, axe):
            self._check(role, page, check)
        page.set_viewport_size(NARROW)
        for check in (fits, axe_of_first_rows):
            self._check(role, page, check)

    def _check(self, role: str, page: Page, check: Check) -> None:
        try:
            check(page)
        except AssertionError as fault:
            self.faults.append(f"{role or 'nobody'}, {page.viewport_size}: {fault}")


@pytest.fixture(scope="module")
def known(module_visitors: Visitors) -> Known:
    return know(module_visitors)
