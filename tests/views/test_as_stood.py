"""Pages of the past: every page that has one shows it to whoever may, leads on to the same moment, changes nothing."""

import re
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

from app import clock
from app.demo import stories
from app.views.for_now import CHANGING, has_past
from projections import children_lists
from tests.views.test_policy import MINE, council, signed_in, url
from tests.views.test_silly_addresses import ORDER, pages

__all__ = ["council"]
MIDDLE = "2024-05-20T12:00"
POSTED = re.compile(r'<form[^>]*action="([^"]+)"[^>]*method="post"')
LINKS = re.compile(r'<a(?![^>]*data-now)[^>]* href="(/[^"#]*)"')


@pytest.fixture
def ruth(council: Flask) -> FlaskClient:
    """The QA lead."""
    return signed_in(council, "qa_lead")


def head_at(app: Flask, moment: str) -> int:
    """The position of the last event recorded by then, looked for one by one."""
    return max(made.position for made in app.extensions["house"].reader.read(0) if made.at <= moment)


def test_every_page_of_every_role_stands_still(council: Flask) -> None:
    council.config["PROPAGATE_EXCEPTIONS"] = False
    position = head_at(council, "2024-05-20T11:00:00+00:00")
    for n, role in enumerate(ORDER):
        client = signed_in(council, role)
        for rule in pages(council, role, ORDER[:n]):
            if has_past(rule.endpoint):
                stands_still(client, url(rule, MINE, role), position)


def stands_still(client: FlaskClient, path: str, position: int) -> None:
    """A page of the past is there or is not, and is not broken; what is there says its moment and keeps it."""
    answer = client.get(path, query_string={"as_at": MIDDLE})
    assert answer.status_code < 500, path
    if answer.status_code == 200 and answer.mimetype == "text/html" and "<html" in answer.text:
        assert f"(entry {position:,})" in answer.text, path
        assert set(POSTED.findall(answer.text)) <= {"/sign-out"}, path
        led = LINKS.findall(answer.text)
        assert [link for link in led if "as_at=" not in link] == [], path
        assert [link for link in led if is_form(client.application, link.partition("?")[0])] == [], path


def test_what_links_of_the_past_lead_to_stands_still_too(council: Flask, ruth: FlaskClient) -> None:
    urls = council.url_map.bind("localhost")
    met, ahead = set[str](), [f"/?as_at={MIDDLE}"]
    while ahead:
        path = ahead.pop()
        answer = ruth.get(path)
        for link in map(unescape, LINKS.findall(answer.text) if answer.mimetype == "text/html" else []):
            endpoint = str(urls.match(link.partition("?")[0])[0])
            assert not endpoint.partition(".")[2].startswith(CHANGING), (path, link)
            if endpoint not in met and has_past(endpoint):
                met.add(endpoint)
                ahead.append(link)
    assert len(met) > 100


def is_form(app: Flask, path: str) -> bool:
    """Whether an address leads to a form, with which something is changed."""
    try:
        endpoint, _ = app.url_map.bind("localhost").match(path)
    except HTTPException:
        return False
    return endpoint.partition(".")[2].startswith(CHANGING)


def test_a_list_shows_what_was_recorded_by_then(council: Flask, ruth: FlaskClient) -> None:
    was = ruth.get("/audits.json", query_string={"as_at": MIDDLE}).get_json()
    now = ruth.get("/audits.json").get_json()
    states = {row["audit_id"]: row["state_id"] for row in was["rows"]}
    assert states != {row["audit_id"]: row["state_id"] for row in now["rows"]}
    assert was["as_at"].startswith("2024-05-20T11:00"), "the file says the moment that it is of"


def test_text_is_that_of_the_moment(council: Flask, ruth: FlaskClient) -> None:
    stream = council.extensions["house"].reader.stream("audit/2024-05/0001")
    saved = [made for made in stream if made.topic == "audit section saved"]
    page = ruth.get("/audits/2024-05/1/history", query_string={"as_at": f"entry-{saved[0].position}"}).text
    assert plain(page).count("saved") < plain(ruth.get("/audits/2024-05/1/history").text).count("saved")


