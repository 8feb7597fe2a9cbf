"""A change is called, with its direction, or the numbers are too few to call: in those words."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reports.statistics.change import (
    LEAST,
    Part,
    against_rest,
    counts_change,
    each_against_rest,
    family,
    looks,
    p_words,
    shares_change,
)

GOOD = [Part(7, 31, "April 2024"), Part(7, 30, "May 2024"), Part(7, 16, "June 2024")]


def part() -> st.SearchStrategy[Part]:
    return st.integers(0, 50).flatmap(lambda of: st.builds(Part, st.integers(0, of), st.just(of)))


def test_june_against_april_and_may_together_is_too_few_to_call() -> None:
    change = against_rest(GOOD)
    assert not change.called
    assert change.words == (
        "44% (7 of 16) in June 2024 against 23% (14 of 61) in April 2024 and May 2024 together: "
        "too few to call (p = 0.12, 5% level)."
    )


def test_june_against_april_alone_is_too_few_to_call() -> None:
    words = shares_change(Part(7, 31), Part(7, 16)).words
    assert words == "From 23% (7 of 31) to 44% (7 of 16): too few to call (p = 0.16, 5% level)."


def test_a_clear_change_is_called_with_its_direction() -> None:
    up = shares_change(Part(3, 31, "April 2024"), Part(12, 16, "June 2024"), places=1)
    assert up.called
    assert (
        up.words == "From 9.7% (3 of 31) in April 2024 to 75.0% (12 of 16) in June 2024: higher (p < 0.001, 5% level)."
    )
    assert shares_change(up.after, up.before).verdict == "lower"


def test_it_is_called_below_the_level_and_not_at_it() -> None:
    under, over = shares_change(Part(7, 31), Part(9, 17)), shares_change(Part(7, 31), Part(8, 16))
    assert (p_words(under.p), under.called) == ("p = 0.043", True)
    assert (p_words(over.p), over.called) == ("p = 0.071", False)
    assert not replace(under, level=under.p).called


def test_all_and_none_and_the_same() -> None:
    assert shares_change(Part(0, 16), Part(16, 16)).verdict == "higher"
    for one in (Part(0, 16), Part(16, 16), Part(4, 16)):
        same = shares_change(one, replace(one))
        assert (same.verdict, same.direction) == ("too few to call", "the same")


def test_a_share_of_nothing_or_of_very_few_is_never_called() -> None:
    nothing = shares_change(Part(0, 0), Part(7, 16))
    assert (nothing.p, nothing.called) == (1, False)
    assert nothing.words == "From – (0 of 0) to 44% (7 of 16): too few to call (nothing to compare with)."
    few = shares_change(Part(0, 30), Part(LEAST - 1, LEAST - 1))
    assert few.p < few.level
    assert few.words.endswith("too few to call (a share of fewer than 5 is never called).")


def test_45_after_46_is_no_fall() -> None:
    assert counts_change(Part(46), Part(45)).words == "From 46 to 45: too few to call (p = 0.92, 5% level)."


def test_a_count_is_compared_over_what_it_was_counted_over() -> None:
    assert counts_change(Part(20), Part(60)).verdict == "higher"
    assert counts_change(Part(20, over=1), Part(60, over=3)).direction == "the same"
    assert counts_change(Part(60, over=1), Part(60, over=3)).verdict == "lower"


def test_counts_and_shares_are_not_mixed() -> None:
    with pytest.raises(ValueError, match="counts_change"):
        shares_change(Part(7), Part(7, 16))
    with pytest.raises(ValueError, match="shares_change"):
        counts_change(Part(7), Part(7, 16))


def test_of_many_comparisons_fewer_are_called() -> None:
    alone = shares_change(Part(7, 31), Part(9, 16))
    others = [shares_change(Part(7, 31), Part(7, 30))] * 11
    together = family([alone, *others])
    assert alone.called
    assert not together[0].called
    assert together[0].words == (
        "From 23% (7 of 31) to 56% (9 of 16): too few to call (p = 0.029, 0.35 as one of 12 comparisons, 5% level)."
    )
    assert looks([alone, *others]) == "12 comparisons at the 5% level: 0.6 would be called by chance alone."
    assert looks(together) == "12 comparisons together at the 5% level (Holm's correction)."


def test_what_is_never_called_does_not_count_as_a_comparison() -> None:
    alone = shares_change(Part(7, 31), Part(9, 16))
    never = shares_change(Part(0, 0), Part(9, 16))
    assert family([alone, never]) == (alone, never)
    assert looks([alone, never]) == ""


def test_each_month_is_compared_with_the_others() -> None:
    found = each_against_rest(GOOD)
    assert [(one.after.label, one.before.n, one.before.of) for one in found] == [
        ("April 2024", 14, 46), ("May 2024", 14, 47), ("June 2024", 14, 61)
    ]  # fmt: skip
    assert {one.verdict for one in found} == {"too few to call"}
    assert [one.comparisons for one in found] == [3, 3, 3]


@pytest.mark.parametrize(
    ("p", "words"),
    [((1, 1), "1.00"), ((125, 1000), "0.13"), ((996, 10000), "0.100"), ((4996, 100000), "0.04996"),
     ((5004, 100000), "0.05004"), ((1, 20), "0.050"), ((49, 1000), "0.049"), ((1, 1000), "0.001")],
)  # fmt: skip
def test_p_is_rounded_half_up_and_never_to_the_level(p: tuple[int, int], words: str) -> None:
    assert p_words(Fraction(*p)) == f"p = {words}"


@given(part(), part())
def test_what_is_called_lies_where_it_is_said_to_lie(before: Part, after: Part) -> None:
    change, back = shares_change(before, after), shares_change(after, before)
    assert (change.p, change.called) == (back.p, back.called)
    if change.called:
        assert min(before.of or 0, after.of or 0) >= LEAST
        assert {change.verdict, back.verdict} == {"higher", "lower"}
        assert (change.verdict == "higher") == (Fraction(after.n, after.of or 1) > Fraction(before.n, before.of or 1))
    else:
        assert change.verdict == "too few to call"
