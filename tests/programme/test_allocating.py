"""Allocation: no rule is ever broken, nobody stays without an auditor who could have one, and the load is even."""

from collections import Counter
from functools import cache
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.programme.allocations.allocating import AllocationRules, Auditor, CannotAllocate, Child, allocate, check_pair

RULES = AllocationRules(external_areas=frozenset({"area/east"}))


def an_auditor(id="anna", name="", team="team/lake", owed=1, load=(), external=False, supervises=()):
    return Auditor(id, name or id.title(), team, "area/west", external, owed, load, frozenset(supervises))


def a_child(ref="C-1", team="team/forest", area="area/west", worker="wendy", supervisor="mo", copies=1):
    return Child(ref, team, area, worker, supervisor, copies)


TEAMS = st.sampled_from(["", "team/forest", "team/lake"])
PEOPLE = st.sampled_from(["p0", "p1", "p2", "w1"])
auditors = st.lists(
    st.builds(
        Auditor,
        id=st.sampled_from(["p0", "p1", "p2", "p3"]),
        name=st.just("Somebody"),
        team=TEAMS,
        area=st.just("area/west"),
        external=st.booleans(),
        owed=st.integers(0, 3),
        load=st.lists(st.integers(0, 2), max_size=4).map(tuple),
        supervises=st.frozensets(PEOPLE, max_size=1),
    ),
    max_size=4,
    unique_by=lambda auditor: auditor.id,
)
children = st.lists(
    st.builds(
        Child,
        ref=st.sampled_from(["c0", "c1", "c2", "c3", "c4"]),
        team=TEAMS,
        area=st.sampled_from(["area/east", "area/west"]),
        worker=PEOPLE,
        worker_supervisor=PEOPLE,
        copies=st.sampled_from([1, 1, 2]),
    ),
    max_size=5,
    unique_by=lambda child: child.ref,
)
pairs = st.frozensets(st.tuples(PEOPLE, st.sampled_from(["c0", "c1", "c2"])), max_size=3)
rules = st.builds(
    AllocationRules,
    external_areas=st.sampled_from([None, frozenset(), frozenset({"area/east"})]),
    recent=pairs,
    recent_cycles=st.just(3),
)
a_month = st.tuples(auditors, children, rules)


def forbidden(auditor, child, rules):
    """The rules once more, written apart from the product."""
    return (
        (auditor.team and auditor.team == child.team)
        or child.worker in auditor.supervises
        or auditor.id in (child.worker, child.worker_supervisor)
        or (auditor.external and rules.external_areas is not None and child.area not in rules.external_areas)
        or (auditor.id, child.ref) in rules.recent
    )


def best_by_trying_everything(pool, sample, rules, held=()):
    """Return the most places that can be filled, and the least sum of squared counts that fills so many."""
    had = Counter(id for id, _ in held)

    @cache
    def best(index, loads):
        if index == len(sample):
            return 0, -sum(n * n for n in loads)
        child = sample[index]
        free = [
            i
            for i, auditor in enumerate(pool)
            if not forbidden(auditor, child, rules) and loads[i] < auditor.owed and (auditor.id, child.ref) not in held
        ]
        options = [chosen for n in range(child.copies + 1) for chosen in combinations(free, n)]
        results = []
        for chosen in options:
            placed, squares = best(index + 1, tuple(n + (i in chosen) for i, n in enumerate(loads)))
            results.append((placed + len(chosen), squares))
        return max(results)

    placed, squares = best(0, tuple(had[auditor.id] for auditor in pool))
    return placed, -squares


def loads(pool, allocation, held=()):
    made = Counter(pair.auditor for pair in allocation.pairs) + Counter(id for id, _ in held)
    return [made[auditor.id] for auditor in pool]


