"""The rules of a month: opened, pool counted, sample drawn and mended, audits allocated and swapped, closed."""

from collections.abc import Callable
from typing import Any

import pytest

from app.demo.stories import the_draw
from app.events.cycle import (
    AuditorsSwapped,
    AuditsAllocated,
    ChildAddedToSample,
    ChildTakenOutOfSample,
    Cycle,
    CycleClosed,
    CycleOpened,
    PoolRecounted,
    SampleDrawn,
)
from app.events.cycle_reopening import MonthReopened, reopen
from tests.events.deciding import SAID, Fact, decided, given, refusal

ID = "cycle/2024-05"
OPENED: Fact = (CycleOpened, {"month": "2024-05", "scope": [], "framework": "framework/core", "framework_version": 1,
                              "targets": {"audits": 5}, "pool": ["person/anna-bell", "person/ben-carter"]})  # fmt: skip
DRAWN: Fact = (SampleDrawn, the_draw())
FIRST, SECOND, OTHER = "child/C-10482", "child/C-10519", "child/C-10999"
OTHERS: dict[str, Any] = {"rules": {}, "unplaced": [], "left_out": []}
ALLOCATED: Fact = (AuditsAllocated, {"seed": "s", "pairs": [{"number": 1, "child": FIRST, "auditor": "a"}], **OTHERS})
CLOSED: Fact = (CycleClosed, {"on": "2024-06-28"})
MOVES = [{"audit": "audit/2024-05/0001", "from": "person/anna-bell", "to": "person/ben-carter"}]


def pair(child: str) -> dict[str, Any]:
    """A child who is to be audited by somebody."""
    return {"child": child, "auditor": "person/anna-bell", "grounds": "The fewest audits"}


def test_a_month_is_opened_once_with_somebody_in_the_pool() -> None:
    with refusal("No auditor is in the pool for this month. Bring in trained auditors first."):
        given(Cycle, ID).open(**OPENED[1] | {"pool": []}, **SAID)
    month = given(Cycle, ID)
    month.open(**OPENED[1], **SAID)
    assert decided(month) == [OPENED]
    with refusal("This month has been opened already.", "month"):
        month.open(**OPENED[1], **SAID)


def test_the_pool_is_counted_again_with_a_reason_until_the_allocation() -> None:
    month = given(Cycle, ID, OPENED)
    month.recount_pool(OPENED[1]["pool"], "", **SAID)
    with refusal("Give the reason.", "reason"):
        month.recount_pool(["person/anna-bell"], " ", **SAID)
    month.recount_pool(["person/anna-bell"], "One left.", **SAID)
    assert decided(month) == [(PoolRecounted, {"pool": ["person/anna-bell"], "reason": "One left."})]
    with refusal("The audits are allocated, so the pool of this month stands."):
        given(Cycle, ID, OPENED, DRAWN, ALLOCATED).recount_pool([], "Gone.", **SAID)


def test_a_sample_is_drawn_again_until_the_allocation() -> None:
    month = given(Cycle, ID, OPENED, DRAWN)
    month.draw(**the_draw() | {"children": [{"child": OTHER, "why": "Drawn"}]}, **SAID)
    assert list(month.sample) == [OTHER]
    with refusal("The audits are allocated. Add or take out single children instead."):
        given(Cycle, ID, OPENED, DRAWN, ALLOCATED).draw(**the_draw(), **SAID)


def test_a_child_is_added_by_hand_with_a_reason() -> None:
    month = given(Cycle, ID, OPENED, DRAWN)
    month.add_child(OTHER, " The chair asked. ", **SAID)
    assert decided(month) == [(ChildAddedToSample, {"child": OTHER, "reason": "The chair asked."})]
    assert list(month.sample)[-1] == OTHER


def test_a_child_is_taken_out_and_a_reserve_takes_the_place() -> None:
    month = given(Cycle, ID, OPENED, DRAWN)
    month.take_out(FIRST, "Moved away.", OTHER, **SAID)
    assert decided(month) == [
        (ChildTakenOutOfSample, {"child": FIRST, "reason": "Moved away.", "replaced_by": OTHER})
    ]  # fmt: skip
    assert FIRST not in month.sample
    assert month.sample[OTHER]["why"] == "In the place of C-10482: Moved away."


def test_audits_are_numbered_through_and_who_waits_is_known() -> None:
    month = given(Cycle, ID, OPENED, DRAWN, ALLOCATED)
    month.allocate(seed="t", pairs=[pair(SECOND)], **OTHERS, **SAID)
    assert [facts["pairs"][0]["number"] for _, facts in decided(month)] == [2]
    assert month.waiting() == ["child/C-10533", "child/C-10560", "child/C-10577"]


