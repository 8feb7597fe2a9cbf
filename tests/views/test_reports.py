"""Reports in the browser: written section by section, put forward, published by somebody else, the same for ever."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app.demo.stories import ANNA, BEN, DANA, GRACE, HELEN, IAN, JOAN, KOFI, OMAR, PRIYA, RUTH, Story
from app.events.audit import Audit
from app.events.person import Person
from app.programme import reports as programme
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]
HERE = "/reports/2024-05"
SECTION = f"{HERE}/sections/how-well"
JUNE = "2024-06-03T09:30:00+00:00"


@pytest.fixture
def ruth(app: Flask, may: Story) -> FlaskClient:
    """The QA lead, who has begun the report of May."""
    client = signed_in(app, RUTH)
    assert client.post("/reports", data={"period": "2024-05"}).headers["Location"] == HERE
    return client


def version(client: FlaskClient, page: str = HERE) -> str:
    found = re.search(r'name="version" value="(\d+)"', client.get(page).text)
    assert found
    return found[1]


def write(client: FlaskClient, text: str, over: str) -> Any:
    return client.post(SECTION, data={"text": text, "version": over})


def put_forward(client: FlaskClient, **more: str) -> Any:
    return client.post(f"{HERE}/proposal", data={"version": version(client, f"{HERE}/proposal"), **more})


def publish(client: FlaskClient) -> Any:
    found = re.search(r'name="version" value="(\d+)"', client.get(f"{HERE}/publication").text)
    return client.post(f"{HERE}/publication", data={"version": found[1] if found else "0"})


def test_a_report_is_begun_and_written_with_figures_that_open(ruth: FlaskClient) -> None:
    write(ruth, "In all, {completion-of-pool} came in.\n- on time, nearly", version(ruth))
    history = unescape(ruth.get(f"{HERE}/history").text)
    assert "the section “How well are we doing?”: In all, {completion-of-pool} came in." in history
    page = ruth.get(HERE).text
    assert re.search(r"In all, <a.*<li>on time, nearly</li>", page, re.S)
    assert re.search(
        r'<a class="govuk-link" href="/figures/completion-of-pool\?period=2024-05">2 of 3 \(67%\)</a>', page
    )
    assert "{completion-of-pool}" in page, "what can be inserted, and what was typed"
    assert "public copy</span>" in ruth.get(f"{HERE}?copy=public").text
    listed = ruth.get("/reports").text
    found = [one in listed for one in ("Being written", 'value="2024-05"', 'value="2024-Q1"')]
    assert found == [True, False, True]


def test_two_people_who_write_in_one_section_see_both_texts(ruth: FlaskClient, may: Story) -> None:
    may.let(PRIYA, Person, ANNA).hold({"qa_lead", "auditor"})
    anna, over = signed_in(ruth.application, ANNA), version(ruth)
    assert write(ruth, "All were good.", over).status_code == 303
    clash = write(anna, "Half were good.", over)
    assert clash.status_code == 409
    for words in ("All were good.", "Half were good.", "Ruth Okafor wrote here too"):
        assert words in clash.text
    assert write(anna, "Half were good.", str(int(over) + 1)).status_code == 303
    assert "Half were good." in ruth.get(HERE).text


def test_what_the_figures_contradict_is_told_while_it_is_typed(ruth: FlaskClient) -> None:
    told = ruth.post(f"{SECTION}/check", data={"text": "In all 19 of 31 (55%) were late."}).text
    assert "19 of 31 is 61%, not 55%." in told
    assert "The check found nothing here." in ruth.post(f"{SECTION}/check", data={"text": ""}).text
    asked = ruth.application.extensions["checks"]
    with asked.turn(RUTH):
        assert ruth.post(f"{SECTION}/check", data={"text": ""}).status_code == 503


def test_a_month_that_is_not_over_is_not_put_forward(ruth: FlaskClient) -> None:
    refused = ruth.post(f"{HERE}/proposal", data={"version": version(ruth)})
    assert (refused.status_code, "May 2024 is not over" in refused.text) == (422, True)
    for page in (ruth.get(HERE).text, ruth.get(f"{HERE}/proposal").text):
        assert ("May 2024 is not over" in page, "Put forward…" in page, 'name="reason-' in page) == (True, False, False)
    assert signed_in(ruth.application, BEN).get(HERE).status_code == 404


@pytest.fixture
def june(ruth: FlaskClient, app: Flask) -> Iterator[FlaskClient]:
    """The QA lead in June, when May is over."""
    with time_machine.travel(JUNE, tick=False):
        yield signed_in(app, RUTH)


def test_a_finding_is_mended_or_stands_with_a_reason_that_the_publisher_reads(june: FlaskClient) -> None:
    write(june, "In all 19 of 31 (55%) were late.", version(june))
    refused = put_forward(june)
    assert (refused.status_code, "Mend “19 of 31 (55%)”, or say why it stands." in refused.text) == (422, True)
    names = dict.fromkeys(re.findall(r'name="(reason-\w+)"', refused.text), "Quoted as it was said.")
    assert put_forward(june, **names).status_code == 303
    assert "Reason: Quoted as it was said." in signed_in(june.application, HELEN).get(f"{HERE}/publication").text


@pytest.fixture
def published(june: FlaskClient) -> FlaskClient:
    """The QA lead, whose report Helen Price has published in June."""
    assert put_forward(june).status_code == 303
    assert write(june, "Later.", "1").status_code == 422
    assert "somebody else publishes it" in publish(june).text
    assert "Read and publish" not in june.get("/reports").text, "it is not theirs to publish"
    helen = signed_in(june.application, HELEN)
    assert "Reports to publish" in helen.get("/").text
    assert "Read and publish" in helen.get("/reports").text
    assert publish(helen).headers["Location"] == f"{HERE}/editions/1"
    return june


def test_an_edition_stays_as_it_was_published_whatever_happens_then(published: FlaskClient, may: Story) -> None:
    client, page = signed_in(published.application, IAN), f"{HERE}/editions/1"
    before = {path: client.get(path).data for path in (f"{HERE}.json?edition=1", f"{HERE}.json?edition=1&copy=public")}
    document = programme.published(may.house, "report/2024-05", 1)["document"]
    may.let(RUTH, Audit, "audit/2024-05/0001").accept(on="2024-05-28", note="")
    assert programme.published(may.house, "report/2024-05", 1)["document"] == document
    assert {path: _rows(client.get(path).data) for path in before} == {path: _rows(one) for path, one in before.items()}
    assert "Edition 1, published on 3 June 2024 by Helen Price" in client.get(page).text


def _rows(data: bytes) -> bytes:
    """The rows of a file, without when it was taken."""
    return data[data.index(b'"rows"') :]


@pytest.mark.parametrize(
    ("person", "copy", "appendix"),
    [(RUTH, "internal", True), (JOAN, "internal", True), (IAN, "internal", False), (KOFI, "internal", False),
     (DANA, "public", False), (PRIYA, "public", False), (OMAR, "public", False)],
)  # fmt: skip
def test_who_reads_which_copy(published: FlaskClient, person: str, copy: str, appendix: bool) -> None:
    client = signed_in(published.application, person)
    page = client.get(f"{HERE}/editions/1").text
    assert ("public copy" in page.split("</h1>")[0], "Confidential" in page) == (copy == "public", appendix)
    assert ('href="/figures/' in page) == (copy == "internal")
    told = client.get(f"{HERE}.json?edition=1").json["rows"]
    assert {row["copy"] for row in told} == {copy}
    assert client.get(HERE).headers["Location"] == f"{HERE}/editions/1"
    assert ("What is left out of this copy" in page) == (copy == "internal" and not appendix)


@pytest.mark.parametrize(("person", "reads"), [(RUTH, True), (JOAN, False), (HELEN, False)])
def test_why_somebody_was_exempted_is_for_the_qa_lead_and_who_decides(
    published: FlaskClient, person: str, reads: bool
) -> None:
    client = signed_in(published.application, person)
    page = client.get(f"{HERE}/editions/1").text
    assert "Authorised</th>" in page
    assert ("Kind of reason" in page) is reads


def test_a_new_edition_says_what_changed(published: FlaskClient, app: Flask) -> None:
    joan = signed_in(app, JOAN)
    over = version(joan, f"{HERE}/new-edition")
    joan.post(f"{HERE}/new-edition", data={"version": over, "reason": "A grade was put right."})
    assert "Say what changed against the edition before." in put_forward(published).text
    later = {"leave-how-well": "1"}  # refused while it was put forward, and kept
    assert write(published, "One grade was put right.", version(published)).status_code == 303
    assert put_forward(published, changes="One grade was put right.", **later).status_code == 303
    publish(joan)
    page = signed_in(app, BEN).get(f"{HERE}/editions/2").text
    told = "The text has other words than in edition 1 beside: “How well are we doing?”."
    assert (told in page, "None of those shown here." in page) == (True, True)
    assert "One grade was put right." in page
    assert "Figures with another value than in edition 1" in page
    assert 'href="/reports/2024-05/editions/2"' in published.get(f"{HERE}/editions/1").text


def test_what_is_sent_back_is_told_with_its_reason(june: FlaskClient, app: Flask) -> None:
    put_forward(june)
    helen = signed_in(app, HELEN)
    over = version(helen, f"{HERE}/sending-back")
    helen.post(f"{HERE}/sending-back", data={"version": over, "reason": "Say what is done about it."})
    assert "Say what is done about it." in june.get(HERE).text
    assert "Reports sent back" in june.get("/").text
    assert "Helen Price sent the report back" in june.get(f"{HERE}/history").text


READ_IT = {HELEN: True, ANNA: False, OMAR: False}
RECOMMENDED = {
    "id": "recommendation/recall", "report": "report/2024-05", "text": "Run a recall event.", "owner": OMAR,
    "due-day": "30", "due-month": "9", "due-year": "2024",
}  # fmt: skip


@pytest.mark.usefixtures("ruth")
def test_reports_without_an_edition_are_no_choice_among_recommendations_for_other_readers(app: Flask) -> None:
    offered = {who: '<option value="2024-05"' in signed_in(app, who).get("/recommendations").text for who in READ_IT}
    assert offered == READ_IT


WAITS = "in a report that is not published yet"


@pytest.mark.parametrize(("who", "sees"), [(HELEN, True), (OMAR, False), (GRACE, False)])
def test_a_recommendation_of_an_unpublished_report_is_only_for_who_writes_and_publishes_reports(
    ruth: FlaskClient, app: Flask, who: str, sees: bool
) -> None:
    ruth.post("/recommendations", data=RECOMMENDED)
    client, source = signed_in(app, who), "/actions/new?source=recommendation/recall"
    assert (client.get("/recommendations/recall").status_code == 200) is sees
    assert (WAITS in client.get("/recommendations").text) is sees
    assert len(client.get("/recommendations.json").json["rows"]) == sees
    assert ("Recommendation of the report of May 2024" in client.get(source).text) is sees
    assert "Recommendations that you see to" not in client.get("/").text


def test_a_recommendation_is_followed_by_its_owner_and_told_in_the_report(june: FlaskClient, app: Flask) -> None:
    ruth = june
    assert ruth.post("/recommendations", data=RECOMMENDED).status_code == 303
    omar, there = signed_in(app, OMAR), "/recommendations/recall"
    assert f'<a class="govuk-link" href="{there}">Run a recall event.</a>' in ruth.get(HERE).text
    assert put_forward(ruth).status_code == 303
    assert publish(signed_in(app, HELEN)).status_code == 303
    assert "Recommendations that you see to" in omar.get("/").text
    assert WAITS not in omar.get("/recommendations").text
    assert (ruth.get(there).status_code, signed_in(app, GRACE).get(there).status_code) == (200, 200)
    assert omar.post(f"{there}/progress", data={"version": "1", "text": "The room is booked."}).status_code == 303
    assert ruth.post("/reports", data={"period": "2024-Q1"}).status_code == 303
    assert "The room is booked." in ruth.get("/reports/2024-Q1").text
    assert "Run a recall event." in ruth.get("/recommendations?state=open").text
    ruth.post(f"{there}/change", data=RECOMMENDED | {"version": "2", "text": "Run two.", "reason": "More came."})
    assert "Run two." in omar.get(there).text
    assert (signed_in(app, BEN).get(there).status_code, omar.get(f"{there}/dropping").status_code) == (404, 404)
    source = {"source": "recommendation/recall", "owner": OMAR, "what": "Book the room."}
    made = ruth.post("/actions", data=source | {"due-day": "1", "due-month": "9", "due-year": "2024"})
    assert "Recommendation of the report of May 2024" in ruth.get("/actions/new?source=recommendation/recall").text
    assert made.headers["Location"] in ruth.get(there).text
    assert there in ruth.get(made.headers["Location"]).text
    omar.post(f"{there}/completion", data={"version": "3", "text": "Held."})
    reopened = {"version": "4", "reason": "Once more.", "due-day": "1", "due-month": "12", "due-year": "2024"}
    assert ruth.post(f"{there}/reopening", data=reopened).status_code == 303
    assert ruth.post(f"{there}/dropping", data={"version": "5", "reason": "Enough."}).status_code == 303
    assert [row["how_far"] for row in ruth.get("/recommendations.json").json["rows"]] == ["Enough."]
