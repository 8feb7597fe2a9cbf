"""Mail in the browser: the outbox, a letter's page, trying again, cancelling, the settings, a test letter."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app.demo.stories import ANNA, BEN, IAN, OMAR, PRIYA, RUTH, Story, audit_id
from app.events.letter import Letter
from app.events.person import Person
from app.events.vocabulary import SYSTEM
from app.mail_settings import MailSettings
from app.programme import letters
from tests.mail_server import MailServer, serving
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]


@pytest.fixture
def waiting(may: Story) -> str:
    """A letter to Ben Carter that waits; its id."""
    return write(may, BEN, "audit-overdue", f"{audit_id(5)}#overdue-2024-05-28", "/audits/2024-05/5")


@pytest.fixture
def ruth(app: Flask, may: Story) -> FlaskClient:
    """The QA lead's browser, on that day."""
    return signed_in(app, RUTH)


def write(may: Story, recipient: str, kind: str, cause: str, link: str) -> str:
    """A letter; its id."""
    facts = {"due": "2024-05-28"} if kind.startswith("audit-") else {"on": "2024-05-28"}
    about = {"cause": cause, "recipient": recipient, "kind": kind}
    letters.write(may.house, **about, link=link, facts=facts, by=SYSTEM, at="2024-05-28T08:00:00+00:00")
    return letters.letter_id(**about)


def path(id: str) -> str:
    """The address of a letter."""
    return f"/mail/{id.partition('/')[2]}"


def words(answer: Any) -> str:
    """The text of a page, in one line."""
    return " ".join(unescape(answer.text).split())


def failed(may: Story, id: str, again: str = "2024-05-28T10:00:00+00:00") -> None:
    """A try that the server answered with no."""
    may.let(SYSTEM, Letter, id).claim(until="2024-05-28T09:30:00+00:00")
    may.let(SYSTEM, Letter, id).fail(to="ben.carter@eastmere.example", answer="452 Mailbox full", again=again)


def given_up(may: Story, id: str) -> None:
    """A try that the server refused for good."""
    may.let(SYSTEM, Letter, id).claim(until="2024-05-28T09:30:00+00:00")
    may.let(SYSTEM, Letter, id).give_up(to="b@eastmere.example", answer="550 No such mailbox", reason="Refused.")


def state(may: Story, id: str) -> str:
    """Where a letter stands."""
    return may.house.log.load(Letter, id).state


def test_the_outbox_says_who_what_about_and_how_it_stands(ruth: FlaskClient, may: Story, waiting: str) -> None:
    failed(may, waiting)
    page = words(ruth.get("/mail"))
    for each in ("1 letter", "Ben Carter", "Audit overdue", "audit 5 of May 2024", "28 May 2024 at 09:00", "Waiting",
                 "452 Mailbox full", "Next try from 28 May 2024 at 11:00."):  # fmt: skip
        assert each in page, each
    assert f'href="{path(waiting)}"' in ruth.get("/mail").text
    assert 'href="/audits/2024-05/5"' in ruth.get("/mail").text


def test_an_administrator_sees_the_outbox_and_no_link_to_an_audit(app: Flask, waiting: str) -> None:
    page = signed_in(app, PRIYA).get("/mail")
    assert (page.status_code, "/audits/2024-05/5" in page.text) == (200, False)


@pytest.mark.parametrize("person", [ANNA, BEN, OMAR, IAN])
def test_mail_is_for_those_who_look_after_it(app: Flask, waiting: str, person: str) -> None:
    client = signed_in(app, person)
    for address in ("/mail", "/mail.csv", "/mail/settings", path(waiting), f"{path(waiting)}/cancellation"):
        assert client.get(address).status_code == 404
    assert client.post("/mail/test-letters").status_code == 404


def test_the_outbox_is_filtered_and_its_files_hold_exactly_that(ruth: FlaskClient, may: Story, waiting: str) -> None:
    weekly = write(may, ANNA, "weekly", f"{ANNA}#week-2024-W22", "/")
    given_up(may, weekly)
    asked_for = {"state=waiting": [waiting], "kind=weekly": [weekly], "recipient=ben-carter": [waiting]}
    for asked, expected in (asked_for | {"tried=in-vain": [weekly], "": [weekly, waiting]}).items():
        rows = ruth.get(f"/mail.json?{asked}").json["rows"]  # type: ignore[index]
        assert {row["letter_id"] for row in rows} == set(expected), asked
    read = list(csv.DictReader(io.StringIO(ruth.get("/mail.csv?kind=weekly").text.lstrip("\ufeff"))))
    assert [(row["Recipient"], row["Kind of letter"], row["About"], row["State"], row["Tries"]) for row in read] == [
        ("Anna Bell", "Weekly letter", "week 22 of 2024", "Given up", "1")
    ]
    assert ruth.get("/mail.xlsx").data.startswith(b"PK")


