"""Letters reach a real mail server on this computer, each once, whatever it answers and whoever else sends."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest

from app.demo import stories
from app.demo.stories import ANNA, BEN, NADIA, PRIYA, RUTH, Story
from app.events.council import COUNCIL, Council
from app.events.letter import Letter
from app.events.person import Person
from app.events.team import ServiceArea, Team
from app.mail_settings import MailSettings
from app.post import SmtpPost, written_out
from app.programme import letters
from app.programme.house import House, open_house
from app.programme.letters import letter_id
from app.programme.outbox import DEMONSTRATION, GONE, REFUSED, TOO_LATE, Mail, Outbox, Sent
from tests.mail_server import ADDRESS, OK, SENDER, MailServer, serving

BEGIN = datetime(2024, 5, 20, 9, 0, tzinfo=UTC)
ADDRESS_OF = {who: f"{who.removeprefix('person/').replace('-', '.')}@eastmere.example" for who in stories.PEOPLE}


CAUSE = "audit/2024-05/0002#overdue-2024-05-17"


class Clock:
    """A clock that goes on by a second with each look."""

    def __init__(self) -> None:
        self.moment = BEGIN

    def __call__(self) -> str:
        self.moment += timedelta(seconds=1)
        return self.moment.isoformat(timespec="seconds")

    def later(self, **more: float) -> None:
        """Let time pass."""
        self.moment += timedelta(**more)


@pytest.fixture
def clock() -> Clock:
    """Monday 20 May 2024, nine o'clock."""
    return Clock()


@pytest.fixture
def real(house: House) -> House:
    """The story's people, in a council that is no demonstration."""
    story = Story(house)
    story.let(PRIYA, Council, COUNCIL).establish("Eastmere Council", demonstration=False)
    story.let(PRIYA, ServiceArea, stories.EAST).add("East")
    story.let(PRIYA, Team, stories.HARBOUR).add("Harbour", stories.EAST)
    story.let(PRIYA, Team, stories.HILLSIDE).add("Hillside", stories.EAST)
    stories.bring_in_people(story)
    return house


@pytest.fixture
def server() -> Iterator[MailServer]:
    """A mail server that answers."""
    with serving(MailServer()) as here:
        yield here


def write(house: House, recipient: str, cause: str = CAUSE, at: str = "", **more: Any) -> str:
    """A letter that waits; its id."""
    about = {"cause": cause, "recipient": recipient, "kind": "audit-overdue"} | more
    named = {name: about[name] for name in ("cause", "recipient", "kind")}
    facts = {"due": "2024-05-17"} if about["kind"] == "audit-overdue" else {}
    letters.write(house, **about, link="/audits/2024-05/2", facts=facts, by=RUTH, at=at or BEGIN.isoformat())
    return letter_id(**named)


def sending(house: House, settings: MailSettings, clock: Clock) -> Sent:
    """One round."""
    assert settings.problems == []
    return Outbox(house, SmtpPost(settings), clock).send()


def state(house: House, id: str) -> str:
    """Where a letter stands."""
    row = house.model.one("SELECT state FROM letters WHERE id = ?", [id])
    return str(row and row["state"])


def topics(house: House, id: str) -> list[str]:
    """What happened to a letter."""
    return [made.topic.removeprefix("letter ") for made in house.reader.stream(id)]


def test_a_letter_arrives_with_its_words_and_is_recorded_as_sent(real: House, server: MailServer, clock: Clock) -> None:
    id = write(real, BEN)
    assert sending(real, server.settings(), clock) == Sent({"sent": 1})
    (mail,), letter = server.came, real.log.load(Letter, id)
    assert (mail["To"], mail["From"]) == ("Ben Carter <ben.carter@eastmere.example>",
                                          f'"Audit Loop, Eastmere Council" <{SENDER}>')  # fmt: skip
    assert mail["Subject"] == "An audit of yours is overdue"
    assert mail["Message-ID"] == f"<{id.removeprefix('letter/')}@eastmere.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content().replace("\r\n", "\n") == letters.body(letter, ADDRESS, "Eastmere Council")
    assert f"{ADDRESS}/audits/2024-05/2" in mail.get_content()
    assert topics(real, id) == ["written", "claimed", "sent"]
    last = real.log.history(id)[-1]
    assert (last.to, last.answer, last.message) == (ADDRESS_OF[BEN], OK, mail["Message-ID"])  # type: ignore[attr-defined]
    assert sending(real, server.settings(), clock) == Sent()
    assert len(server.came) == 1


