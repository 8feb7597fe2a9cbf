"""Drawing the sample: the numbers come out, the same seed gives the same children, every child has its answer."""

from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.programme.samples.apportioning import largest_remainders, systematic, within_bounds
from app.programme.samples.sampling import Candidate, CannotDraw, Rule, Stratum, compare, draw, rule_in_words
from app.programme.samples.sampling_rule import months_before
from app.programme.samples.seeded import digest

ON = date(2024, 5, 28)
LABELS = {"team/forest": "Forest team", "team/lake": "Lake team"}


def a_child(ref="C-1", plan="CP", team="team/forest", **facts):
    facts = {"opened": date(2023, 1, 9), "last_audited": None, "ethnicity": "White British"} | facts
    return Candidate(ref=ref, plan=plan, team=team, worker="person/wendy", age_band=facts.pop("age", "5-9"), **facts)


def children(n, prefix="C", **facts):
    return [a_child(f"{prefix}-{i}", **facts) for i in range(1, n + 1)]


COUNCIL = [
    *children(74, "A", plan="CP", team="team/forest"),
    *children(26, "B", plan="CP", team="team/lake"),
    *children(100, "D", plan="CiN", team="team/lake"),
]

dates = st.none() | st.dates(date(2022, 1, 1), date(2024, 5, 28))
lists = st.lists(
    st.builds(
        Candidate,
        ref=st.integers(1, 10**6).map("C-{}".format),
        plan=st.sampled_from(["CiN", "CP", "CiC", "CL"]),
        team=st.sampled_from(["", "team/forest", "team/lake", "team/moor"]),
        worker=st.just("person/wendy"),
        age_band=st.sampled_from(["unborn", "5-9", "10-15"]),
        ethnicity=st.sampled_from(["", "Asian", "White British"]),
        opened=dates,
        last_audited=dates,
    ),
    min_size=1,
    max_size=60,
    unique_by=lambda child: child.ref,
)
rules = st.builds(
    Rule,
    size=st.just(1),
    on=st.just(ON),
    plans=st.sampled_from([(), ("CP",), ("CP", "CiN")]),
    teams=st.sampled_from([(), ("team/forest", "")]),
    proportional_to=st.sampled_from(["plan", "team", "plan_and_team", "none"]),
    shares=st.none() | st.just({"CP": 3, "CiN": 1, "CL": 0}),
    not_audited_months=st.sampled_from([0, 6]),
    min_open_days=st.sampled_from([0, 30]),
)


