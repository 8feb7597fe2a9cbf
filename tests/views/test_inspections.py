"""An inspection: what it names is there and nothing else, as long as it runs, and as at the moment that it says."""

import re
from dataclasses import replace
from datetime import date

import pytest
import time_machine
from flask import Flask

from app.demo.stories import ANNA, IAN, JOAN, PRIYA, RUTH, Story
from app.demo.story_inspections import FOR_LONG, IONA
from app.events.inspection import Inspection, Terms
from app.events.person import Person
from app.programme import inspections
from app.readings import Chosen
from tests.events.deciding import refusal
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]
CHILD = "child/C-10482"
NAMED = Terms("2024-05-01", FOR_LONG, False, (CHILD,), (), "")


def grant(story: Story, terms: Terms = NAMED, person: str = IONA, id: str = "inspection/of-iona") -> None:
    """An inspection by Iona Grey."""
    if not story.house.log.load(Person, person).exists:
        facts = {"name": "Iona Grey", "email": "iona@inspection.example", "team": "", "job_level": "other"}
        story.let(PRIYA, Person, person).add(**facts, supervisor="")
        story.let(PRIYA, Person, person).hold({"inspector"})
    story.let(RUTH, Inspection, id).grant(person, terms, "Asked for.")
    story.house.model.catch_up()


def test_whoever_has_no_inspection_sees_no_record_and_reads_whom_to_ask(app: Flask, may: Story) -> None:
    grant(may, Terms("2024-05-01", "2024-05-27", False, (CHILD,), (), ""))
    client = signed_in(app, IONA)
    page = client.get("/").text
    assert "No inspection is running for you, so no record is shown. Ask Ruth Okafor to grant one." in page
    for path in ("/audits", "/children", "/children/C-10482", "/audits/2024-05/1", "/cycles/2024-05", "/reports"):
        assert client.get(path).status_code == 404, path
    assert signed_in(app, IAN).get("/audits/2024-05/1").status_code == 200


def test_it_begins_and_is_over_by_itself_and_at_once_when_ended(app: Flask, may: Story) -> None:
    grant(may, Terms("2024-05-29", "2024-06-03", False, (CHILD,), (), ""))
    seen = {}
    for day in ("2024-05-28T12:00", "2024-05-28T23:30", "2024-06-03T22:59", "2024-06-03T23:00"):
        with time_machine.travel(f"{day}:00+00:00", tick=False):
            seen[day] = signed_in(app, IONA).get("/children/C-10482").status_code
    assert list(seen.values()) == [404, 200, 200, 404], "days are those of England"


def test_today_leads_to_the_child_and_to_what_answers_questions(app: Flask, may: Story) -> None:
    client = signed_in(app, IAN)
    page = client.get("/").text
    assert ('action="/children"' in page, 'name="search"' in page) == (True, True)
    ways = re.findall(r'href="([^"]+)"', page.partition('id="ways"')[2].partition("</ul>")[0])
    assert {"/questions", "/reports", "/ledger"} <= {*ways}
    assert [client.get(way).status_code for way in ways] == [200] * len(ways)
    assert "C-10482" in client.get("/children?search=C-10482").text


def test_ended_it_shows_nothing_from_the_next_page_on(app: Flask, may: Story) -> None:
    grant(may)
    iona, ruth = signed_in(app, IONA), signed_in(app, RUTH)
    assert iona.get("/children/C-10482").status_code == 200
    assert ruth.post("/inspections/of-iona/ending", data={"version": "1", "reason": "Done."}).status_code == 303
    assert iona.get("/children/C-10482").status_code == 404
    page = ruth.get("/inspections/of-iona").text
    assert "Ended on 28 May 2024" in page
    assert "/children/C-10482" in page, "what was looked at stays"


