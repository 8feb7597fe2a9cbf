"""The sample of a month over the read model: drawn, explained, drawn again, changed by hand."""

from dataclasses import replace

import pytest

from app.events.base import Refusal
from app.events.child import Child
from app.events.cycle import Cycle
from app.programme.allocations import allocation
from app.programme.house import House, Stale
from app.programme.samples import sample, sample_check
from app.programme.samples.sample_facts import facts
from projections import cycles
from tests.programme.a_month import BY, MAY, ON, a_child, drawn, opened, the_council, version


@pytest.fixture
def month(house: House) -> House:
    the_council(house)
    opened(house)
    return house


def children(house: House) -> list[str]:
    return [row["child"].removeprefix("child/") for row in cycles.sample(house.model, MAY)]


def act(house: House, what, *given: str):
    return what(house, MAY, *given, version=version(house, MAY), **BY)


def test_the_draw_is_stored_with_rule_seed_reasons_and_comparison(month: House) -> None:
    drawn(month, 10, "Spring")
    stored = sample_check.drawn(month, MAY)
    assert stored.rule_in_words.startswith("10 children from the list of 24 April 2024")
    assert (stored.seed, stored.population_on, stored.population) == ("Spring", "2024-04-24", 40)
    assert len(children(month)) == 10
    assert all(why.startswith("One of") for why in sample.reasons(month, MAY).values())
    totals = {row["dimension"]: 0 for row in stored.comparison}
    for row in stored.comparison:
        totals[row["dimension"]] += row["sample_n"]
    assert totals == {"plan": 10, "team": 10, "age_band": 10, "ethnicity": 10}
    assert sum(stored.left_out.values()) == 30


def test_a_preview_gives_the_same_and_stores_nothing(month: House) -> None:
    rule = sample.rule_for(month, MAY, size=10)
    seen = sample.preview(month, MAY, rule, "Spring").sample.refs
    assert version(month, MAY) == 1
    drawn(month, 10, "Spring")
    assert tuple(children(month)) == seen


def test_the_scope_limits_the_list_and_the_words_say_so(house: House) -> None:
    the_council(house)
    opened(house, scope=("area/north",))
    drawn(house, 5)
    stored = sample_check.drawn(house, MAY)
    assert stored.population == 20
    assert stored.rule_in_words.endswith("Only children of North.")


def test_the_suggested_size_is_the_pool_without_the_exempt_times_what_each_owes(month: House) -> None:
    assert sample.suggested_size(month, MAY, 2) == 20


def test_what_cannot_be_drawn_is_refused_in_words_beside_its_field(month: House) -> None:
    with pytest.raises(Refusal) as refused:
        drawn(month, 41)
    assert refused.value.field == "size"
    with pytest.raises(Refusal, match="not on the list"):
        drawn(month, 5, named=[("C-9999", "a complaint")])


def test_no_list_of_children_no_rule(house: House) -> None:
    the_council(house, children=0)
    opened(house)
    with pytest.raises(Refusal, match="No children have been brought in yet"):
        drawn(house, 5)


def test_drawn_again_it_is_the_same_although_the_list_has_changed_since(month: House) -> None:
    drawn(
        month,
        10,
        "Spring",
        named=[("C-0001", "asked for")],
        shares={"CP": 3, "CiN": 1},
        teams=["team/ash", "team/birch"],
    )
    gone = month.log.load(Child, f"child/{children(month)[0]}")
    gone.end("2024-04-30", **BY)
    month.keep(gone, a_child(month, 77))
    check = sample_check.draw_again(month, MAY)
    assert check.identical
    assert check.children == 10


def test_a_draw_of_before_the_rule_said_its_rounding_is_checked_by_largest_remainders(month: House) -> None:
    rule = sample.rule_for(month, MAY, size=7)
    old = sample.preview(month, MAY, replace(rule, rounding="largest_remainders"), "Spring")
    assert old.sample.refs != sample.preview(month, MAY, rule, "Spring").sample.refs
    told = facts(old)
    del told["rule"]["rounding"]
    cycle = month.load(Cycle, MAY)
    cycle.draw(**told, **BY)
    month.keep(cycle)
    assert sample_check.draw_again(month, MAY).identical
    drawn(month, 7, "Spring")
    assert sample_check.drawn(month, MAY).rule["rounding"] == "systematic"
    assert sample_check.draw_again(month, MAY).identical


