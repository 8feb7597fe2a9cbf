"""The menu: at most six sections, only what the policy's table gives, and the one that a page is in is marked."""

import pytest
from flask import Flask

from app.policy import Me
from app.views.navigation import SECTIONS, entries, within

ROLES = (
    "auditor", "practitioner", "team_manager", "moderator", "qa_lead", "operations_director", "head_of_service",
    "director", "inspector", "analyst", "administrator",
)  # fmt: skip


def person(*roles: str) -> Me:
    return Me("person/x", "X", frozenset(roles))


def texts(found: list[dict[str, str]]) -> list[str]:
    return [one["text"] for one in found]


@pytest.mark.parametrize("role", ROLES)
def test_no_menu_has_more_than_six_entries_and_each_leads_somewhere(app: Flask, role: str) -> None:
    found = entries(person(role), "/")
    assert 1 <= len(found) <= 6
    adapter = app.url_map.bind("localhost")
    assert all(adapter.match(one["href"]) for one in found)


def test_every_page_of_the_menu_that_is_built_has_the_endpoint_that_the_menu_says(app: Flask) -> None:
    adapter = app.url_map.bind("localhost")
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    for page in [page for _, pages in SECTIONS for page in pages if page.endpoint in endpoints]:
        assert adapter.match(page.href)[0] == page.endpoint


def test_nobody_has_no_menu() -> None:
    assert (entries(None, "/"), within(None, "/")) == ([], [])


def test_an_administrator_has_no_audits_in_the_menu(app: Flask) -> None:
    found = texts(entries(person("administrator"), "/"))
    assert found == ["Today", "Months and reports", "Follow-up", "People", "Evidence and settings"]
    assert within(person("administrator"), "/actions") == [], "only the actions that are theirs to do"


def test_the_section_that_a_page_is_in_is_marked_and_shows_its_pages(app: Flask) -> None:
    me = person("qa_lead")
    assert [one["text"] for one in entries(me, "/children/C-1/history") if one["active"]] == ["Audits"]
    assert [one["text"] for one in within(me, "/children/C-1/history") if one["active"]] == ["Children"]
    assert "Audits" in texts(within(me, "/children"))


@pytest.mark.parametrize(
    ("path", "section", "page"),
    [
        ("/erasures", "Evidence and settings", "Retention"),
        ("/erasures/e1/confirmation", "Evidence and settings", "Retention"),
        ("/subject-access/new", "Evidence and settings", "Retention"),
        ("/ledger/events/5", "Evidence and settings", "Ledger"),
        ("/evidence/p1", "Evidence and settings", "Evidence packs"),
        ("/compare", "Evidence and settings", "Replay"),
        ("/compare.csv", "Evidence and settings", "Replay"),
        ("/teams/harbour", "Evidence and settings", "Settings"),
        ("/frameworks", "Evidence and settings", "Settings"),
        ("/imports/new", "Evidence and settings", "Settings"),
        ("/replies", "Audits", "Audits"),
    ],
)
def test_a_page_that_is_not_in_the_menu_has_the_section_of_the_one_that_leads_to_it(
    app: Flask, path: str, section: str, page: str
) -> None:
    me = person("qa_lead")
    assert [one["text"] for one in entries(me, path) if one["active"]] == [section]
    assert [one["text"] for one in within(me, path) if one["active"]] == [page]


def test_today_is_only_itself_and_a_section_of_one_page_shows_none(app: Flask) -> None:
    me = person("qa_lead")
    assert [one["text"] for one in entries(me, "/nowhere") if one["active"]] == []
    assert [one["text"] for one in entries(me, "/") if one["active"]] == ["Today"]
    assert within(person("auditor"), "/") == []
