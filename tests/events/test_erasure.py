"""The rules of erasures, of the retention schedule and of subject access."""

from collections.abc import Callable
from typing import Any

import pytest

from app.events import erasure as events
from app.events import retention as rules
from app.events import subject_access as access
from app.events.erasure import Erasure
from app.events.retention import SCHEDULE, Retention
from app.events.sealed import unless_erased
from app.events.subject_access import SubjectAccess
from tests.events.deciding import RUTH, SAID, Fact, decided, given, refusal

ANOTHER = SAID | {"by": "person/helen-price"}
ID, CHILD = "erasure/one", "child/C-10482"
ASKS: dict[str, Any] = {
    "of": "child", "about": CHILD, "records": [CHILD, "audit/2024-05/0001"], "ground": "request", "years": None,
    "reason": "Asked for.",
}  # fmt: skip
SORTED = ["audit/2024-05/0001", CHILD]
PROPOSED: Fact = (events.ErasureProposed, ASKS | {"records": SORTED})
CONFIRMED: Fact = (events.ErasureConfirmed, {"records": SORTED, "keys": [f"{CHILD}#a1"], "note": ""})
ERASED: Fact = (events.RecordsErased, {"keys": [f"{CHILD}#a1"], "counts": {"audit": 1, "child": 1}, "dropped": {}})


def test_an_erasure_is_proposed_confirmed_by_another_and_carried_out_once() -> None:
    one = given(Erasure, ID)
    one.propose(**ASKS, **SAID)
    one.confirm([CHILD, SORTED[0]], [f"{CHILD}#a1"], "", **ANOTHER)
    one.erased({}, **ANOTHER)
    assert decided(one) == [PROPOSED, CONFIRMED, ERASED]
    with refusal("This erasure is not one to carry out."):
        one.erased({}, **ANOTHER)
    with refusal("This erasure is proposed already."):
        one.propose(**ASKS, **SAID)


@pytest.mark.parametrize(("changes", "words", "field"), [
    ({"of": "everything"}, "Say what is to be erased.", "of"),
    ({"ground": "tidiness"}, "Choose the ground for which it is erased.", "ground"),
    ({"records": []}, "Nothing is held that could be erased.", "of"),
    ({"reason": " "}, "Give the reason.", "reason"),
])  # fmt: skip
def test_nothing_is_proposed_without_what_it_is_and_why(changes: dict[str, Any], words: str, field: str) -> None:
    with refusal(words, field):
        given(Erasure, ID).propose(**ASKS | changes, **SAID)


DECIDING: dict[str, Callable[[Erasure, Any], None]] = {
    "confirmed": lambda one, said: one.confirm(SORTED, [], "", **said),
    "declined": lambda one, said: one.decline("No.", **said),
}


@pytest.mark.parametrize("act", DECIDING)
def test_a_second_person_decides(act: str) -> None:
    with refusal("A second person has to look at it: you proposed this erasure yourself."):
        DECIDING[act](given(Erasure, ID, PROPOSED), SAID)
    of_helen: Fact = (events.ErasureProposed, PROPOSED[1] | {"of": "person", "about": ANOTHER["by"]})
    with refusal("Somebody else has to decide: this erasure is about you."):
        DECIDING[act](given(Erasure, ID, of_helen), ANOTHER)


def test_exactly_what_was_proposed_is_confirmed() -> None:
    with refusal("What is held has changed since this was proposed. Withdraw it, and propose it as it is now."):
        given(Erasure, ID, PROPOSED).confirm([*SORTED, "action/one"], [], "", **ANOTHER)


@pytest.mark.parametrize("act", [*DECIDING, "withdrawn"])
def test_what_is_over_is_decided_no_more(act: str) -> None:
    does = DECIDING | {"withdrawn": lambda one, said: one.withdraw("No.", **said)}
    with refusal("There is no such erasure."):
        does[act](given(Erasure, ID), ANOTHER)
    with refusal(f"This erasure cannot be {act}: it is erased."):
        does[act](given(Erasure, ID, PROPOSED, CONFIRMED, ERASED), ANOTHER)


