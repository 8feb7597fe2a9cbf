"""The types of events and their fields are a promise to every log that exists."""

import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, ClassVar

import pytest
from eventsourcing import utils
from eventsourcing.persistence import StoredEvent

from app.events.base import TOPICS, Event, event, upcast
from app.events.store import open_log

PIN = Path(__file__).with_name("topics.json")
PINNED: dict[str, dict[str, Any]] = json.loads(PIN.read_text(encoding="utf-8"))
COMMON = {field.name for field in fields(Event)}


def own_fields(topic: str) -> list[str]:
    """The fields that a type of event has besides those that all have."""
    return sorted({field.name for field in fields(TOPICS[topic])} - COMMON)


def test_no_type_of_event_disappears() -> None:
    gone = sorted(PINNED.keys() - TOPICS.keys())
    assert not gone, f"{gone} cannot be read any more. Topics are for ever: give the class its old topic back."


def test_a_new_type_of_event_is_pinned() -> None:
    new = {topic: {"version": TOPICS[topic].class_version, "fields": own_fields(topic)}
           for topic in sorted(TOPICS.keys() - PINNED.keys())}  # fmt: skip
    assert not new, f"Check the name as one that is for ever, then add to {PIN.name}: {json.dumps(new)[1:-1]}"


@pytest.mark.parametrize("topic", sorted(PINNED.keys() & TOPICS.keys()))
def test_the_fields_of_an_event_change_only_with_its_version(topic: str) -> None:
    pinned, cls = PINNED[topic], TOPICS[topic]
    if cls.class_version == pinned["version"]:
        assert own_fields(topic) == pinned["fields"], (
            f"{cls.__name__} has other fields than the events stored as {topic!r}. Raise its class_version, write"
            f" upcast_v{cls.class_version}_v{cls.class_version + 1}(state) beside it, then pin both in {PIN.name}."
        )
    else:
        assert cls.class_version > pinned["version"], f"The version of {cls.__name__} goes up, never down."
        pytest.fail(f"{cls.__name__} is version {cls.class_version} now: pin it and {own_fields(topic)} in {PIN.name}.")


@pytest.mark.parametrize("topic", sorted(TOPICS))
def test_every_version_of_an_event_can_become_the_next(topic: str) -> None:
    for version in range(1, TOPICS[topic].class_version):
        step = f"upcast_v{version}_v{version + 1}"
        assert hasattr(TOPICS[topic], step), f"{TOPICS[topic].__name__} needs {step}(state)."


@pytest.fixture
def greeting() -> Iterator[type[Event]]:
    """An event that had one field, then another name for it, then a second field."""

    class GreetingSent(Event):
        """Only in this test."""

        class_version: ClassVar[int] = 3
        words: str
        loud: bool

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            state["words"] = state.pop("text")

        @staticmethod
        def upcast_v2_v3(state: dict[str, Any]) -> None:
            state["loud"] = False

    yield event("greeting sent")(GreetingSent)
    del TOPICS["greeting sent"]
    utils._topic_cache.pop("greeting sent")


SAID = {"by": "person/ruth-okafor", "at": "2024-05-01T09:00:00+00:00"}
NEWEST = {"words": "Good morning", "loud": False} | SAID


@pytest.mark.parametrize(
    "stored",
    [
        {"text": "Good morning"} | SAID,
        {"words": "Good morning", "class_version": 2} | SAID,
        {"words": "Good morning", "loud": False, "class_version": 3} | SAID,
    ],
)
def test_an_old_event_is_read_as_the_newest_on_both_sides(
    greeting: type[Event], tmp_path: Path, stored: dict[str, Any]
) -> None:
    mapper = open_log(tmp_path / "log.sqlite").mapper
    made = mapper.to_domain_event(StoredEvent("greeting/1", 1, "greeting sent", json.dumps(stored).encode()))
    assert vars(made) == NEWEST | {"originator_id": "greeting/1", "originator_version": 1}
    assert upcast("greeting sent", dict(stored)) == NEWEST


def test_a_topic_is_given_once(greeting: type[Event]) -> None:
    with pytest.raises(ValueError, match="'greeting sent' is taken by GreetingSent"):
        event("greeting sent")(greeting)
