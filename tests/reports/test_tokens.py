"""Tokens of commentary: a figure's value, a part of it, of another period; what stands for nothing stays."""

import pytest

from app.events.periods import Period, period
from app.reports.document import Cell
from app.reports.tokens import paragraphs, unknown

QUARTER = period("2024-Q1")


def value(name: str, of: Period) -> Cell | None:
    return Cell(f"7 of 31 (23%) {of.key}", name, of.key, 7, 31, "23") if name == "grade:overall:good" else None


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("It was {grade:overall:good}.", "It was 7 of 31 (23%) 2024-Q1."),
        ("{grade:overall:good|n} of {grade:overall:good|of}: {grade:overall:good|share}", "7 of 31: 23%"),
        ("{grade:overall:good@2024-05}", "7 of 31 (23%) 2024-05"),
        ("{grade:overall:good@May} {other} {} {A} {grade:overall:good|words}",
         "{grade:overall:good@May} {other} {} {A} {grade:overall:good|words}"),
    ],
)  # fmt: skip
def test_a_token_reads(typed, read):
    assert [one.text for one in paragraphs(typed, QUARTER, value)] == [read]


def test_lines_are_paragraphs_and_items():
    found = paragraphs("One.\n\n- two\n• {grade:overall:good|n}\r\n-3%", QUARTER, value)
    assert [(one.text, one.item) for one in found] == [("One.", False), ("two", True), ("7", True), ("-3%", False)]


def test_tokens_that_stand_for_nothing_are_told():
    text = "{grade:overall:good} {nothing} {grade:overall:good@2024-13} {Good} {pool of\n- two} {grade:overall:good"
    told = ["{nothing}", "{grade:overall:good@2024-13}", "{Good}", "{pool", "}", "{grade:overall:good"]
    assert unknown(text, QUARTER, value) == told
