"""The rules of an exemption: which act is possible in which state, by whom, and which months dates cover."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from app.events.base import Refusal, upcast
from app.events.exemption import (
    Exemption,
    ExemptionAsked,
    ExemptionAskedForDates,
    ExemptionAuthorised,
    ExemptionDeclined,
    ExemptionLapsed,
    ExemptionReversed,
    ExemptionWithdrawn,
)
from app.events.exemption_dates import months_covered
from tests.events.deciding import RUTH, SAID, Fact, decided, given, refusal

BEN, GRACE, MAY = "person/ben-carter", "person/grace-mensah", "cycle/2024-05"
ID = "exemption/q4t9"
BY_GRACE, BY_BEN = SAID | {"by": GRACE}, SAID | {"by": BEN}

ASK = {"auditor": BEN, "cycle": MAY, "reason_class": "health", "note": "An operation."}
ASKED: Fact = (ExemptionAsked, ASK)
SAYS = {"rule": "The director over the area decides", "authoriser": GRACE, "in_place_of": "", "on": "2024-05-21"}
YES: Fact = (ExemptionAuthorised, SAYS | {"reason": ""})
NO: Fact = (ExemptionDeclined, SAYS | {"reason": "Fully staffed."})
BACK: Fact = (ExemptionWithdrawn, {"reason": "", "on": "2024-05-21"})
REVERSED: Fact = (ExemptionReversed, SAYS | {"reason": "Back early.", "months": [MAY]})
LAPSED: Fact = (ExemptionLapsed, {"cycle": MAY, "on": "2024-06-28"})
STATES: dict[str, list[Fact]] = {
    "": [],
    "asked": [ASKED],
    "authorised": [ASKED, YES],
    "declined": [ASKED, NO],
    "withdrawn": [ASKED, BACK],
    "reversed": [ASKED, YES, REVERSED],
    "lapsed": [ASKED, LAPSED],
}
WORDS = {"": "not there", "asked": "asked for"}
GROUNDS = {name: value for name, value in SAYS.items() if name != "in_place_of"}

Act = Callable[[Exemption], None]
ACTS: dict[str, tuple[Act, str, str]] = {
    "authorise": (lambda e: e.authorise(**GROUNDS, reason="", **BY_GRACE), "asked", "wait"),
    "decline": (lambda e: e.decline(**GROUNDS, reason="Fully staffed.", **BY_GRACE), "asked", "wait"),
    "withdraw": (lambda e: e.withdraw(reason="", on="2024-05-21", **BY_BEN), "asked", "withdrawn"),
    "reverse": (lambda e: e.reverse(set(), **GROUNDS, reason="Back early.", **BY_GRACE), "authorised", "reversed"),
    "lapse": (lambda e: e.lapse(MAY, on="2024-06-28", **SAID), "asked", "recorded as lapsed"),
}
MADE = {"authorise": YES, "decline": NO, "withdraw": BACK, "reverse": REVERSED, "lapse": LAPSED}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", ACTS)
def test_each_act_is_possible_in_its_state_only(name: str, state: str) -> None:
    act, allowed, done = ACTS[name]
    exemption = given(Exemption, ID, *STATES[state])
    assert exemption.state == state
    if state == allowed:
        act(exemption)
        assert decided(exemption) == [MADE[name]]
        return
    waits = "This exemption does not wait for a decision"
    cannot = waits if done == "wait" else f"This exemption cannot be {done}"
    with refusal(f"{cannot}: it is {WORDS.get(state, state)}."):
        act(exemption)
    assert decided(exemption) == []


def test_an_exemption_is_asked_for_once() -> None:
    exemption = given(Exemption, ID)
    exemption.ask(**ASK | {"note": " An operation. "}, **SAID)
    assert decided(exemption) == [ASKED]
    for again in (lambda: exemption.ask(**ASK, **SAID), lambda: for_dates(exemption)):
        with refusal("This exemption has been asked for already."):
            again()


def for_dates(exemption: Exemption, first: str = "2024-05-13", last: str = "2024-07-19", **more: Any) -> None:
    facts = {"auditor": BEN, "reason_class": "maternity", "note": " Due in June. "} | more
    closed = facts.pop("closed", set())
    exemption.ask_for_dates(date.fromisoformat(first), date.fromisoformat(last), closed, **facts, **SAID)


RULE = "It covers every month of which at least half of the working days lie between its dates."


def test_an_exemption_for_dates_holds_the_months_that_it_covers_and_the_rule() -> None:
    exemption = given(Exemption, ID)
    for_dates(exemption)
    facts = {"auditor": BEN, "first": "2024-05-13", "last": "2024-07-19", "rule": RULE}
    facts |= {"reason_class": "maternity", "note": "Due in June."}
    months = [MAY, "cycle/2024-06", "cycle/2024-07"]
    assert decided(exemption) == [(ExemptionAskedForDates, facts | {"months": months})]
    assert (exemption.state, exemption.asked_by, exemption.months) == ("asked", RUTH, months)


def test_months_that_are_closed_are_left_out_and_the_rule_says_so() -> None:
    exemption = given(Exemption, ID)
    for_dates(exemption, closed={MAY})
    (_, facts), *_ = decided(exemption)
    assert facts["months"] == ["cycle/2024-06", "cycle/2024-07"]
    assert facts["rule"] == f"{RULE} Months that are over or closed already are left out."


@pytest.mark.parametrize(
    ("more", "words", "field"),
    [
        ({"last": "2024-05-12"}, "The last day cannot be before the first.", "last"),
        ({"last": "2026-08-01"}, "An exemption lasts two years at most. Choose an earlier last day.", "last"),
        ({"last": "2024-05-17"}, "These dates hold half of the working days of no month. Ask for a month instead.",
         "first"),
        ({"last": "2024-05-31", "closed": {MAY}}, "Every month that these dates cover is over or closed.", "first"),
        ({"reason_class": "golf"}, "Choose the kind of reason.", "reason_class"),
    ],
)  # fmt: skip
def test_dates_that_cannot_be_are_refused(more: dict[str, Any], words: str, field: str) -> None:
    exemption = given(Exemption, ID)
    with refusal(words, field):
        for_dates(exemption, **more)
    assert decided(exemption) == []


# May 2024 has 21 working days (6 and 27 May are bank holidays), June 20, December 2026 21 (25 and 28 are holidays).
COVERED = [
    ("2024-05-01", "2024-05-31", ["2024-05"]),
    ("2024-05-01", "2024-05-16", ["2024-05"]),  # 11 of 21
    ("2024-05-01", "2024-05-15", []),  # 10 of 21
    ("2024-05-16", "2024-06-14", ["2024-05", "2024-06"]),  # 11 of 21, and 10 of 20: half is enough
    ("2024-05-17", "2024-06-13", []),  # 10 of 21, and 9 of 20
    ("2024-05-18", "2024-05-19", []),  # a weekend
    ("2026-11-16", "2027-01-15", ["2026-11", "2026-12", "2027-01"]),  # 11 of 21, 21 of 21, 10 of 20
]


@pytest.mark.parametrize(("first", "last", "months"), COVERED)
def test_a_month_is_covered_from_half_of_its_working_days_on(first: str, last: str, months: list[str]) -> None:
    found = months_covered(date.fromisoformat(first), date.fromisoformat(last))
    assert found == [f"cycle/{month}" for month in months]


def test_a_reason_of_no_known_class_is_refused() -> None:
    with refusal("Choose the kind of reason.", "reason_class"):
        given(Exemption, ID).ask(**ASK | {"reason_class": "golf"}, **SAID)


@pytest.mark.parametrize("answer", ["authorise", "decline"])
def test_a_deputy_decides_in_somebodys_place_and_reasons_are_tidied(answer: str) -> None:
    exemption = given(Exemption, ID, ASKED)
    getattr(exemption, answer)(**SAYS | {"in_place_of": "person/joan-achebe"}, reason=" Seen. ", **BY_GRACE)
    (_, facts), *_ = decided(exemption)
    assert (facts["in_place_of"], facts["reason"]) == ("person/joan-achebe", "Seen.")


def test_no_and_a_reversal_need_their_reason() -> None:
    with refusal("Say why the exemption is declined.", "reason"):
        given(Exemption, ID, ASKED).decline(**SAYS, reason=" ", **BY_GRACE)
    with refusal("Say why the exemption is reversed.", "reason"):
        given(Exemption, ID, ASKED, YES).reverse(set(), **SAYS, reason=" ", **BY_GRACE)


OWN, ASKER = "You cannot decide your own exemption.", "You asked for this exemption, so somebody else decides it."


@pytest.mark.parametrize(("by", "words"), [(BEN, OWN), (RUTH, ASKER)])
def test_neither_the_auditor_nor_who_asked_decides(by: str, words: str) -> None:
    waiting, standing, said = given(Exemption, ID, ASKED), given(Exemption, ID, ASKED, YES), SAID | {"by": by}
    acts: list[Callable[[], None]] = [
        lambda: waiting.authorise(**SAYS, reason="Please.", **said),
        lambda: waiting.decline(**SAYS, reason="Please.", **said),
        lambda: standing.reverse(set(), **SAYS, reason="Please.", **said),
    ]
    for act in acts:
        with refusal(words):
            act()
    assert decided(waiting) == decided(standing) == []


@pytest.mark.parametrize("by", [BEN, RUTH])
def test_the_auditor_and_who_asked_can_withdraw(by: str) -> None:
    exemption = given(Exemption, ID, ASKED)
    exemption.withdraw(reason=" Back at work. ", on="2024-05-21", **SAID | {"by": by})
    assert decided(exemption) == [(ExemptionWithdrawn, {"reason": "Back at work.", "on": "2024-05-21"})]


def test_nobody_else_can_withdraw() -> None:
    with refusal("Only the auditor, or who asked for it, can withdraw an exemption."):
        given(Exemption, ID, ASKED).withdraw(reason="", on="2024-05-21", **BY_GRACE)


LONG: Fact = (ExemptionAskedForDates, {
    "auditor": BEN, "first": "2024-05-01", "last": "2024-06-30", "months": [MAY, "cycle/2024-06"], "rule": RULE,
    "reason_class": "maternity", "note": "",
})  # fmt: skip


def test_a_reversal_takes_back_the_months_that_are_not_closed() -> None:
    exemption = given(Exemption, ID, LONG, YES)
    exemption.reverse({MAY}, **SAYS, reason="Back early.", **BY_GRACE)
    assert decided(exemption) == [(ExemptionReversed, SAYS | {"reason": "Back early.", "months": ["cycle/2024-06"]})]
    assert exemption.months == [MAY]


def test_what_is_closed_stands() -> None:
    with refusal("Every month that it covers is closed, so this exemption stands."):
        given(Exemption, ID, ASKED, YES).reverse({MAY}, **SAYS, reason="Late.", **BY_GRACE)


@pytest.mark.parametrize("topic", ["exemption authorised", "exemption declined"])
def test_a_decision_from_before_there_were_deputies_was_in_nobodys_place(topic: str) -> None:
    stored = {"rule": "x", "authoriser": GRACE, "reason": "", "on": "2024-05-21", "by": GRACE, "at": SAID["at"]}
    assert upcast(topic, dict(stored)) == stored | {"in_place_of": ""}


def test_nobody_decides_or_withdraws_once_the_last_of_its_months_is_over() -> None:
    for act in (
        lambda e: e.authorise(**GROUNDS | {"on": "2024-06-01"}, reason="", **BY_GRACE),
        lambda e: e.decline(**GROUNDS | {"on": "2024-06-01"}, reason="Fully staffed.", **BY_GRACE),
        lambda e: e.withdraw(reason="", on="2024-06-01", **BY_BEN),
    ):
        asked = given(Exemption, ID, ASKED)
        assert (asked.stands("2024-05-31"), asked.stands("2024-06-01")) == ("asked", "lapsed")
        with pytest.raises(Refusal, match="it is lapsed"):
            act(asked)
        assert decided(asked) == []
    assert given(Exemption, ID, ASKED, YES).stands("2024-07-01") == "authorised", "what is decided stands"


def test_a_month_that_is_over_in_england_cannot_be_asked_for() -> None:
    exemption = given(Exemption, ID)
    with refusal("This month is over.", "cycle"):
        exemption.ask(**ASK, **SAID | {"at": "2024-05-31T23:00:00+00:00"})
    exemption.ask(**ASK, **SAID | {"at": "2024-05-31T22:59:59+00:00"})
    assert exemption.state == "asked"


def test_what_was_asked_later_does_not_lapse_before() -> None:
    exemption = given(Exemption, ID, ASKED)
    with refusal("An exemption was asked for on 20 May 2024. It cannot lapse before that.", "on"):
        exemption.lapse(MAY, on="2024-05-19", **SAID)
    exemption.lapse(MAY, on="2024-05-20", **SAID)
    assert [kind for kind, _ in decided(exemption)] == [ExemptionLapsed]
