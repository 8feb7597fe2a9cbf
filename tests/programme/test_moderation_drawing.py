"""Which audits are moderated: against draws worked out by hand, repeated from the seed, topped up later."""

from dataclasses import replace
from hashlib import sha256
from random import Random

import pytest

from app.programme.moderation.drawing import Rule, Standing, draw, share_of, sums

LABELS = {"outstanding": "Outstanding", "good": "Good", "poor": "Inadequate"}
RULE = Rule(20, ("outstanding", "poor"), LABELS)
ONLY_CHANCE = replace(RULE, always=())


def audits(n: int, overall: str = "good", start: int = 1) -> list[Standing]:
    return [Standing(f"audit/2024-05/{number:04d}", "returned", overall) for number in range(start, start + n)]


def by_hand(found: list[Standing], seed: str) -> list[str]:
    """The order of the seed as an inspector would make it: sorted by the digest of seed, line feed and id."""
    return sorted((one.audit for one in found), key=lambda id: sha256(f"{seed}\n{id}".encode()).hexdigest())


@pytest.mark.parametrize(
    ("n", "percent", "share"),
    [(0, 20, 0), (1, 20, 1), (20, 20, 4), (21, 20, 5), (33, 15, 5), (32, 15, 5), (17, 15, 3), (10, 0, 0), (3, 100, 3)],
)
def test_the_share_is_rounded_up(n: int, percent: int, share: int) -> None:
    assert share_of(n, percent) == share


def test_the_first_in_the_order_of_the_seed_are_drawn() -> None:
    found = audits(20)
    made = draw(found, ONLY_CHANCE, "May")
    order = by_hand(found, "May")
    assert [one.audit for one in made.chosen] == order[:4]
    assert [one.audit for one in made.frame] == order
    assert made.chosen[2].why == "Drawn by chance, 4 of 20: number 3 in the order that the seed gives."
    why = {one.audit: one.why for one in made.left_out}
    assert why[order[19]] == "Not drawn by chance, 4 of 20: number 20 in the order that the seed gives."
    assert len(why) == 16


def test_the_order_in_which_they_come_changes_nothing_and_another_seed_does() -> None:
    found = audits(40)
    mixed = Random(1).sample(found, len(found))
    assert draw(found, RULE, "May") == draw(mixed, RULE, "May")
    assert {one.audit for one in draw(found, RULE, "June").chosen} != {
        one.audit for one in draw(found, RULE, "May").chosen
    }


def test_grades_that_always_are_come_on_top_of_the_share() -> None:
    found = [*audits(18), *audits(2, "poor", 19)]
    made = draw(found, RULE, "May")
    drawn = {one.audit: one.drawn_as for one in made.chosen}
    chance = by_hand(found, "May")[:4]
    assert {audit for audit, how in drawn.items() if how == "chance"} == set(chance)
    poor = {"audit/2024-05/0019", "audit/2024-05/0020"}
    assert poor <= drawn.keys()
    assert {audit for audit, how in drawn.items() if how == "always"} == poor - set(chance)


def test_why_says_both_where_both_are_so() -> None:
    made = draw(audits(1, "poor"), RULE, "May")
    assert made.chosen[0].drawn_as == "chance"
    assert made.chosen[0].why == (
        "Drawn by chance, 1 of 1: number 1 in the order that the seed gives; also graded Inadequate."
    )
    second = draw([*audits(3), *audits(1, "poor", 4)], replace(RULE, share_percent=0), "May")
    assert second.chosen[0].why.startswith("Always moderated: graded Inadequate. Not drawn by chance")


def test_a_later_draw_tops_up_to_the_share_of_all_that_came_in() -> None:
    first = draw(audits(20), ONLY_CHANCE, "one")
    drawn = {one.audit: one.drawn_as for one in first.chosen}
    later = [replace(one, drawn_as=drawn.get(one.audit, "")) for one in audits(33)]
    second = draw(later, ONLY_CHANCE, "two")
    assert (second.came_in, second.wanted, second.before, second.by_chance) == (33, 7, 4, 3)
    assert not drawn.keys() & {one.audit for one in second.chosen}
    assert [one.audit for one in second.chosen] == by_hand([one for one in later if not one.drawn_as], "two")[:3]
    assert {one.why for one in second.left_out if one.audit in drawn} == {"Drawn before."}


def test_what_was_drawn_for_its_grade_does_not_count_towards_the_share_by_chance() -> None:
    poor = [replace(one, drawn_as="always") for one in audits(5, "poor")]
    made = draw([*poor, *audits(5, start=6)], RULE, "May")
    assert (made.wanted, made.before, made.by_chance) == (2, 0, 2)


def test_a_share_that_is_reached_draws_nobody_and_says_so() -> None:
    done = [replace(one, drawn_as="chance") for one in audits(2)]
    made = draw([*done, *audits(8, start=3)], ONLY_CHANCE, "May")
    assert made.chosen == ()
    assert made.left_out[-1].why == "Not drawn: the share is reached already."


@pytest.mark.parametrize(
    ("one", "counts", "why"),
    [
        (Standing("audit/2024-05/0099", "accepted", "good", on_record=True), True, "On the child's record already."),
        (Standing("audit/2024-05/0099", "not_to_standard", "good"), True, "Judged not to standard already."),
        (Standing("audit/2024-05/0099", "returned", "good", agreed=True), True, "Two auditors have agreed its grades."),
        (Standing("audit/2024-05/0099", "sent_back", "good", drawn_as="chance"), True, "Drawn before."),
        (Standing("audit/2024-05/0099", "sent_back", "good"), False, ""),
        (Standing("audit/2024-05/0099", "withdrawn", "good", drawn_as="chance"), False, ""),
        (Standing("audit/2024-05/0099", "started", ""), False, ""),
    ],
)
def test_what_counts_in_the_base_and_cannot_be_drawn_is_named_with_why(one: Standing, counts: bool, why: str) -> None:
    made = draw([*audits(4), one], ONLY_CHANCE, "May")
    assert made.came_in == 4 + counts
    assert one.audit not in {chosen.audit for chosen in made.chosen}
    assert {left.audit: left.why for left in made.left_out}.get(one.audit, "") == why


def test_one_on_record_whose_grade_is_always_moderated_is_named_as_a_gap() -> None:
    gap = Standing("audit/2024-05/0099", "accepted", "poor", on_record=True)
    made = draw([*audits(4), gap], RULE, "May")
    why = {left.audit: left.why for left in made.left_out}
    assert why[gap.audit] == "On the child's record already. A gap: graded Inadequate, which is always moderated."


def test_the_rule_and_its_sum_are_said_in_words() -> None:
    assert RULE.words == (
        "20% of the audits that came in, rounded up, by chance; and every audit graded Outstanding or Inadequate."
    )
    assert ONLY_CHANCE.words == "20% of the audits that came in, rounded up, by chance."
    found = [replace(audits(1)[0], drawn_as="chance"), *audits(19, start=2)]
    assert sums(draw(found, RULE, "x"), RULE) == (
        "20% of 20 audits that came in, rounded up, is 4; 1 had been drawn by chance before."
        " 3 of 19 that could be drawn are drawn by chance."
    )
