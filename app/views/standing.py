"""A while in which whatever is asked is as it stood: for what reads the past and is no page of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import g

from app import clock
from app.programme.past import PastHouse
from app.views.desk import live_house


@contextmanager
def standing(past: Any, at: str) -> Iterator[None]:
    """Read a model of the past, and the log as far as it, with the clock at a moment (ISO, UTC); then go on as before.

    A page of the past is shown as it stood for the whole of its request: see as_stood.py.
    """
    before = {name: g.get(name) for name in ("past_house", "position")}
    stopped = clock.stop(at)
    g.past_house, g.position = PastHouse(live_house(), past), past.position
    try:
        yield
    finally:
        for name, value in before.items():
            g.pop(name) if value is None else setattr(g, name, value)
        clock.go_on(stopped)
