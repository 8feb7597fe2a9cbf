"""What moved between two editions is every figure whose value differs, in words."""

from dataclasses import replace

from app.reports.document import Cell, Document, Paragraph, Section
from app.reports.editions import moved, reworded
from tests.reports.small_reports import line, of_lines


def words(before: int, now: int) -> list[str]:
    was, found = (line(n, name="returned", period="2024-05") for n in (before, now))
    return [one.words for one in moved(of_lines(was, line(7)), of_lines(found, line(7)))]


def test_a_figure_with_another_value_is_told_and_one_that_stands_is_not() -> None:
    assert words(31, 32) == ["returned, May 2024: 31, now 32"]
    assert words(31, 31) == []


def test_a_figure_that_had_another_name_is_still_the_same() -> None:
    was, now = (
        line(n, 13, name=name, period="2024-05") for n, name in ((11, "moderation:grade-kept"), (12, "grade-kept"))
    )
    assert [one.words for one in moved(of_lines(was), of_lines(now))] == [
        "grade-kept, May 2024: 11 of 13 (85%), now 12 of 13 (92%)"
    ]


def test_what_either_keeps_back_or_only_one_has_is_passed_over() -> None:
    was, now = line(31), line(32)
    hidden = replace(was, cell=replace(was.cell, text="", n=None, kept_back=True))
    assert moved(of_lines(hidden), of_lines(now)) == ()
    assert moved(of_lines(now), of_lines(hidden)) == ()
    assert moved(of_lines(line(5, name="other")), of_lines(now)) == ()


def test_a_share_differs_by_its_base_too() -> None:
    assert [one.now.of for one in moved(of_lines(line(3, 5)), of_lines(line(3, 6)))] == [6]


def with_texts(**texts: list[Cell]) -> Document:
    sections = (Section(id, id.title(), commentary=(Paragraph(tuple(runs)),)) for id, runs in texts.items())
    return replace(of_lines(line(7)), sections=(*sections, Section("silent", "Silent")))


def test_a_text_with_other_words_is_named_by_its_section_and_another_value_in_it_is_none() -> None:
    said, share = Cell("All came in: "), Cell("31", figure="returned", period="2024-05", n=31)
    was = with_texts(impact=[said, share], conclusions=[Cell("We did well.")], gone=[Cell("Late.")])
    assert reworded(was, with_texts(impact=[said, replace(share, text="32", n=32)], conclusions=[])) == (
        "Conclusions",
        "Gone",
    )
    assert reworded(was, was) == ()
    assert reworded(with_texts(), with_texts(impact=[said])) == ("Impact",)