class TestEveryMonth:
    @settings(max_examples=300)
    @given(a_month)
    def test_no_rule_is_ever_broken(self, month):
        pool, sample, rules = month
        allocation = allocate(pool, sample, rules, "s")
        people, refs = {a.id: a for a in pool}, {c.ref: c for c in sample}
        made = [(pair.auditor, pair.child) for pair in allocation.pairs]
        assert len(set(made)) == len(made)
        assert not [pair for pair in made if forbidden(people[pair[0]], refs[pair[1]], rules)]
        assert all(n <= auditor.owed for n, auditor in zip(loads(pool, allocation), pool, strict=True))

    @settings(max_examples=300, deadline=None)
    @given(a_month, pairs)
    def test_as_many_as_can_be_are_placed_and_as_evenly_as_can_be(self, month, held):
        pool, sample, rules = month
        had = Counter(id for id, _ in held)
        pool = [a for a in pool if a.owed >= had[a.id]]
        allocation = allocate(pool, sample, rules, "s", held)
        placed, squares = best_by_trying_everything(pool, sample, rules, held)
        assert len(allocation.pairs) == placed
        if sum(child.copies for child in sample) == placed:
            assert sum(n * n for n in loads(pool, allocation, held)) == squares

    @given(a_month)
    def test_every_place_is_a_pair_or_missing_and_says_which_rules_stopped_everybody(self, month):
        pool, sample, rules = month
        allocation = allocate(pool, sample, rules, "s")
        missing = sum(child.missing for child in allocation.unplaced)
        assert len(allocation.pairs) + missing == sum(child.copies for child in sample)
        assert all(sum(child.blocks.values()) == len(pool) for child in allocation.unplaced)
        assert set(allocation.explanations) == {child.ref for child in sample}

    @given(a_month)
    def test_each_pair_passes_the_check_for_a_swap_and_one_more_beyond_the_share_does_not(self, month):
        pool, sample, rules = month
        allocation = allocate(pool, sample, rules, "s")
        people, refs = {a.id: a for a in pool}, {c.ref: c for c in sample}
        count = dict(zip(people, loads(pool, allocation), strict=True))
        for pair in allocation.pairs:
            auditor, child = people[pair.auditor], refs[pair.child]
            assert check_pair(auditor, child, rules, count[auditor.id] - 1) == []
            assert [b.rule for b in check_pair(auditor, child, rules, auditor.owed)] == ["share"]

    @given(a_month, st.randoms(use_true_random=False))
    def test_the_order_of_the_lists_changes_nothing(self, month, random):
        pool, sample, rules = month
        turned = allocate(random.sample(pool, len(pool)), random.sample(sample, len(sample)), rules, "s")
        assert turned == allocate(pool, sample, rules, "s")


class TestFairness:
    POOL = [an_auditor(f"a{i}", owed=5, load=(i % 4, 1)) for i in range(12)]

    def given(self, n, seed="s", pool=POOL, **more):
        allocation = allocate(pool, [a_child(f"C-{i}") for i in range(n)], RULES, seed, **more)
        return Counter(pair.auditor for pair in allocation.pairs)

    def test_counts_of_a_month_differ_by_at_most_one(self):
        assert sorted(self.given(31).values()) == [2] * 5 + [3] * 7

    def test_fewer_recent_audits_go_first(self):
        assert set(self.given(6)) >= {"a0", "a4", "a8"}
        assert not set(self.given(6)) & {"a3", "a7", "a11", "a2", "a6", "a10"}

    def test_only_the_recent_months_count(self):
        pool = [an_auditor("long", load=(9, 0, 0, 0)), an_auditor("new", load=(0, 1, 0))]
        assert set(self.given(1, pool=pool)) == {"long"}

    def test_what_somebody_has_this_month_counts_before_what_they_had(self):
        pool = [an_auditor("busy", owed=2), an_auditor("idle", owed=2, load=(2, 2, 2))]
        assert set(self.given(1, pool=pool, held={("busy", "C-90")})) == {"idle"}

    def test_the_seed_decides_between_equals(self):
        pool = [an_auditor(id) for id in "abcdef"]
        assert len({frozenset(self.given(2, seed, pool)) for seed in "123456789"}) > 3


class TestHardCases:
    def test_a_greedy_start_does_not_leave_a_child_behind(self):
        pool = [an_auditor("anna", team="team/lake"), an_auditor("bilal", team="team/moor")]
        sample = [a_child("C-1"), a_child("C-2", team="team/moor")]
        for seed in "abcdefgh":
            made = {(pair.child, pair.auditor) for pair in allocate(pool, sample, RULES, seed).pairs}
            assert made == {("C-1", "bilal"), ("C-2", "anna")}

    def test_a_long_chain_of_handing_on(self):
        """Auditor i may only have children i and i + 1, the last only its own: one arrangement in all."""
        n = 40
        pool = [an_auditor(f"a{i:02}") for i in range(n)]
        barred = {(f"a{i:02}", f"C-{j:02}") for i in range(n) for j in range(n) if j not in (i, i + 1)}
        rules = AllocationRules(recent=frozenset(barred), recent_cycles=3)
        allocation = allocate(pool, [a_child(f"C-{i:02}") for i in range(n)], rules, "s")
        assert [(p.auditor, p.child) for p in allocation.pairs] == [(f"a{i:02}", f"C-{i:02}") for i in range(n)]

    def test_a_looped_pair_goes_to_two_people(self):
        pool = [an_auditor("anna", owed=5), an_auditor("bilal", owed=5)]
        allocation = allocate(pool, [a_child(copies=2)], RULES, "s")
        assert [pair.auditor for pair in allocation.pairs] == ["anna", "bilal"]

    def test_a_third_for_a_loop_of_two_people_is_missing(self):
        pool = [an_auditor("anna", owed=5), an_auditor("bilal", owed=5)]
        (missing,) = allocate(pool, [a_child(copies=3)], RULES, "s").unplaced
        assert missing.why == "C-1 is 1 auditor short. 2 auditors: 2 already audit the child this month."

    def test_when_places_are_short_every_child_has_one_before_any_has_two(self):
        pool = [an_auditor(id) for id in "abc"]
        allocation = allocate(pool, [a_child("C-1", copies=2), a_child("C-2"), a_child("C-3")], RULES, "s")
        assert Counter(pair.child for pair in allocation.pairs) == {"C-1": 1, "C-2": 1, "C-3": 1}

    def test_nobody_and_nothing(self):
        assert allocate([], [], RULES, "s").pairs == ()
        assert allocate([], [a_child()], RULES, "s").unplaced[0].why == "C-1 has no auditor. 0 auditors."


