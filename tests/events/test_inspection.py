"""The rules of an inspection: what it shows, from when to when, changed and ended; and of the reason for a note."""

from dataclasses import replace

import pytest

from app.events.inspection import Inspection, InspectionChanged, InspectionEnded, InspectionGranted, Terms
from app.events.reading_rule import RULE, ReadingReasonsAsked, ReadingReasonsNotAsked, ReadingRule
from tests.events.deciding import SAID, Fact, decided, given, refusal

ID, IONA, CHILD, MAY = "inspection/k7m2xq9d", "person/iona-grey", "child/C-10482", "cycle/2024-05"
TERMS = Terms("2024-06-03", "2024-06-14", False, (CHILD,), (), "")
GRANTED: Fact = (InspectionGranted, {"person": IONA, **TERMS.facts(), "reason": "Asked for."})
ENDED: Fact = (InspectionEnded, {"on": "2024-06-05", "reason": "Done."})


def test_what_is_named_stands_once_and_in_order() -> None:
    inspection = given(Inspection, ID)
    inspection.grant(IONA, replace(TERMS, children=("child/C-2", CHILD, "child/C-2")), " Asked for. ", **SAID)
    ((made, facts),) = decided(inspection)
    assert (made, facts["children"], facts["reason"]) == (InspectionGranted, [CHILD, "child/C-2"], "Asked for.")


@pytest.mark.parametrize(
    ("terms", "words", "field"),
    [
        (replace(TERMS, last="2024-06-02"), "The last day comes before the first.", "last"),
        (replace(TERMS, everything=True), "Name children and months, or show everything: not both.", "everything"),
        (replace(TERMS, children=()), "Name at least one child or one month, or show everything.", "children"),
    ],
)
def test_terms_that_cannot_be(terms: Terms, words: str, field: str) -> None:
    inspection = given(Inspection, ID)
    with refusal(words, field):
        inspection.grant(IONA, terms, "Asked for.", **SAID)
    assert decided(inspection) == []


def test_it_is_granted_once_and_to_somebody() -> None:
    with refusal("Choose an inspector.", "person"):
        given(Inspection, ID).grant("", TERMS, "Asked for.", **SAID)
    with refusal("This inspection has been granted already."):
        given(Inspection, ID, GRANTED).grant(IONA, TERMS, "Asked for.", **SAID)


def test_what_changes_is_told_from_what_to_what() -> None:
    inspection = given(Inspection, ID, GRANTED)
    inspection.change(replace(TERMS, cycles=(MAY,)), "The month too.", on="2024-06-04", **SAID)
    assert decided(inspection) == [
        (InspectionChanged, {"changes": {"cycles": [[], [MAY]]}, "reason": "The month too."})
    ]
    assert inspection.terms == replace(TERMS, cycles=(MAY,))
    with refusal("Nothing of this is another than it was."):
        inspection.change(inspection.terms, "Again.", on="2024-06-04", **SAID)


@pytest.mark.parametrize(
    ("past", "on", "words"),
    [
        ([], "2024-06-05", "There is no such inspection."),
        ([GRANTED, ENDED], "2024-06-06", "This inspection was ended."),
        ([GRANTED], "2024-06-15", "This inspection is over. Grant another."),
    ],
)
def test_one_that_is_over_is_neither_changed_nor_ended(past: list[Fact], on: str, words: str) -> None:
    with refusal(words):
        given(Inspection, ID, *past).end("Done.", on=on, **SAID)
    with refusal(words):
        given(Inspection, ID, *past).change(TERMS, "More.", on=on, **SAID)


def test_it_is_ended_on_its_last_day_at_the_latest() -> None:
    inspection = given(Inspection, ID, GRANTED)
    inspection.end("Done.", on="2024-06-14", **SAID)
    assert decided(inspection) == [(InspectionEnded, {"on": "2024-06-14", "reason": "Done."})]


def test_nobody_is_asked_for_a_reason_until_somebody_says_so_and_says_why() -> None:
    rule = given(ReadingRule, RULE)
    with refusal("No reason is asked for."):
        rule.ask_no_more("Enough.", **SAID)
    with refusal("Give the reason.", "reason"):
        rule.ask(" ", **SAID)
    rule.ask("The data protection officer asked for it.", **SAID)
    with refusal("A reason is asked for already."):
        rule.ask("Again.", **SAID)
    rule.ask_no_more("Enough.", **SAID)
    assert [made for made, _ in decided(rule)] == [ReadingReasonsAsked, ReadingReasonsNotAsked]
