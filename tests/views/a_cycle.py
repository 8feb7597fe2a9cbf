"""A council whose QA lead opens May 2024: what tests of a month's pages begin with."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.events.inspection import Inspection, Terms
from app.programme.allocations import allocation
from app.programme.house import House
from tests.programme.a_month import BY, MAY, ON, drawn, opened, the_council, version

EVERYTHING = Terms("2024-01-01", "2099-12-31", True, (), (), "")


@pytest.fixture
def council(app: Flask) -> House:
    house: House = app.extensions["house"]
    the_council(house)
    inspection = house.log.load(Inspection, "inspection/whole")
    inspection.grant("person/iris", EVERYTHING, "The inspection of the service.", **BY)
    house.keep(inspection)
    return house


@pytest.fixture
def allocated(council: House) -> House:
    opened(council)
    drawn(council, 8)
    allocation.allocate(council, MAY, version=2, seed="s", on=ON, **BY)
    return council


@pytest.fixture
def quinn(app: Flask, council: House) -> FlaskClient:
    return signed_in(app, "quinn")


def signed_in(app: Flask, name: str) -> FlaskClient:
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = f"person/{name}", True
    return client


def text(page) -> str:
    """What a page says, without its marks."""
    return " ".join(unescape(re.sub("<[^>]+>", " ", page.get_data(as_text=True))).split())


def post(client: FlaskClient, there: str, house: House, **facts):
    """Send a form that shows the month as it is now."""
    return client.post(there, data={"version": version(house, MAY)} | facts)