def test_a_mailbox_that_is_not_there_is_given_up_and_the_others_arrive(
    real: House, server: MailServer, clock: Clock
) -> None:
    server.refuses = {ADDRESS_OF[BEN]: "550 5.1.1 No such mailbox"}
    first, second = write(real, BEN), write(real, ANNA)
    assert sending(real, server.settings(), clock).counts == {"given_up": 1, "sent": 1}
    assert (state(real, first), state(real, second)) == ("given_up", "sent")
    last = real.log.history(first)[-1]
    assert (last.answer, last.reason) == ("550 5.1.1 No such mailbox", REFUSED)  # type: ignore[attr-defined]
    clock.later(days=2)
    assert sending(real, server.settings(), clock) == Sent()


def test_a_letter_that_is_refused_for_now_is_tried_again_after_growing_waits(
    real: House, server: MailServer, clock: Clock
) -> None:
    server.refuses = {ADDRESS_OF[BEN]: "452 4.2.2 Mailbox full"}
    id, waits = write(real, BEN), []
    for _ in range(7):
        assert sending(real, server.settings(), clock).counts == {"failed": 1}
        failed = real.log.history(id)[-1]
        waits.append(round((datetime.fromisoformat(failed.again) - clock.moment).total_seconds() / 60))  # type: ignore[attr-defined]
        assert sending(real, server.settings(), clock) == Sent(), "its time has not come"
        clock.moment = datetime.fromisoformat(failed.again)  # type: ignore[attr-defined]
    assert waits == [2, 10, 30, 120, 240, 240, 240]
    server.refuses = {}
    assert sending(real, server.settings(), clock).counts == {"sent": 1}
    assert [mail["Message-ID"] for mail in server.came] == [f"<{id.removeprefix('letter/')}@eastmere.example>"]


def test_after_five_days_a_letter_is_given_up(real: House, server: MailServer, clock: Clock) -> None:
    server.refuses = {ADDRESS_OF[BEN]: "452 4.2.2 Mailbox full"}
    id = write(real, BEN)
    sending(real, server.settings(), clock)
    clock.later(days=4, hours=23)
    assert sending(real, server.settings(), clock).counts == {"failed": 1}
    clock.later(days=1)
    assert sending(real, server.settings(), clock).counts == {"given_up": 1}
    assert real.log.history(id)[-1].reason == TOO_LATE  # type: ignore[attr-defined]


def test_a_server_that_is_down_costs_one_letter_a_try_and_all_arrive_when_it_is_up(real: House, clock: Clock) -> None:
    server = MailServer()
    with serving(server):
        settings = server.settings()
    ids = [write(real, who) for who in (ANNA, BEN, NADIA)]
    down = sending(real, settings, clock)
    assert down.counts == {"failed": 1}
    assert down.in_the_way.startswith(f"The mail server (127.0.0.1, port {settings.port}) cannot be used: ")
    assert sorted(topics(real, id) for id in ids) == [
        ["written"],
        ["written"],
        ["written", "claimed", "could not be sent"],
    ]
    clock.later(minutes=3)
    with serving(server):
        assert sending(real, settings, clock) == Sent({"sent": 3})
    assert sorted(server.to) == sorted(ADDRESS_OF[who] for who in (ANNA, BEN, NADIA))


def test_a_server_that_does_not_answer_in_time_is_left_and_the_round_ends(
    real: House, server: MailServer, clock: Clock
) -> None:
    server.slow = 2.5
    first, second = write(real, ANNA), write(real, BEN)
    ended = sending(real, server.settings(timeout="1"), clock)
    assert ended == Sent({"failed": 1}, "It did not answer in time.")
    assert sorted([topics(real, first), topics(real, second)]) == [
        ["written"],
        ["written", "claimed", "could not be sent"],
    ]


