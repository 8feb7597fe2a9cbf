"""Signing once a day: by the server's own thread, whatever else signs, and never of nothing."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

import pytest
import time_machine

from app.events.vocabulary import SYSTEM
from app.ledger_book import LedgerBook
from app.ledger_checks import Checks
from app.programme.house import House, open_house
from app.signing import Days, Signing


def signing(house: House, folder: Path) -> Signing:
    return Signing(house, LedgerBook(folder, house.reader))


def test_one_is_signed_each_day_in_england(begun: House, tmp_path: Path) -> None:
    mine = signing(begun, tmp_path)
    for at, expected in (("2024-05-02T22:30:00+00:00", 1), ("2024-05-02T22:59:00+00:00", 1),
                         ("2024-05-02T23:01:00+00:00", 2)):  # fmt: skip
        with time_machine.travel(at, tick=False):
            mine.daily()
        assert len(mine.book.checkpoints()) == expected, at


def test_nothing_is_signed_of_an_empty_log(tmp_path: Path) -> None:
    assert signing(open_house(tmp_path), tmp_path).daily() is None
    assert not (tmp_path / "ledger" / "signing.key").exists()


def test_the_server_signs_by_itself_and_goes_on_after_a_fault(
    begun: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, right, tried = signing(begun, tmp_path), LedgerBook.checkpoint, list[str]()

    def at_first_not(book: LedgerBook, at: str) -> object:
        tried.append(at)
        if len(tried) == 1:
            raise OSError("no room")
        return right(book, at)

    monkeypatch.setattr(LedgerBook, "checkpoint", at_first_not)
    days = Days(mine, Checks(mine.book, dict), tick=0.01, first=0.01)
    days.start()
    wait_for(lambda: mine.book.latest() is not None)
    days.close()
    assert len(tried) >= 2
    assert len(mine.book.checkpoints()) == 1


def test_the_server_checks_soon_after_its_start_and_signs_nothing_over_what_it_found(
    begun: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, verified = signing(begun, tmp_path), LedgerBook.verified
    with time_machine.travel("2024-05-01T12:00:00+00:00", tick=False):
        mine.sign()
    # A check takes longer than the thread waits before it looks again.
    monkeypatch.setattr(LedgerBook, "verified", lambda book: sleep(0.2) or verified(book))
    with sqlite3.connect(tmp_path / "log.sqlite") as file:
        file.execute("DROP TRIGGER stored_events_no_update")
        file.execute("UPDATE stored_events SET topic = 'Other' WHERE rowid = 1")
    checks = Checks(mine.book, dict)
    days = Days(mine, checks, tick=0.01, first=0.01)
    days.start()
    wait_for(lambda: checks.last() is not None)
    sleep(0.1)
    days.close()
    last = checks.last() or {}
    assert (last["by"], "Event 1 was changed" in last["findings"][0]["text"]) == (SYSTEM, True)
    assert len(mine.book.checkpoints()) == 1, "a whole day's signature was due"


def test_a_letter_that_cannot_be_written_leaves_the_checkpoint(
    begun: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **facts: object) -> None:
        raise OSError("no room")

    mine = signing(begun, tmp_path)
    monkeypatch.setattr("app.programme.ledger.tell_checkpoints", broken)
    assert mine.tried() == "Checkpoint 1 of the ledger is signed with it."
    monkeypatch.setattr(LedgerBook, "checkpoint", broken)
    assert mine.tried().startswith("No checkpoint of the ledger could be signed with it. Something went wrong")


def wait_for(what: Callable[[], bool]) -> None:
    last = monotonic() + 20
    while not what():
        assert monotonic() < last
        sleep(0.01)
