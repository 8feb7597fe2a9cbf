"""A sender that is killed between the server's answer and its record: the letter is sent again, recognisably."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.demo.stories import BEN
from app.events.letter import Letter
from app.file_lock import is_locked
from app.post import SmtpPost
from app.programme.house import House, open_house
from app.programme.outbox import LEASE, Outbox, Sent
from tests.mail_server import MailServer, serving
from tests.test_mailing import real, topics, write

__all__ = ["real"]

SENDER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from app.post import SmtpPost
from app.programme.house import open_house
from app.programme.outbox import Outbox
from tests.mail_server import MailServer

house = open_house(Path(sys.argv[1]))
post = SmtpPost(MailServer(port=int(sys.argv[2])).settings())
Outbox(house, post, lambda: datetime.now(UTC).isoformat(timespec="seconds")).send()
print("The sender was not killed.")
"""


@pytest.fixture
def killed(real: House) -> tuple[MailServer, str]:
    """A server that took a letter whose sender was killed (SIGKILL) before it heard so, and the letter's id."""
    server, now = MailServer(), datetime.now(UTC).isoformat(timespec="seconds")
    id = write(real, BEN, at=now)
    with serving(server):
        command = [sys.executable, "-c", SENDER, str(real.model.path.parent), str(server.port)]
        process = subprocess.Popen(command, cwd=Path(__file__).parents[1], stdout=subprocess.PIPE, text=True)
        server.on_data = lambda: os.kill(process.pid, signal.SIGKILL)
        said, _ = process.communicate(timeout=60)
    server.on_data = lambda: None
    assert (process.returncode, said) == (-signal.SIGKILL, "")
    return server, id


def test_the_letter_is_held_until_its_claim_lapses_and_then_sent_again(
    real: House, killed: tuple[MailServer, str]
) -> None:
    server, id = killed
    restarted = open_house(real.model.path.parent)
    assert (topics(restarted, id), len(server.came)) == (["written", "claimed"], 1)
    with serving(server):
        assert send(restarted, server, timedelta()) == Sent(), "somebody may still be sending it"
        assert send(restarted, server, LEASE + timedelta(seconds=5)) == Sent({"sent": 1})
    assert topics(restarted, id) == ["written", "claimed", "claimed", "sent"]
    assert restarted.log.history(id)[2].unsure is True  # type: ignore[attr-defined]
    first, second = server.came
    assert first["Message-ID"] == second["Message-ID"], "a reader's mail program can tell that it is the same"
    assert restarted.log.load(Letter, id).state == "sent"


def send(house: House, server: MailServer, later: timedelta) -> Sent:
    """A round, some time later."""
    return Outbox(
        house, SmtpPost(server.settings()), lambda: (datetime.now(UTC) + later).isoformat(timespec="seconds")
    ).send()


def test_a_process_that_ends_lets_go_of_the_folder(real: House) -> None:
    """The lock that keeps two processes from a round at once is gone with the process, however it ended."""
    code = (
        "import sys, time; from app.file_lock import lock; f = open(sys.argv[1], 'a+');"
        " print(lock(f), flush=True); time.sleep(60)"
    )
    path = real.model.path.parent / "mail.lock"
    process = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "True\n"
    assert is_locked(path)
    process.kill()
    process.wait(20)
    process.stdout.close()
    for _ in range(100):
        if not is_locked(path):
            break
        time.sleep(0.02)
    assert not is_locked(path)
