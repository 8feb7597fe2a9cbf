"""The allocation of a month on its page: its preview, who has no auditor, audits given away and exchanged."""

import re

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app.programme import exemptions, people
from app.programme.english import listed
from app.programme.house import House
from projections import allocation as read
from projections import cycles as months
from tests.programme.a_month import AT, BY, MAY, ON, drawn, opened
from tests.views.a_cycle import allocated, council, post, quinn, signed_in, text
from tests.views.test_histories import sentence

__all__ = ["allocated", "council", "quinn"]


def test_the_preview_is_what_is_allocated(quinn: FlaskClient, council: House) -> None:
    opened(council)
    drawn(council, 8)
    page = quinn.get("/cycles/2024-05/allocation?seed=s&on-day=1&on-month=5&on-year=2024")
    said = text(page)
    assert "Pool 10 − long leave 0 − exempt or left 0 = taking part 10" in said
    assert "Every audit will be due on 23 May 2024" in said
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.get_data(as_text=True)))
    sent = quinn.post("/cycles/2024-05/allocation", data=hidden)
    assert sent.headers["Location"] == "/cycles/2024-05/allocation"
    rows = read.audits(council.model, MAY)
    assert len(rows) == 8
    assert all(
        f"{row['child'].removeprefix('child/')} {row['team_name']} {row['auditor_name']}" in said for row in rows
    )


def test_who_has_no_auditor_is_said_with_what_can_be_done(app: Flask, quinn: FlaskClient, council: House) -> None:
    opened(council)
    drawn(council, 8)
    for n in range(1, 10):
        exempt(council, f"person/a{n}")
    before = quinn.get("/cycles/2024-05/allocation").get_data(as_text=True)
    assert "Nobody audits the work of their own team." in before
    assert "Every auditor has as many as they owe." in before
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', before))
    quinn.post("/cycles/2024-05/allocation", data=hidden)
    left = [row["child"].removeprefix("child/") for row in read.waiting(council.model, MAY)]
    assert len(left) == 7
    said = text(quinn.get("/cycles/2024-05/allocation"))
    assert f"The audits are allocated. 7 children have no auditor yet: {listed(left)}." in said
    there = f"/cycles/2024-05/allocation/{left[0]}/auditor"
    assert there in quinn.get("/cycles/2024-05/allocation").get_data(as_text=True)
    sent = {"auditor": "person/a0", "reason": "Nobody else.", "on-day": "3", "on-month": "5", "on-year": "2024"}
    full = post(quinn, there, council, **sent)
    assert (full.status_code, len(read.waiting(council.model, MAY))) == (422, 7)
    assert post(quinn, there, council, **sent, above_share="y").status_code == 303
    assert [row["child"].removeprefix("child/") for row in read.waiting(council.model, MAY)] == left[1:]
    assert "with an auditor" in text(quinn.get(there))
    said = text(quinn.get("/cycles/2024-05/allocation"))
    assert "Given by hand: Nobody else. Auditor 000: not in the child's team" in said
    made = council.reader.stream(MAY)[-1]
    assert sentence(app, council, made) == f"Quinn Abara gave {left[0]} to Auditor 000 by hand. Reason: Nobody else."


@pytest.mark.parametrize(("today", "day"), [("2024-05-03", "3"), ("2024-05-05", "7")])  # 6 May is a bank holiday
def test_an_allocation_is_offered_for_a_working_day(app: Flask, council: House, today: str, day: str) -> None:
    opened(council)
    drawn(council, 8)
    with time_machine.travel(f"{today}T09:00:00+00:00", tick=False):
        page = signed_in(app, "quinn").get("/cycles/2024-05/allocation").get_data(as_text=True)
    assert f'name="on-day" value="{day}"' in page


def test_the_pairs_stay_until_the_sample_changes(quinn: FlaskClient, council: House) -> None:
    opened(council)
    drawn(council, 8)
    first, again = (quinn.get("/cycles/2024-05/allocation").text for _ in range(2))
    shown = r'name="shown" value="(\w+)"'
    assert re.findall(shown, first) == re.findall(shown, again) != []
    assert 'value="May 2024, sample 1"' in first
    post(quinn, f"/cycles/2024-05/sample/children/{in_sample(council)}/removal", council, instead="nobody", reason="x")
    assert 'value="May 2024, sample 2"' in quinn.get("/cycles/2024-05/allocation").text


def in_sample(house: House) -> str:
    return months.sample(house.model, MAY)[0]["child"].removeprefix("child/")


