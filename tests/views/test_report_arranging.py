"""The order of reports: moved, named, put back, and nothing lost by it that was not shown and confirmed before."""

import re
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo.stories import RUTH, Story
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]
HERE = "/reports/2024-05"
ORDER, MONTHLY = f"{HERE}/arrangement", "/settings/report-layout/monthly"
APPENDIX = "Appendix: exemptions, late returns, nil returns, audits not to standard"


@pytest.fixture
def ruth(app: Flask, may: Story) -> FlaskClient:
    """The QA lead, who has begun the report of May."""
    client = signed_in(app, RUTH)
    assert client.post("/reports", data={"period": "2024-05"}).headers["Location"] == HERE
    return client


def fields_of(page: str) -> dict[str, str]:
    """What the fields of an order hold."""
    typed = dict(re.findall(r'name="((?:place|title|at)-[\w-]+)"[^>]*?value="([^"]*)"', page))
    lists = re.findall(r'<select[^>]*name="(in-[\w-]+)".*?</select>', page, re.S)
    chosen = {name: re.search(rf'name="{name}".*?</select>', page, re.S) for name in lists}
    return typed | {name: _chosen(found[0]) for name, found in chosen.items() if found}


def _chosen(html: str) -> str:
    found = re.search(r'value="([\w-]*)" selected', html)
    return found[1] if found else ""


