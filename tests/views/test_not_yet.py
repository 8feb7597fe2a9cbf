"""A page of the past from before its record was there says so to whoever is shown it now, and to nobody else."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo.story_inspections import IONA
from app.views.for_now import has_past
from tests.views.may import signed_in as signed_in_as
from tests.views.test_as_stood import LINKS, MIDDLE, plain
from tests.views.test_policy import MINE, signed_in, url
from tests.views.test_silly_addresses import pages
from tests.views.told_council import council, ruth

__all__ = ["council", "ruth"]
EARLY = "2024-04-03T17:00"
AUDIT, CHILD, MONTH = "/audits/2024-05/1", "/children/C-10482", "/cycles/2024-05"
TOKEN = re.compile(r'(name="csrf-token" content="|name="csrf_token" value=")[^"]*')
CLOCK = re.compile(r"\d\d:\d\d:\d\d")


def refused(client: FlaskClient, path: str, moment: str = EARLY) -> str:
    """The page of an address that is not there, without what each page has for itself: its own address and the time."""
    answer = client.get(path, query_string={"as_at": moment})
    assert answer.status_code == 404, path
    return CLOCK.sub("", TOKEN.sub("", answer.text)).replace(path, "HERE")


@pytest.mark.parametrize(("path", "noun", "did"), [(AUDIT, "audit", "allocated"), (MONTH, "month", "opened")])
def test_it_says_since_when_there_is_a_record_and_leads_there(
    ruth: FlaskClient, path: str, noun: str, did: str
) -> None:
    page = refused(ruth, path, "2018-04-03T17:00").replace("HERE", path)
    assert f"This {noun} was not there yet at 3 April 2018 at 17:00." in plain(page)
    assert re.search(rf"It was {did} on \d+ \w+ 2024\.", plain(page))
    first = re.findall(rf'href="({path}\?as_at=entry-\d+)"', page)[0]
    assert ruth.get(first).status_code == 200
    before = int(first.rpartition("-")[2]) - 1
    assert f"This {noun} was not there yet" in refused(ruth, path, f"entry-{before}")
    assert f'data-now href="{path}"' in page
    assert ruth.get(path).status_code == 200


def test_there_is_one_page_for_what_never_was_and_what_is_not_yours(council: Flask, ruth: FlaskClient) -> None:
    unknown = refused(ruth, "/audits/2024-05/99")
    assert "There is no such page, or it is not yours to see." in unescape(unknown)
    for role in ("auditor", "practitioner", "team_manager", "analyst"):
        client = signed_in(council, role)
        known, none = refused(client, "/audits/2024-05/6"), refused(client, "/audits/2024-05/99")
        assert known == none, role
        assert "not there yet" not in known


def test_who_is_held_to_a_moment_learns_nothing_of_what_came_after(council: Flask) -> None:
    client = signed_in_as(council, IONA)
    for path in ("/audits/2024-05/1", "/audits/2024-05/6", "/children/C-10482"):
        answer = client.get(path, query_string={"as_at": "2018-04-03"})
        assert "not there yet" not in answer.text, path


def test_no_file_and_nothing_asked_within_a_comparison_is_such_a_page(ruth: FlaskClient) -> None:
    assert "not there yet" not in ruth.get(f"{MONTH}.json", query_string={"as_at": EARLY}).text
    asked = {"page": AUDIT, "from": "2018-04-03", "to": "2018-04-04"}
    page = plain(ruth.get("/compare", query_string=asked).text)
    assert ("not there at either moment" in page, "was not there yet at" in page) == (True, False)


def test_what_is_looked_for_as_of_now_leaves_the_request_in_its_moment(council: Flask, ruth: FlaskClient) -> None:
    page = refused(ruth, AUDIT, "2018-04-03T17:00")
    assert "As it stood at 3 April 2018 at 17:00" in plain(page)
    assert ruth.get("/audits").status_code == 200


@pytest.mark.parametrize("role", ["qa_lead", "team_manager"])
def test_a_link_of_a_page_of_the_past_to_a_page_of_now_says_that_it_leaves(council: Flask, role: str) -> None:
    client, urls = signed_in(council, role), council.url_map.bind("localhost")
    seen, left = set[str](), 0
    for page in ("/", "/audits", AUDIT, CHILD, MONTH, "/actions", "/exemptions", "/people", "/reports", "/evidence"):
        answer = client.get(page, query_string={"as_at": MIDDLE})
        for link in (unescape(one) for one in LINKS.findall(answer.text) if answer.status_code == 200):
            endpoint = urls.match(link.partition("?")[0])[0]
            if not has_past(str(endpoint)) and endpoint not in seen:
                seen.add(str(endpoint))
                left += 1
                there = client.get(link, follow_redirects=True).text
                assert "You have left 20 May 2024 at 12:00: this page is of now." in plain(there), (page, link)
    assert left


def test_a_form_asked_for_in_the_past_says_that_it_is_of_now(ruth: FlaskClient) -> None:
    text = plain(ruth.get("/cycles/new", query_string={"as_at": "2024-05-20"}, follow_redirects=True).text)
    assert "You have left the end of 20 May 2024: this page is of now." in text
    assert "You have left" not in plain(ruth.get("/cycles/new").text)


def test_an_inspector_is_told_that_it_is_not_there_whatever_the_record(council: Flask) -> None:
    ian = signed_in(council, "inspector")
    addresses = [url(rule, MINE, "inspector") for rule in pages(council, "inspector", ()) if has_past(rule.endpoint)]
    assert len(addresses) > 100
    found = {path: ian.get(path, query_string={"as_at": "2017-01-02"}).status_code for path in addresses}
    assert {path: status for path, status in found.items() if status >= 500} == {}
