"""Every figure of the demonstration's reports opens to a page that has exactly what is counted, and is defined."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import clock
from app.demo.council import NAMED, PASSWORD, email
from app.events.periods import period
from app.programme.house import House
from app.reports import assemble, layouts, working
from app.reports.document import Document
from tests.demo_fixture import demo_app, demo_folder, demonstration, seeded

__all__ = ["demo_app", "demo_folder", "demonstration", "seeded"]
REPORTS = ("2018-11", "2024-Q1", "2024-year")
EACH = 4
"""So many pages of a kind of figure are opened in each report; each of all figures is opened by hand in a moment."""
TWICE = "Each is listed once, and counted for each month."
CAPACITY = "/capacity?auditors=85&rate=90&owed=1&CL=358&CP=890&CiC=667&CiN=1996"


@pytest.fixture
def lead(demo_app: Flask) -> FlaskClient:
    """The QA lead of the demonstration, who sees everything."""
    client = demo_app.test_client()
    client.post("/session", data={"email": email(NAMED["qa_lead"]), "password": PASSWORD})
    return client


def report(house: House, key: str) -> Document:
    """A report with every section of its kind, as it would be today."""
    of = period(key)
    assert of is not None
    source = working.source(house, clock.today())
    return assemble.document(source, of, layouts.DEFAULTS[of.kind], assemble.Words("Eastmere"))


def counted(document: Document) -> Iterator[tuple[str, str]]:
    """The addresses of a report's figures with what is counted there, some of each kind for each period."""
    known: dict[str, dict[str, str]] = {}
    for one in document.cells():
        of_kind = known.setdefault(f"{one.figure.partition(':')[0]} {one.period}", {})
        if len(of_kind) < EACH:
            of_kind[one.opens] = f"{one.n:,}" if one.of is None else f"{one.n} of {one.of}"
    return (pair for of_kind in known.values() for pair in of_kind.items())


def words(page: str) -> str:
    return " ".join(unescape(re.sub("<[^>]+>", " ", page)).split())


def found(client: FlaskClient, href: str) -> tuple[str, int | None]:
    """What the page of a figure says is counted, and how many are listed of a list in which nobody stands twice."""
    page = client.get(f"{href}&all=yes").text
    value = re.search(r'class="[^"]*al-figure">(.*?)</p>', page, re.S)
    said = words(value[1]) if value else page
    part = page.partition('id="members"')[2].partition("<h2")[0]
    return said, None if TWICE in part else part.count("<li>")


@pytest.mark.parametrize("key", REPORTS)
def test_every_figure_opens_to_what_it_counts(lead: FlaskClient, key: str) -> None:
    house = lead.application.extensions["house"]
    wrong = []
    for href, value in counted(report(house, key)):
        if not href.startswith("/capacity"):
            said, listed = found(lead, href)
            n = int(value.split()[0].replace(",", ""))
            if not re.search(rf"(^|\s){value}(\s|$)", said) or listed not in (n, None):
                wrong.append((href, value, said, listed))
    assert wrong == []


def test_capacity_opens_to_its_own_numbers_and_not_to_those_of_today(lead: FlaskClient) -> None:
    document = report(lead.application.extensions["house"], "2018-11")
    lines = {line.label: line.cell for _, block in document.blocks() if block.id == "capacity" for line in block.lines}
    assert {one.href for one in lines.values() if "85" in one.href} == {CAPACITY}
    assert lines["Capacity of those in place"].text == "85 auditors × 0.9 × 1 × 12 = 918 audits a year"
    assert lines["Capacity of the month's pool"].text == "73 auditors × 0.9 × 1 × 12 = 788.4 audits a year"
    whose = ("of those in place", "of the month's pool")
    assert [lines[f"Share of the open children in a year, {one}"].text for one in whose] == ["23%", "20%"]
    page = words(lead.get(CAPACITY).text)
    assert [one in page for one in ("76.5 × 12 = 918 a year", "3,911", "23%")] == [True, True, True]


@pytest.mark.parametrize("key", REPORTS)
def test_every_figure_of_a_report_is_defined_in_it(demonstration: House, key: str) -> None:
    document = report(demonstration, key)
    defined = {one.name for one in document.definitions if one.numerator and one.label}
    assert {cell.figure for cell in document.cells()} - defined == set()
