"""Working a page by keyboard alone."""

from playwright.sync_api import Locator, Page, expect

from .accessible import focus_is_seen

MOST = 150


def tab_to(there: Locator) -> Locator:
    """Press Tab until this has the focus, which must be seen at every stop. Raises AssertionError if it never has."""
    page = there.page
    expect(there).to_have_count(1)
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            continue  # from the last stop of a page the focus goes round by the browser's own buttons
        focus_is_seen(page)
        if there.evaluate("one => one === document.activeElement"):
            return there
    raise AssertionError(f"{there} is not reached by {MOST} times Tab")


def press(there: Locator, key: str = "Enter") -> None:
    """Reach a link or button and press it."""
    tab_to(there)
    there.page.keyboard.press(key)


def choose(page: Page, name: str, value: str) -> None:
    """Reach a group of radios and choose one with Space and the arrows."""
    group = page.locator(f"input[name='{name}']")
    wanted, already = group.and_(page.locator(f"[value='{value}']")), group.and_(page.locator(":checked"))
    tab_to(already if already.count() else group.first)
    page.keyboard.press("Space")
    for _ in range(group.count()):
        if wanted.is_checked():
            return
        page.keyboard.press("ArrowDown")
    expect(wanted).to_be_checked()


def write(there: Locator, text: str) -> None:
    """Reach a field and type into it."""
    tab_to(there)
    there.page.keyboard.type(text)
