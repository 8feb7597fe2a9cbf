"""Two clocks: a page of the past offers what had happened beside what was known, and lists how they differ."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.events.england import day_of
from app.programme.house import House
from projections.clocks import count_later
from projections.moments import last_at
from tests.views.test_as_stood import LINKS, plain
from tests.views.test_policy import council, signed_in

__all__ = ["council"]
DAY = "2024-05-29"
"""On this day audit 3 had no return, which was recorded on the next."""


@pytest.fixture
def ruth(council: Flask) -> FlaskClient:
    """The QA lead."""
    return signed_in(council, "qa_lead")


def state_of(client: FlaskClient, number: int, asked: str) -> str:
    """The state of an audit of May 2024 as the list of audits has it."""
    rows = client.get(f"/audits.json?as_at={DAY}{asked}").get_json()["rows"]
    return next(row["state_id"] for row in rows if row["audit_id"] == f"audit/2024-05/{number:04d}")


def test_what_had_happened_is_shown_beside_what_was_known(ruth: FlaskClient) -> None:
    assert (state_of(ruth, 3, ""), state_of(ruth, 3, "&clock=happened")) == ("allocated", "nil_return")
    known = ruth.get(f"/audits/2024-05/3?as_at={DAY}").text
    told = "Of this audit, 1 thing that had happened by then was recorded later."
    assert f"This shows what was known by then. {told}" in plain(known)
    assert f'href="/audits/2024-05/3?as_at={DAY}&amp;clock=happened">Show what had happened by then' in known
    had = ruth.get(f"/audits/2024-05/3/history?as_at={DAY}&clock=happened").text
    assert f"This shows what had happened by then, also what was recorded only later. {told}" in plain(had)
    whole = plain(ruth.get(f"/audits?as_at={DAY}").text)
    assert re.search(r"Across the programme, \d+ things? that had happened by then w\w+ recorded later\.", whole)
    assert "Nil return recorded" in plain(had), "the history has the event itself"
    assert [link for link in LINKS.findall(had) if "clock=happened" not in link] == [], "every link keeps the clock"


def test_where_they_do_not_differ_there_is_one_clock(council: Flask, ruth: FlaskClient) -> None:
    house = council.extensions["house"]
    last = next(n for n in range(house.reader.head() - 1, 0, -1) if not differs(house, n))
    for asked in (f"?as_at=entry-{last}", f"?as_at=entry-{last}&clock=happened", ""):
        page = ruth.get(f"/audits{asked}").text
        assert 'id="clocks"' not in page, asked
        assert "&amp;clock=happened" not in page, "no link asks for what is not there"


def differs(house: House, position: int) -> int:
    """How much is recorded after a position of what had happened by its day."""
    made = last_at(house.reader, position)
    return count_later(house.model, position, day_of(made.at)) if made else 0


def test_the_difference_is_listed_with_both_days_and_who(ruth: FlaskClient) -> None:
    band = ruth.get(f"/audits?as_at={DAY}").text
    listed = re.search(r'href="(/later\?[^"]+)">List what was recorded later', band)
    assert listed
    page = ruth.get(listed[1].replace("&amp;", "&")).text
    assert "Nil return recorded , audit 3 of May 2024 29 May 2024 30 May 2024" in plain(page)
    assert 'href="/audits/2024-05/3/history?entry=98#entry-98"' in page
    assert f'href="/audits?as_at={DAY}&amp;clock=happened">what had happened by then' in page


def test_of_records_that_are_not_theirs_there_is_only_a_number(council: Flask, ruth: FlaskClient) -> None:
    page = "/later?moment=2024-06-30"
    assert "Person left" in ruth.get(page).text
    seen = signed_in(council, "head_of_service").get(page).text
    assert "Person left" not in seen
    assert re.search(r'id="hidden">\d+ more are of records that are not yours to open', seen)


def test_there_is_no_list_for_now_or_for_no_moment_or_for_others(council: Flask, ruth: FlaskClient) -> None:
    for asked in ("", "?moment=now", "?moment=nonsense", "?moment=2024-05-29&back=//elsewhere.example"):
        answer = ruth.get(f"/later{asked}")
        status = 200 if "back" in asked else 404 if "nonsense" in asked else 303
        assert answer.status_code == status, asked
        assert "elsewhere.example" not in answer.text
    auditor = signed_in(council, "auditor")
    assert auditor.get("/later?moment=2024-05-29").status_code in (403, 404)
    assert "List what was recorded later" not in auditor.get(f"/?as_at={DAY}").text


def listed_from(client: FlaskClient, page: str) -> str:
    """The address of the list that the band of a page leads to; empty for none."""
    found = re.search(r'href="(/later\?[^"]+)">List what was recorded later', client.get(page).text)
    return found[1].replace("&amp;", "&") if found else ""


def test_from_the_page_of_a_record_only_what_concerns_it_is_listed(ruth: FlaskClient) -> None:
    listed = listed_from(ruth, f"/audits/2024-05/3?as_at={DAY}")
    assert "record=audit%2F2024-05%2F0003" in listed
    page = ruth.get(listed).text
    assert page.count('id="later-') == 1, "only its nil return"
    assert "1 entry." in plain(page)
    assert "Only what concerns audit 3 of May 2024." in plain(page)
    whole = ruth.get(f"/later?moment={DAY}").text
    assert whole.count('id="later-') > 1
    assert "Only what concerns" not in whole


def test_where_nothing_of_a_record_was_recorded_later_that_is_said(ruth: FlaskClient) -> None:
    page = plain(ruth.get(f"/audits/2024-05/5?as_at={DAY}").text)
    assert "This shows what was known by then. Nothing of this audit was recorded late." in page
    assert "Show what had happened by then" in page, "the other clock stays within reach"
    assert listed_from(ruth, f"/audits/2024-05/5?as_at={DAY}") == ""


def test_everything_that_is_counted_can_be_opened_page_by_page(
    ruth: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "/later?moment=2024-06-30"
    every = re.findall(r'id="(later-\d+)"', ruth.get(asked).text)
    assert len(every) > 4
    monkeypatch.setattr("app.views.later.PER_PAGE", 2)
    pages = [ruth.get(f"{asked}&page={n}").text for n in range(1, (len(every) + 3) // 2)]
    assert [id for page in pages for id in re.findall(r'id="(later-\d+)"', page)] == every
    assert 'aria-label="Pages of what was recorded later"' in pages[0]
    assert f"{len(every)} entries, in the order in which they were recorded." in plain(pages[0])


def test_of_a_record_that_somebody_may_not_open_nothing_is_counted(council: Flask, ruth: FlaskClient) -> None:
    for record in ("audit/nonsense", "cycle/nonsense", "letter/one", "nonsense"):
        assert ruth.get(f"/later?moment={DAY}&record={record}").status_code == 404, record
    inspector = signed_in(council, "head_of_service")
    assert inspector.get(f"/later?moment={DAY}&record=audit/2024-05/0003").status_code == 200


@pytest.mark.parametrize("page", ["/cycles/2024-05", "/children/C-10482", "/people/anna-bell"])
def test_the_band_of_a_month_a_child_or_a_person_counts_what_concerns_it(ruth: FlaskClient, page: str) -> None:
    said = plain(ruth.get(f"{page}?as_at={DAY}").text)
    of = {"cycles": "this month", "children": "this child", "people": "this person"}[page.split("/")[1]]
    assert re.search(rf"known by then\. (Of {of}, \d+ thing|Nothing of {of} was)", said), said[:900]
    assert "across the programme" not in said.partition("Back to now")[2][:300]
