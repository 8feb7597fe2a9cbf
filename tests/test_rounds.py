"""Rounds of mail: the server's own thread, and `audit-loop remind` for a scheduler."""

import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import time_machine

from app import cli
from app.accounts import Accounts
from app.config import Settings
from app.demo import stories
from app.demo.stories import ANNA, BEN, NADIA, RUTH
from app.events.council import COUNCIL
from app.file_lock import lock
from app.mailing import LOCK, Busy, Mailing
from app.programme import letters
from app.programme.house import House
from app.rounds import Rounds
from tests.mail_server import ADDRESS, SENDER, MailServer, serving
from tests.programme import a_may
from tests.test_mailing import real

__all__ = ["real"]

DAY = "2024-05-02T09:30:00+00:00"
Run = Callable[[], tuple[int, str]]


@pytest.fixture
def server() -> Iterator[MailServer]:
    """A mail server that answers."""
    with serving(MailServer()) as here:
        yield here


def mailing(house: House, server: MailServer, **settings: str) -> Mailing:
    """The mail of a house in which everybody can sign in."""
    folder = house.model.path.parent
    accounts = Accounts(folder / "accounts.sqlite")
    accounts.set_hashes(dict.fromkeys(stories.PEOPLE, "x"))
    return Mailing(house, accounts, server.settings(every="5", **settings), folder)


def write(house: House, recipient: str = BEN) -> None:
    """A letter, now."""
    facts = {"cause": f"{recipient}#test/{time.monotonic_ns()}", "recipient": recipient, "kind": "test", "link": "/"}
    at = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime())
    letters.write(house, **facts, by=RUTH, at=at)


def soon(what: Callable[[], bool]) -> bool:
    """Whether it comes true within some seconds."""
    for _ in range(400):
        if what():
            return True
        time.sleep(0.02)
    return False


def test_the_thread_sends_a_letter_soon_after_it_is_written_and_stops(real: House, server: MailServer) -> None:
    rounds = Rounds(mailing(real, server), tick=0.02)
    rounds.start()
    write(real)
    assert soon(lambda: len(server.came) == 1)
    write(real)
    assert soon(lambda: len(server.came) == 2)
    begun = time.monotonic()
    rounds.close()
    assert time.monotonic() - begun < 4
    write(real)
    time.sleep(0.2)
    assert len(server.came) == 2


def test_a_thread_that_is_off_never_runs(real: House, server: MailServer) -> None:
    here = mailing(real, server)
    rounds = Rounds(Mailing(here.house, here.accounts, server.settings(every="0"), here.folder), tick=0.01)
    rounds.start()
    write(real)
    time.sleep(0.2)
    rounds.close()
    assert server.came == []


def test_one_process_at_a_time(real: House, server: MailServer) -> None:
    here = mailing(real, server)
    with open(here.folder / LOCK, "a+", encoding="utf-8") as file:
        assert lock(file)
        with pytest.raises(Busy):
            here.remind()
        with pytest.raises(Busy):
            here.send()
    assert here.remind().written is not None


