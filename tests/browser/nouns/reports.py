"""A report of the demonstration: of few parts, with a recommendation, published once, and written again."""

import re
from typing import Any

from playwright.sync_api import Page

from tests.browser.visitors import Visitors

KEY = "2018-12"
HERE = f"/reports/{KEY}"
ORDER = {"place-how-much": "1", "title-how-much": "How much did we do?", "in-completion-months": "how-much"}
ORDER |= {"place-recommendations": "2", "title-recommendations": "Next", "in-recommendations": "recommendations"}
TEXT = "In all 19 of 31 (55%) came in."
RECOMMENDED = {"report": f"report/{KEY}", "text": "Run a recall session.", "due-day": "30", "due-month": "9"}


def given(visitors: Visitors) -> dict[str, list[str]]:
    """Its key, a section of it, the kinds of report, and the recommendation."""
    ruth, helen = visitors.page("qa_lead"), visitors.page("head_of_service")
    _send(ruth, "/reports", "/reports", period=KEY)
    _arrange(ruth)
    owner = re.findall(r'<option value="(person/[\w-]+)"', _text(ruth, "/recommendations/new"))[0]
    _send(ruth, "/recommendations/new", "/recommendations", **RECOMMENDED, **{"due-year": "2030", "owner": owner})
    _send(ruth, f"{HERE}/proposal")
    _send(helen, f"{HERE}/publication")
    _send(helen, f"{HERE}/new-edition", reason="A grade was put right.")
    _send(ruth, f"{HERE}/sections/how-much", text=TEXT)
    made = ruth.request.get("/recommendations.json").json()["rows"][0]["recommendation_id"].partition("/")[2]
    return {"report": [KEY], "report_part": ["how-much"], "report_kind": ["monthly"], "recommendation": [made]}


def _arrange(page: Page) -> None:
    """Leave most of it out, which is to be confirmed."""
    there, token = f"{HERE}/arrangement", r'<input type="hidden" name="([^"]+)" value="([^"]*)"'
    fields = dict(re.findall(token, _text(page, there))) | dict.fromkeys(_lists(page), "") | ORDER
    sure = page.request.post(there, form=fields, headers={"Referer": page.url})
    _send(page, there, **dict(re.findall(token, sure.text())))


def _lists(page: Page) -> list[str]:
    return re.findall(r'<select[^>]*name="(in-[\w-]+)"', _text(page, f"{HERE}/arrangement"))


def _text(page: Page, path: str) -> str:
    return str(page.request.get(path).text())


def _send(page: Page, path: str, to: str = "", **fields: Any) -> None:
    """Send the form of a page with these fields; raises AssertionError where it is shown again."""
    text = _text(page, path)
    hidden = re.findall(r'<input type="hidden" name="(csrf_token|version|id)" value="([^"]*)"', text)
    answer = page.request.post(to or path, form=dict(hidden) | fields, max_redirects=0, headers={"Referer": page.url})
    assert answer.status == 303, f"{path}: {answer.status} {answer.text()[:2000]}"