def test_another_seed_would_not_be_called_identical(month: House, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn(month, 10, "Spring")
    genuine = sample_check.draw_from
    monkeypatch.setattr(
        sample_check, "draw_from", lambda model, cycle, rule, seed: genuine(model, cycle, rule, "Autumn")
    )
    check = sample_check.draw_again(month, MAY)
    assert not check.identical
    assert check.missing


def test_every_child_has_an_answer(month: House) -> None:
    drawn(month, 3, "Spring", plans=["CP"])
    inside, outside = children(month)[0], next(f"C-{n:04d}" for n in range(40) if n % 5 == 0)
    assert sample_check.why_not(month, MAY, inside).startswith(f"{inside} is in the sample. One of 3 drawn")
    assert "of a plan type that was not drawn from" in sample_check.why_not(month, MAY, outside)
    assert "not on the list" in sample_check.why_not(month, MAY, "C-9999")


def test_a_child_put_in_by_hand_is_in_and_says_why(month: House) -> None:
    drawn(month, 5, "Spring")
    other = next(f"C-{n:04d}" for n in range(40) if f"C-{n:04d}" not in children(month))
    act(month, sample.add_child, other, "A complaint was upheld")
    assert children(month)[-1] == other
    assert sample_check.why_not(month, MAY, other) == f"{other} was put in by hand: A complaint was upheld"


@pytest.mark.parametrize(
    ("child", "reason", "field"), [("", "x", "child"), ("C-9999", "x", "child"), ("C-0000", " ", "reason")]
)
def test_nobody_comes_in_without_reference_place_on_the_list_and_reason(
    month: House, child: str, reason: str, field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        act(month, sample.add_child, child, reason)
    assert refused.value.field == field


def test_a_child_taken_out_is_replaced_by_the_next_of_the_same_stratum(month: House) -> None:
    drawn(month, 10, "Spring")
    out = children(month)[0]
    expected = sample.reserve_for(month, MAY, f"child/{out}")
    plan = {row["child"]: row["plan"] for row in cycles.sample(month.model, MAY)}[f"child/{out}"]
    assert act(month, sample.replace, out, "Moved away") == expected
    rows = {row["child"]: row for row in cycles.sample(month.model, MAY)}
    assert f"child/{out}" not in rows
    assert rows[expected]["plan"] == plan
    assert sample_check.why_not(month, MAY, expected).endswith(f"in the place of {out}: Moved away")


def test_the_reserve_passes_over_who_is_closed_or_was_taken_out_before(month: House) -> None:
    drawn(month, 10, "Spring")
    out = children(month)[0]
    first = act(month, sample.replace, out, "Moved away")
    second = act(month, sample.replace, first, "Adopted")
    assert second not in (f"child/{out}", first)
    assert sample.reserve_for(month, MAY, second) not in (f"child/{out}", first)
    closed = month.log.load(Child, sample.reserve_for(month, MAY, second))
    closed.end("2024-04-30", **BY)
    month.keep(closed)
    assert sample.reserve_for(month, MAY, second) not in ("", closed.id)


def test_a_child_put_in_by_hand_has_no_reserve(month: House) -> None:
    drawn(month, 5, "Spring")
    other = next(f"C-{n:04d}" for n in range(40) if f"C-{n:04d}" not in children(month))
    act(month, sample.add_child, other, "A complaint")
    with pytest.raises(Refusal, match="No reserve child is left"):
        act(month, sample.replace, other, "A mistake")
    act(month, sample.take_out, other, "A mistake")
    assert len(children(month)) == 5


def test_a_draw_over_another_replaces_it_until_the_audits_are_allocated(month: House) -> None:
    drawn(month, 5, "Spring")
    before = children(month)
    drawn(month, 5, "Autumn")
    assert children(month) != before
    allocation.allocate(month, MAY, version=version(month, MAY), seed="s", on=ON, **BY)
    with pytest.raises(Refusal, match="Add or take out single children"):
        drawn(month, 5, "Winter")


def test_a_child_with_an_audit_is_not_taken_out(month: House) -> None:
    drawn(month, 5, "Spring")
    allocation.allocate(month, MAY, version=version(month, MAY), seed="s", on=ON, **BY)
    with pytest.raises(Refusal, match="Withdraw the audit instead"):
        act(month, sample.take_out, children(month)[0], "Moved away")


def test_a_sample_changed_meanwhile_is_stale(month: House) -> None:
    drawn(month, 5, "Spring")
    drawn(month, 5, "Autumn")
    with pytest.raises(Stale):
        sample.take_out(month, MAY, children(month)[0], "Moved away", version=2, **BY)
    assert len(month.load(Cycle, MAY).sample) == 5
