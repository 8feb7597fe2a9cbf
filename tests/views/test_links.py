"""No page leads its reader to what is not there for them."""

import re
from collections.abc import Iterator
from html import unescape

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

from tests.views.test_policy import MINE, signed_in, url
from tests.views.test_silly_addresses import ORDER, pages
from tests.views.told_council import council

__all__ = ["council"]
LINKS = re.compile(r'<a[^>]* href="(/[^"#]*)')


def led_to(app: Flask, client: FlaskClient, path: str) -> Iterator[tuple[str, str]]:
    """Where the links of a page lead, the first of each kind, and from where."""
    answer, kinds = client.get(path), set[str]()
    is_page = answer.status_code == 200 and answer.mimetype == "text/html"
    for to in map(unescape, LINKS.findall(answer.text) if is_page else ()):
        try:
            kind = app.url_map.bind("localhost").match(to.partition("?")[0])[0]
        except HTTPException:
            kind = to
        if kind not in kinds:
            yield to, path
        kinds.add(kind)


def test_every_kind_of_link_of_every_page_is_there_for_whoever_is_shown_it(council: Flask) -> None:
    lost = []
    for role in ORDER:
        client = signed_in(council, role)
        links = [led for rule in pages(council, role, ()) for led in led_to(council, client, url(rule, MINE, role))]
        answers = {to: client.get(to).status_code for to in {to for to, _ in links}}
        lost += [(role, path, to) for to, path in links if answers[to] >= 400]
    assert lost == []
