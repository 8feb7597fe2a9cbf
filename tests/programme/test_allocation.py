"""Allocating a month over the read model: who takes part, what is stored, what a preview promises."""

from datetime import date

import pytest

from app.events.base import Refusal
from app.programme import exemptions
from app.programme.allocations import allocation, by_hand, swapping
from app.programme.allocations.allocation_facts import months_back
from app.programme.house import AlreadyDone, House, Stale
from app.programme.samples import sample
from projections import allocation as read
from projections import cycles, people
from tests.programme.a_month import AT, BY, MAY, ON, TEAMS, auditor, drawn, opened, the_council, version

SOUTH = {"by": "person/od-south", "at": AT}


@pytest.fixture
def month(house: House) -> House:
    the_council(house)
    opened(house)
    drawn(house, 8)
    return house


def allocated(house: House, **given) -> allocation.Plan:
    given = {"seed": "s", "on": ON} | given
    return allocation.allocate(house, MAY, version=version(house, MAY), **given, **BY)


def exempted(house: House, person: str, kind: str = "health") -> None:
    exemptions.ask(
        house, f"exemption/{person}", auditor=f"person/{person}", cycle=MAY, reason_class=kind, note="", **BY
    )
    director = exemptions.authority(house, f"person/{person}").people
    exemptions.authorise(house, f"exemption/{person}", version=1, reason="", on=ON, by=min(director), at=AT)


def test_every_pair_is_an_audit_of_its_own_with_the_childs_facts_and_a_due_date(month: House) -> None:
    allocated(month)
    rows = read.audits(month.model, MAY)
    sample = {row["child"]: row for row in cycles.sample(month.model, MAY)}
    assert [row["id"] for row in rows] == [f"audit/2024-05/{n:04d}" for n in range(1, 9)]
    # 15 working days after Wednesday 1 May 2024, Monday 6 May being a bank holiday.
    assert {row["due"] for row in rows} == {"2024-05-23"}
    assert {(row["child"], row["team"], row["plan"], row["worker"]) for row in rows} == {
        (child, row["team"], row["plan"], row["worker"]) for child, row in sample.items()
    }
    assert all(row["area"] == TEAMS[row["team"]] for row in rows)
    assert all(row["audit"] for row in sample.values())


def test_nobody_audits_their_own_team_or_those_whom_they_supervise(month: House) -> None:
    allocated(month)
    home = {row["id"]: row["team"] for row in people.everyone(month.model)}
    leads = read.supervising(month.model)
    for row in read.audits(month.model, MAY):
        assert row["team"] != home[row["auditor"]]
        assert row["worker"] not in leads.get(row["auditor"], ())


def test_the_exempt_and_those_who_left_take_no_part_and_the_event_says_why(month: House) -> None:
    exempted(month, "a2", "maternity")
    gone = month.log.load(type(auditor(month, 60)), "person/a5")
    gone.leave_pool("2024-04-30", "Left", **BY)
    month.keep(gone)
    plan = allocated(month)
    assert {(one.auditor, one.reason_class) for one in plan.month.absent} == {
        ("person/a2", "maternity"),
        ("person/a5", "left"),
    }
    assert not {"person/a2", "person/a5"} & {row["auditor"] for row in read.audits(month.model, MAY)}
    stored = month.log.history(MAY)[-1]
    said = {one["auditor"]: one["why"] for one in stored.left_out}
    assert "maternity leave, authorised on 1 May 2024" in said["person/a2"]
    assert "has left the pool" in said["person/a5"]


def test_an_exemption_that_waits_or_was_declined_leaves_nobody_out(month: House) -> None:
    for person in ("a1", "a2"):
        facts = {"cycle": MAY, "reason_class": "other", "note": ""}
        exemptions.ask(month, f"exemption/{person}", auditor=f"person/{person}", **facts, **BY)
    exemptions.decline(month, "exemption/a2", version=1, reason="Cover was found", on=ON, **SOUTH)
    assert allocation.preview(month, MAY, seed="s", on=ON).month.absent == ()


