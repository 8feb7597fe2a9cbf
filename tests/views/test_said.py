"""What the next page is to say: said once, whatever else is answered meanwhile, and only when we wrote it."""

import pytest
from flask import Flask

from app.demo.stories import RUTH, Story
from tests.views.a_concern import CHILD, PATH, WHY
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]

BANNER = "govuk-notification-banner__heading"


def test_a_sentence_is_said_once(app: Flask, may: Story) -> None:
    ruth = signed_in(app, RUTH)
    ruth.post("/concerns", data={"child": CHILD, "category": "2", "why": WHY})
    assert [ruth.get(PATH).text.count(BANNER) for _ in range(2)] == [1, 0]


def test_a_sentence_outlives_what_was_asked_before_and_is_answered_after(app: Flask, may: Story) -> None:
    """An autosave's answer renews the session as it was when it was asked."""
    ruth = signed_in(app, RUTH)
    before = ruth.get_cookie("audit-loop")
    assert before
    ruth.post("/concerns", data={"child": CHILD, "category": "2", "why": WHY})
    ruth.set_cookie("audit-loop", before.value)
    assert [ruth.get(PATH).text.count(BANNER) for _ in range(2)] == [1, 0]


def test_what_is_asked_in_between_says_nothing_and_takes_nothing(app: Flask, may: Story) -> None:
    ruth = signed_in(app, RUTH)
    ruth.post("/concerns", data={"child": CHILD, "category": "2", "why": WHY})
    between = ruth.put("/drafts/concerns/new", json={"version": 0, "page": "x", "fields": {}})
    assert "audit-loop-said" not in between.headers.get("Set-Cookie", "")
    assert BANNER in ruth.get(PATH).text


@pytest.mark.parametrize("written", ["", "nonsense", "WyJhIl0.x", "W1siYSIsImIiXV0.x"])
def test_sentences_that_we_did_not_sign_are_not_said(app: Flask, may: Story, written: str) -> None:
    ruth = signed_in(app, RUTH)
    ruth.set_cookie("audit-loop-said", written)
    page = ruth.get("/concerns")
    assert page.status_code == 200
    assert BANNER not in page.text