@st.composite
def drawable(draw_from):
    """A list, and a rule with some of its children named."""
    listed = draw_from(lists)
    refs = draw_from(st.lists(st.sampled_from([child.ref for child in listed]), max_size=4, unique=True))
    size = draw_from(st.integers(max(1, len(refs)), max(1, len(refs), len(listed) // 4)))
    return listed, replace(draw_from(rules), size=size, named=tuple((ref, "complaint") for ref in refs))


def drawn_or_none(listed, rule, seed="s"):
    try:
        return draw(listed, rule, seed)
    except CannotDraw:
        return None


class TestApportioning:
    def test_the_published_example_of_largest_remainders(self):
        votes = {"yellow": 47, "white": 16, "red": 159, "green": 12, "blue": 6, "pink": 31}
        votes = {name: n * (100 if name in ("red", "pink") else 1000) for name, n in votes.items()}
        seats = {"yellow": 5, "white": 2, "red": 1, "green": 1, "blue": 1, "pink": 0}
        assert largest_remainders(10, votes, "s") == seats

    @pytest.mark.parametrize("share", [systematic, largest_remainders])
    @given(weights=st.dictionaries(st.text(max_size=3), st.integers(0, 50), min_size=1), places=st.integers(0, 200))
    def test_places_add_up_and_stay_within_one_of_the_exact_share(self, share, weights, places):
        shares = share(places, weights, "s")
        assert sum(shares.values()) == places
        total = sum(weights.values())
        assert not total or all(abs(shares[n] - Fraction(places * w, total)) < 1 for n, w in weights.items())

    @given(st.data())
    def test_bounds_hold_and_places_still_add_up(self, data):
        names = list("abcdef")
        floors = {name: data.draw(st.integers(0, 5)) for name in names}
        caps = {name: floors[name] + data.draw(st.integers(0, 5)) for name in names}
        weights = {name: data.draw(st.integers(0, 9)) for name in names}
        places = data.draw(st.integers(sum(floors.values()), sum(caps.values())))
        shares = within_bounds(places, weights, floors, caps, "s")
        assert sum(shares.values()) == places
        assert all(floors[name] <= shares[name] <= caps[name] for name in names)

    def test_what_a_full_stratum_cannot_take_goes_to_the_others_in_proportion(self):
        shares = within_bounds(20, {"a": 2, "b": 1, "c": 1}, dict.fromkeys("abc", 0), {"a": 4, "b": 90, "c": 90}, "s")
        assert shares == {"a": 4, "b": 8, "c": 8}

    def test_bounds_that_cannot_hold_the_places_are_refused(self):
        with pytest.raises(ValueError, match="3 places"):
            within_bounds(3, {"a": 1}, {"a": 0}, {"a": 2}, "s")

    def test_over_the_months_each_gets_its_exact_share_and_the_smallest_too(self):
        weights, months = {"large": 94, "middle": 5, "small": 1}, 3000
        given = Counter()
        for month in range(months):
            given.update(systematic(10, weights, f"month {month}"))
        assert sum(given.values()) == 10 * months
        assert abs(given["small"] / months - 0.1) < 0.02
        assert abs(given["middle"] / months - 0.5) < 0.03
        assert abs(given["large"] / months - 9.4) < 0.03
        assert largest_remainders(10, weights, "s")["small"] == 0, "as it was: in no month"

    def test_systematic_rounding_is_repeated_from_its_seed_in_whatever_order_the_names_come(self):
        weights = {"a": 7, "b": 3, "c": 3, "d": 1}
        turned = dict(reversed(weights.items()))
        assert all(systematic(5, weights, s) == systematic(5, turned, s) for s in ("May", "June", "July"))
        assert systematic(5, weights, "May 2024") == {"a": 2, "b": 1, "c": 1, "d": 1}

    def test_equal_claims_are_settled_by_the_seed_and_not_by_the_name(self):
        winners = {
            max(shares, key=shares.get) for s in "abcdefgh" if (shares := largest_remainders(1, {"x": 1, "y": 1}, s))
        }
        assert winners == {"x", "y"}


class TestTheDraw:
    @settings(max_examples=200)
    @given(drawable())
    def test_every_place_is_filled_once_and_every_child_is_accounted_for(self, case):
        listed, rule = case
        if sample := drawn_or_none(listed, rule):
            assert len(set(sample.refs)) == len(sample.refs) == rule.size
            assert all(row.quota == row.named + row.drawn <= row.population for row in sample.strata)
            assert sum(row.quota for row in sample.strata) == rule.size
            assert rule.size + sum(sample.left_out.values()) == len(listed)
            assert set(sample.refs) | set(sample.left_out_why) == {child.ref for child in listed}
            spare = [ref for refs in sample.reserve.values() for ref in refs]
            assert len(spare) == sample.left_out.get("not_drawn", 0)
            assert not set(spare) & set(sample.refs)

    @settings(max_examples=200)
    @given(drawable())
    def test_nobody_outside_the_rule_is_drawn_unless_named(self, case):
        listed, rule = case
        sample, named = drawn_or_none(listed, rule), dict(rule.named)
        chosen = set(sample.refs) if sample else set()
        assert chosen >= set(named) or not sample
        for child in listed:
            if child.ref in chosen - set(named):
                assert not rule.plans or child.plan in rule.plans
                assert not rule.teams or child.team in rule.teams
                assert rule.shares is None or child.plan in ("CP", "CiN")
                assert not (rule.not_audited_months and child.last_audited and child.last_audited > date(2023, 11, 28))
                assert not rule.min_open_days or (child.opened and child.opened <= date(2024, 4, 28))

    @pytest.mark.parametrize(
        ("facts", "left_out"),
        [
            ({"last_audited": date(2023, 11, 28)}, {}),
            ({"last_audited": date(2023, 11, 29)}, {"audited": 1}),
            ({"opened": date(2024, 4, 28)}, {}),
            ({"opened": date(2024, 4, 29)}, {"opened": 1}),
            ({"opened": None}, {"opening": 1}),
        ],
    )
    def test_the_very_day_of_a_limit_still_meets_the_rule(self, facts, left_out):
        listed = [a_child("Z-1", **facts), a_child("Z-2")]
        rule = Rule(size=2 - len(left_out), on=ON, not_audited_months=6, min_open_days=30)
        assert draw(listed, rule, "s").left_out == left_out

    @given(drawable(), st.randoms(use_true_random=False))
    def test_the_order_of_the_list_changes_nothing(self, case, random):
        listed, rule = case
        turned = random.sample(listed, len(listed))
        assert drawn_or_none(turned, rule) == drawn_or_none(listed, rule)

    def test_the_order_within_a_stratum_is_that_of_the_published_digest(self):
        sample = draw(COUNCIL, Rule(size=10, on=ON, plans=("CP",), teams=("team/forest",)), "May 2024")
        by_digest = sorted((f"A-{i}" for i in range(1, 75)), key=lambda ref: digest("May 2024", ref))
        assert list(sample.refs) == by_digest[:10]
        assert list(sample.reserve[Stratum("CP")]) == by_digest[10:]

    def test_the_digest_is_the_one_that_a_shell_computes(self):
        """printf 'May 2024\\nC-10482' | sha256sum"""
        assert digest("May 2024", "C-10482").startswith("e65132f9aada9afa")

    def test_every_child_of_a_stratum_is_drawn_as_often_as_any_other_over_many_seeds(self):
        listed = children(8)
        times = Counter(ref for i in range(2000) for ref in draw(listed, Rule(size=2, on=ON), f"seed {i}").refs)
        assert set(times) == {child.ref for child in listed}
        assert all(400 < n < 600 for n in times.values())

    def test_another_seed_draws_other_children_in_the_same_numbers(self):
        rule = Rule(size=20, on=ON, proportional_to="plan_and_team")
        one, two = draw(COUNCIL, rule, "one"), draw(COUNCIL, rule, "two")
        assert one.refs != two.refs
        plans = [Counter(child.stratum.plan for child in sample.chosen) for sample in (one, two)]
        assert plans == [{"CiN": 10, "CP": 10}] * 2, "their exact shares are whole"
        assert {row.quota for sample in (one, two) for row in sample.strata} <= {10, 7, 8, 2, 3}


class TestProportions:
    """Worked by largest remainders, as every draw was before the rule said its rounding."""

    def quotas(self, **rule):
        rows = draw(COUNCIL, Rule(size=20, on=ON, rounding="largest_remainders", **rule), "s").strata
        return {(row.stratum.plan, row.stratum.team): row.quota for row in rows}

    def test_by_plan_type(self):
        assert self.quotas(proportional_to="plan") == {("CiN", None): 10, ("CP", None): 10}

    def test_by_team(self):
        assert self.quotas(proportional_to="team") == {(None, "team/forest"): 7, (None, "team/lake"): 13}

    def test_by_plan_type_and_team(self):
        expected = {("CiN", "team/lake"): 10, ("CP", "team/forest"): 7, ("CP", "team/lake"): 3}
        assert self.quotas(proportional_to="plan_and_team") == expected

    def test_by_nothing(self):
        assert self.quotas(proportional_to="none") == {(None, None): 20}

    def test_by_explicit_shares_within_the_teams(self):
        expected = {("CiN", "team/lake"): 5, ("CP", "team/forest"): 11, ("CP", "team/lake"): 4}
        assert self.quotas(shares={"CP": 75, "CiN": 25}, proportional_to="team") == expected

    def test_a_child_without_a_team_is_a_stratum_of_its_own(self):
        listed = [*children(5, "N", team=""), *children(5, "F")]
        rows = draw(listed, Rule(size=4, on=ON, proportional_to="team"), "s").strata
        assert [(row.words, row.quota) for row in rows] == [
            ("5 children in no team", 2),
            ("5 children in team/forest", 2),
        ]


class TestSentences:
    RULE = Rule(size=20, on=ON, proportional_to="plan_and_team", named=(("A-7", "Complaint upheld in May."),))

    def test_why_a_child_was_drawn(self):
        sample = draw(COUNCIL, replace(self.RULE, named=()), "May 2024", LABELS)
        fourth = next(c for c in sample.chosen if c.rank == 4 and c.stratum == Stratum("CP", "team/forest"))
        assert fourth.why == (
            "One of 8 drawn from 74 children on a child protection plan in Forest team; "
            "4th in the order drawn from seed “May 2024”."
        )

    def test_a_named_child_comes_first_and_takes_a_place_of_its_stratum(self):
        sample = draw(COUNCIL, self.RULE, "May 2024", LABELS)
        assert (sample.chosen[0].ref, sample.chosen[0].rank) == ("A-7", 0)
        assert sample.chosen[0].why == (
            "Named: Complaint upheld in May. "
            "Takes one of the 8 places for 74 children on a child protection plan in Forest team."
        )
        row = next(row for row in sample.strata if row.stratum == Stratum("CP", "team/forest"))
        assert (row.quota, row.named, row.drawn) == (8, 1, 7)

    def test_a_named_child_outside_the_rule_says_so(self):
        listed = [*COUNCIL, a_child("Z-1", last_audited=date(2024, 3, 12))]
        rule = replace(self.RULE, not_audited_months=6, named=(("Z-1", "Asked for by the director"),))
        assert (
            draw(listed, rule, "s", LABELS)
            .chosen[0]
            .why.endswith(
                "Outside the rule otherwise: audited in the 6 months before 28 May 2024 or since, on 12 March 2024."
            )
        )

    def test_a_child_says_when_it_was_last_audited_where_the_rule_asks(self):
        listed = [a_child("Z-1", last_audited=date(2023, 11, 28)), a_child("Z-2")]
        rule = Rule(size=2, on=ON, not_audited_months=6)
        ends = {one.ref: one.why.partition("seed “s”. ")[2] for one in draw(listed, rule, "s").chosen}
        assert ends == {
            "Z-1": "Last audited on 28 November 2023, at least 6 months before the list of 28 May 2024.",
            "Z-2": "No earlier audit is recorded.",
        }

    def test_an_audit_after_the_list_is_not_said_to_be_before_it(self):
        listed = [*COUNCIL, a_child("Z-1", last_audited=date(2024, 6, 12))]
        sample = draw(listed, replace(self.RULE, not_audited_months=6), "s", LABELS)
        assert sample.why_not("Z-1") == (
            "Left out by the rule: audited in the 6 months before 28 May 2024 or since, on 12 June 2024."
        )

    def test_why_a_child_is_not_in(self):
        listed = [*COUNCIL, a_child("Z-1", last_audited=date(2024, 3, 12)), a_child("Z-2", opened=date(2024, 5, 20))]
        sample = draw(listed, replace(self.RULE, not_audited_months=6, min_open_days=30), "s", LABELS)
        spare = sample.reserve[Stratum("CiN", "team/lake")][0]
        assert {ref: sample.why_not(ref) for ref in ("A-7", "Z-1", "Z-2", spare, "Q-9")} == {
            "A-7": "A-7 is in the sample.",
            "Z-1": "Left out by the rule: audited in the 6 months before 28 May 2024 or since, on 12 March 2024.",
            "Z-2": "Left out by the rule: opened less than 30 days before 28 May 2024, on 20 May 2024.",
            spare: "Meets the rule, not drawn: 10 of 100 children in need in Lake team are in the sample; "
            "11th in the order drawn from seed “s”.",
            "Q-9": "Q-9 is not on the list that the sample was drawn from.",
        }
        assert sample.left_out == {"audited": 1, "opened": 1, "not_drawn": 180}

    def test_a_child_whose_audit_is_not_in_yet_is_left_out_unless_the_rule_is_of_before(self):
        under = [replace(child, under_audit=True) if child.ref == COUNCIL[0].ref else child for child in COUNCIL]
        sample = draw(under, Rule(size=len(under) - 1, on=ON, proportional_to="none"), "s")
        assert COUNCIL[0].ref not in sample.refs
        assert sample.why_not(COUNCIL[0].ref) == "Left out by the rule: with an audit that is not in yet."
        before = draw(under, Rule(size=len(under), on=ON, proportional_to="none", under_audit="drawn"), "s")
        assert COUNCIL[0].ref in before.refs

    def test_the_rule_in_words(self):
        rule = Rule(
            size=60,
            on=ON,
            plans=("CP", "CL"),
            teams=("team/forest", "team/lake"),
            not_audited_months=6,
            min_open_days=30,
            themes=("Neglect",),
            named=(("A-7", "complaint"),),
        )
        assert rule_in_words(rule, LABELS) == (
            "60 children from the list of 28 May 2024: children on a child protection plan and care leavers, "
            "in Forest team and Lake team, not audited in the 6 months before or since, open for 30 days or more. "
            "Places are shared over the plan types in proportion to the number of children in each. "
            "Where that leaves parts of a place, the seed draws lots for who gets a whole one: "
            "the bigger the part, the likelier. Over the months each gets its exact share. "
            "A child whose audit is not in yet is left out. "
            "Theme: Neglect. Named: A-7 (complaint)."
        )

    def test_shares_in_words(self):
        rule = Rule(size=1, on=ON, shares={"CP": 3, "CiN": 1}, proportional_to="team", rounding="largest_remainders")
        said = rule_in_words(rule, LABELS)
        assert said == (
            "1 child from the list of 28 May 2024: children of every plan type. Places are shared over the plan types "
            "in these parts: children on a child protection plan 3 and children in need 1. "
            "Within each they are shared over the teams in proportion to the number of children. "
            "A child whose audit is not in yet is left out."
        )


class TestRefusals:
    def refusal(self, listed=COUNCIL, seed="s", **rule):
        with pytest.raises(CannotDraw) as refused:
            draw(listed, Rule(**{"size": 20, "on": ON} | rule), seed)
        return refused.value.sentence, refused.value.field

    def test_more_children_than_meet_the_rule(self):
        listed = [*children(41), *children(9, "L", last_audited=ON), *children(2, "N", plan="CiN")]
        assert self.refusal(listed, size=60, plans=("CP",), not_audited_months=6) == (
            "You asked for 60 children; only 41 of the 52 on the list of 28 May 2024 meet the rule. "
            "Left out: 9 audited in the 6 months before 28 May 2024 or since and "
            "2 of a plan type that was not drawn from.",
            "size",
        )

    def test_an_empty_list(self):
        said = "You asked for 20 children; only 0 of the 0 on the list of 28 May 2024 meet the rule."
        assert self.refusal([]) == (said, "size")

    @pytest.mark.parametrize(
        ("rule", "said", "field"),
        [
            ({"size": 0}, "The sample needs at least 1 child.", "size"),
            ({"seed": " "}, "Give a seed, so that the draw can be repeated.", "seed"),
            ({"named": (("X-1", "why"),)}, "Named, but not on the list of 28 May 2024: X-1.", "named"),
            ({"named": (("A-1", "why"), ("A-1", "why"))}, "Named more than once: A-1.", "named"),
            ({"named": (("A-1", " "),)}, "Say why you name A-1.", "named"),
            (
                {"size": 1, "named": (("A-1", "y"), ("A-2", "y"))},
                "You named 2 children for a sample of 1.",
                "named",
            ),
            ({"not_audited_months": -1}, "The months since the last audit cannot be below 0.", "not_audited_months"),
            ({"min_open_days": -1}, "The days open cannot be below 0.", "min_open_days"),
            ({"proportional_to": "luck"}, "“luck” is not a way of sharing out the places.", "proportional_to"),
            (
                {"shares": {"CP": 0}},
                "Give at least one plan type a share above 0, and none a share below 0.",
                "shares",
            ),
            (
                {"listed": [a_child(), a_child()]},
                "On the list more than once: C-1. A child can be drawn only once.",
                "",
            ),
        ],
    )
    def test_in_a_sentence_beside_the_control(self, rule, said, field):
        assert self.refusal(**rule) == (said, field)


class TestComparison:
    def test_the_sample_beside_the_population(self):
        listed = [a_child("C-1", age="10-15"), a_child("C-2", age="5-9"), a_child("C-3", age="unborn", ethnicity="")]
        rows = [(r.dimension, r.value, r.population_n, r.sample_n) for r in compare(listed, ["C-1", "C-3"])]
        assert rows == [
            *[("plan", "CP", 3, 2), ("team", "team/forest", 3, 2)],
            *[("age_band", "unborn", 1, 1), ("age_band", "5-9", 1, 0), ("age_band", "10-15", 1, 1)],
            *[("ethnicity", "", 1, 1), ("ethnicity", "White British", 2, 1)],
        ]

    @given(lists)
    def test_each_dimension_adds_up(self, listed):
        chosen = [child.ref for child in listed][::2]
        for dimension in ("plan", "team", "age_band", "ethnicity"):
            rows = [row for row in compare(listed, chosen) if row.dimension == dimension]
            assert sum(row.population_n for row in rows) == rows[0].population_total == len(listed)
            assert sum(row.sample_n for row in rows) == rows[0].sample_total == len(chosen)


@pytest.mark.parametrize(
    ("on", "months", "expected"),
    [(date(2024, 5, 31), 3, date(2024, 2, 29)), (ON, 6, date(2023, 11, 28)), (date(2024, 1, 5), 1, date(2023, 12, 5))],
)
def test_whole_months_before_a_date(on, months, expected):
    assert months_before(on, months) == expected
