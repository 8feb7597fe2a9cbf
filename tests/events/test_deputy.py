"""The rules of deputies: for whom, for which days, one at a time; and of the council's choice of who decides."""

import pytest

from app.events.council import Council, CouncilEstablished, ExemptionAuthorityChosen
from app.events.deputy import Deputies, DeputyNamed, DeputyReleased
from tests.events.deciding import SAID, Fact, decided, given, refusal

ID, GRACE, JOAN, HELEN = "deputies/grace-mensah", "person/grace-mensah", "person/joan-achebe", "person/helen-price"
TODAY = "2024-05-20"
WEEK = {"first": "2024-05-27", "last": "2024-05-31"}
NAMED: Fact = (DeputyNamed, {"person": GRACE, "deputy": JOAN, "number": 1, **WEEK, "reason": "Leave."})
RELEASED: Fact = (DeputyReleased, {"person": GRACE, "deputy": JOAN, "number": 1, "on": "2024-05-29", "reason": ""})


def name(deputies: Deputies, deputy: str = JOAN, **days: str) -> None:
    deputies.name(deputy, **WEEK | days, reason=" Leave. ", on=TODAY, **SAID)


def test_a_deputy_is_named_from_one_day_to_another() -> None:
    deputies = given(Deputies, ID)
    name(deputies)
    assert decided(deputies) == [NAMED]


@pytest.mark.parametrize(
    ("deputy", "days", "words", "field"),
    [
        (GRACE, {}, "Nobody stands in for themselves.", "deputy"),
        (JOAN, {"last": "2024-05-26"}, "The last day cannot be before the first.", "last"),
        (JOAN, {"first": "2024-05-19"}, "A deputy decides from today on at the earliest.", "first"),
    ],
)
def test_who_and_when_cannot_be(deputy: str, days: dict[str, str], words: str, field: str) -> None:
    deputies = given(Deputies, ID)
    with refusal(words, field):
        name(deputies, deputy, **days)
    assert decided(deputies) == []


@pytest.mark.parametrize(("first", "last"), [("2024-05-20", "2024-05-27"), ("2024-05-31", "2024-06-07")])
def test_one_deputy_at_a_time(first: str, last: str) -> None:
    words = "Somebody stands in on some of these days already. Release them from it first."
    with refusal(words, "first"):
        name(given(Deputies, ID, NAMED), HELEN, first=first, last=last)


@pytest.mark.parametrize(("past", "first"), [([NAMED], "2024-06-01"), ([NAMED, RELEASED], "2024-05-28")])
def test_another_one_after_that_or_once_the_first_is_released(past: list[Fact], first: str) -> None:
    deputies = given(Deputies, ID, *past)
    name(deputies, HELEN, first=first, last="2024-06-07")
    ((_, facts),) = decided(deputies)
    assert (facts["deputy"], facts["number"]) == (HELEN, 2)


def test_a_deputy_is_released_once_and_before_the_time_is_over() -> None:
    deputies = given(Deputies, ID, NAMED)
    deputies.release(1, on="2024-05-29", reason="", **SAID)
    assert decided(deputies) == [RELEASED]
    for again in (deputies, given(Deputies, ID)):
        with refusal("Choose a deputy whose time is not over.", "number"):
            again.release(1, on="2024-05-29", reason="", **SAID)
    with refusal("Choose a deputy whose time is not over.", "number"):
        given(Deputies, ID, NAMED).release(1, on="2024-06-01", reason="", **SAID)


HERE: Fact = (CouncilEstablished, {"name": "Eastmere", "demonstration": False})
CHOSEN: Fact = (ExemptionAuthorityChosen, {
    "authority": "head_of_service", "authority_before": "operations_director", "reason": "Direction of the DCS.",
})  # fmt: skip


def test_the_council_chooses_who_decides_and_says_who_did() -> None:
    council = given(Council, "council/council", HERE)
    council.choose_exemption_authority("head_of_service", " Direction of the DCS. ", **SAID)
    assert decided(council) == [CHOSEN]
    council.choose_exemption_authority("qa_lead", "For the summer.", **SAID)
    assert decided(council)[0][1]["authority_before"] == "head_of_service"


@pytest.mark.parametrize(
    ("authority", "reason", "words", "field"),
    [
        ("auditor", "Why not.", "Choose who decides on exemptions.", "authority"),
        ("operations_director", "Again.", "They decide on exemptions already.", "authority"),
        ("qa_lead", " ", "Say why, and who gave the direction.", "reason"),
    ],
)
def test_a_choice_that_is_none_is_refused(authority: str, reason: str, words: str, field: str) -> None:
    council = given(Council, "council/council", HERE)
    with refusal(words, field):
        council.choose_exemption_authority(authority, reason, **SAID)
    assert decided(council) == []