def test_the_qa_lead_grants_names_and_changes_it_in_the_browser(app: Flask, may: Story) -> None:
    ruth, ian = signed_in(app, RUTH), signed_in(app, IAN)
    said = {"first-day": "28", "first-month": "5", "first-year": "2024", "last-day": "7", "last-month": "6"}
    said |= {"last-year": "2024", "what": "named", "children": "C-10482, C-99999", "reason": "Asked for."}
    answer = ruth.post("/inspections", data=said | {"id": "inspection/k7m2xq9d", "person": IAN})
    assert (answer.status_code, "There is no child with the reference C-99999." in answer.text) == (422, True)
    said |= {"children": "C-10482"}
    answer = ruth.post("/inspections", data=said | {"id": "inspection/k7m2xq9d", "person": IAN})
    overlaps = "Another inspection of theirs runs from 2 April 2024 to 31 December 2099. Change or end that one."
    assert overlaps in answer.text
    assert ruth.post("/inspections/whole/ending", data={"version": "1", "reason": "Too much."}).status_code == 303
    assert ruth.post("/inspections", data=said | {"id": "inspection/k7m2xq9d", "person": IAN}).status_code == 303
    assert [ian.get(f"/audits/2024-05/{n}").status_code for n in (1, 2)] == [200, 404]
    change = said | {"version": "1", "cycles": "2024-05", "reason": "The month as well."}
    assert ruth.post("/inspections/k7m2xq9d/change", data=change).status_code == 303
    assert ian.get("/audits/2024-05/2").status_code == 200
    assert "months from nothing to May 2024" in ruth.get("/inspections/k7m2xq9d").text
    assert [signed_in(app, one).get("/inspections/new").status_code for one in (JOAN, IAN)] == [404, 404]


@pytest.mark.parametrize(
    ("terms", "person", "words", "field"),
    [
        (NAMED, ANNA, "Choose somebody who has the role of an inspector.", "person"),
        (replace(NAMED, last="2024-05-27"), IAN, "The last day is over already.", "last"),
        (replace(NAMED, cycles=("cycle/2031-01",)), IAN, "Choose months that there are.", "cycles"),
    ],
)
def test_what_is_granted_must_be_there(may: Story, terms: Terms, person: str, words: str, field: str) -> None:
    with refusal(words, field):
        facts = {"terms": terms, "reason": "Asked for.", "on": date(2024, 5, 28), "by": RUTH}
        inspections.grant(may.house, "inspection/k7m2xq9d", person=person, at="2024-05-28T09:00:00+00:00", **facts)


def test_an_inspector_who_is_something_else_as_well_keeps_what_that_gives(app: Flask, may: Story) -> None:
    may.let(PRIYA, Person, ANNA).hold({"auditor", "inspector"})
    anna = signed_in(app, ANNA)
    assert [anna.get(f"/audits/2024-05/{n}").status_code for n in (1, 2)] == [200, 404]
    child = "child/C-10519"
    grant(may, Terms("2024-05-01", FOR_LONG, False, (child,), (), ""), ANNA)
    assert [anna.get(f"/audits/2024-05/{n}").status_code for n in (1, 2)] == [200, 200]
    assert anna.get("/learning").status_code == 200


def test_every_page_that_an_inspector_opens_is_noted_with_the_inspection(app: Flask, may: Story) -> None:
    grant(may)
    iona = signed_in(app, IONA)
    for path in ("/", "/audits", "/children/C-10482", "/children/C-10519"):
        iona.get(path)
    noted = app.extensions["readings"].page(Chosen(inspection="inspection/of-iona"))
    assert [one.path for one in noted][::-1] == ["/", "/audits", "/children/C-10482"]


def test_pinned_to_a_moment_every_page_stands_as_at_it_whatever_is_asked(app: Flask, may: Story) -> None:
    grant(may, Terms("2024-05-01", FOR_LONG, False, (CHILD,), (), "2024-05-21"))
    iona = signed_in(app, IONA)
    for path in ("/audits/2024-05/1", "/audits/2024-05/1?as_at=2024-05-27", "/audits/2024-05/1?as_at=now"):
        page = iona.get(path).text
        assert "She draws with him." not in page, path
        assert "Returned" not in page.partition("</h1>")[2].partition("</dl>")[0], path
    assert "21 May 2024" in page
    assert "Back to now" not in page
    foot = " ".join(page.partition("<footer")[2].split())
    assert re.search(r"Shown as it stood at .*21 May 2024.*; page made on 28 May 2024 at 10:30", foot), (
        "print says both"
    )
    assert iona.get("/as-at").status_code == 404
