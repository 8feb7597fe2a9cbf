"""People at their browsers: each signed in once for a programme, their pages' faults kept for the end."""

from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from app.demo.council import NAMED, PASSWORD, email

PATIENCE = 15_000


class Visitors:
    """The browsers of the people of one programme; who is named by role has their place in the demonstration."""

    def __init__(self, chromium: Browser, url: str, signed_in: dict[str, Any] | None = None) -> None:
        self.chromium, self.url = chromium, url
        self.faults: list[str] = []
        self.signed_in: dict[str, Any] = {} if signed_in is None else signed_in
        self.contexts: list[BrowserContext] = []

    def page(self, who: str = "", password: str = PASSWORD, **options: Any) -> Page:
        """A page of a fresh browser in which somebody, by role or e-mail address, is signed in; of nobody without."""
        state = self._state(who, password) if who else None
        return self._context(storage_state=state, **options).new_page()

    def close(self) -> None:
        """Close every browser. Raises AssertionError for a fault of a script or what a page's policy refused."""
        for context in self.contexts:
            context.close()
        self.contexts = []
        faults, self.faults = self.faults, []
        assert faults == []

    def _context(self, **options: Any) -> BrowserContext:
        context = self.chromium.new_context(base_url=self.url, accept_downloads=True, **options)
        context.set_default_timeout(PATIENCE)
        context.on("weberror", lambda fault: self.faults.append(str(fault.error)))
        context.on("console", lambda line: "Content Security" in line.text and self.faults.append(line.text))
        self.contexts.append(context)
        return context

    def _state(self, who: str, password: str) -> Any:
        if who not in self.signed_in:
            context = self._context()
            sign_in(context.new_page(), who, password)
            self.signed_in[who] = context.storage_state()
        return self.signed_in[who]


def sign_in(page: Page, who: str, password: str = PASSWORD) -> None:
    """Sign somebody in, by role of the demonstration or by e-mail address, on the sign-in page or where it is shown."""
    if "/sign-in" not in page.url:
        page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(email(NAMED[who]) if who in NAMED else who)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Sign out").wait_for()
