"""Published editions in the browser: every link of them leads somewhere, and a figure opens as it was published."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo.council import NAMED, PASSWORD, email
from tests.demo_fixture import demo_app, demo_folder, seeded

__all__ = ["demo_app", "demo_folder", "seeded"]
MAY = "/reports/2024-05"
READERS = ("auditor", "analyst", "inspector", "operations_director", "qa_lead")
EACH = 9
"""So many figures are passed over for each that is followed."""
HREF = re.compile(r'<a [^>]*?href="(/[^"#]*)')


def signed_in(app: Flask, role: str) -> FlaskClient:
    client = app.test_client()
    client.post("/session", data={"email": email(NAMED[role]), "password": PASSWORD})
    return client


def links(page: str) -> set[str]:
    """Where the content of a page leads to."""
    return {unescape(one) for one in HREF.findall(page[page.index("<h1") :])}


def reader(app: Flask, role: str) -> tuple[FlaskClient, list[str]]:
    """Somebody of a role, and where both copies of the newest edition of May lead them: of one path one address."""
    client = signed_in(app, role)
    pages = (client.get(f"{MAY}/editions/2{copy}").text for copy in ("?copy=public", ""))
    found = {one.partition("?")[0]: one for page in pages for one in links(page)}
    return client, sorted(found.values())


def test_no_link_of_an_edition_leads_to_nothing(demo_app: Flask) -> None:
    client, found = reader(demo_app, "director")
    assert any("/figures/" in one for one in found)
    assert [one for one in found if client.get(one).status_code == 404] == []


@pytest.mark.parametrize("role", READERS)
def test_no_link_of_an_edition_leads_a_reader_to_nothing(demo_app: Flask, role: str) -> None:
    client, found = reader(demo_app, role)
    some = [one for n, one in enumerate(found) if "/figures/" not in one or not n % EACH]
    assert len(some) > 3
    assert [one for one in some if client.get(one).status_code == 404] == []


def test_a_figure_of_an_edition_opens_as_it_was_published(demo_app: Flask) -> None:
    client, at = signed_in(demo_app, "director"), "period=2024-05&at=edition-2024-05-1"
    assert f"/figures/returned?{at}" in links(client.get(f"{MAY}/editions/1").text)
    page = client.get(f"/figures/returned?{at}").text
    told = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page[page.index("<h1") :]))
    for words in (
        r"^May 2024\w[\w ]*? 31 ",
        r"edition 1 of the report of May 2024 \(entry [\d,]+\)\. Now: 32\b",
        "Counted 31 ",
    ):
        assert re.search(words, told), words
    assert "does not know" not in page
    assert f"/figures/completion-of-pool?{at}" in links(client.get(f"{MAY}/editions/1").text)
    there = re.search(r'href="(/figures/returned/changes[^"]+)">What moved it since', page)
    assert there
    assert client.get(unescape(there[1])).status_code == 200
    told_as_data = client.get(f"/figures/returned.json?{at}").json
    assert (told_as_data["numerator"], len(told_as_data["numerator_ids"]), told_as_data["series"][-1]["numerator"]) == (
        31, 31, 31)  # fmt: skip
    assert client.get("/figures/returned.json?period=2024-05").json["series"][-1]["numerator"] == 32
    assert client.get("/figures/returned?period=2024-05&at=edition-2024-05-9").status_code == 404
