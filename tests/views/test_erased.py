"""With every key gone, each page is there still, and none shows what was written."""

from html import unescape

import pytest
from flask import Flask

from tests.programme.test_sealed_log import boxes, words
from tests.views.test_policy import THEIRS, addresses, council, granted, signed_in, url

__all__ = ["council"]


@pytest.mark.parametrize("role", ["qa_lead", "auditor"])
def test_no_page_fails_and_none_shows_what_was_erased(council: Flask, role: str) -> None:
    house, client, said = council.extensions["house"], signed_in(council, role), 0
    written = {text for topic, box in boxes(house) if topic != "loop opened" for text in words(box)}
    house.keys.erase(sorted(house.keys.names()))
    for method, rule, names in addresses(council, role):
        made_first = any(part in rule.rule for part in ("draft", "versions/new"))
        known = not {"name", "token", "unsent", "part"} & rule.arguments and not made_first
        if method == "GET" and known and names is not THEIRS and granted(role, rule.endpoint, theirs=False):
            answer = client.get(path := url(rule, names, role))
            assert answer.status_code < 500, path
            page = unescape(answer.data.decode(errors="replace"))
            assert [text for text in written if text in page] == [], path
            said += "[erased]" in page
    assert said > 5
