"""A moderation that was recorded wrongly: what may be put right by whom, what follows, and what is refused."""

from typing import Any

import pytest

from app.events.audit import Audit, AuditAccepted, AuditJudgedNotToStandard
from app.events.audit_challenge import ChallengeAnswered, FindingChallenged, GradeChangedAfterChallenge
from app.events.audit_moderation import AuditModerated
from app.events.moderation_correction import (
    ModerationCorrected,
    ModerationCorrectionDeclined,
    ModerationCorrectionProposed,
    ModerationCorrectionWithdrawn,
    agree,
    correctable,
    decline,
    propose,
    withdraw,
)
from tests.events.deciding import Fact, decided, given, refusal
from tests.events.test_audit import ANNA, CONTENT, ID, IN, UPLOADED
from tests.events.test_audit_moderation import ASSIGNED, DOMAINS, DRAWN, MARY, MODERATED, NORA, WHERE

RUTH, FIRST, KEY = "person/ruth-okafor", DOMAINS[0], f"grade.{DOMAINS[0]}"
SAID = {"on": "2024-06-04", "at": "2024-06-04T09:00:00+00:00"}
WHY = {"reason": " The line beside it. ", **SAID}
MAY = {MARY: "Mary Quinn", NORA: "Nora Lund", ANNA: "Anna Bell"}
FAILED: Fact = (AuditModerated, MODERATED[1] | {
    "outcome": "not_to_standard", "grades": {}, "overall": [], "quality": "not_to_standard",
    "reason": "Thin.",
})  # fmt: skip
AFTER_CHALLENGE: tuple[Fact, ...] = (
    (FindingChallenged, {"challenge": 1, "about": FIRST, "what": "It.", "why": "So.", "on": "2024-06-01"}),
    (ChallengeAnswered, {"challenge": 1, "outcome": "upheld", "answer": "Yes.", "changes": {FIRST: "inadequate"},
                         "authority": "", "on": "2024-06-02"}),
    (GradeChangedAfterChallenge, {"challenge": 1, "grades": {FIRST: ["good", "inadequate", "Yes."]}, "overall": [],
                                  "on": "2024-06-02"}),
)  # fmt: skip


def moderated(*more: Fact) -> Audit:
    return given(Audit, ID, *WHERE["moderated"], *more)


def failed(*more: Fact) -> Audit:
    judged: Fact = (AuditJudgedNotToStandard, {"on": "2024-05-30", "reason": "Thin."})
    return given(Audit, ID, *IN, DRAWN, ASSIGNED, FAILED, judged, *more)


def proposed(audit: Audit, key: str = KEY, now: str = "inadequate", by: str = MARY) -> Audit:
    propose(audit, CONTENT, key, now, moderators=MAY, **WHY, by=by)
    return audit


def corrected(audit: Audit, key: str = KEY, now: str = "inadequate") -> dict[str, Any]:
    agree(proposed(audit, key, now), CONTENT, **SAID, by=RUTH)
    return next(facts for kind, facts in decided(audit) if kind is ModerationCorrected)


def test_a_grade_moves_once_another_agrees_and_both_values_stay() -> None:
    audit = proposed(moderated())
    assert audit.moderated[FIRST] == "good"
    agree(audit, CONTENT, **SAID, by=RUTH)
    (first, _), (second, facts) = decided(audit)
    assert (first, second) == (ModerationCorrectionProposed, ModerationCorrected)
    assert (facts["changes"], facts["outcome"], facts["proposed_by"]) == (
        {KEY: ["good", "inadequate"]},
        "changed",
        MARY,
    )
    assert facts["reason"] == "The line beside it."
    assert (audit.moderated[FIRST], audit.regraded, audit.moderation_correction) == ("inadequate", {FIRST}, {})


def test_a_copy_on_record_from_before_a_corrected_grade_is_old() -> None:
    for key, now, old in ((KEY, "inadequate", True), ("checks.voice", "no", False), ("quality", "thin", False)):
        corrected(audit := moderated(UPLOADED), key, now)
        assert (audit.record_is_old, audit.judged[key]) == (old, now)


def test_who_judged_is_corrected_and_nothing_else_moves() -> None:
    audit = moderated()
    facts = corrected(audit, "moderator", NORA)
    assert (facts["changes"], facts["outcome"], audit.moderator) == ({"moderator": [MARY, NORA]}, "agreed", NORA)
    assert ANNA not in correctable(moderated(), CONTENT, MAY)["moderator"]


def test_one_that_is_to_standard_after_all_has_the_grades_of_its_auditor() -> None:
    audit = failed()
    facts = corrected(audit, "quality", "sound")
    assert facts["changes"]["quality"] == ["not_to_standard", "sound"]
    assert {key: pair for key, pair in facts["changes"].items() if key == KEY} == {KEY: ["", audit.answers[KEY]]}
    assert (facts["outcome"], audit.state, set(audit.moderated)) == ("agreed", "accepted", {*DOMAINS, "overall"})


