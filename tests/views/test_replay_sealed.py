"""Who audits a child blind replays and compares nothing of the other audit, at no moment."""

import re
from html import unescape

from flask import Flask
from flask.testing import FlaskClient

from app.demo.stories import ANNA, BEN, PRIYA, RUTH, Story
from app.events.person import Person
from tests.views.a_loop import FIRST, LOOP, SECOND, come_in, looped
from tests.views.may import app, may, may_log, signed_in
from tests.views.test_came_later import later

__all__ = ["app", "looped", "may", "may_log"]
NUMBER = re.compile(r'<p class="al-replay__number">[^<]*<span class="al-quiet">entry ([\d,]+)')


def test_nothing_of_a_sealed_audit_is_replayed_or_compared(app: Flask, looped: Story) -> None:
    looped.let(PRIYA, Person, BEN).hold({"auditor", "qa_lead"})
    come_in(looped, ANNA, FIRST)
    house = app.extensions["house"]
    theirs = {made.position for made in house.reader.stream(FIRST)}
    child = house.model.one("SELECT child FROM audits WHERE id = ?", [FIRST])["child"].partition("/")[2]
    ben, ruth = signed_in(app, BEN), signed_in(app, RUTH)
    for page in ("/replay/cycles/2024-05", f"/replay/children/{child}"):
        assert theirs & stepped(ruth, page), "whoever is not of the pair steps through it"
        assert not theirs & stepped(ben, page), page
    assert FIRST in ruth.get("/compare.json?page=/audits&from=2024-04-01").text
    assert FIRST not in ben.get("/compare.json?page=/audits&from=2024-04-01").text
    assert ben.get("/compare?page=/audits/2024-05/4&from=2024-04-01").status_code == 404


def test_nothing_of_a_sealed_audit_came_later(app: Flask, looped: Story) -> None:
    looped.let(PRIYA, Person, BEN).hold({"auditor", "qa_lead"})
    house = app.extensions["house"]
    ben, ruth, at = signed_in(app, BEN), signed_in(app, RUTH), f"entry-{house.reader.head()}"
    child = house.model.one("SELECT child FROM audits WHERE id = ?", [FIRST])["child"].partition("/")[2]
    come_in(looped, ANNA, FIRST)
    for page in ("/cycles/2024-05", "/cycles/2024-05/moderation", f"/children/{child}"):
        assert later(ruth, page, at).startswith("1 return"), page
        assert later(ben, page, at) == "nothing", page
    assert later(ruth, "/", at)
    assert later(ben, "/", at) == "", "not even how much there is of everything"


def test_the_ledger_does_not_name_what_is_sealed(app: Flask, looped: Story) -> None:
    looped.let(PRIYA, Person, BEN).hold({"auditor", "qa_lead"})
    come_in(looped, ANNA, FIRST)
    house = app.extensions["house"]
    entries = {LOOP: house.reader.stream(LOOP)[0], FIRST: house.reader.stream(FIRST)[1]}
    ben, ruth = signed_in(app, BEN), signed_in(app, RUTH)
    for record, made in entries.items():
        path = f"/ledger/events/{made.position}"
        assert record in ruth.get(path).text
        page = ben.get(path).text
        assert (record in page, made.topic in page) == (False, False), record
    mine = house.reader.stream(SECOND)[0].position
    assert SECOND in ben.get(f"/ledger/events/{mine}").text, "their own is named"


def stepped(client: FlaskClient, page: str) -> set[int]:
    found, there = set[int](), page
    while there:
        text = client.get(there).text
        found.add(int(NUMBER.findall(text)[0].replace(",", "")))
        on = re.search(r'href="([^"]+)" data-replay="on"', text)
        there = unescape(on[1]) if on else ""
    return found