def test_a_rule_is_set_changed_and_withdrawn() -> None:
    one = given(Retention, SCHEDULE)
    one.set("audit", 6, "The council’s schedule.", "First.", **SAID)
    one.set("audit", 8, "The council’s schedule.", "As the law says.", **SAID)
    one.withdraw("audit", "Kept with the child’s record.", **SAID)
    first = {"kind": "audit", "years": 6, "was": None, "ground": "The council’s schedule.", "reason": "First."}
    second = first | {"years": 8, "was": 6, "reason": "As the law says."}
    gone = {"kind": "audit", "was": 8, "reason": "Kept with the child’s record."}
    set_, withdrawn = rules.RetentionRuleSet, rules.RetentionRuleWithdrawn
    assert decided(one) == [(set_, first), (set_, second), (withdrawn, gone)]
    with refusal("Audits have no rule."):
        one.withdraw("audit", "Again.", **SAID)


@pytest.mark.parametrize(("kind", "years", "words", "field"), [
    ("dreams", 6, "Choose a kind of record that the schedule knows.", "kind"),
    ("audit", 101, "Give a whole number of years from 0 to 100.", "years"),
    ("audit", 6, "Change the years or the ground.", "years"),
])  # fmt: skip
def test_a_rule_that_cannot_be_is_refused(kind: str, years: int, words: str, field: str) -> None:
    rule = {"kind": "audit", "years": 6, "was": None, "ground": "The law.", "reason": "First."}
    with refusal(words, field):
        given(Retention, SCHEDULE, (rules.RetentionRuleSet, rule)).set(kind, years, "The law.", "So.", **SAID)


WANTS = {"of": "child", "about": CHILD, "who": "The mother.", "received_on": "2024-05-20", "due": "2024-06-20"}
ASKED: Fact = (access.SubjectAccessAskedFor, WANTS)
MADE: Fact = (access.SubjectAccessExportMade, {"upto": 9, "items": 1})
GIVEN: dict[str, Any] = {"words": [], "ground": "", "note": ""}
LOOKED: Fact = (access.SubjectAccessItemsReviewed, GIVEN | {"items": ["child/C-10482#1"], "outcome": "given"})
FINISHED: Fact = (access.SubjectAccessReviewFinished, {"given": 1, "redacted": 0, "withheld": 0})
RELEASED: Fact = (access.SubjectAccessReleased, {"on": "2024-05-20"})


def test_a_copy_is_asked_for_made_reviewed_released_and_taken() -> None:
    one = given(SubjectAccess, "subject_access/one")
    one.ask(**WANTS, **SAID)
    one.make(9, 1, **SAID)
    one.review([f"{CHILD}#1"], "given", **GIVEN, **SAID)
    one.finish([f"{CHILD}#1"], **SAID)
    one.release("2024-05-20", **ANOTHER)
    one.take("html", "3b1f", **SAID)
    taken: Fact = (access.SubjectAccessCopyTaken, {"form": "html", "sha256": "3b1f"})
    assert decided(one) == [ASKED, MADE, LOOKED, FINISHED, RELEASED, taken]


@pytest.mark.parametrize(("changes", "words", "field"), [
    ({"about": ""}, "Say about whom a copy is asked for.", "of"),
    ({"due": "2024-05-19"}, "The date by which it is to be answered is after the one on which it came.", "due"),
    ({"who": ""}, "Say who asked, and in what right.", "who"),
])  # fmt: skip
def test_a_request_says_about_whom_and_by_whom(changes: dict[str, str], words: str, field: str) -> None:
    with refusal(words, field):
        given(SubjectAccess, "subject_access/one").ask(**WANTS | changes, **SAID)
    with refusal("This request is recorded already."):
        given(SubjectAccess, "subject_access/one", ASKED).ask(**WANTS, **SAID)


