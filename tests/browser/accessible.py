"""What every page must be: free of WCAG 2.2 AA faults that can be found by machine, and whole on a narrow screen."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

STANDARD = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
RUN = "([within, options]) => axe.run(within, options).then(({ violations }) => violations)"
"""The library's own call sends everything that passed as well, which takes longer than the check."""
EVERYTHING: dict[str, list[list[str]]] = {"include": [["html"]]}
FIRST_ROWS = EVERYTHING | {"exclude": [["tbody tr:nth-child(n+13)"]]}
"""The page with the first twelve rows of each table: those after them are made of the same parts."""


def axe(page: Page, within: dict[str, list[list[str]]] = EVERYTHING) -> None:
    """Raise AssertionError with the rule, the elements and the reason of everything that breaks WCAG 2.2 AA."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(RUN, [within, STANDARD])
    assert not found, f"{page.url}\n" + "\n".join(_sentence(one) for one in found)


def axe_of_first_rows(page: Page) -> None:
    """As `axe`, of the first rows of each table: for a page whose rows were all looked at in another width."""
    axe(page, FIRST_ROWS)


def fits(page: Page) -> None:
    """Raise AssertionError naming the elements that stick out when the document must be scrolled sideways."""
    wide, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    if wide > room:
        raise AssertionError(f"{page.url} is {wide} wide where there is room for {room}: {page.evaluate(STICKS_OUT)}")


STICKS_OUT = """() => [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .slice(0, 5).map((one) => one.outerHTML.slice(0, 120))"""


def _sentence(found: dict[str, Any]) -> str:
    places = "; ".join(f"{node['target']}: {node['html'][:200]}" for node in found["nodes"][:4])
    why = found["nodes"][0]["failureSummary"].replace("\n", " ")
    return f"  {found['id']} ({found['impact']}): {found['help']}. {len(found['nodes'])} times: {places}. {why}"


def is_headed(page: Page) -> None:
    """Raise AssertionError unless the page has one h1, a title of its own, its language and one main landmark."""
    assert page.locator("h1").count() == 1, f"{page.url} has {page.locator('h1').count()} h1"
    assert page.locator("h1").inner_text().strip(), f"{page.url} has an empty h1"
    assert page.locator("main").count() == 1, f"{page.url} has {page.locator('main').count()} main landmarks"
    assert page.get_attribute("html", "lang") == "en-GB", f"{page.url} does not say its language"
    own = page.title().partition(" – ")[0].strip()
    assert own, f"{page.url} has no title of its own: {page.title()}"


def skip_link_works(page: Page) -> None:
    """Raise AssertionError unless the first Tab shows the link to the content and Enter leads there."""
    page.keyboard.press("Tab")
    words = page.evaluate("document.activeElement.textContent")
    assert words == "Skip to main content", f"The first stop of {page.url} is {words!r}"
    focus_is_seen(page)
    page.keyboard.press("Enter")
    there = page.evaluate("document.activeElement.id")
    assert there == "main-content", f"The skip link of {page.url} leads to {there!r}"


def focus_is_seen(page: Page) -> None:
    """Raise AssertionError unless what has the focus is on the screen and looks different from before."""
    seen = page.evaluate(FOCUS)
    assert seen["inside"], f"What has the focus is not on the screen: {seen}"
    assert seen["marked"], f"The focus cannot be seen: {seen}"


FOCUS = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  const shown = ["radio", "checkbox"].includes(one.type) ? one.labels[0] : one;
  const looks = () => ["::before", "", "::after"].map((part) => [one, shown].map((it) => {
    const style = getComputedStyle(it, part || null);
    return [style.outlineWidth, style.outlineStyle, style.boxShadow, style.backgroundColor, style.borderColor].join();
  })).join();
  const { outlineStyle, outlineWidth } = getComputedStyle(one);
  let marked = outlineStyle !== "none" && outlineWidth !== "0px";
  if (!marked) {
    const before = looks();
    one.blur();
    marked = before !== looks();
    one.focus();
  }
  return { what: one.outerHTML.slice(0, 150), marked,
    inside: box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth && box.width > 0 };
}"""
