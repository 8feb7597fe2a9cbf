"""What an address asks of figures, pools and the pages of a month in vain is said there, never passed over."""

import pytest
from flask import Flask

from app.demo.stories import RUTH, Story
from app.views.asked_in_vain import KNOWN
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]
PAGES = (
    "/figures/completion-of-pool",
    "/cycles/2024-05",
    "/cycles/2024-05/pool",
    "/cycles/2024-05/closing",
    "/cycles/2024-05/sample",
    "/cycles/2024-05/allocation",
    "/cycles/2024-05/moderation",
    "/cycles/2024-05/loops",
    "/moderations/figures",
    "/loops/agreement",
    "/pools",
    "/pools/leaving",
    "/pools/targets",
    "/pools/people/dana-lewis",
)
FILES = ("/figures/completion-of-pool.json", "/cycles/2024-05.json", "/cycles/2024-05/pool.json", "/pools.json",
         "/cycles/2024-05/allocation.json", "/pools/leaving.json", "/moderations/figures.json",
         "/loops/agreement.json")  # fmt: skip
OWN = (
    "/pools?pool=moderator&year=all",
    "/cycles/2024-05?chase=all&sort=due",
    "/cycles/2024-05/sample?why=C-1",
    "/moderations/figures?from=2024-04&to=2024-05",
    "/pools/leaving?first-day=1&first-month=4&first-year=2024",
    "/cycles/2024-05/allocation?seed=a&on-day=1&on-month=5&on-year=2024",
)
VAIN = "The address asks for “team”, which this page does not know. Shown is the page without it."


@pytest.mark.parametrize("address", [*PAGES, *FILES])
def test_a_name_that_a_page_does_not_know_is_said(app: Flask, may: Story, address: str) -> None:
    ruth = signed_in(app, RUTH)
    page, asked = ruth.get(address), ruth.get(f"{address}?team=team/harbour")
    assert (page.status_code, asked.status_code) == (200, 200)
    there = asked.json["not_known"] if asked.is_json and asked.json else asked.get_data(as_text=True)
    assert VAIN in there
    assert "not_known" not in page.text
    assert "asked-in-vain" not in page.text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("/pools?pool=children", "“Pool” has no such choice as “children”."),
        ("/pools?year=1066", "“Year” has no such choice as “1066”."),
        ("/pools/leaving?first=never", "“From” has no such choice as “never”."),
        ("/moderations/figures?period=2024-Q9", "“Period” has no such choice as “2024-Q9”."),
    ],
)
def test_a_value_that_is_no_choice_is_said(app: Flask, may: Story, asked: str, said: str) -> None:
    page = signed_in(app, RUTH).get(asked).text
    assert page.count(said) == 1
    assert signed_in(app, RUTH).get("/figures/completion-of-pool?cycle=1066-05").status_code == 404


def test_what_a_page_asks_of_itself_is_known(app: Flask, may: Story) -> None:
    ruth, endpoints = signed_in(app, RUTH), {rule.endpoint for rule in app.url_map.iter_rules()}
    assert KNOWN.keys() <= endpoints
    for own in OWN:
        assert "asked-in-vain" not in ruth.get(own).text, own