def test_an_open_page_is_told_only_of_what_changed(ruth: FlaskClient, may: Story, waiting: str) -> None:
    mark = ruth.get("/mail").text.split('data-position="')[1].split('"')[0]
    assert ruth.get(f"/mail?since={mark}").status_code == 204
    failed(may, waiting)
    assert "452 Mailbox full" in ruth.get(f"/mail?since={mark}").text


def test_an_empty_outbox_says_what_will_appear(ruth: FlaskClient, may: Story) -> None:
    assert "No letter has been written." in ruth.get("/mail").text


def test_a_letters_page_has_its_words_and_its_history(ruth: FlaskClient, may: Story, waiting: str) -> None:
    failed(may, waiting)
    page = words(ruth.get(path(waiting)))
    for each in (
        "An audit of yours is overdue",
        "An audit that is allocated to you was due on 28 May 2024 and is not returned yet.",
        "Open Audit Loop here: http://localhost/audits/2024-05/5",
        "Audit Loop wrote to Ben Carter: “An audit of yours is overdue”.",
        "could not send the letter “An audit of yours is overdue” to ben.carter@eastmere.example, at try 1: 452",
        "took the letter",
    ):
        assert each in page, each
    assert ruth.get("/mail/aaaaaaaaaaaaaaaa").status_code == 404


def test_the_history_of_an_audit_tells_of_the_letters_about_it(ruth: FlaskClient, may: Story, waiting: str) -> None:
    failed(may, waiting)
    page = words(ruth.get("/audits/2024-05/5/history"))
    assert "Audit Loop wrote to Ben Carter: “An audit of yours is overdue”." in page
    assert "took the letter" not in page


def test_a_letter_is_cancelled_with_a_reason_once(ruth: FlaskClient, may: Story, waiting: str) -> None:
    address = f"{path(waiting)}/cancellation"
    for typed, sentence in (("", "Give the reason."), (" ", "Say why the letter is cancelled.")):
        missing = ruth.post(address, data={"version": "1", "reason": typed})
        assert (missing.status_code, sentence in missing.text) == (422, True)
    for _ in range(2):
        done = ruth.post(address, data={"version": "1", "reason": "He rang me."})
        assert (done.status_code, done.headers["Location"]) == (303, path(waiting))
    assert [made.topic for made in may.house.reader.stream(waiting)] == ["letter written", "letter cancelled"]
    assert "Reason: He rang me." in ruth.get(path(waiting)).text
    assert "He rang me" not in ruth.get("/mail").text + ruth.get("/mail.csv").text


def test_a_letter_that_was_sent_meanwhile_is_not_cancelled(ruth: FlaskClient, may: Story, waiting: str) -> None:
    may.let(SYSTEM, Letter, waiting).claim(until="2024-05-28T09:30:00+00:00")
    may.let(SYSTEM, Letter, waiting).sent(to="b@eastmere.example", message="<a@b>", answer="250 OK")
    answer = ruth.post(f"{path(waiting)}/cancellation", data={"version": "1", "reason": "He rang me."})
    assert answer.status_code == 409
    assert "He rang me." in answer.text, "what was typed is kept"
    assert state(may, waiting) == "sent"


def test_a_letter_that_was_given_up_is_tried_again(ruth: FlaskClient, may: Story, waiting: str) -> None:
    assert "Try again" not in ruth.get(path(waiting)).text
    given_up(may, waiting)
    assert "Try again" in ruth.get(path(waiting)).text
    for _ in range(2):
        assert ruth.post(f"{path(waiting)}/another-try", data={"version": "3"}).status_code == 303
    assert state(may, waiting) == "waiting"
    assert may.house.version(waiting) == 4
    assert "This cannot be done now" in ruth.get(f"{path(waiting)}/another-try").text


