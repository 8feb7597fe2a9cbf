"""What takes seconds is done one at a time, and nobody has every turn."""

from threading import Thread

import pytest

from app import turns
from app.turns import Occupied, Queue, Turns

SENTENCE = "Another is being worked out."


def may_have_one(of: Turns, person: str) -> bool:
    try:
        with of.turn(person):
            return True
    except Occupied:
        return False


def test_during_a_turn_nobody_has_another_and_after_it_anybody_has() -> None:
    one = Turns(SENTENCE)
    with one.turn("anna"), pytest.raises(Occupied, match=SENTENCE), one.turn("anna"):
        pass
    assert may_have_one(one, "anna"), "she kept nobody waiting but herself"
    with pytest.raises(ZeroDivisionError), one.turn("anna"):
        raise ZeroDivisionError
    assert may_have_one(one, "ben"), "a turn that failed is over as well"


def test_who_had_the_last_turn_leaves_the_next_to_who_was_turned_away(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Turns(SENTENCE)
    with one.turn("anna"):
        assert not may_have_one(one, "ben")
    assert not may_have_one(one, "anna")
    assert may_have_one(one, "ben")
    assert may_have_one(one, "anna")
    monkeypatch.setattr(turns, "LEFT_TO_OTHERS", 0.0)
    with one.turn("anna"):
        assert not may_have_one(one, "ben")
    assert may_have_one(one, "anna"), "who was turned away has not come again in time"


def test_a_queue_lets_one_after_another_in_and_nobody_twice() -> None:
    queue, done = Queue(SENTENCE, patience=30), []

    def wait() -> None:
        with queue.turn("ben"):
            done.append("ben")

    ben = Thread(target=wait)
    with queue.turn("anna"):
        with pytest.raises(Occupied, match=SENTENCE), queue.turn("anna"):
            pass
        ben.start()
        done.append("anna")
    ben.join()
    assert done == ["anna", "ben"]
    with queue.turn("anna"):
        done.append("anna again")
    assert done[-1] == "anna again"


def test_who_waits_in_a_queue_for_too_long_is_told_so_and_may_come_again() -> None:
    queue = Queue(SENTENCE, patience=0)
    with queue.turn("anna"), pytest.raises(Occupied, match=SENTENCE), queue.turn("ben"):
        pass
    with queue.turn("ben"):
        pass


def test_of_too_many_in_a_queue_the_last_is_turned_away_at_once() -> None:
    queue = Queue(SENTENCE, patience=60.0, most=1)
    with queue.turn("anna"), pytest.raises(Occupied, match=SENTENCE), queue.turn("ben"):
        raise AssertionError("a queue is as long as it may be")
    with queue.turn("ben"):
        pass