def test_a_list_of_the_past_has_only_the_children_who_are_theirs_now(council: Flask) -> None:
    omar = signed_in(council, "team_manager")
    now = omar.get("/children.json").get_json()["rows"]
    live = council.extensions["house"].model
    was = omar.get("/children.json", query_string={"as_at": MIDDLE}).get_json()["rows"]
    assert now
    team = {row["id"] for row in live.query("SELECT id FROM children WHERE team = ?", [now[0]["team_id"]])}
    assert {row["child_id"] for row in was} <= team
    gone = children_lists.ids_of(live, {"teams": {now[0]["team_id"]}, "areas": (), "named": ()})
    assert gone == team
    nobody = {"only": set[str]()}
    assert children_lists.count(live, nobody) == 0


def plain(page: str) -> str:
    """The text of a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_where_a_page_of_the_past_sends_on_to_is_of_the_same_moment(council: Flask, ruth: FlaskClient) -> None:
    (row, *_) = council.extensions["house"].model.query(
        "SELECT report, edition, event FROM report_editions ORDER BY event DESC"
    )
    key, at = row["report"].removeprefix("report/"), f"entry-{row['event']}"
    there = ruth.get(f"/reports/{key}?as_at={at}").location
    assert there == f"/reports/{key}/editions/{row['edition']}?as_at={at}"
    page = ruth.get(there).text
    assert ("Begin a new edition" in ruth.get(there.partition("?")[0]).text, "Begin a new edition" in page) == (
        True, False)  # fmt: skip


def test_nothing_is_changed_in_the_past(council: Flask, ruth: FlaskClient) -> None:
    before = council.extensions["house"].reader.head()
    answer = ruth.post("/cycles", query_string={"as_at": MIDDLE}, data={"month": "2024-06"})
    assert (answer.status_code, council.extensions["house"].reader.head()) == (409, before)
    assert "The past cannot be changed. Go back to now to do this." in answer.text


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ({"as_at": "20/5/2024", "as_at_time": "9.05"}, "/audits?as_at=2024-05-20T09%3A05"),
        ({"as_at": "20/05/2024"}, "/audits?as_at=2024-05-20"),
    ],
)
def test_a_day_is_typed_as_people_write_it(ruth: FlaskClient, asked: dict[str, str], there: str) -> None:
    answer = ruth.get("/audits", query_string=asked)
    assert (answer.status_code, answer.location) == (303, there)


@pytest.mark.parametrize("asked", ["31/02/2024", "2024-02-31T10:00", "9999-12-31", "x", "entry-", "2024-05-20T25:00"])
def test_what_is_no_moment_is_told_and_kept(ruth: FlaskClient, asked: str) -> None:
    page = ruth.get("/audits", query_string={"as_at": asked}, follow_redirects=True).text
    what = "still to come" if asked == "9999-12-31" else "no day and time that there is"
    assert f" is {what}, so this page is shown as it is now." in page
    file = ruth.get("/audits.csv", query_string={"as_at": asked}, follow_redirects=True)
    assert (file.status_code, f" is {what}, so there is no such file." in unescape(file.text)) == (422, True)
    assert "al-as-stood" not in page


def test_a_page_for_now_is_shown_as_it_is(ruth: FlaskClient) -> None:
    answer = ruth.get("/cycles/new", query_string={"as_at": MIDDLE})
    assert (answer.status_code, answer.location) == (303, "/cycles/new")


def test_the_clock_runs_again_afterwards(ruth: FlaskClient) -> None:
    before = clock.running()
    ruth.get("/", query_string={"as_at": MIDDLE})
    assert clock.now() >= before


def test_who_may_is_as_it_is_now(council: Flask) -> None:
    dana = council.test_client()
    with dana.session_transaction() as session:
        session["_user_id"], session["_fresh"] = stories.DANA, True
    assert dana.get("/children", query_string={"as_at": MIDDLE}).status_code == 404


def test_moments_to_choose_from(ruth: FlaskClient) -> None:
    page: Any = ruth.get("/as-at", query_string={"page": "/audits?state=returned"}).text
    assert "/audits?state=returned&amp;as_at=" in page
    assert re.findall(r'as_at=[^"]*">(The end of [^<]+)<', page)
    assert "//evil" not in ruth.get("/as-at", query_string={"page": "//evil.example/"}).text


def test_the_auditors_own_list_of_the_past_offers_nothing_to_be_done(council: Flask) -> None:
    anna = signed_in(council, "auditor")
    assert ">Next<" in anna.get("/").text
    past = anna.get("/?as_at=2024-05-10").text
    assert "to return" in past
    assert (">Next<" in past, ">Continue<" in past, "Ask for an exemption" in past) == (False, False, False)
