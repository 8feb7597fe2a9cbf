"""The meeting about a pair: arranged, moved with its guests, told to who comes and to who is taken off."""

import re
from typing import Any

import time_machine
from flask import Flask

from app.demo.stories import ANNA, BEN, HELEN, MARY, RUTH, Story
from app.events.letter import Letter
from tests.views.a_loop import HERE, LOOP, MEETING, agreement, both_in, loop, looped
from tests.views.may import app, may, may_log, signed_in
from tests.views.moderated import said
from tests.views.sending import do

__all__ = ["app", "both_in", "looped", "may", "may_log"]
GUESTS = {"others": "Mary Quinn\nHelen Price\nIndependent.Chair@example.org"}


def letters(story: Story, kind: str) -> dict[str, Letter]:
    """The newest letter of a kind to each person."""
    rows = story.house.model.query("SELECT id, recipient FROM letters WHERE kind = ? ORDER BY position", [kind])
    return {row["recipient"]: story.house.load(Letter, row["id"]) for row in rows}


def send(story: Story) -> None:
    """Every letter that waits is sent."""
    for row in story.house.model.query("SELECT id FROM letters WHERE state = 'waiting'"):
        letter = story.house.load(Letter, row["id"])
        letter.claim(until="2024-05-28T09:40:00+00:00", **story.said(RUTH))
        letter.sent(to="a@b.c", message="m", answer="ok", **story.said(RUTH))
        story.house.keep(letter)


def follow(client: Any, path: str, facts: dict[str, str]) -> str:
    answer = do(client, path, facts)
    assert answer.status_code == 303, said(answer.text)
    return said(client.get(HERE).text)


def test_a_meeting_is_arranged_and_told_with_an_invitation(app: Flask, both_in: Story) -> None:
    ruth = signed_in(app, RUTH)
    form = ruth.get(f"{HERE}/meeting").text
    assert ("Ruth Okafor</textarea>" in form, "Why is it moved?" in form) == (True, False)
    page = follow(ruth, f"{HERE}/meeting", MEETING | GUESTS)
    assert "Noted without a letter, as they are not on the list of people: independent.chair@example.org." in page
    sheet = signed_in(app, BEN).get(f"{HERE}/meeting.ics").text
    assert "DTSTART:20240603T090000Z" in sheet, "ten o'clock in summer time"
    assert "LOCATION:Room 2" in sheet
    assert letters(both_in, "loop-meeting").keys() == {ANNA, BEN, MARY, HELEN}
    assert RUTH not in loop(app).attendees, "nobody is added without being named"
    form = ruth.get(f"{HERE}/agreement").text
    assert re.findall(r'name="on-day"[^>]*value="(\d+)"', form) == ["28"], "today, as the meeting is still to come"


def test_a_meeting_that_moves_keeps_its_guests_and_tells_who_is_taken_off(app: Flask, both_in: Story) -> None:
    ruth = signed_in(app, RUTH)
    follow(ruth, f"{HERE}/meeting", MEETING | GUESTS)
    send(both_in)
    form = ruth.get(f"{HERE}/move").text
    for guest in ("Mary Quinn", "Helen Price", "independent.chair@example.org"):
        assert guest in form
    moved = MEETING | {"place": "Room 4", "others": "Mary Quinn", "reason": "Ill."}
    assert "The meeting is moved." in follow(ruth, f"{HERE}/move", moved)
    assert letters(both_in, "loop-meeting-moved").keys() == {ANNA, BEN, MARY}
    off = letters(both_in, "loop-meeting-off")
    assert off.keys() == {HELEN}
    for line in ("METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:1"):
        assert line in off[HELEN].calendar
    assert "SEQUENCE:1" in ruth.get(f"{HERE}/meeting.ics").text


def test_the_agreement_records_who_is_named_and_begins_with_who_was_asked(app: Flask, both_in: Story) -> None:
    ruth = signed_in(app, RUTH)
    assert "Ruth Okafor</textarea>" in ruth.get(f"{HERE}/agreement").text, "no meeting is arranged: who records it"
    follow(ruth, f"{HERE}/meeting", MEETING | GUESTS)
    form = ruth.get(f"{HERE}/agreement").text
    assert ("Helen Price" in form, "independent.chair@example.org" in form) == (True, True)
    with time_machine.travel("2024-06-03T12:00:00+00:00", tick=False):
        held = {"on-day": "3", "on-month": "6", "others": "Mary Quinn\nchair@example.org"}
        assert agreement(signed_in(app, RUTH), **held).status_code == 303
    (made,) = [made for made in both_in.house.reader.stream(LOOP) if made.topic == "loop agreed"]
    assert made.facts["attendees"] == ["chair@example.org", ANNA, BEN, MARY]


def test_what_nobody_has_had_yet_is_cancelled_and_not_taken_back(app: Flask, both_in: Story) -> None:
    ruth = signed_in(app, RUTH)
    follow(ruth, f"{HERE}/meeting", MEETING | GUESTS)
    follow(ruth, f"{HERE}/move", MEETING | {"others": "Mary Quinn", "reason": "Ill."})
    found = both_in.house.model.query(
        "SELECT recipient, kind FROM letters WHERE state = 'waiting' AND cause LIKE ?", [f"{LOOP}#%"]
    )
    assert {(row["recipient"], row["kind"]) for row in found} == {(one, "loop-meeting") for one in (ANNA, BEN, MARY)}


def test_what_cannot_be_is_said_beside_its_field(app: Flask, both_in: Story) -> None:
    ruth = signed_in(app, RUTH)
    for wrong, words in (
        ({"day-day": "27", "day-month": "5"}, "The meeting cannot be in the past."),
        ({"time": "25:00"}, "Enter the time like 14:30."),
        ({"others": "Nobody Known"}, "“Nobody Known” is nobody on the list of people."),
    ):
        answer = do(ruth, f"{HERE}/meeting", MEETING | wrong)
        assert (answer.status_code, words in answer.text) == (422, True), said(answer.text)
    follow(ruth, f"{HERE}/meeting", MEETING)
    refused = do(ruth, f"{HERE}/move", MEETING | {"day-day": "4"})
    assert (refused.status_code, "Give the reason." in refused.text) == (422, True)
