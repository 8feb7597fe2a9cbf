"""An inspector who is shown everything as at one moment compares and replays as far as that moment, and no further."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo.stories import RUTH, Story
from app.demo.story_inspections import FOR_LONG, IONA, NAMED
from app.events.inspection import Inspection, Terms
from projections.moments import position_at
from tests.views.may import signed_in
from tests.views.test_as_stood import plain
from tests.views.test_policy import council
from tests.views.test_replay import steps, walked

__all__ = ["council"]
PIN, UTC_PIN = "2024-06-28T17:00", "2024-06-28T16:00:00+00:00"
EARLIER = "2024-05-20T12:00"
CHILD, MONTH, AUDIT = "/children/C-10482", "/cycles/2024-05", "/audits/2024-05/1"
LATER = ("now", "2024-06-28", "2024-06-28T17:01", "2024-06-29", "2024-12-31", "2098-01-01", "entry-99999999")


@pytest.fixture
def iona(council: Flask) -> FlaskClient:
    """She has one child and May 2024, as they stood at the end of June."""
    return signed_in(council, IONA)


def everything(council: Flask) -> FlaskClient:
    """The same inspector with everything, as it stood then."""
    story = Story(council.extensions["house"], "2024-12-30")
    story.let(RUTH, Inspection, NAMED).change(Terms("2024-12-17", FOR_LONG, True, (), (), PIN), "All.", on="2024-12-30")
    return signed_in(council, IONA)


def pin_of(council: Flask) -> int:
    return position_at(council.extensions["house"].reader, UTC_PIN)


def entries(page: str) -> set[int]:
    """Every entry of the log that a page names or leads to."""
    found = re.findall(r"entry[-= ](?:entry-)?([\d,]+)|\(entry ([\d,]+)\)|event=(\d+)", plain(page) + unescape(page))
    return {int("".join(one).replace(",", "")) for one in found} - {99999999}


def test_of_two_moments_up_to_the_pin_it_is_what_the_qa_lead_sees_of_them(council: Flask, iona: FlaskClient) -> None:
    asked = {"page": AUDIT, "from": EARLIER, "to": PIN}
    mine, theirs = (signed_in(council, who).get("/compare", query_string=asked).text for who in (IONA, RUTH))
    part = "What was recorded between"
    assert re.findall(r"#entry-\d+", mine) == re.findall(r"#entry-\d+", theirs) != []
    assert part in mine
    asked["page"] = "/audits?cycle=2024-05"
    rows = [signed_in(council, who).get("/compare.json", query_string=asked).get_json()["rows"] for who in (IONA, RUTH)]
    assert rows[0] == rows[1] != []


@pytest.mark.parametrize("to", LATER)
def test_nothing_after_the_pin_is_compared_whatever_is_asked(council: Flask, iona: FlaskClient, to: str) -> None:
    for page in (AUDIT, CHILD, MONTH, "/audits", "/"):
        usual = {"page": page, "from": EARLIER}
        held = iona.get("/compare", query_string=usual | {"to": PIN}).text
        asked = iona.get("/compare", query_string=usual | {"to": to}).text
        assert max(entries(asked)) <= pin_of(council), page
        assert changes(asked) == changes(held), page
        backwards = iona.get("/compare", query_string={"page": page, "from": to, "to": EARLIER}).text
        assert changes(backwards) == changes(held), page
        within = iona.get("/compare.json", query_string=usual | {"to": to}).get_json()
        assert within["rows"] == iona.get("/compare.json", query_string=usual | {"to": PIN}).get_json()["rows"]
        assert within["position"] == pin_of(council)


def changes(page: str) -> str:
    """What a comparison says below its two moments."""
    return plain(page.partition("</form>")[2].partition("</main>")[0].replace("to=now", "").partition('id="sum"')[2])


def test_it_says_that_nothing_later_is_shown(iona: FlaskClient) -> None:
    page = plain(iona.get("/compare", query_string={"page": AUDIT, "from": EARLIER, "to": "2024-12-31"}).text)
    assert "This inspection shows nothing after 28 June 2024 at 17:00." in page
    assert "or now" not in page
    text = iona.get("/compare", query_string={"page": AUDIT, "from": EARLIER}).text
    assert re.findall(r'name="to(?:_time)?" value="([^"]*)"', text) == ["28/06/2024", "17:00"], "the pin, and not now"
    assert 'href="/as-at' not in iona.get("/compare", query_string={"page": AUDIT}).text


@pytest.mark.parametrize("replay", [f"/replay{CHILD}", f"/replay{MONTH}"])
def test_a_replay_ends_at_the_pin(council: Flask, iona: FlaskClient, replay: str) -> None:
    walked_by = {who: walked(signed_in(council, who), replay) for who in (IONA, RUTH)}
    pin = pin_of(council)
    assert max(walked_by[RUTH]) > pin
    assert set(walked_by[IONA]) <= {one for one in walked_by[RUTH] if one <= pin}
    for asked in (str(pin + 1), str(max(walked_by[RUTH])), "9999999"):
        text = iona.get(replay, query_string={"event": asked}).text
        assert max(entries(text)) <= pin
        assert "on" not in steps(text)


def test_a_pin_that_is_moved_back_takes_what_came_after_it_away(council: Flask, iona: FlaskClient) -> None:
    before = walked(iona, f"/replay{CHILD}")
    story = Story(council.extensions["house"], "2024-12-30")
    terms = Terms("2024-12-17", FOR_LONG, False, ("child/C-10482",), (), EARLIER)
    story.let(RUTH, Inspection, NAMED).change(terms, "Earlier.", on="2024-12-30")
    after = walked(iona, f"/replay{CHILD}")
    assert after == before[: len(after)] != before
    assert iona.get(f"/replay{MONTH}").status_code == 404


def test_of_a_month_by_its_name_no_draw_from_all_children_is_told(council: Flask, iona: FlaskClient) -> None:
    told = {made.position: made for made in council.extensions["house"].reader.read(0)}
    topics = {told[one].topic for one in walked(iona, f"/replay{MONTH}")}
    assert "audit returned" in topics
    assert topics.isdisjoint({"sample drawn", "child taken out of sample", "audits allocated", "dip sample drawn"})
    assert not [one for one in walked(iona, f"/replay{CHILD}") if told[one].topic == "dip sample drawn"]
    assert "sample drawn" in {told[one].topic for one in walked(everything(council), f"/replay{MONTH}")}


@pytest.mark.parametrize(
    "page",
    ["/children/C-20001", "/audits/2024-06/1", "/cycles/2024-06", "/figures/returned?cycle=2024-06", "/people",
     "/reports", "/as-at", "/later?moment=2024-05-20", "/compare?page=/audits", "/learning", "/access-log"],
)  # fmt: skip
def test_all_else_is_not_there(iona: FlaskClient, page: str) -> None:
    assert iona.get("/compare", query_string={"page": page, "from": EARLIER}).status_code == 404
    assert iona.get("/compare.csv", query_string={"page": page, "from": EARLIER}).status_code == 404


def test_replays_of_what_is_not_named_are_not_there(iona: FlaskClient) -> None:
    for page in ("/replay/children/C-20001", "/replay/cycles/2024-06", "/as-at", "/later?moment=2024-05-20"):
        assert iona.get(page).status_code == 404, page
    assert iona.get("/replay").status_code == 200
    assert "June 2024" not in iona.get("/replay").text.partition("<main")[2].partition("</main>")[0]


def test_with_everything_as_at_a_moment_both_are_there_up_to_it(council: Flask) -> None:
    iona, pin = everything(council), pin_of(council)
    for page in ("/audits", MONTH, CHILD, "/", "/figures"):
        answer = iona.get("/compare", query_string={"page": page, "from": EARLIER, "to": "now"})
        assert (answer.status_code, max(entries(answer.text)) <= pin) == (200, True), page
    there = iona.get("/compare", query_string={"page": "/figures/returned?cycle=2024-05", "from": EARLIER})
    assert max(entries(iona.get(there.location).text)) <= pin
    assert max(walked(iona, f"/replay{MONTH}")) <= pin
    assert 'href="/compare?page=' in iona.get(MONTH).text


def test_no_address_alone_shows_an_earlier_moment(iona: FlaskClient) -> None:
    for said in ({}, {"X-Audit-Loop-Asked-Within": "1"}, {"Audit_loop.asked_within": "1"}):
        page = iona.get(f"{AUDIT}?as_at={EARLIER}", headers=said).text
        assert "As it stood at 28 June 2024 at 17:00</strong>" in page


def test_today_and_replay_name_the_children_of_an_inspection_with_their_plan_and_audits(iona: FlaskClient) -> None:
    page = iona.get("/").text
    assert re.findall(r'href="/children/C-10482[^"]*">([^<]*)<', page) == ["C-10482, child protection plan, 1 audit"]
    assert re.search(r"You are shown 1 child and May 2024 as at 28 June 2024 at 17:00, until the end of ", page)
    replays = re.findall(r'href="(/replay/children/[^"?]+)[^"]*"', iona.get("/replay").text)
    assert replays == ["/replay/children/C-10482"]
    assert iona.get(replays[0]).status_code == 200