@pytest.mark.parametrize(("past", "act", "words"), [
    ([ASKED, MADE, LOOKED, FINISHED], lambda one: one.make(9, 1, **SAID),
     "This cannot be put together: it is waiting to be released."),
    ([ASKED], lambda one: one.review(["x#1"], "given", **GIVEN, **SAID),
     "No item can be reviewed: the request is asked for."),
    ([ASKED], lambda one: one.finish([], **SAID), "The review cannot be finished: the request is asked for."),
    ([ASKED, MADE], lambda one: one.finish(["x#1", "x#2"], **SAID), "Not every item is reviewed: 2 of 2 are left."),
    ([ASKED, MADE], lambda one: one.reopen("Why.", **SAID),
     "The review cannot be taken up again: the request is being reviewed."),
    ([ASKED, MADE], lambda one: one.release("2024-05-20", **SAID), "This cannot be released: it is being reviewed."),
    ([ASKED, MADE, LOOKED, FINISHED], lambda one: one.release("2024-05-20", **SAID),
     "A second person releases it: you reviewed it yourself."),
    ([ASKED, MADE], lambda one: one.take("html", "3b1f", **SAID),
     "There is no copy to take: the request is being reviewed."),
    ([ASKED, MADE, LOOKED, FINISHED, RELEASED], lambda one: one.close("Why.", **SAID),
     "This cannot be closed: it is released."),
])  # fmt: skip
def test_each_step_has_its_place(past: list[Fact], act: Callable[[SubjectAccess], None], words: str) -> None:
    with refusal(words):
        act(given(SubjectAccess, "subject_access/one", *past))


def test_nobody_releases_what_is_about_themselves() -> None:
    of_ruth: Fact = (access.SubjectAccessAskedFor, WANTS | {"of": "person", "about": RUTH})
    one = given(SubjectAccess, "subject_access/one", of_ruth, MADE, LOOKED, FINISHED)
    one.reviewed_by, one.reviewers = ANOTHER["by"], frozenset()
    with refusal("Somebody else releases it: it is about you."):
        one.release("2024-05-20", **SAID)


def test_nobody_releases_what_they_decided_an_item_of() -> None:
    one = given(SubjectAccess, "subject_access/one", ASKED, MADE, LOOKED, FINISHED)
    one.reviewed_by = ANOTHER["by"]
    with refusal("A second person releases it: you reviewed it yourself."):
        one.release("2024-05-20", **SAID)


@pytest.mark.parametrize(("outcome", "items", "changes", "words", "field"), [
    ("burnt", ["x#1"], {}, "Choose what comes of it.", "outcome"),
    ("given", [], {}, "Choose at least one item.", "items"),
    ("withheld", ["x#1"], {}, "Choose why it is kept back.", "ground"),
    ("redacted", ["x#1"], {"ground": "others"}, "Write the words that are blacked out, one phrase a line.", "words"),
])  # fmt: skip
def test_what_is_kept_back_has_its_words_and_its_ground(
    outcome: str, items: list[str], changes: dict[str, Any], words: str, field: str
) -> None:
    one = given(SubjectAccess, "subject_access/one", ASKED, MADE)
    with refusal(words, field):
        one.review(items, outcome, **GIVEN | changes, **SAID)


class Noted:
    """Keys of which none is left, and one record is noted as erased."""

    def of(self, record: str, id: str = "") -> bytes | None:
        return None

    def is_erased(self, record: str, id: str) -> bool:
        return (record, id) == (CHILD, "")


def test_what_was_stored_in_plain_reads_erased_with_its_record() -> None:
    facts = {"initials": "JB", "changes": {"note": ["before", "after"]}, "plan": "CP"}
    paths = ("initials", "changes/note/*")
    assert unless_erased(dict(facts), paths, "child/C-2", Noted()) == facts
    gone = unless_erased(facts, paths, CHILD, Noted())
    assert gone == {"initials": "[erased]", "changes": {"note": ["[erased]", "[erased]"]}, "plan": "CP"}
