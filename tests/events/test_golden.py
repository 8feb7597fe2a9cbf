"""Whatever was stored once can be read, folded and written again, for ever."""

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from eventsourcing.persistence import StoredEvent

from app.events.base import TOPICS, Event, upcast
from app.events.log import Happened
from app.events.sealed import opened
from app.events.store import open_log
from projections import ReadModel
from tests.events import golden

LINES = [json.loads(line) for line in golden.lines()]
HOW = "Tell of it in app/demo/stories.py and run `python -m tests.events.golden`, which adds what the stories have."


def test_every_type_of_event_is_in_the_golden_log() -> None:
    lacking = sorted(golden.missing(LINES))
    assert not lacking, f"The golden log has no {lacking}. {HOW}"


def test_no_line_of_the_golden_log_was_changed() -> None:
    seals = golden.SEALS.read_text(encoding="utf-8").splitlines()
    for number, (line, seal) in enumerate(zip(golden.lines(), seals, strict=False), 1):
        assert golden.seal(line) == seal, f"golden.jsonl:{number} was changed. Put it back: real logs have it."
    assert len(seals) == len(LINES), "golden.jsonl lost a line, or got one by hand. Put it back, or use the script."


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line['stream']}.{line['version']}")
def test_each_line_loads_with_every_field_and_is_stored_again_as_it_was(line: dict[str, Any], tmp_path: Path) -> None:
    mapper = open_log(tmp_path / "log.sqlite", keys=golden.KEYS).mapper
    stored = StoredEvent(line["stream"], line["version"], line["topic"], line["state"].encode())
    made = mapper.to_domain_event(stored)
    assert isinstance(made, TOPICS[line["topic"]])
    assert isinstance(made, Event)
    assert set(vars(made)) == {field.name for field in fields(made)}, "a field is missing: it needs an upcast"
    if golden.kind(line)[1] == made.class_version:
        again = mapper.to_stored_event(made)
        assert said(again) == said(stored)
        if "sealed" not in json.loads(line["state"]) and not made.SEALS:
            assert again == stored


def said(stored: StoredEvent) -> Any:
    """Where an event is stored, and what it says there."""
    place = str(stored.originator_id), stored.originator_version, stored.topic
    return place, opened(json.loads(stored.state), place, golden.KEYS)


class Golden:
    """The golden log as a log to fold."""

    def head(self) -> int:
        return len(LINES)

    def read(self, after: int, limit: int = 10_000, upto: int | None = None) -> list[Happened]:
        return [
            Happened(position, line["stream"], line["version"], line["topic"], _facts(line))
            for position, line in enumerate(LINES[after : after + limit], after + 1)
        ]


def _facts(line: dict[str, Any]) -> dict[str, Any]:
    return upcast(line["topic"], json.loads(line["state"]))


def test_every_projection_folds_the_golden_log(tmp_path: Path) -> None:
    model = ReadModel(tmp_path / "views.sqlite", Golden())
    assert model.catch_up() == len(LINES), model.fault
    assert model.one("SELECT count(*) AS n FROM audits") != {"n": 0}