def test_the_settings_say_what_lacks_and_never_the_password(app: Flask, ruth: FlaskClient, may: Story) -> None:
    set_to(app, may, MailServer(port=2525).settings(user="mailer", password="hunter2", security="starttls"))
    page = words(ruth.get("/mail/settings"))
    for each in ("127.0.0.1, port 2525", "STARTTLS", "mailer", "audit.loop@eastmere.example", "Not looked for by this"):
        assert each in page, each
    assert "hunter2" not in page
    set_to(app, may, MailSettings())
    assert "No mail server is set (AUDIT_LOOP_MAIL_SERVER)." in ruth.get("/mail").text


def test_a_demonstration_says_that_it_sends_nothing(ruth: FlaskClient, may: Story) -> None:
    assert "This is a demonstration: letters are written and kept here, and none is ever sent." in words(
        ruth.get("/mail")
    )


def set_to(app: Flask, may: Story, mail: MailSettings) -> None:
    """A council that is no demonstration, with these settings."""
    app.extensions["mailing"] = replace(app.extensions["mailing"], settings=mail)
    may.house.model._writer.execute("UPDATE council SET demonstration = 0")


@pytest.fixture
def server() -> Iterator[MailServer]:
    """A mail server that answers."""
    with serving(MailServer()) as here:
        yield here


def test_a_test_letter_goes_to_whoever_asks_at_once_and_once(
    app: Flask, ruth: FlaskClient, may: Story, server: MailServer
) -> None:
    set_to(app, may, server.settings())
    for _ in range(2):
        answer = ruth.post("/mail/test-letters", data={"id": "test/k7m2xq9dab"})
        assert answer.status_code == 303
    assert server.to == ["ruth.okafor@eastmere.example"]
    page = words(ruth.get(answer.headers["Location"]))
    assert "Sent" in page
    assert "250 2.0.0 Queued as 4F2A" in page


def test_a_test_letter_says_what_is_in_the_way(app: Flask, ruth: FlaskClient, may: Story) -> None:
    set_to(app, may, MailServer(port=9).settings())
    answer = ruth.post("/mail/test-letters", data={"id": "no id/<script>"})
    page = words(ruth.get(answer.headers["Location"]))
    assert "The mail server (127.0.0.1, port 9) cannot be used: " in page
    assert "Try again" in page


def test_letters_that_do_not_arrive_are_shown_today_to_those_who_look_after_mail(
    app: Flask, ruth: FlaskClient, may: Story, waiting: str
) -> None:
    assert "Letters that do not arrive" not in ruth.get("/").text
    given_up(may, waiting)
    page = words(ruth.get("/"))
    assert "Letters that do not arrive" in page
    assert "Audit overdue, to Ben Carter" in page
    assert "550 No such mailbox" in page
    assert "Letters that do not arrive" not in signed_in(app, BEN).get("/").text


def test_a_managers_letter_leads_to_the_audits_by_those_whom_they_manage(app: Flask, may: Story) -> None:
    ben = may.house.model.one("SELECT name, email, job_level, team, supervisor FROM people WHERE id = ?", [BEN])
    assert ben
    may.let(PRIYA, Person, BEN).change(ben | {"supervisor": OMAR})

    title, today = "Overdue audits by people whom you manage", words(signed_in(app, OMAR).get("/"))
    assert title not in today, "they are due today"
    with time_machine.travel("2024-05-29T09:30:00+00:00", tick=False):
        late = words(signed_in(app, OMAR).get("/"))
    assert title in late
    assert "Ben Carter, an audit of May 2024" in late
    assert "was due on 28 May 2024" in late
    assert "Anna Bell, an audit" not in late


def test_the_outbox_has_the_last_three_months_and_what_waits(app: Flask, may: Story, waiting: str) -> None:
    sent = write(may, BEN, "audit-due-soon", f"{audit_id(5)}#due-soon-2024-05-28", "/audits/2024-05/5")
    may.let(SYSTEM, Letter, sent).claim(until="2024-05-28T09:30:00+00:00")
    may.let(SYSTEM, Letter, sent).sent(to="b@eastmere.example", message="<1@eastmere.example>", answer="250 OK")
    with time_machine.travel("2024-10-01T09:00:00+00:00", tick=False):
        later = signed_in(app, RUTH)
        found = {asked: {row["letter_id"] for row in later.get(f"/mail.json{asked}").json["rows"]}
                 for asked in ("", "?written=all")}  # fmt: skip
    assert found == {"": {waiting}, "?written=all": {waiting, sent}}