class TestSentences:
    def test_why_a_pair(self):
        pool = [an_auditor("anna", "Anna Bell", load=(7, 1, 0, 1), owed=2), an_auditor("f", team="team/forest")]
        (pair,) = allocate(pool, [a_child()], RULES, "s").pairs
        assert pair.why == (
            "Anna Bell: not in the child's team, does not supervise the worker, not the child's worker; "
            "1 audit this month and owes 2, 2 in the 3 months before; the only auditor whom the rules allow."
        )

    def test_an_external_auditor_and_the_cycles_before_are_named_where_they_arise(self):
        rules = AllocationRules(external_areas=None, recent_cycles=2)
        (pair,) = allocate([an_auditor("ex", external=True)], [a_child()], rules, "s").pairs
        assert "external, as this area allows, did not audit the child in the last 2 months;" in pair.why

    def test_why_a_child_has_nobody(self):
        pool = [
            *[an_auditor(f"t{i}", team="team/forest") for i in range(12)],
            an_auditor("mo"),
            *[an_auditor(f"full{i}") for i in range(58)],
            an_auditor("leave", owed=0),
        ]
        held = {(f"full{i}", f"C-9{i}") for i in range(58)}
        (child,) = allocate(pool, [a_child()], RULES, "s", held).unplaced
        assert child.blocks == {"own_team": 12, "own_supervisee": 1, "none_owed": 1, "share": 58}
        assert child.why == (
            "C-1 has no auditor. 72 auditors: 12 work in the child's team, 1 supervises the worker, "
            "1 owes none this month, 58 already have their share."
        )

    def test_why_an_auditor_has_nothing(self):
        pool = [an_auditor("leave", owed=0), an_auditor("own", team="team/forest"), an_auditor("x"), an_auditor("y")]
        said = {left.auditor: left.why for left in allocate(pool, [a_child()], RULES, "s").left_out}
        assert said.pop("leave") == "Leave owes no audit this month."
        assert said.pop("own") == "Own may not have any of 1 child: 1 own team's work."
        assert [why[2:] for why in said.values()] == ["could have had 1 of 1 child; others took them."]

    @pytest.mark.parametrize(
        ("auditor", "rule", "said"),
        [
            (an_auditor(team="team/forest"), "own_team", "Anna works in the team whose work this is."),
            (an_auditor(supervises={"wendy"}), "own_supervisee", "Anna supervises the child's worker."),
            (an_auditor("mo"), "own_supervisee", "Mo supervises the child's worker."),
            (an_auditor("wendy"), "own_child", "Wendy is the child's allocated worker."),
            (
                an_auditor(external=True),
                "external",
                "Anna is an external auditor, and external auditors are not given this area's work.",
            ),
            (an_auditor("old"), "recent", "Old audited this child in the last 3 months."),
            (an_auditor("twin"), "same_child", "Twin already audits this child this month."),
            (an_auditor(owed=0), "none_owed", "Anna owes no audit this month."),
        ],
    )
    def test_why_a_swap_is_refused(self, auditor, rule, said):
        rules = AllocationRules(recent=frozenset({("old", "C-1")}), recent_cycles=3)
        blocks = check_pair(auditor, a_child(), rules, 0, {"twin"})
        assert [(block.rule, block.sentence) for block in blocks] == [(rule, said)]

    def test_a_swap_above_the_share_is_refused(self):
        (block,) = check_pair(an_auditor(owed=2), a_child(), RULES, 2)
        assert (block.rule, block.sentence) == ("share", "Anna already has 2 audits this month and owes 2.")


@pytest.mark.parametrize(
    ("pool", "sample", "said"),
    [
        ([an_auditor(), an_auditor()], [], "In the list more than once: anna."),
        ([], [a_child(), a_child()], "In the list more than once: C-1."),
        ([an_auditor(owed=-1)], [], "Nobody can owe fewer than 0 audits: Anna."),
        ([], [a_child(copies=0)], "Each child needs at least 1 audit: C-1."),
    ],
)
def test_lists_that_make_no_sense_are_refused_in_a_sentence(pool, sample, said):
    with pytest.raises(CannotAllocate) as refused:
        allocate(pool, sample, RULES, "s")
    assert refused.value.sentence == said
