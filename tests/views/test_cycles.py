"""The months' pages: the list, opening one, its pool, closing it; and who reads them."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.programme import cycles
from app.programme.allocations import allocation
from app.programme.house import House
from projections import cycles as months
from tests.programme.a_month import BY, MAY, ON, drawn, opened, person, version
from tests.views.a_cycle import allocated, council, post, quinn, signed_in, text

__all__ = ["allocated", "council", "quinn"]

WHOLE = {"month": "2024-05", "scope": "whole", "framework": "framework/core 1", "target": "90"}
READERS = ("iris", "dana", "od-north")


def test_before_the_first_month_the_list_says_what_will_come(quinn: FlaskClient) -> None:
    assert "No month has been opened yet." in text(quinn.get("/cycles"))


def test_a_month_is_opened_and_leads_to_its_sample(quinn: FlaskClient, council: House) -> None:
    page = quinn.post("/cycles", data=WHOLE)
    assert (page.status_code, page.headers["Location"]) == (303, "/cycles/2024-05/sample")
    listed = text(quinn.get("/cycles"))
    assert "May 2024 Open Whole service 90% 10 0 0" in listed


def test_the_form_says_whom_it_would_count(quinn: FlaskClient) -> None:
    page = quinn.post(
        "/cycles/count", data=WHOLE | {"scope": "areas", "areas": "area/north"}, headers={"HX-Request": "true"}
    )
    said = text(page)
    assert "The pool that this counts: 6 auditors" in said
    assert "Auditor 000" in said
    assert "Auditor 002" not in said


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"scope": "areas"}, "Choose at least one service area."),
        ({"target": "ninety"}, "whole number from 0 to 100"),
        ({"target": "101"}, "whole number from 0 to 100"),
        ({"target": "٩٠"}, "whole number from 0 to 100"),
        ({"month": "x"}, "Choose a month."),
        ({"month": "2024-03"}, "No auditor is in the pool"),
    ],
)
def test_what_cannot_be_opened_is_said_and_kept(quinn: FlaskClient, council: House, wrong: dict, sentence: str) -> None:
    page = quinn.post("/cycles", data=WHOLE | wrong)
    assert page.status_code == 422
    assert sentence in text(page)
    assert months.cycles(council.model) == []


def test_a_double_click_opens_once(quinn: FlaskClient, council: House) -> None:
    assert [quinn.post("/cycles", data=WHOLE).status_code for _ in range(2)] == [303, 303]
    assert version(council, MAY) == 1


def test_the_pool_is_counted_again_and_the_month_closed(quinn: FlaskClient, council: House) -> None:
    opened(council)
    drawn(council, 8)
    assert post(quinn, "/cycles/2024-05/pool", council, reason="").status_code == 422
    assert post(quinn, "/cycles/2024-05/pool", council, reason="A new list").status_code == 303
    day = {"on-day": "3", "on-month": "6", "on-year": "2024"}
    assert "Nothing has been allocated" in text(post(quinn, "/cycles/2024-05/closing", council, **day))
    allocation.allocate(council, MAY, version=version(council, MAY), seed="s", on=ON, **BY)
    assert "Allocated: 8" in text(quinn.get("/cycles/2024-05/closing"))
    assert "Close the month" in text(quinn.get("/cycles/2024-05"))
    far = post(quinn, "/cycles/2024-05/closing", council, **day | {"on-year": "2090"})
    assert far.status_code == 422
    assert "The date cannot be in the future." in text(far)
    offered = 'class="moj-sub-navigation__link" href="/cycles/2024-05/closing"'
    assert offered in quinn.get("/cycles/2024-05/pool").text
    assert post(quinn, "/cycles/2024-05/closing", council, **day).headers["Location"] == "/cycles/2024-05"
    assert offered not in quinn.get("/cycles/2024-05/pool").text, "a closed month is not closed again"
    assert months.cycle(council.model, MAY)["state"] == "closed"
    assert "Close the month" not in text(quinn.get("/cycles/2024-05"))


@pytest.mark.parametrize(
    "there", ["cycles", "cycles/2024-05/pool", "cycles/2024-05/sample", "cycles/2024-05/allocation"]
)
def test_every_list_is_a_page_and_two_files(quinn: FlaskClient, allocated: House, there: str) -> None:
    assert quinn.get(f"/{there}").status_code == 200
    assert quinn.get(f"/{there}.csv").mimetype == "text/csv"
    assert quinn.get(f"/{there}.xlsx").data.startswith(b"PK")


@pytest.mark.parametrize("name", READERS)
def test_readers_read_and_change_nothing(app: Flask, allocated: House, name: str) -> None:
    client, before = signed_in(app, name), allocated.reader.head()
    for there in ("/cycles", "/cycles/2024-05/pool", "/cycles/2024-05/sample", "/cycles/2024-05/allocation"):
        page = client.get(there)
        assert page.status_code == 200
        assert b"/removal" not in page.data
        assert b"/swaps/" not in page.data
    for there in ("/cycles/new", "/cycles/2024-05/sample/new", "/cycles/2024-05/swaps/1", "/cycles/2024-05/closing"):
        assert client.get(there).status_code == 404
    for there in ("/cycles", "/cycles/2024-05/sample", "/cycles/2024-05/allocation", "/cycles/2024-05/pool"):
        assert client.post(there, data=WHOLE).status_code == 404
    assert allocated.reader.head() == before


def test_a_moderator_gets_no_link_to_a_page_of_a_month_that_is_not_theirs(app: Flask, allocated: House) -> None:
    allocated.keep(person(allocated, "mary", "Mary Quinn", "", "moderator"))
    mary = signed_in(app, "mary")
    for there in ("/cycles", "/cycles/2024-05", "/cycles/2024-05/moderation"):
        links = set(re.findall(r'href="(/cycles/[^"#?]*)"', mary.get(there).text))
        assert {link: mary.get(link).status_code for link in links} == dict.fromkeys(links, 200)
        assert links, there


def test_auditors_see_no_month(app: Flask, allocated: House) -> None:
    assert signed_in(app, "a1").get("/cycles/2024-05/allocation").status_code == 404


@pytest.mark.parametrize(
    "there", ["sample", "allocation", "pool", "closing", "sample/new", "swaps/1", "sample/children/C-1/removal"]
)
def test_a_month_that_was_never_opened_is_not_there(quinn: FlaskClient, there: str) -> None:
    assert quinn.get(f"/cycles/2031-01/{there}").status_code == 404
    assert quinn.get(f"/cycles/nonsense/{there}").status_code == 404


def test_looking_records_nothing(quinn: FlaskClient, allocated: House) -> None:
    before = allocated.reader.head()
    for there in ("sample?check=1&why=C-0001", "sample/new", "allocation", "swaps/1", "pool", "closing"):
        assert quinn.get(f"/cycles/2024-05/{there}").status_code == 200
    assert allocated.reader.head() == before
    assert cycles.version(allocated, MAY) == 3
