"""What every page must be: free of WCAG 2.2 AA faults that can be found by machine, and whole on a narrow screen."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

STANDARD = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
AXE = Axe()


def axe(page: Page) -> None:
    """Raise AssertionError with the rule, the elements and the reason of everything that breaks WCAG 2.2 AA."""
    found = AXE.run(page, options=STANDARD).response["violations"]
    assert not found, f"{page.url}\n" + "\n".join(_sentence(one) for one in found)


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
