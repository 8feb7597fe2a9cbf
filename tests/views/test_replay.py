"""A replay steps through what was recorded of a month or a child, and beside it stands what stood right after each."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo import stories
from tests.views.test_as_stood import plain
from tests.views.test_policy import signed_in
from tests.views.told_council import council, ruth

__all__ = ["council", "ruth"]

MONTH, CHILD = "/replay/cycles/2024-05", "/replay/children/C-10482"
STEP = re.compile(r'href="([^"]+)" data-replay="([a-z-]+)"')
FLOW = re.compile(r'<a class="al-flow__link" id="flow-[^"]+"[^>]*><strong class="al-flow__n">([^<]*)</strong>')
ITEM = re.compile(r"<dt>([^<]*)</dt>\s*<dd><strong>([^<]*)</strong>")


def steps(page: str) -> dict[str, str]:
    """The ways from an event, by their names."""
    return {name: unescape(href) for href, name in STEP.findall(page)}


def positions(council: Flask, *streams: str) -> list[int]:
    """Where the events of some streams stand, without saved sections."""
    reader = council.extensions["house"].reader
    made = [one for stream in streams for one in reader.under(stream)]
    return sorted(one.position for one in made if one.topic != "audit section saved")


def walked(client: FlaskClient, page: str) -> list[int]:
    """The events that a replay comes by, from the first to the last, step by step."""
    found, there = list[int](), page
    while there:
        text = client.get(there).text
        found.append(int(re.findall(r"entry ([\d,]+)</span></p>", text)[0].replace(",", "")))
        there = steps(text).get("on", "")
    return found


def test_a_month_is_stepped_through_from_its_first_event_to_its_last(council: Flask, ruth: FlaskClient) -> None:
    found = walked(ruth, MONTH)
    known = positions(council, "cycle/2024-05", "audit/2024-05/")
    assert found == sorted(found)
    assert set(known) <= set(found)
    last = steps(ruth.get(f"{MONTH}?event={found[-1]}").text)
    assert last.keys() == {"first", "back", "day-back", "size"}
    assert last["back"] == f"{MONTH}?event={found[-2]}"


def test_beside_it_stand_the_figures_of_the_board_as_they_stood(council: Flask, ruth: FlaskClient) -> None:
    for position in positions(council, "audit/2024-05/")[::-7]:  # Backwards, which folds anew each time.
        board = ruth.get("/cycles/2024-05", query_string={"as_at": f"entry-{position}"}).text
        beside = ITEM.findall(ruth.get(MONTH, query_string={"event": position}).text)
        assert [value for _, value in beside][: len(FLOW.findall(board))] == FLOW.findall(board) != []


def test_what_an_event_moved_is_marked_in_words(council: Flask, ruth: FlaskClient) -> None:
    stream = council.extensions["house"].reader.stream(stories.audit_id(1))
    returned = next(made.position for made in stream if made.topic == "audit returned")
    text = ruth.get(MONTH, query_string={"event": returned}).text
    moved = re.findall(r'al-replay__item--moved">\s*<dt>([^<]*)</dt>', text)
    assert "Returned" in moved
    assert "changed, was" in plain(text)
    assert "returned the audit" in re.findall(r'id="replay-sentence">(.*?)</div>', text, re.S)[0]


def test_a_child_is_replayed_along_the_line_of_its_audits(ruth: FlaskClient) -> None:
    found = walked(ruth, CHILD)
    first, last = (plain(ruth.get(CHILD, query_string={"event": one}).text) for one in (found[0], found[-1]))
    assert "Before the first entry of the audit: it was allocated on 1 May 2024." in first
    assert "Nothing stood yet" not in first
    there = re.findall(r'href="([^"]+)">Go to entry', ruth.get(CHILD, query_string={"event": found[0]}).text)[0]
    assert "Audit Under way" in plain(ruth.get(unescape(there)).text)
    assert "Audit Done" in last
    page = ruth.get("/children/C-10482", query_string={"as_at": f"entry-{found[-1]}"}).text
    for said in re.findall(r"<span>([^<]+)</span>", page.partition("al-line__steps")[2].partition("</ol>")[0]):
        assert unescape(said) in last, said


def test_a_child_is_replayed_through_all_that_its_history_tells(council: Flask, ruth: FlaskClient) -> None:
    told = {int(one) for one in re.findall(r'<li [^>]*id="entry-(\d+)"', ruth.get("/children/C-10482/history").text)}
    reader = council.extensions["house"].reader
    saved = {made.position for made in reader.under("audit/") if made.topic == "audit section saved"}
    assert walked(ruth, CHILD) == sorted(told - saved) != []


@pytest.mark.parametrize("asked", ["x", "-1", "9" * 20, "", "1.5"])
def test_what_is_no_event_is_told(ruth: FlaskClient, asked: str) -> None:
    page = ruth.get(MONTH, query_string={"event": asked}).text
    assert ("has no such choice" in page) == bool(asked)
    assert "1 of " in plain(page)


def test_an_event_of_another_record_is_never_shown(council: Flask, ruth: FlaskClient) -> None:
    other = positions(council, "child/C-20001")[0]
    page = ruth.get(CHILD, query_string={"event": other}).text.partition('id="replay"')[2]
    assert f"entry {other:,}<" not in page
    assert "C-20001" not in page


@pytest.mark.parametrize(
    "role", ["auditor", "practitioner", "moderator", "operations_director", "analyst", "administrator"]
)
def test_who_has_not_the_histories_has_no_replay(council: Flask, role: str) -> None:
    client = signed_in(council, role)
    assert [client.get(path).status_code for path in (MONTH, CHILD, "/replay")] == [404] * 3


def test_a_team_manager_replays_the_children_of_the_team_alone(council: Flask) -> None:
    client = signed_in(council, "team_manager")
    assert client.get(CHILD).status_code == 200
    assert [client.get(path).status_code for path in (MONTH, "/replay/children/C-20001")] == [404, 404]
    assert MONTH not in client.get("/replay").text
    assert "No child of that reference" in client.get("/replay?child=C-20001").text
    assert client.get("/replay?child=C-10482").location == CHILD


def test_large_for_a_room_stays_so_from_step_to_step(ruth: FlaskClient) -> None:
    page = ruth.get(MONTH, query_string={"room": "1"}).text
    ways = steps(page)
    assert all("room=1" in href for name, href in ways.items() if name != "size")
    assert "room" not in ways["size"]