def test_words_that_the_server_will_never_take_are_given_up(real: House, server: MailServer, clock: Clock) -> None:
    server.answers = "554 5.7.1 Looks like spam"
    id = write(real, BEN)
    assert sending(real, server.settings(), clock).counts == {"given_up": 1}
    assert state(real, id) == "given_up"
    assert server.came == []


@pytest.mark.parametrize("address", ["no address", "bén@eastmere.example", "@", "ben@", "@example", ""])
def test_an_address_that_is_none_is_refused_for_good(real: House, server: MailServer, address: str) -> None:
    letter = real.log.load(Letter, write(real, BEN))
    with SmtpPost(server.settings()).opened() as carry:
        answer = carry(Mail("Ben Carter", address, "Eastmere Council", letter))
    assert (answer.never, answer.said) == (True, "This is no address that mail can be sent to.")
    assert server.to == []


def test_who_has_left_gets_nothing(real: House, server: MailServer, clock: Clock) -> None:
    id = write(real, BEN)
    Story(real).let(PRIYA, Person, BEN).leave("2024-05-19", "")
    assert sending(real, server.settings(), clock).counts == {"cancelled": 1}
    assert real.log.history(id)[-1].reason == GONE  # type: ignore[attr-defined]
    assert server.came == []


def test_the_urgent_go_first_then_the_oldest(real: House, server: MailServer, clock: Clock) -> None:
    letters.KINDS["alarm"] = replace(letters.KINDS["test"], urgent=True)
    try:
        write(real, ANNA)
        write(real, BEN, cause="audit/2024-05/0003#overdue")
        write(real, NADIA, kind="alarm")
        sending(real, server.settings(), clock)
    finally:
        del letters.KINDS["alarm"]
    assert server.to[0] == ADDRESS_OF[NADIA]


def test_without_a_server_everything_waits(real: House, clock: Clock) -> None:
    id = write(real, BEN)
    assert Outbox(real, None, clock).send() == Sent()
    assert topics(real, id) == ["written"]


def test_a_demonstration_sends_nothing_whatever_server_is_set(house: House, server: MailServer, clock: Clock) -> None:
    stories.with_people(house)
    id = write(house, BEN)
    assert sending(house, server.settings(), clock) == Sent({"kept_back": 1})
    assert server.came == []
    assert house.log.history(id)[-1].reason == DEMONSTRATION  # type: ignore[attr-defined]


