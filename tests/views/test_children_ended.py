"""A child who is not open any more is found by the reference, by whoever may open the child's page."""

import pytest
from flask import Flask

from tests.views.test_as_stood import plain
from tests.views.test_policy import signed_in
from tests.views.told_council import council

__all__ = ["council"]


@pytest.fixture(scope="module")
def ended(council: Flask) -> str:
    """The reference of a child who ended."""
    rows = council.extensions["house"].model.query("SELECT id FROM children WHERE ended_on <> '' ORDER BY id")
    return str(rows[0]["id"]).removeprefix("child/")


def test_a_search_finds_who_is_not_open_any_more(council: Flask, ended: str) -> None:
    for role in ("qa_lead", "inspector"):
        client = signed_in(council, role)
        page = client.get("/children", query_string={"search": ended}).text
        assert f"Not open any more, and fitting “{ended}”" in plain(page), role
        assert f'href="/children/{ended}"' in page
        assert client.get(f"/children/{ended}").status_code == 200
        assert 'id="ended"' not in client.get("/children").text, "the list itself is of the open ones"
        assert "No child fits." in client.get("/children?search=nobody").text


def test_who_may_not_open_the_child_does_not_find_them(council: Flask, ended: str) -> None:
    for role in ("team_manager", "operations_director"):
        client = signed_in(council, role)
        found = f'href="/children/{ended}"' in client.get("/children", query_string={"search": ended}).text
        assert found == (client.get(f"/children/{ended}").status_code == 200), role
