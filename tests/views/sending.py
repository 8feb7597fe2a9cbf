"""Sending a form as a browser does: with the version that its page showed."""

import re
from collections.abc import Mapping
from typing import Any

from flask.testing import FlaskClient


def version(client: FlaskClient, path: str) -> str:
    """The version that a page's form carries."""
    found = re.search(r'name="version" value="(\d+)"', client.get(path).text)
    assert found, "the form carries no version"
    return found[1]


def do(client: FlaskClient, path: str, facts: Mapping[str, Any]) -> Any:
    """Open a form and send it."""
    return client.post(path, data={"version": version(client, path)} | dict(facts))
