"""Audits that change hands: the same rules as the allocation, each one in the way named."""

from datetime import date

import pytest

from app.events.audit import Audit, AuditReallocated
from app.events.base import Refusal
from app.events.cycle import AuditorsSwapped
from app.programme import exemptions
from app.programme.allocations import allocation, swapping
from app.programme.house import AlreadyDone, House, Stale
from projections import allocation as read
from projections import audits
from tests.programme.a_month import AT, BY, MAY, ON, drawn, opened, the_council, version

FIRST = "audit/2024-05/0001"
LATER = date(2024, 5, 13)


@pytest.fixture
def month(house: House) -> House:
    the_council(house)
    opened(house)
    drawn(house, 8)
    allocation.allocate(house, MAY, version=version(house, MAY), seed="s", on=ON, **BY)
    return house


def given(house: House, to: str, **facts):
    facts = {"version": version(house, FIRST), "reason": "Long-term sick", "on": LATER} | facts
    return swapping.give(house, FIRST, to, **facts, **BY)


def idle(house: House) -> str:
    return next(move.auditor for move in swapping.moves_to(house, FIRST) if not move.blocks)


def test_the_audit_and_the_month_each_record_the_move(month: House) -> None:
    was, to = audits.audit(month.model, FIRST)["auditor"], idle(month)
    given(month, to)
    audit = month.load(Audit, FIRST)
    # 15 working days after 13 May 2024; 27 May is a bank holiday.
    assert (audit.auditor, audit.state, audit.due) == (to, "allocated", "2024-06-04")
    moved, swapped = month.log.history(FIRST)[-1], month.log.history(MAY)[-1]
    assert isinstance(moved, AuditReallocated)
    assert moved.was == was
    assert isinstance(swapped, AuditorsSwapped)
    assert swapped.moves[0] | {"grounds": ""} == {"audit": FIRST, "from": was, "to": to, "grounds": ""}
    assert moved.grounds == swapped.grounds


def test_a_rule_in_the_way_is_named_and_nothing_is_stored(month: House) -> None:
    own_team = next(move for move in swapping.moves_to(month, FIRST) if any(b.rule == "own_team" for b in move.blocks))
    with pytest.raises(Refusal, match=f"{own_team.name} works in the team whose work this is") as refused:
        given(month, own_team.auditor, above_share=True)
    assert refused.value.field == "auditor"
    assert version(month, FIRST) == 1


def test_a_full_share_is_in_the_way_until_it_is_said(month: House) -> None:
    full = next(m for m in swapping.moves_to(month, FIRST) if [b.rule for b in m.blocks] == ["share"])
    with pytest.raises(Refusal, match="already has 1 audit this month and owes 1"):
        given(month, full.auditor)
    given(month, full.auditor, above_share=True)
    assert "Given above the share" in month.log.history(FIRST)[-1].grounds


def test_somebody_exempt_or_outside_the_pool_cannot_have_it(month: House) -> None:
    exempt = idle(month)
    exemptions.ask(month, "exemption/x", auditor=exempt, cycle=MAY, reason_class="health", note="", **BY)
    director = min(exemptions.authority(month, exempt).people)
    exemptions.authorise(month, "exemption/x", version=1, reason="", on=ON, by=director, at=AT)
    with pytest.raises(Refusal, match="is exempt: health"):
        given(month, exempt, above_share=True)
    with pytest.raises(Refusal, match="another auditor of this month's pool"):
        given(month, "person/iris")


def test_without_a_reason_or_with_an_older_version_nothing_moves(month: House) -> None:
    to = idle(month)
    with pytest.raises(Refusal, match="Give the reason"):
        given(month, to, reason=" ")
    given(month, to)
    with pytest.raises(AlreadyDone):
        given(month, to, version=1)
    with pytest.raises(Stale):
        swapping.give(month, FIRST, to, version=1, reason="x", on=ON, by="person/dana", at=AT)


def test_a_released_audit_goes_to_somebody_else(month: House) -> None:
    was = audits.audit(month.model, FIRST)["auditor"]
    exemptions.ask(month, "exemption/x", auditor=was, cycle=MAY, reason_class="health", note="", **BY)
    director = min(exemptions.authority(month, was).people)
    exemptions.authorise(month, "exemption/x", version=1, reason="", on=ON, by=director, at=AT)
    given(month, idle(month))
    assert month.load(Audit, FIRST).state == "allocated"


def exchangeable(house: House) -> str:
    return next(other["id"] for other, *moves in swapping.exchanges(house, FIRST) if not any(m.barred for m in moves))


def test_a_full_share_stands_in_no_exchanges_way(month: House) -> None:
    rules = {block.rule for _, *moves in swapping.exchanges(month, FIRST) for move in moves for block in move.blocks}
    assert "own_team" in rules
    assert "share" not in rules


def test_two_audits_change_hands_in_one_save(month: House) -> None:
    other = exchangeable(month)
    one, two = (audits.audit(month.model, id)["auditor"] for id in (FIRST, other))
    swapping.exchange(month, FIRST, other, versions=(1, 1), reason="They know the family", on=ON, **BY)
    assert month.load(Audit, FIRST).auditor == two
    assert month.load(Audit, other).auditor == one
    assert len(month.log.history(MAY)[-1].moves) == 2


def test_an_exchange_that_one_side_may_not_have_moves_neither(month: House) -> None:
    barred = next(other["id"] for other, *moves in swapping.exchanges(month, FIRST) if any(m.barred for m in moves))
    with pytest.raises(Refusal, match="cannot go to"):
        swapping.exchange(month, FIRST, barred, versions=(1, 1), reason="x", on=ON, **BY)
    assert (version(month, FIRST), version(month, barred)) == (1, 1)


def test_an_audit_is_not_exchanged_with_itself(month: House) -> None:
    with pytest.raises(Refusal, match="another audit of the same month"):
        swapping.exchange(month, FIRST, FIRST, versions=(1, 1), reason="x", on=ON, **BY)


def test_moves_of_single_audits_and_of_all_exchanges_agree_with_each_other(month: House) -> None:
    for other, mine, theirs in swapping.exchanges(month, FIRST):
        assert swapping.exchange_moves(month, FIRST, other["id"]) == (mine, theirs)
    assert len(swapping.exchanges(month, FIRST)) == len(read.audits(month.model, MAY)) - 1
