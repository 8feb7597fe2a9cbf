"""Fills in a page's form as a browser without JavaScript does: what the page shows is sent unless it is changed."""

from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

Fields = dict[str, list[str]]


class FormReader(HTMLParser):
    """The fields of the last form of a page that posts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: Fields = {}
        self.buttons: list[str] = []
        self._text: str | None = None
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        name, value = found.get("name") or "", found.get("value") or ""
        if tag == "form" and found.get("method") == "post":
            self.fields, self.buttons = {}, []
        elif tag == "input" and name and (found.get("type") not in ("radio", "checkbox") or "checked" in found):
            self.fields.setdefault(name, []).append(value)
        elif tag == "button" and name:
            self.buttons.append(value)
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in found or self._select not in self.fields):
            self.fields[self._select] = [value]
        elif tag == "textarea":
            self._text, self.fields[name] = name, [""]

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self.fields[self._text][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._text is not None:
            self.fields[self._text] = [self.fields[self._text][0].removeprefix("\n")]
            self._text = None
        elif tag == "select":
            self._select = ""


def shown(client: FlaskClient, path: str) -> Fields:
    """What the form of a page holds."""
    return FormReader(client.get(path).text).fields


def fill(client: FlaskClient, path: str, changes: dict[str, Any], do: str = "save") -> TestResponse:
    """Open a page, change fields of its form and press a button. Raises KeyError for a field that is not there."""
    fields = shown(client, path)
    if missing := changes.keys() - fields.keys() - {"moderation-always"}:
        raise KeyError(f"{path} has no {sorted(missing)}")
    return client.post(path, data=fields | changes | {"do": do})
