"""What is sealed in the log: read with the key in its own place alone, proved without it, gone with it."""

import copy
import json
from base64 import b64decode, b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.events import sealed
from app.events.record_keys import Keys
from app.events.record_keys_file import key_file
from app.events.sealed import Tampered
from app.events.sealed_paths import within

PLACE = ("audit/2024-05/0017", 3, "audit section saved")
PATHS = ("reason", "changes/evidence.*", "changes/quotations", "grades/*/2")
FACTS = {
    "by": "person/ben", "reason": "He was left out.", "empty": "",
    "changes": {"grade.voice": "good", "evidence.voice": "J. said so; ø~/", "quotations": [{"text": "I was heard"}]},
    "grades": {"voice": ["good", "inadequate", "Nobody asked J."], "plan": ["good", "good", ""]},
}  # fmt: skip
WORDS = ("left out", "said so", "heard", "Nobody")


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    """An empty file of keys."""
    return key_file(tmp_path / "keys.sqlite")


def boxed(keys: Keys, facts: dict[str, Any] = FACTS, place: tuple[str, int, str] = PLACE) -> dict[str, Any]:
    """Facts as they are stored at a place, the record being the place's stream."""
    return sealed.sealed(facts, PATHS, lambda: keys.ready([place[0]])[place[0]], sealed.about(*place))


def test_what_is_stored_has_the_grades_and_not_a_word(keys: Keys) -> None:
    before = copy.deepcopy(FACTS)
    stored = boxed(keys)
    assert before == FACTS
    assert stored["grades"] == {"voice": ["good", "inadequate", None], "plan": ["good", "good", ""]}
    assert stored["changes"] == {"grade.voice": "good"}
    assert "reason" not in stored
    assert not any(word in json.dumps(stored) for word in WORDS)


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("changes/!grade.*|quotations", ["evidence.voice"]),
        ("changes/@listed", ["grade.voice"]),
        ("grades/voice/*", [0, 1, 2]),
        ("grades/*/2", [2]),
        ("empty", []),
        ("nothing", []),
        ("changes", ["changes"]),
    ],
)
def test_a_path_names_what_has_something_to_hide(path: str, named: list[Any]) -> None:
    assert [steps[-1] for steps, _ in within(FACTS | {"listed": ["grade.voice"]}, path)] == named


def test_where_there_is_nothing_to_hide_no_key_is_made(keys: Keys) -> None:
    assert boxed(keys, {"by": "person/ben", "reason": ""}) == {"by": "person/ben", "reason": ""}
    assert keys.names() == frozenset()


def test_it_is_read_in_its_own_place(keys: Keys) -> None:
    assert sealed.opened(boxed(keys), PLACE, keys) == FACTS
    assert sealed.opened(copy.deepcopy(FACTS), PLACE, keys) == FACTS, "old events have no box"


@pytest.mark.parametrize("elsewhere", [("audit/2024-05/0018", *PLACE[1:]), (PLACE[0], 4, PLACE[2]), (*PLACE[:2], "x")])
def test_in_another_place_it_is_refused(keys: Keys, elsewhere: tuple[str, int, str]) -> None:
    stored = boxed(keys)
    with pytest.raises(Tampered, match=elsewhere[0]):
        sealed.opened(stored, elsewhere, keys)


def test_two_children_cannot_change_places(keys: Keys) -> None:
    here, there = (("child/C-1", 1, "child listed"), ("child/C-2", 1, "child listed"))
    first, second = boxed(keys, place=here), boxed(keys, {"reason": "Another child."}, there)
    with pytest.raises(Tampered):
        sealed.opened(first | {"sealed": second["sealed"]}, here, keys)
    with pytest.raises(Tampered):
        sealed.opened(
            first | {"sealed": second["sealed"] | {"key": "child/C-1", "id": first["sealed"]["id"]}}, here, keys
        )


@given(some.integers(0, 10_000), some.integers(1, 255))
def test_not_a_byte_of_a_box_can_be_changed(where: int, flip: int) -> None:
    stored = boxed(HELD)
    box = bytearray(b64decode(stored["sealed"]["box"]))
    box[where % len(box)] ^= flip
    stored["sealed"]["box"] = b64encode(box).decode()
    with pytest.raises(Tampered):
        sealed.opened(stored, PLACE, HELD)


@pytest.mark.parametrize(
    "spoilt",
    [{"grades": {}}, {"changes": "x"}, {"sealed": {}}, {"sealed": "x"}, {"sealed": {"key": PLACE[0], "id": "x"}}],
)
def test_facts_and_envelopes_that_lost_their_shape_are_told(keys: Keys, spoilt: dict[str, Any]) -> None:
    with pytest.raises(Tampered):
        sealed.opened(boxed(keys) | spoilt, PLACE, keys)


def test_with_the_key_gone_the_shape_stays(keys: Keys) -> None:
    stored = boxed(keys)
    assert keys.erase([PLACE[0]]) == keys.erase(keys.erased()) != []
    found = sealed.opened(stored, PLACE, keys)
    assert found["reason"] == found["changes"]["evidence.voice"] == "[erased]"
    assert found["changes"]["quotations"] == []
    assert found["grades"]["voice"] == ["good", "inadequate", "[erased]"]


def test_a_key_that_was_lost_is_not_said_to_be_erased(keys: Keys, tmp_path: Path) -> None:
    found = sealed.opened(boxed(keys), PLACE, key_file(tmp_path / "others.sqlite"))
    assert found["reason"] == "[cannot be read: its key is missing]"


def test_anybody_with_sha256_sees_that_the_plain_text_is_what_was_stored(keys: Keys) -> None:
    stored = boxed(keys)
    shown = sealed.proof(json.dumps(stored).encode(), *PLACE, keys)
    assert shown is not None
    assert sha256(shown.salt + shown.plain).hexdigest() == stored["sealed"]["told"]
    assert json.loads(shown.plain)["changes/evidence.voice"] == "J. said so; ø~/"
    assert len(shown.salt) == 32
    keys.erase([PLACE[0]])
    assert sealed.proof(json.dumps(stored).encode(), *PLACE, keys) is None


def test_what_is_told_of_a_box_has_to_be_true(keys: Keys) -> None:
    stored = boxed(keys)
    stored["sealed"]["told"] = "0" * 64
    with pytest.raises(Tampered):
        sealed.proof(json.dumps(stored).encode(), *PLACE, keys)


class Held:
    """One key for everything, at hand."""

    secret = bytes(range(32))

    def ready(self, records: list[str]) -> dict[str, sealed.Key]:
        return {record: sealed.Key(record, "0", self.secret) for record in records}

    def of(self, record: str, id: str = "") -> bytes | None:
        return self.secret

    def is_erased(self, record: str, id: str) -> bool:
        return False


HELD: Any = Held()
