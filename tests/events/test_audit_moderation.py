"""The rules of moderation: what is drawn, who moderates, what both judgements need, and what follows from them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from app.events import audit_moderation as moderation
from app.events.audit import Audit, AuditAccepted, AuditJudgedNotToStandard, AuditSentBack, AwaitsModeration
from app.events.audit_moderation import (
    AGREE,
    AuditDrawnForModeration,
    AuditModerated,
    Judged,
    ModeratorAssigned,
    ModeratorChanged,
)
from app.events.base import Refusal
from app.events.moderation_words import CHECKS, OVERALL
from tests.events.deciding import SAID, Fact, decided, given, refusal
from tests.events.test_audit import ANNA, BEN, CONTENT, ID, IN, STATES, UPLOADED

MARY, NORA = "person/mary-quinn", "person/nora-lund"
DOMAINS = [domain["id"] for domain in CONTENT["domains"]]
FIRST = CONTENT["domains"][0]["label"]
DRAWN: Fact = (AuditDrawnForModeration, {
    "on": "2024-05-28", "due": "2024-06-04", "working_days": 5, "drawn_as": "chance", "seed": "May", "why": "Chance.",
})  # fmt: skip
ASSIGNED: Fact = (
    ModeratorAssigned,
    {"moderator": MARY, "on": "2024-05-28", "grounds": "The fewest.", "moderator_team": ""},
)
CHANGED: Fact = (
    ModeratorChanged,
    {"moderator": NORA, "was": MARY, "on": "2024-05-29", "reason": "Ill.", "grounds": "", "moderator_team": ""},
)
KEPT = {domain: ["good", "good", ""] for domain in DOMAINS}
SOUND = {"quality": "sound", "checks": dict.fromkeys(CHECKS, "yes"), "quality_text": "", "learning": "", "reason": ""}
MODERATED: Fact = (AuditModerated, {
    "moderator": MARY, "on": "2024-05-30", "outcome": "agreed", "grades": KEPT, "overall": ["good", "good", ""],
    **SOUND,
})  # fmt: skip
AT_MODERATION: Fact = (AuditModerated, MODERATED[1] | {
    "outcome": "sent_back", "grades": {}, "overall": [], "quality": "not_yet", "reason": "No dates.",
})  # fmt: skip
ACCEPTED: Fact = (AuditAccepted, {"on": "2024-05-30", "note": ""})
SENT_BACK: Fact = (
    AuditSentBack,
    {"on": "2024-05-30", "reason": "No dates.", "due": "2024-06-06", "usual": "", "exempt_until": ""},
)
AGREED = Judged("sound", dict.fromkeys(CHECKS, "yes"), dict.fromkeys(DOMAINS, (AGREE, "")), (AGREE, ""))

WHERE: dict[str, list[Fact]] = {
    "not drawn": IN,
    "to assign": [*IN, DRAWN],
    "assigned": [*IN, DRAWN, ASSIGNED],
    "sent back": [*IN, DRAWN, ASSIGNED, AT_MODERATION, SENT_BACK],
    "moderated": [*IN, DRAWN, ASSIGNED, MODERATED, ACCEPTED],
}
MINE = SAID | {"by": MARY}
Act = Callable[[Audit], None]


def draw(audit: Audit) -> None:
    moderation.draw(audit, **DRAWN[1], **SAID)


def assign(audit: Audit) -> None:
    moderation.assign(audit, **ASSIGNED[1], **SAID)


def change(audit: Audit) -> None:
    moderation.change_moderator(audit, NORA, on="2024-05-29", reason="Ill.", grounds="", **SAID)


def moderate(audit: Audit, judged: Judged = AGREED, by: str = MARY, on: str = "2024-05-30") -> None:
    moderation.moderate(audit, CONTENT, judged, on=on, due="2024-06-06", **SAID | {"by": by})


NOT_DRAWN, DONE = "This audit is not drawn for moderation.", "This audit has been moderated already."
DRAWN_ALREADY = "This audit is drawn for moderation already."
NOBODY = "This audit has no moderator yet."
TABLE: list[tuple[Act, dict[str, str]]] = [
    (draw, {"not drawn": "", "to assign": DRAWN_ALREADY, "assigned": DRAWN_ALREADY, "moderated": DRAWN_ALREADY,
            "sent back": "This audit cannot be drawn for moderation: it is sent back."}),
    (assign, {"not drawn": NOT_DRAWN, "to assign": "", "moderated": DONE,
              "assigned": "This audit has a moderator. Change the moderator instead.",
              "sent back": "This audit has a moderator. Change the moderator instead."}),
    (change, {"not drawn": NOT_DRAWN, "to assign": NOBODY, "assigned": "", "sent back": "", "moderated": DONE}),
    (moderate, {"not drawn": NOT_DRAWN, "to assign": NOBODY, "assigned": "", "moderated": DONE,
                "sent back": "This audit cannot be moderated: it is sent back."}),
]  # fmt: skip


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize(("act", "answers"), TABLE, ids=lambda one: getattr(one, "__name__", ""))
def test_each_step_is_possible_where_the_table_says(act: Act, answers: dict[str, str], where: str) -> None:
    audit = given(Audit, ID, *WHERE[where])
    if not answers[where]:
        act(audit)
        assert decided(audit)
        return
    with pytest.raises(Refusal) as refused:
        act(audit)
    assert refused.value.sentence == answers[where]
    assert decided(audit) == []


@pytest.mark.parametrize("state", ["allocated", "started", "not_to_standard", "nil_return", "withdrawn", "released"])
def test_only_an_audit_that_is_in_and_may_count_is_drawn(state: str) -> None:
    audit = given(Audit, ID, *STATES[state])
    with pytest.raises(Refusal, match="This audit cannot be drawn for moderation: it is"):
        draw(audit)
    with refusal("There is no such audit."):
        draw(given(Audit, ID))


def test_what_is_on_the_childs_record_is_not_drawn() -> None:
    audit = given(Audit, ID, *STATES["accepted"], UPLOADED)
    with refusal("This audit is on the child's record already."):
        draw(audit)


JUDGES: list[Act] = [
    lambda a: a.accept(on="2024-05-29", note="", **SAID),
    lambda a: a.judge_not_to_standard(on="2024-05-29", reason="Thin.", **SAID),
    lambda a: a.send_back(on="2024-05-29", reason="Thin.", due="2024-06-05", **SAID),
]


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize(("facts", "moderator"), [([DRAWN], ""), ([DRAWN, ASSIGNED], MARY)])
def test_a_drawn_audit_is_judged_by_its_moderation_only(judge: Act, facts: list[Fact], moderator: str) -> None:
    audit = given(Audit, ID, *IN, *facts)
    with pytest.raises(AwaitsModeration, match="This audit waits for its moderation") as refused:
        judge(audit)
    assert refused.value.moderator == moderator
    assert decided(audit) == []


def test_an_accepted_audit_that_is_drawn_is_moderated_before_it_is_put_on_record() -> None:
    audit = given(Audit, ID, *STATES["accepted"], DRAWN, ASSIGNED)
    with pytest.raises(AwaitsModeration):
        audit.upload(on="2024-05-31", uploaded_by=BEN, reference="", **SAID)
    moderate(audit)
    audit.upload(on="2024-05-31", uploaded_by=BEN, reference="", **SAID)
    assert [kind for kind, _ in decided(audit)] == [AuditModerated, UPLOADED[0]], "accepted once, before it was drawn"


def test_nobody_moderates_an_audit_of_their_own_teams_work() -> None:
    said = {"on": "2024-05-29", "grounds": "", "moderator_team": given(Audit, ID, *IN).team}
    with refusal("Nobody moderates an audit of the work of their own team.", "moderator"):
        moderation.assign(given(Audit, ID, *IN, DRAWN), MARY, **said, **SAID)
    with refusal("Nobody moderates an audit of the work of their own team.", "moderator"):
        moderation.change_moderator(given(Audit, ID, *WHERE["assigned"]), NORA, reason="x", **said, **SAID)


def test_nobody_moderates_their_own_audit() -> None:
    with refusal("Nobody moderates their own audit.", "moderator"):
        moderation.assign(given(Audit, ID, *IN, DRAWN), ANNA, on="2024-05-28", grounds="", **SAID)
    with refusal("Nobody moderates their own audit.", "moderator"):
        moderation.change_moderator(given(Audit, ID, *WHERE["assigned"]), ANNA, on="", reason="x", grounds="", **SAID)
    with refusal("You cannot moderate your own audit."):
        moderate(given(Audit, ID, *WHERE["assigned"]), by=ANNA)


def test_only_its_moderator_moderates_it() -> None:
    with refusal("This audit is with another moderator."):
        moderate(given(Audit, ID, *WHERE["assigned"]), by=NORA)
    audit = given(Audit, ID, *WHERE["assigned"], CHANGED)
    with refusal("This audit is with another moderator."):
        moderate(audit)
    moderate(audit, by=NORA)
    assert decided(audit)[0][1]["moderator"] == NORA


def test_a_change_of_moderator_needs_another_one_and_a_reason() -> None:
    audit = given(Audit, ID, *WHERE["assigned"])
    with refusal("This moderator has the audit already.", "moderator"):
        moderation.change_moderator(audit, MARY, on="2024-05-29", reason="Ill.", grounds="", **SAID)
    with refusal("Give the reason.", "reason"):
        moderation.change_moderator(audit, NORA, on="2024-05-29", reason=" ", grounds="", **SAID)
    change(audit)
    assert decided(audit) == [CHANGED]


@pytest.mark.parametrize("end", [STATES["nil_return"][-1], STATES["withdrawn"][-1]])
def test_what_has_ended_is_given_to_no_moderator(end: Fact) -> None:
    audit = given(Audit, ID, *IN, DRAWN, SENT_BACK, end)
    with pytest.raises(Refusal, match="This audit is not moderated: it is"):
        assign(audit)


def test_to_agree_keeps_every_grade_and_accepts_the_audit_in_the_same_save() -> None:
    audit = given(Audit, ID, *WHERE["assigned"])
    moderate(audit)
    assert decided(audit) == [MODERATED, ACCEPTED]
    assert (audit.state, audit.moderation, audit.moderated[OVERALL]) == ("accepted", "moderated", "good")


def test_a_reason_that_was_taken_back_with_its_change_is_not_kept() -> None:
    audit = given(Audit, ID, *WHERE["assigned"])
    kept = {domain: ("good" if domain == DOMAINS[0] else AGREE, "No plan since June.") for domain in DOMAINS}
    moderate(audit, replace(AGREED, grades=kept, overall=(AGREE, "For want of a plan.")))
    assert decided(audit) == [MODERATED, ACCEPTED]


def test_a_grade_is_changed_with_why_and_both_are_kept() -> None:
    grades = AGREED.grades | {"plans": ("inadequate", " No plan. ")}
    judged = replace(
        AGREED, grades=grades, overall=("requires-improvement", "For the plan."), learning=" Look at dates. "
    )
    audit = given(Audit, ID, *WHERE["assigned"])
    moderate(audit, judged)
    (_, facts), accepted = decided(audit)
    assert facts["outcome"] == "changed"
    assert facts["grades"] == KEPT | {"plans": ["good", "inadequate", "No plan."]}
    assert (facts["overall"], facts["learning"]) == (
        ["good", "requires-improvement", "For the plan."],
        "Look at dates.",
    )
    assert accepted == ACCEPTED
    assert (audit.answers["grade.plans"], audit.moderated["plans"]) == ("good", "inadequate")


@pytest.mark.parametrize(
    ("quality", "outcome", "follows", "state", "stands"),
    [
        ("not_to_standard", "not_to_standard", AuditJudgedNotToStandard, "not_to_standard", "moderated"),
        ("not_yet", "sent_back", AuditSentBack, "sent_back", "assigned"),
    ],
)
def test_what_is_not_to_standard_or_goes_back_has_no_grades(
    quality: str, outcome: str, follows: Any, state: str, stands: str
) -> None:
    audit = given(Audit, ID, *WHERE["assigned"])
    moderate(audit, replace(AGREED, quality=quality, reason=" No dates. "))
    (_, facts), (kind, then) = decided(audit)
    assert (facts["outcome"], facts["grades"], facts["overall"], facts["reason"]) == (outcome, {}, [], "No dates.")
    assert (kind, then["reason"]) == (follows, "No dates.")
    assert (audit.state, audit.moderation, audit.moderated) == (state, stands, {})


def test_an_accepted_audit_can_be_found_not_to_standard_at_moderation() -> None:
    audit = given(Audit, ID, *STATES["accepted"], DRAWN, ASSIGNED)
    moderate(audit, replace(AGREED, quality="not_to_standard", reason="No evidence."))
    assert audit.state == "not_to_standard"


def test_what_went_back_is_moderated_when_it_comes_in_again() -> None:
    audit = given(Audit, ID, *WHERE["sent back"])
    audit.return_(CONTENT, on="2024-06-05", working_days_late=0, **SAID | {"by": ANNA})
    with refusal("The date cannot be before the audit was returned and drawn.", "on"):
        moderate(audit, on="2024-06-04")
    moderate(audit, on="2024-06-06")
    assert (audit.state, audit.moderation) == ("accepted", "moderated")


def test_with_another_auditor_it_stays_drawn_and_needs_its_moderator_anew() -> None:
    audit = given(Audit, ID, *WHERE["sent back"])
    audit.reallocate(BEN, on="2024-06-03", due="2024-06-24", reason="Ill.", grounds="", **SAID)
    assert (audit.moderation, audit.moderator) == ("to_assign", "")
    with refusal("Nobody moderates their own audit.", "moderator"):
        moderation.assign(audit, BEN, on="2024-06-03", grounds="", **SAID)


LACKING: list[tuple[Judged, str, str]] = [
    (replace(AGREED, quality=""), "Say whether the audit is to standard.", "quality"),
    (replace(AGREED, quality="splendid"), "Say whether the audit is to standard.", "quality"),
    (replace(AGREED, checks={"evidence": "yes", "analysis": "yes"}), "Answer: Is the child's voice in it?",
     "checks.voice"),
    (replace(AGREED, grades={}), f"{FIRST}: agree with the grade, or change it.", f"to.{DOMAINS[0]}"),
    (replace(AGREED, overall=("", "")), "Overall grade: agree with the grade, or change it.", "to.overall"),
    (replace(AGREED, overall=("inadequate", " ")), "Overall grade: say why the grade changes.", "why.overall"),
    (replace(AGREED, overall=("na", "Why.")), "Overall grade: choose a grade of the scale.", "to.overall"),
    (replace(AGREED, grades=AGREED.grades | {"plans": ("best", "Why.")}),
     "Quality of plans: choose a grade of the scale.", "to.plans"),
    (replace(AGREED, quality="not_yet"), "Say why, for the auditor to read.", "reason"),
    (replace(AGREED, quality="not_to_standard", reason=" "), "Say why, for the auditor to read.", "reason"),
]  # fmt: skip


@pytest.mark.parametrize(("judged", "words", "field"), LACKING)
def test_a_judgement_that_is_not_complete_is_refused_beside_its_field(judged: Judged, words: str, field: str) -> None:
    audit = given(Audit, ID, *WHERE["assigned"])
    with refusal(words, field):
        moderate(audit, judged)
    assert decided(audit) == []


def test_not_applicable_is_a_grade_only_where_the_framework_lets_a_domain_be_so() -> None:
    may = {domain["id"]: domain["may_be_not_applicable"] for domain in CONTENT["domains"]}
    assert {True, False} <= set(may.values())
    for domain, allowed in may.items():
        audit = given(Audit, ID, *WHERE["assigned"])
        judged = replace(AGREED, grades=AGREED.grades | {domain: ("na", "No plan is due.")})
        if allowed:
            moderate(audit, judged)
            assert audit.moderated[domain] == "na"
        else:
            with refusal(f"{moderation.label_of(CONTENT, domain)}: choose a grade of the scale.", f"to.{domain}"):
                moderate(audit, judged)


def test_nothing_is_judged_before_it_was_returned_and_drawn() -> None:
    with refusal("The date cannot be before the audit was returned and drawn.", "on"):
        moderate(given(Audit, ID, *WHERE["assigned"]), on="2024-05-27")