def test_external_auditors_are_given_only_the_areas_chosen_and_the_choice_is_kept(month: House) -> None:
    for n in range(10):
        person = month.log.load(type(auditor(month, 60)), f"person/a{n}")
        person.become_moderator("external", "2024-04-01", **BY)
        month.keep(person)
    assert allocation.preview(month, MAY, seed="s", on=ON).outcome.pairs == ()
    allocated(month, external_areas=["area/south"])
    assert {row["area"] for row in read.audits(month.model, MAY)} == {"area/south"}
    assert month.log.history(MAY)[-1].rules["external_areas"] == ["area/south"]
    unplaced = month.log.history(MAY)[-1].unplaced
    assert all("external and not given this area's work" in one["why"] for one in unplaced)


def test_if_nobody_may_nothing_is_stored_and_the_rule_is_named(month: House) -> None:
    for n in range(10):
        exempted(month, f"a{n}")
    with pytest.raises(Refusal, match="No child can be given to anybody"):
        allocated(month)
    assert read.audits(month.model, MAY) == []


def test_the_preview_is_what_is_stored_and_stores_nothing_itself(month: House) -> None:
    plan = allocation.preview(month, MAY, seed="s", on=ON)
    assert version(month, MAY) == 2
    allocated(month, shown=plan.mark)
    stored = {(row["auditor"], row["child"]) for row in read.audits(month.model, MAY)}
    assert stored == {(pair.auditor, f"child/{pair.child}") for pair in plan.outcome.pairs}


def test_a_preview_that_no_longer_holds_is_not_stored(month: House) -> None:
    plan = allocation.preview(month, MAY, seed="s", on=ON)
    exempted(month, plan.outcome.pairs[0].auditor.removeprefix("person/"))
    with pytest.raises(allocation.Changed, match="the seed or the day have changed"):
        allocated(month, shown=plan.mark)
    assert read.audits(month.model, MAY) == []


def test_children_put_in_later_are_allocated_later_to_those_with_room(month: House) -> None:
    allocated(month)
    taken = {row["auditor"] for row in read.audits(month.model, MAY)}
    extra = next(
        f"C-{n:04d}"
        for n in range(40)
        if f"child/C-{n:04d}" not in {r["child"] for r in cycles.sample(month.model, MAY)}
    )
    sample.add_child(month, MAY, extra, "A complaint", version=version(month, MAY), **BY)
    plan = allocated(month)
    assert [pair.child for pair in plan.outcome.pairs] == [extra]
    assert plan.outcome.pairs[0].auditor not in taken
    assert read.audits(month.model, MAY)[-1]["id"] == "audit/2024-05/0009"


def test_recent_load_and_recent_pairs_come_from_the_months_before(month: House) -> None:
    allocated(month)
    before = {(row["auditor"], row["child"]) for row in read.audits(month.model, MAY)}
    opened(month, "2024-06")
    rule = sample.rule_for(month, "cycle/2024-06", size=8, under_audit="drawn")
    sample.draw(month, "cycle/2024-06", rule, "May 2024", version=1, **BY)
    plan = allocation.preview(month, "cycle/2024-06", seed="s", on=date(2024, 6, 3))
    assert {row["child"] for row in plan.waiting} == {child for _, child in before}
    assert plan.month.rules.recent == {(who, child.removeprefix("child/")) for who, child in before}
    assert not {(pair.auditor, f"child/{pair.child}") for pair in plan.outcome.pairs} & before
    assert {one.id: sum(one.load) for one in plan.month.auditors if sum(one.load)} == dict.fromkeys(
        (who for who, _ in before), 1
    )


def test_what_this_month_gives_is_not_lately(month: House) -> None:
    allocated(month)
    assert read.lately(month.model, MAY, "cycle/2023-05") == set()