def hidden(page: str) -> dict[str, str]:
    """What a page's form sends without being typed."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))


def send(client: FlaskClient, there: str, **fields: str) -> Any:
    """Send the order of a page with these fields in it."""
    page = client.get(there).text
    return client.post(there, data=fields_of(page) | {"version": hidden(page)["version"], **fields})


def arranged(client: FlaskClient, there: str = ORDER, **fields: str) -> Any:
    """Send it, and confirm what is lost."""
    answer = send(client, there, **fields)
    assert "look once more" in answer.text
    return client.post(there, data={name: unescape(text) for name, text in hidden(answer.text).items()})


def titles(client: FlaskClient) -> list[str]:
    """The sections of the report, in their order."""
    return re.findall(r'<h2 class="govuk-heading-m" id="section-[\w-]+"[^>]*>([^<]+)', client.get(HERE).text)


def test_sections_are_arranged_and_the_council_has_its_own_order(ruth: FlaskClient) -> None:
    fields = {"title-impact": "", "title-section-1": "Our view", "place-section-1": "0", "in-completion": "section-1"}
    refused = send(ruth, ORDER, **fields, **{"place-how-well": "abc"})
    assert (refused.status_code, 'id="place-how-well-error"' in refused.text) == (422, True)
    assert arranged(ruth, **fields, **{"place-how-well": "2"}).status_code == 303
    assert (titles(ruth)[0], "Impact" in titles(ruth)) == ("Our view", False)
    there = "/settings/report-layout/quarterly"
    assert send(ruth, there, **{"title-summary": "In short"}).status_code == 303
    ruth.post("/reports", data={"period": "2024-Q1"})
    assert "In short" in ruth.get("/reports/2024-Q1").text


def test_a_confidential_commentary_is_for_the_public_copy_only_when_it_is_said(ruth: FlaskClient) -> None:
    assert send(ruth, ORDER, **{"title-section-1": "Names", "in-appendix": "section-1"}).status_code == 303
    text = {"text": "Priya is away.", "version": hidden(ruth.get(ORDER).text)["version"]}
    assert ruth.post(f"{HERE}/sections/section-1", data=text).status_code == 303
    assert arranged(ruth, **{"in-appendix": ""}).status_code == 303
    assert "Names</h2>" not in ruth.get(HERE).text, "its heading says that it is confidential"
    assert "commentary are left out of the public copy" in ruth.get(ORDER).text
    both = send(ruth, ORDER, **{"in-appendix": "section-1", "open-section-1": "yes"})
    assert (both.status_code, "has a confidential part" in both.text) == (422, True)
    assert send(ruth, ORDER, **{"in-appendix": "", "open-section-1": "yes"}).status_code == 303
    assert "Names</h2>" in ruth.get(HERE).text
    assert arranged(ruth, **{"title-section-1": "", "title-section-2": "Outlook"}).status_code == 303
    assert 'name="title-section-3"' in ruth.get(ORDER).text
    assert "Priya is away." not in ruth.get(HERE).text


def test_what_is_lost_is_shown_before_it_is_and_the_councils_order_can_be_taken_back(ruth: FlaskClient) -> None:
    fields = fields_of(ruth.get(MONTHLY).text)
    emptied = {name: "" for name in fields if name.startswith("title-")} | {"title-impact": "Impact"}
    sure = send(ruth, MONTHLY, **emptied)
    lost = re.search(r'id="left-out">(.*?)</ul>.*id="nowhere">(.*?)</ul>', sure.text, re.S)
    assert lost
    assert APPENDIX in lost[1]
    assert "Recommendations of this report" in lost[2]
    assert 'value="0"' in re.findall(r'<input type="hidden" name="version"[^>]*>', ruth.get(MONTHLY).text)[0]
    assert fields_of(ruth.get(MONTHLY).text)["title-how-much"] == "", "what was typed is kept"
    assert "programme’s own order" not in ruth.get(MONTHLY).text
    assert arranged(ruth, MONTHLY, **emptied).status_code == 303
    assert fields_of(ruth.get(MONTHLY).text)["in-appendix"] == ""
    assert arranged(ruth, MONTHLY, go="own").headers["Location"] == "/settings"
    assert fields_of(ruth.get(MONTHLY).text) == fields


def test_a_confirmation_is_of_what_was_shown_and_of_nothing_else(ruth: FlaskClient) -> None:
    sure = hidden(send(ruth, ORDER, **{"title-impact": ""}).text)
    other = ruth.post(ORDER, data=sure | {"title-engagement": ""})
    assert (other.status_code, "look once more" in other.text, "Engagement" in titles(ruth)) == (200, True, True)


def test_a_section_that_leaves_the_public_copy_is_told_and_comes_back_with_the_usual_order(ruth: FlaskClient) -> None:
    sure = send(ruth, ORDER, **{"in-appendix": "how-much"})
    assert "Not in the public copy any more: “How much did we do?”" in sure.text
    assert "<li>From the pool to the child&#39;s record</li>" in sure.text
    kept = ruth.post(ORDER, data=hidden(sure.text), follow_redirects=True)
    assert "The report is arranged. Not in the public copy: “How much did we do?”" in unescape(kept.text)
    assert "How much did we do?" not in ruth.get(f"{HERE}?copy=public").text
    assert arranged(ruth, go="own").status_code == 303
    assert "How much did we do?" in ruth.get(f"{HERE}?copy=public").text


def test_what_is_given_a_place_goes_there_and_equal_titles_are_refused(ruth: FlaskClient) -> None:
    assert send(ruth, ORDER, **{"place-engagement": "1", "at-exemptions": "1"}).status_code == 303
    assert titles(ruth)[:2] == ["Engagement", "How much did we do?"]
    found = fields_of(ruth.get(ORDER).text)
    assert [found[f"at-{part}"] for part in ("exemptions", "flow", "completion", "capacity")] == ["1", "2", "3", "4"]
    twice = send(ruth, ORDER, **{"title-section-1": " impact"})
    assert (twice.status_code, 'id="title-section-1-error"' in twice.text) == (422, True)
    assert "Two sections are called “impact”: give each its own title." in unescape(twice.text)


def test_what_was_typed_into_a_section_that_is_taken_out_meanwhile_is_shown_and_kept(ruth: FlaskClient) -> None:
    over = hidden(ruth.get(ORDER).text)["version"]
    assert send(ruth, ORDER, **{"title-section-1": "Our view", "place-section-1": "1"}).status_code == 303
    typed, there = "An hour of work.", f"{HERE}/sections/section-1"
    assert arranged(ruth, **{"title-section-1": ""}).status_code == 303
    lost = ruth.post(there, data={"text": typed, "version": over})
    assert (lost.status_code, typed in lost.text, "has been taken out of the report" in lost.text) == (409, True, True)
    assert typed in ruth.get(there).text
    assert typed in ruth.get("/unsent-texts").text
