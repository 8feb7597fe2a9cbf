"""Read models led on from event to event stand as those that are folded from the beginning, whichever way one goes."""

import random
from threading import Thread
from typing import Any

import pytest

from app.programme.house import House
from projections.as_at import AsAt
from projections.stepping import Stepper

ALL = "SELECT * FROM {} ORDER BY 1, 2"


@pytest.fixture(scope="module")
def past(told: House, tmp_path_factory: pytest.TempPathFactory) -> AsAt:
    """The past of the council of the stories."""
    return AsAt(tmp_path_factory.mktemp("past"), told.reader, told.views, told.model)


def standing(model: Any) -> list[Any]:
    return [model.query(ALL.format(table)) for table in ("audits", "cycles", "actions")]


def test_forth_and_back_it_stands_as_the_past_does(told: House, past: AsAt) -> None:
    stepper, drawn = Stepper(past), random.Random(7)
    for position in [*range(100, 130), *drawn.sample(range(1, told.reader.head()), 8)]:
        with stepper.at(position) as here:
            assert here.position == position
            if position % 5 == 0 or position > 130:
                assert standing(here) == standing(past.model(position)), position
    stepper.drop_all()


def test_no_more_are_kept_than_are_to_be(past: AsAt) -> None:
    stepper = Stepper(past, most=2)
    for position in (90, 80, 70, 60):
        with stepper.at(position):
            pass
    assert len(list(past.folder.glob("*"))) - len(list(past.folder.glob("views-*.sqlite"))) <= 2
    stepper.drop_all()


def test_the_next_step_may_be_another_thread_s(past: AsAt) -> None:
    stepper, reached = Stepper(past), list[int]()

    def step(position: int) -> None:
        with stepper.at(position) as here:
            reached.append(here.query("SELECT count(*) AS n FROM audits")[0]["n"])

    for position in (50, 51):
        thread = Thread(target=step, args=[position])
        thread.start()
        thread.join()
    assert len(reached) == 2
    stepper.drop_all()


def test_what_fails_on_its_way_is_let_go_of(past: AsAt) -> None:
    stepper = Stepper(past)
    with pytest.raises(ZeroDivisionError), stepper.at(60):
        raise ZeroDivisionError
    with stepper.at(60) as here:
        assert here.position == 60
    stepper.drop_all()