def test_two_senders_at_once_send_each_letter_once(real: House, server: MailServer, clock: Clock) -> None:
    server.slow = 0.02
    ids = [write(real, BEN, cause=f"audit/2024-05/{n:04d}#overdue") for n in range(12)]
    houses = [open_house(real.model.path.parent) for _ in range(3)]
    together = threading.Barrier(3)
    ended: list[Sent] = []

    def send(house: House) -> None:
        together.wait()
        ended.append(Outbox(house, SmtpPost(server.settings()), clock).send())

    threads = [threading.Thread(target=send, args=(house,)) for house in houses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    came = [mail["Message-ID"] for mail in server.came]
    assert (len(came), len(set(came))) == (12, 12)
    assert sum(one.counts.get("sent", 0) for one in ended) == 12
    real.model.catch_up()
    assert {state(real, id) for id in ids} == {"sent"}


def test_a_claim_that_lapsed_while_the_server_was_slow_is_recorded_once(
    real: House, server: MailServer, clock: Clock
) -> None:
    """The first sender waits so long that a second one takes the letter; both mails have one Message-ID."""
    id, other = write(real, BEN), open_house(real.model.path.parent)

    def overtaken() -> None:
        server.on_data = lambda: None
        clock.later(minutes=20)
        thread = threading.Thread(target=lambda: Outbox(other, SmtpPost(server.settings()), clock).send())
        thread.start()
        waiting.append(thread)

    waiting: list[threading.Thread] = []
    server.on_data = overtaken
    ended = sending(real, server.settings(), clock)
    for thread in waiting:
        thread.join()
    assert ended.counts in ({"sent": 1}, {"overtaken": 1})
    assert len({mail["Message-ID"] for mail in server.came}) == 1
    assert topics(real, id).count("sent") == 1


@pytest.mark.parametrize("name", ["Ben\r\nBcc: all@eastmere.example", "Ben\nSubject: Gone", "Ben\x00\x85\u2028Carter"])
def test_no_name_becomes_a_header(name: str, server: MailServer) -> None:
    letter = Letter(letter_id("a", BEN, "test"))
    facts = {"recipient": BEN, "kind": "test", "cause": "a", "link": "/", "calendar": "", "lines": []}
    letter.write(**facts, subject="Gone\r\nBcc: all@eastmere.example", text=["."], by=RUTH, at=BEGIN.isoformat())
    mail = Mail(name, ADDRESS_OF[BEN], "Eastmere\r\nX-Other: 1", letter)
    with SmtpPost(server.settings()).opened() as carry:
        assert carry(mail).took
    assert server.to == [ADDRESS_OF[BEN]]
    (came,) = server.came
    expected = {"From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Type", "MIME-Version",
                "Content-Transfer-Encoding", "X-Peer", "X-MailFrom", "X-RcptTo"}  # fmt: skip
    assert set(came.keys()) <= expected
    assert came["Subject"] == "Gone Bcc: all@eastmere.example"


@pytest.mark.parametrize(
    "address", ["ben@eastmere.example\r\nRCPT TO:<all@eastmere.example>", "a@b.example, c@d.example"]
)
def test_no_address_becomes_two(address: str, server: MailServer) -> None:
    letter = Letter(letter_id("a", BEN, "test"))
    facts = {"recipient": BEN, "kind": "test", "cause": "a", "link": "/", "calendar": "", "lines": []}
    letter.write(**facts, subject="S", text=["."], by=RUTH, at=BEGIN.isoformat())
    with SmtpPost(server.settings()).opened() as carry:
        assert carry(Mail("Ben", address, "Eastmere", letter)).never
    assert server.to == []


def test_names_of_every_alphabet_arrive(real: House, server: MailServer, clock: Clock) -> None:
    name = "Zoë Müller-Ødegård Łukasz 王"
    story = Story(real)
    row = real.model.one("SELECT name, email, job_level, team, supervisor FROM people WHERE id = ?", [BEN])
    assert row
    story.let(PRIYA, Person, BEN).change(row | {"name": name})
    write(real, BEN)
    sending(real, server.settings(), clock)
    (mail,) = server.came
    assert mail["To"].addresses[0].display_name == name


def test_an_invitation_goes_with_its_letter(real: House, server: MailServer, clock: Clock) -> None:
    calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
    write(real, BEN, calendar=calendar)
    sending(real, server.settings(), clock)
    (mail,) = server.came
    (file,) = [part for part in mail.iter_attachments() if isinstance(part, EmailMessage)]
    assert (file.get_content_type(), file.get_filename()) == ("text/calendar", "invitation.ics")
    assert file.get_payload(decode=True) == calendar.encode()


def test_a_letter_is_seven_bits_with_short_lines(real: House) -> None:
    letter = real.log.load(Letter, write(real, BEN))
    raw = written_out(Mail("Zoë", ADDRESS_OF[BEN], "Eastmere", letter), MailServer(port=25).settings()).as_bytes()
    assert raw.isascii()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998, "RFC 5322, 2.1.1"


def test_nothing_is_asked_of_the_server_when_there_is_nothing_to_send(real: House, clock: Clock) -> None:
    nobody = MailServer(port=9).settings()
    write(real, BEN)
    clock.later(days=6)
    assert sending(real, nobody, clock) == Sent({"given_up": 1}), "too old by now, so no server is needed"
    assert sending(real, nobody, clock) == Sent()