def test_one_that_is_not_to_standard_after_all_has_no_grades() -> None:
    audit = moderated()
    agree(proposed(audit, "quality", "not_to_standard"), CONTENT, **SAID, by=RUTH)
    kinds = [kind for kind, _ in decided(audit)]
    assert kinds == [ModerationCorrectionProposed, ModerationCorrected, AuditJudgedNotToStandard]
    assert (audit.state, audit.moderated, audit.judged[KEY]) == ("not_to_standard", {}, "")
    audit = failed()
    agree(proposed(audit, "quality", "thin"), CONTENT, **SAID, by=RUTH)
    assert decided(audit)[-1] == (AuditAccepted, {"on": SAID["on"], "note": ""})


def test_a_correction_that_is_declined_moves_nothing() -> None:
    audit = proposed(moderated())
    decline(audit, **WHY, by=RUTH)
    assert decided(audit)[1][0] is ModerationCorrectionDeclined
    assert (audit.moderated[FIRST], audit.moderation_correction) == ("good", {})


def test_who_proposed_it_and_nobody_else_withdraws_it() -> None:
    audit = proposed(moderated())
    with refusal("Whoever proposed the correction withdraws it. Another person can decline it."):
        withdraw(audit, **WHY, by=RUTH)
    withdraw(audit, **WHY, by=MARY)
    facts = {"correction": 1, "reason": WHY["reason"].strip(), "on": SAID["on"]}
    assert decided(audit)[1] == (ModerationCorrectionWithdrawn, facts)
    assert (audit.moderated[FIRST], audit.moderation_correction) == ("good", {})
    with refusal("No correction of this moderation waits for a decision."):
        withdraw(audit, **WHY, by=MARY)


def test_nobody_decides_alone_nor_on_what_they_are_judged_by() -> None:
    with refusal("Somebody other than who proposed the correction decides on it."):
        agree(proposed(moderated()), CONTENT, **SAID, by=MARY)
    with refusal("You cannot decide on a correction of your own audit."):
        agree(proposed(moderated()), CONTENT, **SAID, by=ANNA)
    words = "Somebody other than who moderated the audit decides on a correction of it."
    for by, key, now in ((MARY, KEY, "inadequate"), (NORA, "moderator", NORA)):
        with refusal(words):
            agree(proposed(moderated(), key, now, RUTH), CONTENT, **SAID, by=by)
    with refusal("No correction of this moderation waits for a decision."):
        decline(moderated(), **WHY, by=RUTH)
    with refusal("The date cannot be before the correction was proposed.", "on"):
        agree(proposed(moderated()), CONTENT, **(SAID | {"on": "2024-06-03"}), by=RUTH)


def test_only_a_moderation_that_stands_is_corrected_and_never_by_the_auditor() -> None:
    for where in ("not drawn", "to assign", "assigned", "sent back"):
        with refusal("This audit is not moderated, so there is no moderation to correct."):
            proposed(given(Audit, ID, *WHERE[where]))
    with refusal("There is no such audit."):
        proposed(Audit(ID))
    with refusal("You cannot correct the moderation of your own audit. Challenge the grade instead."):
        proposed(moderated(), by=ANNA)


@pytest.mark.parametrize(
    ("key", "now"), [(KEY, "good"), (KEY, "best"), ("quality", "not_yet"), ("moderator", "person/x"), ("reason", "")]
)
def test_only_what_it_can_say_and_does_not_yet(key: str, now: str) -> None:
    with refusal("Choose what it should say.", "change"):
        proposed(moderated(), key, now)


def test_one_correction_at_a_time() -> None:
    with refusal("A correction of this moderation waits for a decision already."):
        proposed(proposed(moderated()))


def test_what_was_answered_for_since_stands() -> None:
    label = CONTENT["domains"][0]["label"]
    words = f"{label}: the grade was changed after the moderation, and that stands."
    with refusal(words, "change"):
        proposed(moderated(*AFTER_CHALLENGE))
    waits: Fact = (ModerationCorrectionProposed, {"correction": 1, "changes": {KEY: ["good", "outstanding"]},
                                                  "reason": "x", "on": SAID["on"]})  # fmt: skip
    with refusal(words, "change"):
        agree(moderated(waits, *AFTER_CHALLENGE), CONTENT, **SAID, by="person/z")
    with refusal("A challenge to this grade waits: its answer says what is right.", "change"):
        proposed(moderated(AFTER_CHALLENGE[0]))
    with refusal("This audit was challenged after its moderation, so whether it is to standard stays.", "change"):
        proposed(moderated(*AFTER_CHALLENGE), "quality", "not_to_standard")
    with refusal("This audit is on the child's record already.", "change"):
        proposed(moderated(UPLOADED), "quality", "not_to_standard")
    assert corrected(moderated(*AFTER_CHALLENGE), "quality", "thin")["changes"] == {"quality": ["sound", "thin"]}
