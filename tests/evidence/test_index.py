"""The index of a pack as data: what may not be named is taken out sentence by sentence."""

from io import BytesIO
from typing import Any

import pytest
from docx import Document

from app.evidence import page, word
from app.evidence.index import Grid, Index, Part, Text, without


def test_a_column_is_as_wide_as_what_is_told_in_it() -> None:
    grid = Grid("", ("Entry", "What happened"), (("12", "x" * 400), ("13", "y")))
    first, second = word._widths(grid)
    assert (first + second <= word.ROOM, second > 6 * first) == (True, True)


def test_every_page_of_the_word_file_says_for_whom_it_is() -> None:
    index = Index("Evidence", "Eastmere", "For Ivy Lane", (), (), "note\n")
    (section,) = Document(BytesIO(word.written(index, "2024-05-28T12:00:00"))).sections
    assert (section.header.paragraphs[0].text, section.footer.paragraphs[0].text) == ("For Ivy Lane", "For Ivy Lane")


def tables(*grids: Grid) -> list[Any]:
    """The tables of a Word file with these."""
    index = Index("Evidence", "Eastmere", "For Ivy Lane", (), (Part("Told", grids),), "note\n")
    return list(Document(BytesIO(word.written(index, "2024-05-28T12:00:00"))).tables)


def test_headings_stand_on_each_page_of_a_table_and_no_row_is_on_two() -> None:
    (table,) = tables(Grid("Grades", ("Domain", "Grade"), (("Plans", "Good"), ("Reviews", "Inadequate"))))
    marks = [{one.tag.rpartition("}")[2] for one in row._tr.trPr} for row in table.rows]
    assert marks == [{"cantSplit", "tblHeader"}, {"cantSplit"}, {"cantSplit"}]
    assert [one.paragraphs[0].paragraph_format.keep_with_next for one in table.rows[0].cells] == [True, True]


def test_a_column_in_which_nothing_stands_is_left_out() -> None:
    grid = Grid("Exemptions", ("Figure", "Value", "Note"), (("", "2", ""), ("", "9", "")))
    (table,) = tables(grid)
    assert [cell.text for cell in table.rows[0].cells] == ["Figure", "Value"], "the first is the heading of its row"
    index = Index("Evidence", "Eastmere", "For Ivy Lane", (), (Part("Told", (grid,)),), "note\n")
    assert b"Note" not in page.written(index)


def test_no_word_is_cut_where_the_page_has_room_and_what_is_wider_than_the_page_is_turned() -> None:
    months = tuple(f"September {year}" for year in range(2010, 2022))
    short = Grid("Entries", ("Event", "What happened", "File"), (("135,168", "word " * 90, "events/000003.json"),))
    first, second, last = word._widths(short)
    assert (first, last) == (len("135,168") * word.LETTER + word.MARGINS, 18 * word.LETTER + word.MARGINS)
    assert second > 5 * first
    (table,) = tables(Grid("Grades by month", ("Grade", *months), (("Good", *("9 (21%)",) * 12),)))
    assert [cell.text for cell in table.rows[0].cells] == ["Grade", "Good"]
    assert [row.cells[0].text for row in table.rows[1:]] == list(months)


INSTEAD = "[not shown]"


@pytest.mark.parametrize(("words", "left"), [
    ("Rule: the oldest first. Seed: 7. C-2 was taken instead", f"Rule: the oldest first. Seed: 7. {INSTEAD}"),
    ("Rule: the oldest first. Seed: 7", "Rule: the oldest first. Seed: 7"),
    ("C-2", INSTEAD),
    ("C. -2 is there", INSTEAD),
])  # fmt: skip
def test_a_sentence_that_names_another_is_left_out_and_the_others_stay(words: str, left: str) -> None:
    def named(text: str) -> bool:
        return "C-2" in text.replace(". ", "") if "C. -2" in words else "C-2" in text

    (part,) = without([Part("Draws", (Text(words), Grid("", ("What",), ((words,),))))], named, INSTEAD)
    assert part.items == (Text(left), Grid("", ("What",), ((left,),)))
