"""What an inspector with named children reaches: every address and every link, and nothing of any other child."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo.stories import CHILDREN, RUTH, Story
from app.demo.story_inspections import FOR_LONG, IONA, NAMED
from app.events.inspection import Inspection, Terms
from app.policy import OF_THEIRS, RULES
from app.views.inspected import WITHIN
from tests.views.may import signed_in
from tests.views.test_policy import THEIRS, addresses, council, url, words_of

__all__ = ["council"]
CHILD, MAY = "C-10482", "cycle/2024-05"
OTHERS = {*(id.removeprefix("child/") for id in CHILDREN), "C-20001"} - {CHILD}
OTHERS_NAMES = {"Cleo West"}
BEGIN = ("/", "/audits", "/audits?reference=C-1", "/children?search=C-", "/actions", "/actions?child=C-10519",
         "/concerns", "/audits.csv?cycle=all", "/audits.json", "/children.xlsx", "/actions.json",
         "/concerns.csv")  # fmt: skip
HREF = re.compile(r'(?:href|src|hx-get|action)="(/(?!static/|sign-out)[^"#]*)')
LIVE = Terms("2024-12-17", FOR_LONG, False, (f"child/{CHILD}",), (), "")


@pytest.fixture
def iona(council: Flask) -> FlaskClient:
    """An inspector with one child, as it is."""
    story = Story(council.extensions["house"], "2024-12-30")
    story.let(RUTH, Inspection, NAMED).change(LIVE, "Live, and the child alone.", on="2024-12-30")
    return signed_in(council, IONA)


def test_of_all_addresses_only_what_is_named_is_there(council: Flask, iona: FlaskClient) -> None:
    reached = set()
    for method, rule, names in addresses(council, "inspector"):
        if not RULES[rule.endpoint] or rule.endpoint in OF_THEIRS:
            continue
        status = iona.open(url(rule, names, "inspector"), method=method).status_code
        if names is THEIRS or rule.endpoint not in WITHIN or method != "GET":
            assert status == 404, f"{status} at {method} {url(rule, names, 'inspector')}"
        elif status == 200:
            reached.add(rule.endpoint)
    assert reached >= {"children.show", "audits.show", "audits.index", "histories.of_child", "concerns.show"}
    assert not {one for one in reached if one.startswith(("board.", "cycles."))}, "no month is named"


@pytest.mark.parametrize("pinned", [False, True])
def test_no_link_leads_to_another_child_or_to_nothing(council: Flask, pinned: bool, request: Any) -> None:
    iona = signed_in(council, IONA) if pinned else request.getfixturevalue("iona")
    seen = dict(crawled(iona, *BEGIN))
    lost = [path for path, answer in seen.items() if answer.status_code not in (200, 303)]
    assert lost == []
    assert len(seen) > 30
    foreign = OTHERS - ({"C-10519", "C-10533", "C-10560", "C-10577", "C-10591"} if pinned else set())
    for path, answer in seen.items():
        shown = words_of(answer.data).replace("C-10519", "") if "C-10519" in path else words_of(answer.data)
        assert [one for one in foreign | (OTHERS_NAMES if not pinned else set()) if one in shown] == [], path


def crawled(client: FlaskClient, *begin: str) -> Iterator[tuple[str, Any]]:
    """Every page that links lead to from the first, each path once whatever it asks, with its answer."""
    known, waiting = {path.partition("?")[0] for path in begin}, [*begin]
    while waiting:
        there = waiting.pop()
        answer = client.get(there)
        yield there, answer
        found = {unescape(href) for href in HREF.findall(answer.text)} if answer.mimetype == "text/html" else set()
        for href in sorted(found):
            if (path := href.partition("?")[0]) not in known:
                known.add(path)
                waiting.append(href)