def test_a_swap_and_the_end_of_the_month_are_recorded() -> None:
    month = given(Cycle, ID, OPENED, DRAWN, ALLOCATED)
    month.swap(MOVES, "She knows them.", "The fewest audits", **SAID)
    month.close("2024-06-28", **SAID)
    swapped = {"moves": MOVES, "reason": "She knows them.", "grounds": "The fewest audits"}
    assert decided(month) == [(AuditorsSwapped, swapped), CLOSED]


@pytest.mark.parametrize(
    ("act", "words", "field"),
    [
        (lambda c: c.add_child(FIRST, "Why not", **SAID), "C-10482 is in the sample already.", "child"),
        (lambda c: c.add_child(OTHER, " ", **SAID), "Give the reason.", "reason"),
        (lambda c: c.take_out(OTHER, "Gone", "", **SAID), "C-10999 is not in the sample.", "child"),
        (lambda c: c.take_out(SECOND, " ", "", **SAID), "Give the reason.", "reason"),
        (lambda c: c.take_out(SECOND, "Gone", FIRST, **SAID), "C-10482 is in the sample already.", "replaced_by"),
        (lambda c: c.take_out(FIRST, "Gone", "", **SAID),
         "An audit of this child is allocated. Withdraw the audit instead.", "child"),
        (lambda c: c.allocate(seed="", pairs=[], **SAID), "There is no child to allocate. Draw the sample first.", ""),
        (lambda c: c.allocate(seed="", pairs=[pair(OTHER)], **SAID), "C-10999 is not in the sample.", ""),
        (lambda c: c.allocate(seed="", pairs=[pair(SECOND), pair(FIRST)], **OTHERS, **SAID),
         "C-10482 has an audit in this month already.", ""),
        (lambda c: c.allocate(seed="", pairs=[pair(SECOND), pair(SECOND)], **OTHERS, **SAID),
         "C-10519 has an audit in this month already.", ""),
        (lambda c: c.swap(MOVES, " ", "", **SAID), "Give the reason.", "reason"),
        (lambda c: c.swap([], "Why", "", **SAID), "Choose the audit that another auditor is to have.", ""),
    ],
)  # fmt: skip
def test_what_cannot_be(act: Callable[[Cycle], None], words: str, field: str) -> None:
    month = given(Cycle, ID, OPENED, DRAWN, ALLOCATED)
    with refusal(words, field):
        act(month)
    assert decided(month) == []


def test_a_month_without_an_allocation_is_not_closed() -> None:
    with refusal("Nothing has been allocated this month, so there is nothing to close."):
        given(Cycle, ID, OPENED, DRAWN).close("2024-06-28", **SAID)


ACTS: list[Callable[[Cycle], None]] = [
    lambda c: c.recount_pool([], "Why", **SAID),
    lambda c: c.draw(**the_draw(), **SAID),
    lambda c: c.add_child(OTHER, "Why", **SAID),
    lambda c: c.take_out(SECOND, "Why", "", **SAID),
    lambda c: c.allocate(seed="", pairs=[pair(SECOND)], **OTHERS, **SAID),
    lambda c: c.swap(MOVES, "Why", "", **SAID),
    lambda c: c.close("2024-06-28", **SAID),
]


@pytest.mark.parametrize("act", ACTS)
def test_nothing_happens_in_a_month_that_is_not_open_or_is_closed(act: Callable[[Cycle], None]) -> None:
    with refusal("This month has not been opened."):
        act(given(Cycle, ID))
    with refusal("This month is closed."):
        act(given(Cycle, ID, OPENED, DRAWN, ALLOCATED, CLOSED))


def test_a_closed_month_is_opened_again_with_the_reason() -> None:
    month = given(Cycle, ID, OPENED, DRAWN, ALLOCATED, CLOSED)
    with refusal("Give the reason.", "reason"):
        reopen(month, " ", **SAID)
    reopen(month, " It was closed too soon. ", **SAID)
    facts = {"closed_on": "2024-06-28", "reason": "It was closed too soon."}
    assert decided(month) == [(MonthReopened, facts)]
    with refusal("This month is not closed."):
        reopen(month, "Again", **SAID)
    month.close("2024-07-01", **SAID)
    assert decided(month) == [(CycleClosed, {"on": "2024-07-01"})]
