"""Whatever is asked of a page under a name that it knows, and whatever number an address has, nothing breaks."""

import inspect
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from tests.views.test_policy import MINE, WHO, council, granted, signed_in, url

__all__ = ["council"]
SILLY = ("x", "9999-12-31", "-1", "audit/9999-99/1", "9" * 20)
"""No value of anything: words, days, months, ids and numbers that cannot be."""
IN_CODE = re.compile(r"""args\.get(?:list)?\(["'](\w+)["']|["'](\w+)["'] in request\.args""")


class Asked(HTMLParser):
    """The names under which a page's own forms and links ask something of its address."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path, self.names, self._inside = path, set[str](), False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the names of a form that asks, and of a link to this page."""
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = said.get("method", "get").lower() == "get" and said.get("action", self.path) == self.path
        elif tag in ("input", "select") and self._inside and "name" in said:
            self.names.add(said["name"])
        elif tag == "a" and urlsplit(said.get("href", "")).path in ("", self.path):
            self.names |= parse_qs(urlsplit(said.get("href", "")).query, keep_blank_values=True).keys()


def known(app: Flask, client: FlaskClient, rule: Rule, path: str) -> set[str]:
    """What may be asked of an address: by its page's forms and links, and by its code."""
    page = Asked(path)
    answer = client.get(path)
    if answer.mimetype == "text/html":
        page.feed(answer.text)
    source = inspect.getsource(inspect.getmodule(app.view_functions[rule.endpoint]) or inspect)
    return page.names | {name for pair in IN_CODE.findall(source) for name in pair if name}


def pages(app: Flask, role: str, before: tuple[str, ...]) -> Iterator[Rule]:
    """The rules of the pages that this role has and none of those before."""
    for rule in app.url_map.iter_rules():
        theirs = rule.endpoint != "static" and "GET" in (rule.methods or ()) and granted(role, rule.endpoint, False)
        if theirs and not any(granted(other, rule.endpoint, False) for other in before):
            yield rule


def broken(client: FlaskClient, path: str, **asked: Any) -> list[str]:
    """The address, if it breaks."""
    there = f"{path}?{urlencode(asked)}" if asked else path
    return [there] if client.get(there).status_code >= 500 else []


ORDER = ("qa_lead", *(role for role in WHO if role != "qa_lead"))


def test_no_page_breaks_whatever_its_address_asks(council: Flask) -> None:
    council.config["PROPAGATE_EXCEPTIONS"] = False
    found = [
        one
        for n, role in enumerate(ORDER)
        for rule in pages(council, role, ORDER[:n])
        for one in tried(council, signed_in(council, role), rule, role)
    ]
    assert found == []


def tried(app: Flask, client: FlaskClient, rule: Rule, role: str) -> Iterator[str]:
    """The addresses of a rule that break: with every silly value of what it knows, and numbers of no record."""
    path = url(rule, MINE, role)
    for name in sorted(known(app, client, rule, path)):
        for value in SILLY:
            yield from broken(client, path, **{name: value})
    for name in (name for name, converter in rule._converters.items() if type(converter).__name__ == "Number"):
        there = url(rule, MINE | {name: 7_654_321}, role)
        for number in ("7654321", "9" * 9, "9" * 20, "\u0661"):
            yield from broken(client, there.replace("7654321", number))
