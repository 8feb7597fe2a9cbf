"""The end of a month: when it can be closed, what that ends and leaves, opening it again, and its history."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app.demo import stories
from app.demo.stories import BEN, DANA, HELEN, KOFI, NADIA, PRIYA, RUTH, Story
from app.events.exemption import Exemption
from app.events.person import Person
from projections import cycles
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]
BOARD = "/cycles/2024-05"


@pytest.fixture
def ruth(app: Flask, may: Story) -> Iterator[FlaskClient]:
    """The QA lead on 31 May: two audits are in, three are open, one of them with nobody; an exemption is asked for."""
    may.on("2024-05-30")
    may.let(BEN, Exemption, "exemption/ben").ask(auditor=BEN, cycle=stories.MAY, reason_class="health", note="")
    may.let(PRIYA, Person, NADIA).leave("2024-05-30", "")
    with time_machine.travel("2024-05-31T09:30:00+00:00", tick=False):
        yield signed_in(app, RUTH)


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def send(client: FlaskClient, noun: str, **facts: str) -> tuple[int, str]:
    found = re.search(r'name="version" value="(\d+)"', client.get(f"{BOARD}/{noun}").text)
    assert found, noun
    answer = client.post(f"{BOARD}/{noun}", data={"version": found[1]} | facts)
    return answer.status_code, plain(answer.text)


def closed_on(day: int) -> dict[str, str]:
    return {"on-day": str(day), "on-month": "5", "on-year": "2024"}


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (28, "Audit 2 of May 2024 was returned on 29 May 2024. The month cannot be closed before that."),
        (29, "An exemption was asked for on 30 May 2024. It cannot lapse before that."),
    ],
)
def test_a_month_is_not_closed_before_what_happened_in_it(app: Flask, ruth: FlaskClient, day: int, said: str) -> None:
    before = app.extensions["house"].reader.head()
    status, text = send(ruth, "closing", **closed_on(day))
    assert (status, said in text, app.extensions["house"].reader.head()) == (422, True, before), text


def test_the_page_says_what_closing_ends_and_leaves(ruth: FlaskClient) -> None:
    text = plain(ruth.get(f"{BOARD}/closing").text)
    assert "Allocated: 3" in text
    assert "Returned: 2" in text
    assert "Open audits whose auditor has left, so that nobody has them: 1" in text
    assert "Exemptions that nobody has decided lapse: 1 Ben Carter" in text


def test_closed_opened_again_with_a_reason_and_told_in_its_history(app: Flask, ruth: FlaskClient) -> None:
    assert "Open the month again" not in ruth.get(BOARD).text
    assert send(ruth, "closing", **closed_on(31))[0] == 303
    board = ruth.get(BOARD).text
    assert "Closed on 31 May 2024 by Ruth Okafor." in plain(board)
    assert f'href="{BOARD}/reopening"' in board
    assert send(ruth, "reopening", reason=" ")[0] == 422
    assert send(ruth, "reopening", reason="Closed too soon.")[0] == 303
    assert "Closed on" not in plain(ruth.get(BOARD).text)
    found = cycles.cycle(app.extensions["house"].model, stories.MAY) or {}
    assert (found["state"], found["closed_on"]) == ("allocated", "")
    history = plain(ruth.get(f"{BOARD}/history").text)
    assert "Ruth Okafor closed the month" in history
    assert "opened the month again, which was closed on 31 May 2024. Reason: Closed too soon." in history
    assert f'href="{BOARD}/history"' in ruth.get(BOARD).text


def test_who_opens_a_month_again_and_who_reads_its_history(app: Flask, ruth: FlaskClient) -> None:
    found = {
        person: [signed_in(app, person).get(f"{BOARD}/{noun}").status_code for noun in ("reopening", "history")]
        for person in (RUTH, HELEN, KOFI, BEN, DANA, PRIYA)
    }
    nobody = [404, 404]
    assert found == {RUTH: [200, 200], HELEN: [404, 200], KOFI: nobody, BEN: nobody, DANA: nobody, PRIYA: nobody}
    assert ruth.get("/cycles/2031-01/history").status_code == 404
