"""A form sent twice: at whichever reading of the log the second meets the first, it is recorded once."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.demo.stories import DANA, GRACE, HELEN, RUTH, audit_id
from app.events.pool_target import TARGETS
from app.events.store import Programme
from app.programme import deputies, pool_targets, replies
from app.programme.house import AlreadyDone, House, Stale, open_house
from tests.views.may import copy_log, may_log

__all__ = ["may_log"]

DAY, AT = date(2024, 5, 28), "2024-05-28T10:00:00+00:00"
DEPUTIES = deputies.deputies_id(GRACE)
Act = Callable[[House, int], None]


def reply(house: House, version: int) -> None:
    replies.reply(house, audit_id(1), version=version, text="We met the school too.", on=DAY, by=DANA, at=AT)


def name(house: House, version: int) -> None:
    days: dict[str, Any] = {"first": DAY, "last": date(2024, 6, 3), "on": DAY}
    deputies.name(house, DEPUTIES, version=version, deputy=HELEN, reason="Leave.", **days, by=GRACE, at=AT)


def set_target(house: House, version: int) -> None:
    said: dict[str, Any] = {"pool": "auditor", "by_date": date(2025, 5, 1), "number": 40, "why": "We grow.", "on": DAY}
    pool_targets.set_target(house, TARGETS, version=version, **said, by=RUTH, at=AT)


@pytest.mark.parametrize(("act", "stream"), [(reply, audit_id(1)), (name, DEPUTIES), (set_target, TARGETS)])
@pytest.mark.parametrize("reading", [1, 2])
def test_it_is_recorded_once(
    may_log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: Act, stream: str, reading: int
) -> None:
    copy_log(may_log, tmp_path)
    house = open_house(tmp_path)
    shown, left = house.version(stream), [reading]

    def first_at(method: Callable[..., Any]) -> Callable[..., Any]:
        def read(log: Programme, *given: Any, **said: Any) -> Any:
            found = method(log, *given, **said)
            left[0] -= 1
            if left[0] == 0:
                act(house, shown)
            return found

        return read

    with monkeypatch.context() as patched, suppress(Stale, AlreadyDone):
        for method in ("load", "history"):
            patched.setattr(Programme, method, first_at(getattr(Programme, method)))
        act(house, shown)
    assert house.version(stream) == shown + 1
