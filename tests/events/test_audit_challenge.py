"""The rules of challenges: who may challenge what, who answers, and what a challenge may change."""

from typing import Any

import pytest

from app.events import audit_challenge as challenges
from app.events.audit import Audit
from app.events.audit_challenge import ChallengeAnswered, FindingChallenged, GradeChangedAfterChallenge
from app.events.base import Refusal
from app.events.moderation_words import OVERALL
from tests.events.deciding import RUTH, SAID, Fact, decided, given, refusal
from tests.events.test_audit import ANNA, BEN, CONTENT, ID, STATES, UPLOADED
from tests.events.test_audit_moderation import ACCEPTED, ASSIGNED, DOMAINS, DRAWN, MARY, MODERATED, WHERE

OMAR = "person/omar-haddad"
ASKED: dict[str, Any] = {"about": "plans", "what": "The plan.", "why": "It has dates.", "on": "2024-06-03"}
CHALLENGED: Fact = (FindingChallenged, {"challenge": 1, **ASKED})
SAYS: dict[str, Any] = {"content": CONTENT, "authority": "As the QA lead.", "on": "2024-06-05"}


def asked(audit: Audit, by: str = OMAR, **other: Any) -> None:
    challenges.challenge(audit, **ASKED | other, domains=DOMAINS, **SAID | {"by": by})


def answer(audit: Audit, outcome: str = "upheld", text: str = "It has.", number: int = 1, **other: Any) -> None:
    changes = other.pop("changes", {})
    challenges.answer(
        audit, number, outcome, text, changes, **SAYS | {"on": other.pop("on", SAYS["on"])}, **SAID | other
    )


def challenged(*facts: Fact) -> Audit:
    """An audit of which Omar Haddad challenged the grade of plans."""
    audit = given(Audit, ID, *(facts or WHERE["moderated"]))
    asked(audit)
    audit.collect_events()
    return audit


@pytest.mark.parametrize("about", [*DOMAINS, "overall", "finding"])
def test_any_finding_of_a_moderated_audit_can_be_challenged(about: str) -> None:
    audit = given(Audit, ID, *WHERE["moderated"])
    asked(audit, about=about)
    assert decided(audit) == [(FindingChallenged, CHALLENGED[1] | {"about": about})]


def test_an_accepted_audit_that_was_not_drawn_can_be_challenged() -> None:
    audit = given(Audit, ID, *STATES["accepted"])
    asked(audit)
    assert decided(audit) == [CHALLENGED]


@pytest.mark.parametrize("state", [state for state in STATES if state != "accepted"])
def test_what_is_not_accepted_cannot_be_challenged(state: str) -> None:
    with refusal("Only an accepted audit can be challenged."):
        asked(given(Audit, ID, *STATES[state]))


def test_what_waits_for_its_moderation_is_challenged_after_it() -> None:
    with refusal("This audit waits for its moderation. It can be challenged once it is moderated."):
        asked(given(Audit, ID, *STATES["accepted"], DRAWN, ASSIGNED))


REFUSED = [
    ({"by": ANNA}, "You cannot challenge your own audit.", ""),
    ({"about": "weather"}, "Choose what you challenge.", "about"),
    ({"what": " "}, "Say what you challenge.", "what"),
    ({"why": ""}, "Say why.", "why"),
]


@pytest.mark.parametrize(("other", "words", "field"), REFUSED)
def test_a_challenge_says_what_and_why(other: dict[str, str], words: str, field: str) -> None:
    with refusal(words, field):
        asked(given(Audit, ID, *WHERE["moderated"]), **other)


def regraded() -> Audit:
    """An audit of which moderation changed the grade of plans."""
    grades = MODERATED[1]["grades"] | {"plans": ["good", "inadequate", "No plan."]}
    facts = MODERATED[1] | {"outcome": "changed", "grades": grades}
    return given(Audit, ID, *WHERE["assigned"], (MODERATED[0], facts), ACCEPTED)


def test_its_auditor_challenges_the_grades_that_moderation_changed_and_nothing_else() -> None:
    for about in ("finding", "overall", "supervision"):
        with refusal("Of your own audit you challenge a grade that moderation changed.", "about"):
            asked(regraded(), by=ANNA, about=about)
    audit = regraded()
    asked(audit, by=ANNA)
    assert decided(audit) == [CHALLENGED]


