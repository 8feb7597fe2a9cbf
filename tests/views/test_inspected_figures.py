"""The figures that an inspector with a named month is shown: of that month, of its audits, with nothing of another."""

import re
from contextlib import suppress
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo.stories import RUTH, Story
from app.demo.story_inspections import FOR_LONG, IONA, NAMED
from app.events.base import Refusal
from app.events.inspection import Inspection, Terms
from tests.views.may import signed_in
from tests.views.test_as_stood import plain
from tests.views.test_policy import council

__all__ = ["council"]
SAME = ("numerator", "numerator_ids", "denominator", "denominator_ids", "percent", "position")
MAY, PIN = "/cycles/2024-05", "2024-06-28T17:00"
FIGURE = re.compile(r'href="(/figures/[^"]+)"')


def shown(council: Flask, cycles: tuple[str, ...] = ("cycle/2024-05",), pinned: str = "") -> FlaskClient:
    """An inspector with one child and these months."""
    story = Story(council.extensions["house"], "2024-12-30")
    terms = Terms("2024-12-17", FOR_LONG, False, ("child/C-10482",), cycles, pinned)
    with suppress(Refusal):  # It is so already.
        story.let(RUTH, Inspection, NAMED).change(terms, "As asked for.", on="2024-12-30")
    return signed_in(council, IONA)


def data(client: FlaskClient, name: str, **asked: str) -> Any:
    """A figure of May 2024 as data; None where it is not there."""
    answer = client.get(f"/figures/{name}.json", query_string={"cycle": "2024-05"} | asked)
    return answer.get_json() if answer.status_code == 200 else None


@pytest.mark.parametrize("pinned", ["", PIN])
def test_every_figure_of_the_month_is_there_if_it_counts_its_audits_alone(council: Flask, pinned: str) -> None:
    iona, ruth = shown(council, pinned=pinned), signed_in(council, RUTH)
    asked = {"as_at": pinned} if pinned else {}
    known, there = ruth.get(f"{MAY}.json", query_string=asked).get_json()["figures"], set()
    for name in known:
        mine, theirs = data(iona, name), data(ruth, name, **asked)
        if mine:
            there.add(name)
            assert [mine[key] for key in SAME] == [theirs[key] for key in SAME], name
            ids = [*theirs["numerator_ids"], *(theirs["denominator_ids"] or ())]
            assert all(one.startswith("audit/2024-05/") for one in ids), name
            assert {one["period"] for one in mine["series"]} <= {"2024-05"}, name
        else:
            assert "people" in (theirs["numerator_are"], theirs["denominator_are"]), name
    assert {"returned", "accepted", "nil", "completion-of-allocated"} <= there


@pytest.mark.parametrize(
    "address",
    ["returned?cycle=2024-06", "returned?period=2024-06", "returned", "returned?period=2024-Q1",
     "returned?period=2024-25", "returned?cycle=2024-05&at=edition-2024-05-1", "returned?cycle=2024-05&period=2024-06",
     "pool?cycle=2024-05", "actions:open?cycle=2024-05", "concerns:open?period=2024-05", "expected?cycle=2024-05",
     "returned/changes?cycle=2024-05", "long-leave?cycle=2024-05", "exempt?cycle=2024-05",
     "completion-of-pool?cycle=2024-05"],
)  # fmt: skip
def test_no_other_figure_is_there(council: Flask, address: str) -> None:
    iona = shown(council)
    path, _, asked = address.partition("?")
    assert iona.get(f"/figures/{path}?{asked}").status_code == 404
    assert iona.get(f"/figures/{path}.json?{asked}").status_code == 404
    assert iona.get(f"/figures/{path}/chart.svg?{asked}").status_code == 404
    assert iona.get("/figures").status_code == 404


def test_links_of_the_board_and_of_a_figure_lead_to_what_is_there(council: Flask) -> None:
    iona = shown(council)
    board = iona.get(MAY).text
    links = {unescape(one) for one in FIGURE.findall(board)}
    assert "/figures/returned?cycle=2024-05" in links
    assert not [one for one in links if "pool" in one]
    for there in links:
        page = iona.get(there)
        assert page.status_code == 200, there
        lead = {unescape(one) for one in re.findall(r'(?:href|src)="(/(?!static/|sign-out)[^"#]*)', page.text)}
        assert [one for one in lead if iona.get(one).status_code not in (200, 303)] == [], there


def test_a_figure_page_tells_nothing_of_another_month_or_edition(council: Flask) -> None:
    page = main(shown(council), "/figures/returned?cycle=2024-05&months=36")
    assert not re.search(r"Why did it change\?|April 2024|June 2024|edition|Against", page)
    both = shown(council, ("cycle/2024-05", "cycle/2024-06"))
    assert "Against May 2024" in main(both, "/figures/returned?cycle=2024-06")
    june = shown(council, ("cycle/2024-06",))
    assert "May 2024" not in main(june, "/figures/returned?cycle=2024-06")


def main(client: FlaskClient, path: str) -> str:
    """The text of a page's own part."""
    return plain(client.get(path).text.partition("<main")[2].partition("</main>")[0])


def test_without_a_month_there_is_no_figure(council: Flask) -> None:
    assert shown(council, ()).get("/figures/returned?cycle=2024-05").status_code == 404


def test_the_qa_lead_has_every_figure_as_before(council: Flask) -> None:
    ruth = signed_in(council, RUTH)
    page = ruth.get("/figures/pool?cycle=2024-05").text
    assert "Why did it change?" in page
    assert len(data(ruth, "returned")["series"]) >= 1


def test_a_figure_page_is_compared_itself_where_why_it_changed_is_not_open(council: Flask) -> None:
    iona, asked = shown(council, pinned=PIN), {"from": "2024-05-20", "page": "/figures/returned?cycle=2024-05"}
    answer = iona.get("/compare", query_string=asked)
    assert (answer.status_code, "/changes" in answer.text) == (200, False)
    assert iona.get("/compare", query_string=asked | {"page": "/figures/pool?cycle=2024-05"}).status_code == 404
