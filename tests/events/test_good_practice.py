"""The rules of good practice: noted, followed up, shared, named or not."""

from typing import Any

import pytest

from app.events import good_practice as events
from app.events.good_practice import GoodPractice
from tests.events.deciding import RUTH, SAID, Fact, decided, given, refusal

DANA = "person/dana-lewis"
ID = "good_practice/k7m2"
NOTE: dict[str, Any] = {
    "source": "direct", "audit": "", "cycle": "", "theme": "direct-work", "domain": "", "worker": DANA,
    "team": "team/harbour", "area": "area/east", "what": "A book made with the child.", "on": "2024-06-13",
}  # fmt: skip
NOTED: Fact = (events.GoodPracticeNoted, NOTE)
FLAGGED: Fact = (events.GoodPracticeNoted, NOTE | {"source": "audit", "audit": "audit/2024-05/0001", "what": ""})
FOLLOWED: Fact = (events.GoodPracticeFollowedUp, {"conditions": ["planning", "tools"], "found": "", "on": "2024-06-20"})
SHARED: Fact = (events.GoodPracticeShared, {"place": "session", "note": "", "on": "2024-06-27"})
UNNAMED: Fact = (events.GoodPracticeKeptUnnamed, {"on": "2024-06-21"})
NAMED: Fact = (events.GoodPracticeNamedAgain, {"on": "2024-06-28"})
BY_DANA = SAID | {"by": DANA}


def test_good_practice_is_noted_once() -> None:
    entry = given(GoodPractice, ID)
    entry.note(**NOTE | {"what": " A book made with the child. "}, **SAID)
    assert decided(entry) == [NOTED]
    with refusal("This has been noted already."):
        entry.note(**NOTE, **SAID)


def test_what_an_auditor_flagged_needs_no_words_of_its_own() -> None:
    entry = given(GoodPractice, ID)
    entry.note(**FLAGGED[1], **SAID)
    assert decided(entry) == [FLAGGED]


@pytest.mark.parametrize(
    ("change", "words", "field"),
    [
        ({"worker": ""}, "Choose whose practice it is.", "worker"),
        ({"theme": ""}, "Choose a theme.", "theme"),
        ({"what": " "}, "Write what was good about it.", "what"),
    ],
)
def test_it_says_whose_what_and_in_which_theme(change: dict[str, Any], words: str, field: str) -> None:
    with refusal(words, field):
        given(GoodPractice, ID).note(**NOTE | change, **SAID)


def test_a_domain_stands_for_a_theme() -> None:
    entry = given(GoodPractice, ID)
    entry.note(**NOTE | {"theme": "", "domain": "plans"}, **SAID)
    assert decided(entry)[0][1]["domain"] == "plans"


def test_nobody_notes_or_follows_up_their_own() -> None:
    with refusal("Somebody else notes your good practice."):
        given(GoodPractice, ID).note(**NOTE, **BY_DANA)
    with refusal("Somebody else follows your good practice up with you."):
        given(GoodPractice, ID, NOTED).follow_up(["planning"], "", on="2024-06-20", **BY_DANA)


def test_a_conversation_says_what_made_it_possible_and_a_later_one_says_it_anew() -> None:
    entry = given(GoodPractice, ID, NOTED)
    entry.follow_up(["planning", "tools"], " ", on="2024-06-20", **SAID)
    assert decided(entry) == [FOLLOWED]
    entry.follow_up(["other"], "Time to think.", on="2024-06-21", **SAID)
    assert decided(entry)[0][1]["conditions"] == ["other"]


@pytest.mark.parametrize(
    ("conditions", "words", "field"),
    [
        ([], "Choose what made it possible.", "conditions"),
        (["luck"], "Choose what made it possible.", "conditions"),
        (["tools", "other"], "Write what else made it possible.", "found"),
    ],
)
def test_a_conversation_without_a_condition_is_refused(conditions: list[str], words: str, field: str) -> None:
    with refusal(words, field):
        given(GoodPractice, ID, NOTED).follow_up(conditions, "", on="2024-06-20", **SAID)


def test_it_is_shared_as_often_as_one_likes() -> None:
    entry = given(GoodPractice, ID, NOTED)
    entry.share("session", " ", on="2024-06-27", **SAID)
    entry.share("newsletter", "Summer", on="2024-07-01", **SAID)
    again = {"place": "newsletter", "note": "Summer", "on": "2024-07-01"}
    assert decided(entry) == [SHARED, (events.GoodPracticeShared, again)]
    with refusal("Choose where it was shared.", "place"):
        entry.share("radio", "", on="2024-07-01", **SAID)


def test_nothing_is_recorded_before_it_was_noted_or_of_what_is_not_there() -> None:
    for act in (lambda one, on: one.follow_up(["tools"], "", on=on, **SAID),
                lambda one, on: one.share("session", "", on=on, **SAID)):  # fmt: skip
        with refusal("The date cannot be before it was noted.", "on"):
            act(given(GoodPractice, ID, NOTED), "2024-06-12")
        act(given(GoodPractice, ID, NOTED), "2024-06-13")
        with refusal("There is no such record."):
            act(given(GoodPractice, ID), "2024-06-13")


def test_the_practitioner_says_whether_to_be_named() -> None:
    entry = given(GoodPractice, ID, NOTED)
    entry.keep_unnamed(on="2024-06-21", **BY_DANA)
    assert decided(entry) == [UNNAMED]
    with refusal("You are not named already."):
        entry.keep_unnamed(on="2024-06-21", **BY_DANA)
    entry.name_again(on="2024-06-28", **BY_DANA)
    assert decided(entry) == [NAMED]
    with refusal("You are named already."):
        entry.name_again(on="2024-06-28", **BY_DANA)


@pytest.mark.parametrize("past", [[], [NOTED], [NOTED, UNNAMED]])
def test_nobody_else_says_whether_a_practitioner_is_named(past: list[Fact]) -> None:
    for act in (GoodPractice.keep_unnamed, GoodPractice.name_again):
        with refusal("The practitioner says whether to be named."):
            act(given(GoodPractice, ID, *past), on="2024-06-21", **SAID | {"by": RUTH})
