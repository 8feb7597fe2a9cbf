"""A public copy is held against those that are out already."""

from dataclasses import replace

import pytest

from app.events.periods import period
from app.reports.disclosure import Out, looks_at, public
from app.reports.document import (
    TABLE,
    Block,
    Cell,
    Document,
    Line,
    Sum,
)
from tests.reports.a_document import a_document, grade_table, share_cell
from tests.reports.small_reports import line, of_blocks, of_lines, out, texts


def edition(*lines: Line) -> Document:
    return of_lines(*lines, edition=1)


def test_a_number_that_moved_by_a_few_is_kept_back_from_then_on() -> None:
    first = out(edition(line(20), line(30, name="b")))
    second = out(edition(line(21), line(38, name="b")), (first,))
    assert texts(second.public) == ["kept back", "38"]
    assert texts(public(edition(line(21), line(38, name="b")), (first, second))) == ["kept back", "38"]


def test_a_whole_may_move_by_a_few() -> None:
    first = out(of_lines(line(20, 40)))
    assert [cell.of for cell in public(of_lines(line(20, 41)), (first,)).cells()] == [41]


def test_what_was_kept_back_before_stays_kept_back() -> None:
    grades = Block(
        "overall",
        TABLE,
        "Overall",
        table=grade_table("overall", {"good": (9, 9, 9), "ri": (2, 9, 9), "inadequate": (20, 12, 9)}),
    )
    first = out(of_blocks(grades))
    hidden = {(cell.figure, cell.period) for cell in first.public.cells() if cell.kept_back}
    alone = of_lines(*(Line("", cell) for cell in of_blocks(grades).cells() if (cell.figure, cell.period) in hidden))
    assert set(texts(public(alone))) != {"kept back"}
    assert set(texts(public(alone, (first,)))) == {"kept back"}


def test_the_months_of_a_quarter_are_held_against_it() -> None:
    months = [
        out(of_lines(line(n, name="late", period=period)))
        for n, period in ((9, "2024-04"), (3, "2024-05"), (8, "2024-06"))
    ]
    whole = Sum(("late", "2024-Q1"), (("late", "2024-04"), ("late", "2024-05"), ("late", "2024-06")))
    quarter = replace(of_lines(line(20, name="late", period="2024-Q1")), sums=(whole,))
    assert texts(public(quarter)) == ["20"]
    assert texts(public(quarter, tuple(months))) == ["kept back"]


def test_a_year_of_one_quarter_does_not_tell_what_the_quarter_keeps_back() -> None:
    months = ((40, "2024-04"), (3, "2024-05"), (40, "2024-06"))
    copies: tuple[Out, ...] = ()
    for n, at in months:
        copies = (*copies, out(of_lines(line(n, name="late", period=at)), copies))
    copies = (*copies, out(of_lines(line(83, name="late", period="2024-Q1")), copies))
    assert texts(copies[-1].public) == ["kept back"]
    opened = [line(50, name="seen", period=at) for _, at in months]
    year = [line(n, name=name, period="2024-year") for n, name in ((83, "late"), (150, "seen"))]
    assert texts(public(of_lines(*year, *opened), copies))[0] == "kept back"


def test_nothing_in_a_quarter_is_nothing_in_each_of_its_months() -> None:
    waiting = of_lines(
        line(9, name="moderation:drawn", period="2024-05"),
        line(6, name="moderation:moderated", period="2024-05"),
        line(3, name="moderation:to-moderate", period="2024-05"),
    )
    quarter = of_lines(line(3, name="moderation:to-moderate", period="2024-Q1"), line(9, name="x", period="2024-Q1"))
    assert texts(public(quarter, (out(waiting),))) == ["kept back", "9"]
    done = of_lines(
        line(9, name="moderation:drawn", period="2024-05"),
        line(9, name="moderation:moderated", period="2024-05"),
        line(0, name="moderation:to-moderate", period="2024-05"),
    )
    assert texts(public(done, (out(waiting),))) == ["9", "9", "0"]


def test_what_has_changed_since_is_had_from_a_quarter_that_has_none_of_it() -> None:
    waiting = of_lines(*(line(n, name=f"moderation:{name}", period="2024-05") for n, name in
                         ((9, "drawn"), (6, "moderated"), (3, "to-moderate"))))  # fmt: skip
    months = ((20, "2024-04"), (9, "2024-05"), (3, "2024-06"), (32, "2024-Q1"))
    moderated = [line(n, name="moderation:moderated", period=period) for n, period in months]
    none = line(0, name="moderation:to-moderate", period="2024-Q1")
    april, _, june, quarter, still = texts(public(of_lines(*moderated, none), (out(waiting),)))
    assert june == "kept back"
    assert "kept back" in (april, quarter, still), "all that were drawn in May are moderated by then"


def test_what_is_counted_twice_under_two_names_is_a_whole_under_both() -> None:
    def may(n: int) -> Document:
        good = Line("", share_cell("grade:overall:good", "2024-04", 20, n, "graded:overall"))
        return of_lines(line(n, name="accepted"), line(n, name="graded:overall"), good)

    assert texts(public(may(30), (out(may(27)),))) == ["30", "30", "20 (67%)"]


def test_what_stands_nowhere_is_of_each_copy_its_own() -> None:
    def may(returned: int) -> Document:
        seen = Line("", share_cell("seen", "2024-04", 20, 43, "accepted"))
        return of_lines(line(returned, name="returned"), line(43, name="accepted"), seen)

    copies = (out(may(46)),)
    copies = (*copies, out(may(47), copies))
    assert [texts(one.public)[:2] for one in copies] == [["kept back", "43"]] * 2, "three, then four not to standard"


def test_an_internal_report_is_not_taken_for_a_published_one() -> None:
    with pytest.raises(ValueError, match="public itself"):
        public(a_document(), (Out(a_document(), a_document()),))


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

    assert texts(public(completion(32), (out(completion(31)),))) == ["kept back", "19"]
