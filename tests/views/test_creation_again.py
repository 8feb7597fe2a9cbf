"""A form for a new record that is sent, gone back to and sent with something else: another record, and no dead end."""

import re

from flask import Flask

from app.demo.stories import DANA, RUTH, Story
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]
FACTS = {"source": "audit/2024-05/0001", "owner": DANA, "what": "See her alone.",
         "due-day": "25", "due-month": "6", "due-year": "2024"}  # fmt: skip
ID = re.compile(r'name="id" value="(action/[a-z0-9-]+)"')


def test_who_goes_back_and_writes_something_else_can_send_that_too(app: Flask, may: Story) -> None:
    may.on("2024-05-28")
    ruth = signed_in(app, RUTH)
    (first,) = ID.findall(ruth.get("/actions/new?source=audit/2024-05/0001").text)
    assert ruth.post("/actions", data=FACTS | {"id": first}).status_code == 303
    assert ruth.post("/actions", data=FACTS | {"id": first}).status_code == 303, "a double click is one action"
    other = FACTS | {"what": "Ring her school."}
    again = ruth.post("/actions", data=other | {"id": first})
    assert (again.status_code, "This action has been raised already." in again.text) == (422, True)
    assert "Ring her school." in again.text
    (second,) = ID.findall(again.text)
    assert second != first
    (kept,) = ID.findall(ruth.get("/actions/new").text)
    assert kept != first, "nor is it the draft's"
    assert ruth.post("/actions", data=other | {"id": second}).status_code == 303
    may.house.model.catch_up()
    rows = may.house.model.query("SELECT id FROM actions WHERE raised_by = ?", [RUTH])
    assert {row["id"] for row in rows} == {first, second}
