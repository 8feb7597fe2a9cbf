"""Erasures of the demonstration, each as far as it is; a subject-access request that is put together; an inspection."""

import re
from typing import Any

from playwright.sync_api import Page

from tests.browser.visitors import Visitors

WHOSE = {f"erasures.new_{act}": "head_of_service" for act in ("confirmation", "decline")}
"""A second person decides: the QA lead has asked for it."""


def given(visitors: Visitors) -> dict[str, list[Any]]:
    """What their addresses name."""
    page = visitors.page("qa_lead")
    return {
        "erasure": _linked(page, "/erasures", "erasures"),
        "inspection": _linked(page, "/inspections", "inspections"),
        "access_request": [_request(page)],
    }


def _linked(page: Page, address: str, noun: str) -> list[str]:
    found = re.findall(rf'href="/{noun}/([\w-]+)"', page.request.get(address).text())
    return [one for one in dict.fromkeys(found) if one != "new"]


def _request(page: Page) -> str:
    """Record one about a child, and have what is held put together."""
    child = page.request.get("/children.json").json()["rows"][0]["child_id"].removeprefix("child/")
    page.goto("/subject-access/new")
    page.get_by_label("A child").check()
    page.get_by_label("Reference of the child").fill(child)
    page.get_by_label("Who asked, and in what right?").fill("A parent with parental responsibility.")
    page.get_by_role("button", name="Record it").click()
    there = page.url.rpartition("/")[2]
    page.goto(f"/subject-access/{there}/making")
    page.get_by_role("button", name="Put together what is held").click()
    return there
