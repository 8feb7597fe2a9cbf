"""A public copy is held against those that are out already."""

from dataclasses import replace

import pytest

from app.events.periods import period
from app.reports.disclosure import looks_at, public
from app.reports.document import (
    TABLE,
    Block,
    Cell,
    Document,
    Line,
    Sum,
)
from tests.reports.a_document import a_document, grade_table
from tests.reports.small_reports import line, of_blocks, of_lines, texts


def edition(*lines: Line) -> Document:
    return of_lines(*lines, edition=1)


def test_a_number_that_moved_by_a_few_is_kept_back_from_then_on() -> None:
    first = public(edition(line(20), line(30, name="b")))
    second = public(edition(line(21), line(38, name="b")), (first,))
    assert texts(second) == ["kept back", "38"]
    assert texts(public(edition(line(21), line(38, name="b")), (first, second))) == ["kept back", "38"]


def test_a_whole_may_move_by_a_few() -> None:
    first = public(of_lines(line(20, 40)))
    assert [cell.of for cell in public(of_lines(line(20, 41)), (first,)).cells()] == [41]


def test_what_was_kept_back_before_stays_kept_back() -> None:
    grades = Block(
        "overall",
        TABLE,
        "Overall",
        table=grade_table("overall", {"good": (9, 9, 9), "ri": (2, 9, 9), "inadequate": (20, 12, 9)}),
    )
    first = public(of_blocks(grades))
    hidden = {(cell.figure, cell.period) for cell in first.cells() if cell.kept_back}
    alone = of_lines(*(Line("", cell) for cell in of_blocks(grades).cells() if (cell.figure, cell.period) in hidden))
    assert set(texts(public(alone))) != {"kept back"}
    assert set(texts(public(alone, (first,)))) == {"kept back"}


def test_the_months_of_a_quarter_are_held_against_it() -> None:
    months = [
        public(of_lines(line(n, name="late", period=period)))
        for n, period in ((9, "2024-04"), (3, "2024-05"), (8, "2024-06"))
    ]
    whole = Sum(("late", "2024-Q1"), (("late", "2024-04"), ("late", "2024-05"), ("late", "2024-06")))
    quarter = replace(of_lines(line(20, name="late", period="2024-Q1")), sums=(whole,))
    assert texts(public(quarter)) == ["20"]
    assert texts(public(quarter, tuple(months))) == ["kept back"]


def test_an_internal_report_is_not_taken_for_a_published_one() -> None:
    with pytest.raises(ValueError, match="public itself"):
        public(a_document(), (a_document(),))


def test_it_is_held_against_whatever_looks_at_the_same_months() -> None:
    april = of_lines(line(20), line(30, name="b", period="2023-10"))
    looked = [
        key
        for key in ("2023-09", "2023-Q3", "2024-04", "2024-05", "2023-year", "2026-05")
        if (of := period(key)) and looks_at(april, of)
    ]
    assert looked == ["2023-Q3", "2024-04", "2024-05", "2023-year"]


def test_a_share_over_all_of_its_whole_leaves_nobody_to_be_kept_back() -> None:
    def completion(n: int) -> Document:
        cell = Cell(f"{n} of 19", "completion-of-pool", "2024-04", n, 19, "168", base="pool")
        return of_lines(Line("Completion", cell), line(19, name="pool"))

    assert texts(public(completion(32), (public(completion(31)),))) == ["kept back", "19"]