def test_what_its_auditor_challenges_is_not_answered_by_whoever_changed_it() -> None:
    audit = regraded()
    asked(audit, by=ANNA)
    with refusal("The auditor challenged what you changed: the QA lead answers."):
        answer(audit, by=MARY)
    answer(audit, changes={"plans": "good"}, by=RUTH)
    assert audit.moderated["plans"] == "good"


def test_the_same_is_not_challenged_twice_while_it_waits_and_may_be_later() -> None:
    audit = challenged()
    with refusal("A challenge to this waits for its answer already.", "about"):
        asked(audit)
    asked(audit, about="finding")
    answer(audit)
    asked(audit)
    assert list(audit.challenges) == [1, 2, 3]


def test_an_answer_says_what_comes_of_it_and_changes_nothing_by_itself() -> None:
    audit = challenged()
    answer(audit, "not_upheld", " It has none. ")
    facts = {"challenge": 1, "outcome": "not_upheld", "answer": "It has none.", "changes": {}}
    assert decided(audit) == [(ChallengeAnswered, facts | {"authority": "As the QA lead.", "on": "2024-06-05"})]
    assert audit.moderated["plans"] == "good"


def test_a_grade_that_changes_is_an_event_of_its_own() -> None:
    audit = challenged()
    answer(audit, "partly", changes={"plans": "outstanding", "overall": "good"})
    (_, answered), (kind, changed) = decided(audit)
    assert answered["changes"] == {"plans": "outstanding"}, "the overall grade stays what it is"
    assert kind is GradeChangedAfterChallenge
    assert changed["grades"] == {"plans": ["good", "outstanding", "It has."]}
    assert (changed["overall"], audit.moderated["plans"], audit.answers["grade.plans"]) == ([], "outstanding", "good")


def test_the_overall_grade_of_an_audit_that_was_not_moderated_can_change_too() -> None:
    audit = challenged(*STATES["accepted"])
    answer(audit, changes={"overall": "inadequate", "plans": ""})
    assert decided(audit)[1][1]["overall"] == ["good", "inadequate", "It has."]
    assert audit.moderated == {OVERALL: "inadequate"}


ANSWERS = [
    ({"by": ANNA}, "You cannot answer a challenge to your own audit.", ""),
    ({"by": OMAR}, "You cannot answer your own challenge.", ""),
    ({"outcome": ""}, "Choose what comes of the challenge.", "outcome"),
    ({"text": " "}, "Write the answer.", "answer"),
    ({"on": "2024-06-02"}, "The date cannot be before the challenge.", "on"),
    ({"number": 2}, "There is no such challenge.", ""),
    ({"outcome": "not_upheld", "changes": {"plans": "outstanding"}},
     "A challenge that is not upheld changes no grade.", "outcome"),
    ({"changes": {"plans": "best"}}, "Quality of plans: choose a grade of the scale.", "to.plans"),
    ({"changes": {"overall": "na"}}, "Overall grade: choose a grade of the scale.", "to.overall"),
]  # fmt: skip


@pytest.mark.parametrize(("other", "words", "field"), ANSWERS)
def test_an_answer_that_cannot_be_is_refused(other: dict[str, Any], words: str, field: str) -> None:
    audit = challenged()
    with refusal(words, field):
        answer(audit, **other)
    assert decided(audit) == []


def test_a_challenge_is_answered_once_by_the_moderator_or_anybody_but_the_auditor() -> None:
    audit = challenged()
    answer(audit, by=MARY)
    with refusal("This challenge has been answered already."):
        answer(audit, by=RUTH)


def test_a_grade_that_changes_after_the_upload_makes_the_copy_old_and_it_is_put_there_again() -> None:
    audit = challenged(*WHERE["moderated"], UPLOADED)
    with pytest.raises(Refusal, match="on the child's record already"):
        audit.upload(on="2024-06-06", uploaded_by=BEN, reference="", **SAID)
    answer(audit, changes={"plans": "outstanding"})
    assert audit.record_is_old
    audit.upload(on="2024-06-06", uploaded_by=BEN, reference="", **SAID)
    assert (audit.uploaded_on, audit.record_is_old) == ("2024-06-06", False)
