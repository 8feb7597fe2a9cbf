"""The index of a pack as data: what may not be named is taken out sentence by sentence."""

from io import BytesIO

import pytest
from docx import Document

from app.evidence import word
from app.evidence.index import Grid, Index, Part, Text, without


def test_a_column_is_as_wide_as_what_is_told_in_it() -> None:
    grid = Grid("", ("Entry", "What happened"), (("12", "x" * 400), ("13", "y")))
    first, second = word._widths(grid)
    assert (first + second <= word.ROOM, second > 6 * first) == (True, True)


def test_every_page_of_the_word_file_says_for_whom_it_is() -> None:
    index = Index("Evidence", "Eastmere", "For Ivy Lane", (), (), "note\n")
    (section,) = Document(BytesIO(word.written(index, "2024-05-28T12:00:00"))).sections
    assert (section.header.paragraphs[0].text, section.footer.paragraphs[0].text) == ("For Ivy Lane", "For Ivy Lane")


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
