"""Nadia Rahman asks for an exemption that Grace Mensah decides: what tests of its pages begin with."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import clock
from app.demo import stories
from app.demo.stories import GRACE, NADIA, Story
from projections import exemptions
from tests.views.may import signed_in

NOTE = "A knee operation on the fourth of June."
ASK = {"id": "exemption/k7m2xq9d", "reason_class": "health", "cycle": stories.MAY, "note": NOTE}
ONE = "/exemptions/k7m2xq9d"
ASKING = "/people/nadia-rahman/exemption"


@pytest.fixture
def nadia(app: Flask, may: Story) -> FlaskClient:
    """An auditor with one open audit, audit 3."""
    return signed_in(app, NADIA)


@pytest.fixture
def grace(app: Flask, may: Story) -> FlaskClient:
    """The operations director over the area."""
    return signed_in(app, GRACE)


def row(app: Flask, id: str = "exemption/k7m2xq9d") -> dict[str, Any]:
    """An exemption as the read model has it."""
    found = exemptions.exemption(app.extensions["house"].model, id, clock.today())
    assert found
    return found


def head(app: Flask) -> int:
    position: int = app.extensions["house"].reader.head()
    return position


def plain(page: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", page).split())


def do(client: FlaskClient, noun: str, version: str = "1", **facts: str) -> Any:
    return client.post(f"{ONE}/{noun}", data={"version": version} | facts)


@pytest.fixture
def asked(app: Flask, nadia: FlaskClient) -> None:
    """Nadia Rahman has asked to be exempted from May for her health."""
    assert nadia.post(ASKING, data=ASK).status_code == 303


def facts() -> dict[str, str]:
    """What is asked, by somebody in the story."""
    return {"auditor": NADIA, "cycle": stories.MAY, "reason_class": "health", "note": NOTE}
