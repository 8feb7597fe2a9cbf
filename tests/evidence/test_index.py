"""The index of a pack as data: what may not be named is taken out sentence by sentence."""

import pytest

from app.evidence import word
from app.evidence.index import Grid, Part, Text, without


def test_a_column_is_as_wide_as_what_is_told_in_it() -> None:
    grid = Grid("", ("Entry", "What happened"), (("12", "x" * 400), ("13", "y")))
    first, second = word._widths(grid)
    assert (first + second <= word.ROOM, second > 6 * first) == (True, True)


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
