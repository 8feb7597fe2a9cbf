"""Why a figure changed is worked out one at a time: a second request is told at once, and what is known is answered."""

from threading import Event, Thread
from typing import Any

import pytest
from flask import Flask

from app.demo.stories import HELEN, RUTH, Story
from app.views import figure_why, occupied
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]
CHANGES = "/figures/completion-of-allocated/changes?period=2024-05&from=entry-{}"
SOON = 20.0


class Slow:
    """The first working goes on until it is let; counts them."""

    def __init__(self) -> None:
        self.count, self.begun, self.let = 0, Event(), Event()
        self.really = figure_why.why.why

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.count += 1
        self.begun.set()
        assert self.let.wait(SOON)
        return self.really(*args, **kwargs)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    made = Slow()
    monkeypatch.setattr(figure_why.why, "why", made)
    return made


def test_a_second_request_is_told_at_once_and_afterwards_has_what_was_made(app: Flask, may: Story, slow: Slow) -> None:
    ruth, helen, answers = signed_in(app, RUTH), signed_in(app, HELEN), list[int]()
    first = Thread(target=lambda: answers.append(ruth.get(CHANGES.format(3)).status_code))
    first.start()
    assert slow.begun.wait(SOON)
    told = [one.get(CHANGES.format(n)) for one, n in ((helen, 4), (signed_in(app, RUTH), 3))]
    slow.let.set()
    first.join(SOON)
    assert [one.status_code for one in told] == [503, 503]
    assert told[0].headers["Retry-After"] == str(occupied.AGAIN)
    assert figure_why.OCCUPIED in told[0].text
    assert f'href="{CHANGES.format(4).replace("&", "&amp;")}"' in told[0].text, "what was asked for is kept"
    assert answers == [200]
    assert helen.get(CHANGES.format(3)).status_code == 200
    assert slow.count == 1, "what was worked out for one is not worked out again for another"


def test_what_is_known_is_answered_while_another_is_worked_out(app: Flask, may: Story, slow: Slow) -> None:
    slow.let.set()
    ruth, helen = signed_in(app, RUTH), signed_in(app, HELEN)
    known = ruth.get(CHANGES.format(3)).text
    with app.extensions["comparing"].turn("person/somebody-else"):
        again = ruth.get(CHANGES.format(3))
        assert (again.status_code, again.text == known) == (200, True)
        assert helen.get(CHANGES.format(5)).status_code == 503
    assert helen.get(CHANGES.format(5)).status_code == 200