def test_months_back_goes_over_the_new_year() -> None:
    assert months_back("cycle/2024-02", 3) == ["cycle/2023-11", "cycle/2023-12", "cycle/2024-01"]


def test_a_sample_changed_while_the_preview_stood_open_is_stale(month: House) -> None:
    with pytest.raises(Stale):
        allocation.allocate(month, MAY, version=1, seed="s", on=ON, **BY)


def test_an_empty_seed_is_refused_beside_its_field(month: House) -> None:
    with pytest.raises(Refusal) as refused:
        allocation.preview(month, MAY, seed="  ", on=ON)
    assert refused.value.field == "seed"


def test_why_an_auditor_has_an_audit_is_the_grounds_of_the_newest_decision(month: House) -> None:
    allocated(month)
    first = "audit/2024-05/0001"
    assert "not in the child's team" in allocation.explanations(month, MAY)[first]
    free = next(move for move in swapping.moves_to(month, first) if not move.blocks)
    swapping.give(month, first, free.auditor, version=1, reason="Away", on=ON, **BY)
    assert allocation.explanations(month, MAY)[first].startswith(f"Given by hand: Away. {free.name}: not in")


@pytest.fixture
def short(month: House) -> House:
    """All but Auditor 000 and Auditor 004, both of Forest, are exempt, so that six children have nobody."""
    for n in (1, 2, 3, 5, 6, 7, 8, 9):
        exempted(month, f"a{n}")
    allocated(month)
    return month


def by_hand_to(house: House, child: str, auditor: str, seen: int | None = None, **given: object) -> None:
    seen = version(house, MAY) if seen is None else seen
    facts = {"reason": "Nobody else is free.", "on": ON, "above_share": True} | given
    by_hand.give(house, MAY, child, auditor, version=seen, **facts, **BY)


def test_a_child_without_an_auditor_is_given_to_one_by_hand_once(short: House) -> None:
    child = next(row for row in read.waiting(short.model, MAY) if row["team"] != team_of(short, "person/a0"))["child"]
    seen, head = version(short, MAY), short.reader.head()
    by_hand_to(short, child, "person/a0", seen)
    made = list(short.reader.read(head))
    assert [one.topic for one in made] == ["audits allocated", "audit allocated"]
    assert made[0].facts["rules"]["by_hand"] == "person/a0"
    assert made[0].facts["pairs"][0]["grounds"].startswith("Given by hand: Nobody else is free. Auditor 000: not in")
    assert (made[1].facts["child"], made[1].facts["due"]) == (child, "2024-05-23")
    with pytest.raises(AlreadyDone):
        by_hand_to(short, child, "person/a0", seen)
    with pytest.raises(Refusal, match="does not wait for an auditor"):
        by_hand_to(short, child, "person/a4")


def test_by_hand_the_rules_are_those_of_the_allocation(short: House) -> None:
    own = next(row for row in read.waiting(short.model, MAY) if row["team"] == team_of(short, "person/a0"))["child"]
    other = next(row for row in read.waiting(short.model, MAY) if row["team"] != team_of(short, "person/a0"))["child"]
    with pytest.raises(Refusal, match="Auditor 000 works in the team whose work this is"):
        by_hand_to(short, own, "person/a0")
    with pytest.raises(Refusal, match="Choose an auditor who takes part this month"):
        by_hand_to(short, other, "person/a1")
    with pytest.raises(Refusal, match="already has 1 audit this month and owes 1"):
        by_hand_to(short, other, "person/a0", above_share=False)


def test_before_the_allocation_nobody_is_given_anything_by_hand(month: House) -> None:
    with pytest.raises(Refusal, match="not allocated yet"):
        by_hand_to(month, read.waiting(month.model, MAY)[0]["child"], "person/a0")


def team_of(house: House, person: str) -> str:
    return next(row["team"] for row in people.everyone(house.model) if row["id"] == person)
