"""Exemptions of the demonstration: the report's sum, and one of everything that can become of them."""

import re

from flask import Flask

from app import clock
from app.demo.council import NAMED, PASSWORD, email
from app.programme.house import House
from projections import deciders, deeds, exemptions, people
from tests.demo_fixture import demo_app, demo_folder, demonstration, seeded

__all__ = ["demo_app", "demo_folder", "demonstration", "seeded"]


def test_exemptions_show_what_can_become_of_them_and_who_decides(demonstration: House) -> None:
    query = demonstration.model.query
    grace = people.by_email(demonstration.model, email(NAMED["operations_director"]))
    assert grace
    undecided = exemptions.waiting(demonstration.model, clock.today())
    waiting = [row for row in undecided if row["area"] == "area/harbour-and-coast"]
    assert {bool(row["cycle"]) for row in waiting} == {True, False}, "for a month, and for dates"
    by_deputy = query("SELECT * FROM exemptions WHERE in_place_of = ?", [grace["id"]])
    assert [row["state"] for row in by_deputy] == ["authorised"]
    assert len(deciders.deputies_of(demonstration.model, grace["id"])) == 2
    assert [row["cycle"] for row in query("SELECT cycle FROM exemptions WHERE state = 'lapsed'")] == ["cycle/2024-04"]
    assert deciders.authority(demonstration.model) == "operations_director"
    auditors = query(
        "SELECT auditor FROM exempt_months WHERE state = 'authorised' GROUP BY auditor, cycle HAVING count(*) > 1"
    )
    assert auditors == [], "nobody is exempt from a month twice"


def test_the_sum_of_november_2018_reads_as_the_report_has_it(demo_app: Flask) -> None:
    client = demo_app.test_client()
    client.post("/session", data={"email": email(NAMED["qa_lead"]), "password": PASSWORD})
    page = client.get("/exemptions?cycle=2018-11").text
    said = " ".join(re.sub("<[^>]+>", " ", page).split())
    assert "15 of 62 (24%) of the pool less long leave = ( 7 before the allocation + 10 after it − 2 of these" in said
    assert "÷ ( 73 in the pool − 2 on maternity leave − 9 on extended leave)" in said
    assert "28 exemptions" in said
    counts = {"exempt": 7, "exempted-after": 10, "exempted-for-health": 2, "pool": 73, "maternity-leave": 2}
    for name, n in (counts | {"extended-leave": 9, "exemptions-not-health-or-leave": 15}).items():
        assert f'href="/figures/{name}?cycle=2018-11"' in page
        ids = client.get(f"/figures/{name}.json?cycle=2018-11").json["numerator_ids"]
        assert len(ids) == n, name


def test_whoever_decided_last_is_held_to_that_day(demonstration: House) -> None:
    asked = "SELECT decided_by, max(decided_on) AS day FROM exemptions WHERE decided_by <> '' GROUP BY decided_by"
    model = demonstration.model
    rows = [(row["day"], deeds.last_done(model, row["decided_by"])) for row in model.query(asked)]
    assert rows
    assert all(found is not None and found["day"] >= day for day, found in rows)
    assert "decided" in {found["what"] for _, found in rows if found}
