"""The demonstration's numbers: each opens to exactly as many rows as it says, for whoever reads it."""

import re
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import clock
from app.demo.council import NAMED, PASSWORD, email
from tests.demo_fixture import demo_app, demo_folder, demonstration, seeded

__all__ = ["demo_app", "demo_folder", "demonstration", "seeded"]
BLOCK = re.compile(r'<h2[^>]*>[^<]*<span class="al-count">(\d+)(?:(?!</section>).)*?href="([^"]+)">All of them<', re.S)
WAITS = re.compile(r'id="to-decide-link" href="([^"]+)">(\d+) exemption')
STANDING = re.compile(r'<a [^>]*href="(/actions[/?][^"#]+)[^"]*">\s*(\d+)')


def reader(app: Flask, role: str) -> FlaskClient:
    client = app.test_client()
    assert client.post("/session", data={"email": email(NAMED[role]), "password": PASSWORD}).status_code == 303
    return client


def rows(client: FlaskClient, href: str) -> int:
    """How many rows the list of an address has, by its file."""
    path, _, query = unescape(href).partition("?")
    return int(client.get(f"{path}.json?{query}").json["count"])


def test_what_waits_on_the_first_page_of_each_role_opens_to_as_many(demo_app: Flask) -> None:
    checked = 0
    for role in NAMED:
        client = reader(demo_app, role)
        page = client.get("/").text
        told = [(int(n), href) for n, href in BLOCK.findall(page)] + [(int(n), href) for href, n in WAITS.findall(page)]
        for n, href in told:
            assert rows(client, href) == n, (role, href)
        checked += len(told)
    assert checked > 5, "a page was read in vain"


@pytest.mark.parametrize("by", ["team", "owner", "area"])
@pytest.mark.parametrize("ago", [0, 30])
def test_each_number_of_where_actions_stand_opens_to_as_many(demo_app: Flask, by: str, ago: int) -> None:
    client = reader(demo_app, "inspector")
    on = clock.today() - timedelta(days=ago)
    found = STANDING.findall(client.get(f"/actions/standing?by={by}&on={on}").text)
    assert len(found) > 5
    # Those of one person each are many, and all made in one way.
    for href, n in found[:40] + found[-8:]:
        assert rows(client, href) == int(n), href
