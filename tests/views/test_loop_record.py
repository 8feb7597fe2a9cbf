"""No audit of a sealed pair goes on the child's record, from which the other auditor works."""

from datetime import date
from typing import Any

import pytest
from flask import Flask

from app.demo.stories import ANNA, BEN, OMAR, RUTH, Story
from app.events.audit import Audit
from app.events.base import Refusal
from app.programme import judging
from tests.views.a_loop import DAY, FIRST, SECOND, come_in, looped
from tests.views.may import app, audit, may, may_log, signed_in
from tests.views.sending import do

__all__ = ["app", "looped", "may", "may_log"]


def upload(story: Story, by: str) -> None:
    facts: dict[str, Any] = {"version": story.house.version(FIRST), "on": date(2024, 5, 28), "reference": "DOC-1"}
    judging.upload(story.house, FIRST, **facts, uploaded_by=OMAR, **story.said(by))


def listed(app: Flask) -> list[str]:
    rows = signed_in(app, RUTH).get("/audits.json?cycle=all&record=no").get_json()["rows"]
    return [row["audit_id"] for row in rows]


def test_the_first_of_a_sealed_pair_waits_for_the_second(app: Flask, looped: Story) -> None:
    come_in(looped, ANNA, FIRST)
    looped.let(RUTH, Audit, FIRST).accept(on="2024-05-28", note="")
    with pytest.raises(Refusal, match="A second auditor audits this child too and works from the child's record"):
        upload(looped, RUTH)
    with pytest.raises(Refusal, match=r"This audit cannot go on the child's record yet\. Ask the QA lead\."):
        upload(looped, ANNA)
    assert FIRST not in listed(app)
    come_in(looped, BEN, SECOND)
    assert FIRST in listed(app)
    upload(looped, RUTH)
    assert audit(app, 4).uploaded_on == "2024-05-28"


def test_an_audit_that_ended_its_pair_is_not_opened_again_beside_the_other(app: Flask, looped: Story) -> None:
    ruth = signed_in(app, RUTH)
    first = "/audits/2024-05/4"
    assert do(ruth, f"{first}/withdrawal", DAY | {"reason": "By mistake."}).status_code == 303
    refused = do(ruth, f"{first}/reopening", DAY | {"reason": "It was a mistake."})
    assert refused.status_code == 422
    assert "The pair ended with this audit: audit 6 goes on alone and counts for the child." in refused.text
    assert do(ruth, "/audits/2024-05/6/withdrawal", DAY | {"reason": "All of it."}).status_code == 303
    assert do(ruth, f"{first}/reopening", DAY | {"reason": "It is wanted."}).status_code == 303
