"""A form sent twice is done once; the same form changed and sent again is told so, and never passes for the first."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from app.events.base import Refusal
from app.events.team import ServiceArea
from app.programme import cycles, exemptions, teams
from app.programme.allocations import allocation, swapping
from app.programme.house import AlreadyDone, House, Stale
from app.programme.samples import sample
from projections import allocation as read
from tests.programme.a_month import AT, BY, MAY, ON, auditor, drawn, opened, the_council, version

LATER = ON + timedelta(days=1)
ONE = "exemption/one"
NORTH = {"by": "person/od-north", "at": AT}


@pytest.fixture
def month(house: House) -> House:
    the_council(house)
    opened(house)
    return house


def once(send: Callable[..., Any], first: dict[str, Any], *changed: dict[str, Any]) -> None:
    """Send it, send it again, and send it again with each change."""
    send(**first)
    with pytest.raises(AlreadyDone):
        send(**first)
    for change in changed:
        with pytest.raises(Stale):
            send(**(first | change))


def test_a_month_closed_again_on_another_date(month: House) -> None:
    drawn(month)
    allocation.allocate(month, MAY, version=2, seed="s", on=ON, **BY)
    once(lambda on: cycles.close(month, MAY, version=3, on=on, **BY), {"on": date(2024, 6, 3)}, {"on": LATER})


def test_a_pool_recounted_for_another_reason(month: House) -> None:
    month.keep(auditor(month, 99))

    def send(reason: str) -> None:
        cycles.recount_pool(month, MAY, version=1, reason=reason, **BY)

    once(send, {"reason": "A new auditor"}, {"reason": "Another"})


@pytest.mark.parametrize("decide", [exemptions.authorise, exemptions.decline])
def test_an_exemption_decided_with_other_words(month: House, decide: Callable[..., Any]) -> None:
    asked = {"auditor": "person/a0", "cycle": MAY, "reason_class": "health", "note": ""}
    exemptions.ask(month, ONE, **asked, by="person/a0", at=AT)

    def send(**sent: Any) -> None:
        decide(month, ONE, version=1, **sent, **NORTH)

    once(send, {"reason": "Agreed by all", "on": ON}, {"reason": "No"}, {"on": LATER})


def test_an_allocation_with_another_seed_day_or_areas(month: House) -> None:
    drawn(month)

    def send(**sent: Any) -> None:
        allocation.allocate(month, MAY, version=2, **sent, **BY)

    first = {"seed": "s", "on": ON, "external_areas": ["area/north"]}
    once(send, first, {"seed": "t"}, {"on": LATER}, {"external_areas": []})


def test_a_sample_drawn_by_another_rule_or_seed(month: House) -> None:
    rule = {size: sample.rule_for(month, MAY, size=size) for size in (8, 9)}

    def send(size: int, seed: str) -> None:
        sample.draw(month, MAY, rule[size], seed, version=1, **BY)

    once(send, {"size": 8, "seed": "s"}, {"size": 9}, {"seed": "t"})


@pytest.mark.parametrize("act", [sample.add_child, sample.take_out, sample.replace])
def test_a_sample_changed_by_hand_otherwise(month: House, act: Callable[..., Any]) -> None:
    drawn(month)
    inside = list(sample.reasons(month, MAY))
    outside = [f"child/C-{n:04d}" for n in range(40) if f"child/C-{n:04d}" not in inside]
    one, two = (outside if act is sample.add_child else inside)[:2]

    def send(child: str, reason: str, act: Callable[..., Any] = act) -> None:
        act(month, MAY, child, reason, version=2, **BY)

    other = {sample.take_out: sample.replace, sample.replace: sample.take_out}.get(act, sample.take_out)
    once(send, {"child": one, "reason": "Known"}, {"child": two}, {"reason": "Other"}, {"act": other})


def test_an_audit_given_to_somebody_else_or_for_another_reason(month: House) -> None:
    drawn(month)
    allocation.allocate(month, MAY, version=2, seed="s", on=ON, **BY)
    audit = "audit/2024-05/0001"
    to, other = [move.auditor for move in swapping.moves_to(month, audit) if not move.barred][:2]

    def send(auditor: str, reason: str, on: date) -> None:
        swapping.give(month, audit, auditor, version=1, reason=reason, on=on, above_share=True, **BY)

    once(send, {"auditor": to, "reason": "Away", "on": ON}, {"auditor": other}, {"reason": "Ill"}, {"on": LATER})


def test_an_audit_exchanged_with_another_one(month: House) -> None:
    drawn(month)
    allocation.allocate(month, MAY, version=2, seed="s", on=ON, **BY)
    audit = read.audits(month.model, MAY)[0]["id"]
    free = [row["id"] for row, *moves in swapping.exchanges(month, audit) if not any(move.barred for move in moves)]

    def send(other: str, reason: str) -> None:
        swapping.exchange(month, audit, other, versions=(1, 1), reason=reason, on=ON, **BY)

    once(send, {"other": free[0], "reason": "Away"}, {"other": free[1]}, {"reason": "Ill"})


def test_an_area_with_another_director(month: House) -> None:
    north = version(month, "area/north")

    def send(**sent: Any) -> None:
        teams.change_area(month, "area/north", north, **sent, **BY)

    first = {"name": "Northern", "director": "person/od-south"}
    once(send, first, {"director": "person/od-north"}, {"name": "Norther"})
    assert month.load(ServiceArea, "area/north").director == "person/od-south"


def test_a_month_opened_again_with_other_targets(house: House) -> None:
    the_council(house)
    opened(house)
    with pytest.raises(AlreadyDone):
        opened(house)
    with pytest.raises(Refusal, match="opened already"):
        opened(house, scope=("area/north",))