def test_a_preview_overtaken_by_an_exemption_shows_the_new_one_and_stores_nothing(
    quinn: FlaskClient, council: House
) -> None:
    opened(council)
    drawn(council, 8)
    there = "/cycles/2024-05/allocation?seed=s&on-day=1&on-month=5&on-year=2024"
    hidden = dict(
        re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', quinn.get(there).get_data(as_text=True))
    )
    for n in range(2):
        exempt(council, f"person/a{n}")
    page = quinn.post("/cycles/2024-05/allocation", data=hidden)
    assert page.status_code == 409
    assert "This is how it comes out now." in text(page)
    assert read.audits(council.model, MAY) == []


def exempt(house: House, auditor: str, kind: str = "health") -> None:
    id = f"exemption/{auditor.removeprefix('person/')}"
    exemptions.ask(house, id, auditor=auditor, cycle=MAY, reason_class=kind, note="", **BY)
    director = min(exemptions.authority(house, auditor).people)
    exemptions.authorise(house, id, version=1, reason="", on=ON, by=director, at=AT)


def test_who_is_exempt_for_what_is_named_only_to_those_who_run_or_decide(app: Flask, council: House) -> None:
    opened(council)
    drawn(council, 8)
    exempt(council, "person/a1")
    seeing = {"quinn": True, "dana": False, "od-north": True, "od-south": False, "iris": False}
    for name, sees in seeing.items():
        client = signed_in(app, name)
        said = text(client.get("/cycles/2024-05/allocation"))
        assert "Health: 1" in said
        assert ("Auditor 001 is exempt" in said) is sees, name
        assert ("Health" in text(client.get("/cycles/2024-05/pool"))) is sees, name
        assert (b"Health" in client.get("/cycles/2024-05/pool.csv").data) is sees, name


AWAY = {"version": 1, "reason": "Away", "on-day": "3", "on-month": "5", "on-year": "2024"}


def test_the_allocation_leads_to_the_one_page_that_gives_an_audit_away(quinn: FlaskClient, allocated: House) -> None:
    there = "/audits/2024-05/1/reallocation"
    assert f'href="{there}">Give to another auditor' in quinn.get("/cycles/2024-05/allocation").text
    page = quinn.get(there)
    assert "works in the team whose work this is" in text(page)
    to = re.search(r'<option value="(person/a\d)">Auditor \d+</option>', page.text)
    assert quinn.post(there, data=AWAY | {"auditor": to[1]}).headers["Location"] == "/audits/2024-05/1"
    assert read.audits(allocated.model, MAY)[0]["auditor"] == to[1]


def test_an_audit_given_against_a_rule_is_refused_with_the_rule(quinn: FlaskClient, allocated: House) -> None:
    row = read.audits(allocated.model, MAY)[0]
    teams = ("team/ash", "team/birch", "team/cedar", "team/damson")
    own = next(f"person/a{n}" for n in range(10) if teams[n % 4] == row["team"])
    there = "/audits/2024-05/1/reallocation"
    assert f'<option value="{own}"' not in quinn.get(there).text
    page = quinn.post(there, data=AWAY | {"auditor": own})
    assert page.status_code == 422
    assert re.search(r'href="#auditor">[^<]*works in the team whose work this is', page.text)
    assert "Away" in text(page)


def test_two_audits_are_exchanged(app: Flask, quinn: FlaskClient, allocated: House) -> None:
    analyst(allocated)
    page = quinn.get("/cycles/2024-05/swaps/1").get_data(as_text=True)
    assert "/audits/2024-05/1/reallocation" in page
    other = re.search(r'<option value="(audit/2024-05/\d+ \d+)">', page)[1]
    sent = quinn.post("/cycles/2024-05/swaps/1/exchange", data={"version": 1, "other": other, "reason": "Away"})
    assert sent.headers["Location"] == "/cycles/2024-05/allocation#audit-1"
    assert len(allocated.log.history(MAY)[-1].moves) == 2
    for name, reads in (("quinn", True), ("kai", False)):
        page = signed_in(app, name).get("/cycles/2024-05/allocation").text
        assert ("Given by hand: Away." in page, "Given by hand." in page) == (reads, not reads), name


def analyst(house: House) -> None:
    """Kai, who reads that something was done by hand, and not why."""
    details = {"name": "Kai Reed", "email": "kai@eastmere.example", "job_level": "other", "team": "", "supervisor": ""}
    people.add(house, "person/kai", details, {"analyst"}, **BY)
