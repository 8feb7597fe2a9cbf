"""Given events, when a command, then events or a refusal in words: how the subjects' rules are tested."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any, TypeVar

import pytest

from app.events.base import Event, Refusal, Subject

S = TypeVar("S", bound=Subject)
Fact = tuple[type[Event], dict[str, Any]]

SAID = {"by": "person/ruth-okafor", "at": "2024-05-20T09:00:00+00:00"}
RUTH = SAID["by"]
COMMON = ("originator_id", "originator_version", "by", "at")


def given(cls: type[S], id: str, *past: Fact) -> S:
    """A subject to which these events have happened."""
    return cls.project(
        id,
        [kind(originator_id=id, originator_version=version, **SAID, **facts)
         for version, (kind, facts) in enumerate(past, 1)],
    )  # fmt: skip


def decided(subject: Subject) -> list[Fact]:
    """The events that a subject decided since it was given, each with its own facts."""
    made = subject.collect_events()
    return [(type(one), {key: value for key, value in asdict(one).items() if key not in COMMON}) for one in made]


@contextmanager
def refusal(words: str, field: str = "") -> Iterator[None]:
    """Expect the rules to refuse in exactly these words, beside this field."""
    with pytest.raises(Refusal) as refused:
        yield
    assert (refused.value.sentence, refused.value.field) == (words, field)