def test_a_round_that_fails_is_noted_and_the_next_one_goes_on(
    real: House, server: MailServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    here, failed = mailing(real, server), []

    def fails(self: Mailing) -> None:
        if not failed:
            failed.append(True)
            raise OSError("no room left on this device")

    monkeypatch.setattr(Mailing, "remind", fails)
    rounds = Rounds(here, tick=0.02)
    rounds.start()
    assert soon(lambda: "A round of mail failed" in caplog.text)
    write(real)
    assert soon(lambda: len(server.came) == 1)
    rounds.close()


def test_after_a_server_that_is_down_the_next_try_comes_later_each_time(real: House) -> None:
    here = mailing(real, MailServer(port=9))  # the port of "discard", which nobody serves
    rounds, pauses = Rounds(here, tick=10), []
    with time_machine.travel("2030-01-01T00:00:00+00:00", tick=False) as moment:
        write(real)
        rounds.round()
        for _ in range(9):
            pauses.append(rounds._pause)
            rounds._sending_at = 0
            moment.shift(4 * 3600)
            rounds.round()
    assert pauses == [20, 40, 80, 160, 320, 640, 900, 900, 900]


def test_only_who_can_sign_in_is_reminded(house: House, server: MailServer) -> None:
    a_may.tell(house)
    here, told = mailing(house, server), "SELECT DISTINCT recipient FROM letters ORDER BY recipient"
    accounts = Accounts(here.folder / "others.sqlite")
    accounts.set_hashes({ANNA: "x"})
    with time_machine.travel(DAY, tick=False):
        house.model._writer.execute("UPDATE council SET demonstration = 0")
        Mailing(house, accounts, here.settings, here.folder).remind()
        assert house.model.query(told) == [{"recipient": ANNA}]
        house.model._writer.execute("UPDATE council SET demonstration = 1")
        Mailing(house, accounts, here.settings, here.folder).remind()
    assert [row["recipient"] for row in house.model.query(told)] == [ANNA, BEN, NADIA]


@pytest.fixture
def run(house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`audit-loop remind` in the folder of a house."""
    folder = house.model.path.parent

    def command() -> tuple[int, str]:
        code = cli.main(["remind", "--data", str(folder)])
        said = capsys.readouterr()
        return code, said.out + said.err

    return command


def set_up(monkeypatch: pytest.MonkeyPatch, server: MailServer) -> None:
    """The settings of a server, in the environment."""
    given = {"MAIL_SERVER": "127.0.0.1", "MAIL_PORT": str(server.port), "MAIL_SECURITY": "none", "MAIL_FROM": SENDER}
    for name, value in (given | {"ADDRESS": ADDRESS}).items():
        monkeypatch.setenv(f"AUDIT_LOOP_{name}", value)


def a_real_may(house: House) -> None:
    """May 2024 in a council that is no demonstration."""
    a_may.tell(house)
    made = house.model.one("SELECT id FROM council")
    assert made == {"id": COUNCIL}
    Accounts(house.model.path.parent / "accounts.sqlite").set_hashes(dict.fromkeys((ANNA, BEN, NADIA), "x"))


def test_remind_says_what_it_wrote_and_that_a_demonstration_sends_nothing(
    house: House, run: Run, monkeypatch: pytest.MonkeyPatch, server: MailServer
) -> None:
    a_real_may(house)
    set_up(monkeypatch, server)
    with time_machine.travel(DAY, tick=False):
        first, second = run(), run()
    assert first == (
        0,
        "Written: 5 letters: Audit allocated.\nWritten: 3 letters: Weekly letter.\n8 letters kept back.\n"
        "This is a demonstration: no letter leaves it.\nNow 0 letters wait in the outbox.\n",
    )
    assert second[1].startswith("No letter is due that is not written already.\n")
    assert server.came == []


def test_remind_without_a_mail_server_says_so_and_keeps_the_letters(
    real: House, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AUDIT_LOOP_MAIL_SERVER", raising=False)
    write(real)
    code, said = run()
    assert (code, "No letter can be sent: No mail server is set (AUDIT_LOOP_MAIL_SERVER)." in said) == (0, True)
    assert said.endswith("Now 1 letter waits in the outbox.\n")


def test_remind_sends_what_waits_and_fails_when_the_server_is_down(
    real: House, run: Run, monkeypatch: pytest.MonkeyPatch, server: MailServer
) -> None:
    set_up(monkeypatch, server)
    write(real)
    code, said = run()
    assert (code, "1 letter sent." in said, len(server.came)) == (0, True, 1)
    set_up(monkeypatch, MailServer(port=9))
    write(real)
    code, said = run()
    assert code == 1
    assert re.search(r"The mail server \(127\.0\.0\.1, port 9\) cannot be used: ", said)
    assert "1 letter could not be sent and will be tried again." in said


def test_remind_leaves_the_letters_to_another_that_is_at_them(real: House, run: Run) -> None:
    with open(real.model.path.parent / LOCK, "a+", encoding="utf-8") as file:
        assert lock(file)
        assert run() == (0, "Another Audit Loop is at the letters now. Nothing was done here.\n")


def test_remind_needs_a_programme(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["remind", "--data", str(tmp_path / "none")]) == 1
    assert "There is no programme in" in capsys.readouterr().err


def test_no_test_reminds_by_itself() -> None:
    assert os.environ["AUDIT_LOOP_REMIND_MINUTES"] == "0"
    assert Settings.from_environment(Path("data")).mail.minutes == 0
