"""What moved between two editions is every figure whose value differs, in words."""

from dataclasses import replace

from app.reports.editions import moved
from tests.reports.small_reports import line, of_lines


def words(before: int, now: int) -> list[str]:
    was, found = (line(n, name="returned", period="2024-05") for n in (before, now))
    return [one.words for one in moved(of_lines(was, line(7)), of_lines(found, line(7)))]


def test_a_figure_with_another_value_is_told_and_one_that_stands_is_not() -> None:
    assert words(31, 32) == ["returned, May 2024: 31, now 32"]
    assert words(31, 31) == []


def test_what_either_keeps_back_or_only_one_has_is_passed_over() -> None:
    was, now = line(31), line(32)
    hidden = replace(was, cell=replace(was.cell, text="", n=None, kept_back=True))
    assert moved(of_lines(hidden), of_lines(now)) == ()
    assert moved(of_lines(now), of_lines(hidden)) == ()
    assert moved(of_lines(line(5, name="other")), of_lines(now)) == ()


def test_a_share_differs_by_its_base_too() -> None:
    assert [one.now.of for one in moved(of_lines(line(3, 5)), of_lines(line(3, 6)))] == [6]
