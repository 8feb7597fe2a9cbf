"""How much a template may hold, counted: whoever looks through it goes through no more than this."""

from collections.abc import Callable
from typing import Any

import pytest

from app.reports import word_bounds, word_file
from app.reports.word import shipped
from app.reports.word_bounds import DEEPEST, MOST_ATTRIBUTES, MOST_ATTRIBUTES_IN_ALL, MOST_ELEMENTS, judge_bounds, place
from app.reports.word_file import MAX_MARKUP, NotWord, opened
from app.reports.word_refused import TemplateRefused
from tests.reports.test_word_check import refusal, unseen, zipped


def counted(*parts: bytes) -> str:
    """Why parts of this markup are refused, "" for taken."""
    try:
        judge_bounds({f"word/header{n}.xml": data for n, data in enumerate(parts)})
    except TemplateRefused as fault:
        return str(fault)
    return ""


def many(n: int) -> bytes:
    """So many elements."""
    return b"<a>" + b"<b/>" * (n - 1) + b"</a>"


def with_attributes(n: int, times: int = 1) -> bytes:
    """Elements of so many attributes each."""
    return b"<a>" + (b"<b " + b" ".join(b'a%d=""' % one for one in range(n)) + b"/>") * times + b"</a>"


@pytest.mark.parametrize(
    ("made", "most", "why"),
    [
        (many, MOST_ELEMENTS, "over 20,000 paragraphs, cells and marks altogether"),
        (lambda n: b"<a>" + b"<!---->" * (n - 1) + b"</a>", MOST_ELEMENTS, "over 20,000"),
        (lambda n: b"<a>" + b"<?b?>" * (n - 1) + b"</a>", MOST_ELEMENTS, "over 20,000"),
        (with_attributes, MOST_ATTRIBUTES, "more than 100 properties"),
        (lambda n: b"<a>" * n + b"</a>" * n, DEEPEST, "more than 100 deep"),
    ],
)
def test_so_much_is_taken_and_one_more_is_not(made: Callable[[int], bytes], most: int, why: str) -> None:
    assert not counted(made(most))
    said = counted(made(most + 1))
    assert why in said
    assert said.endswith("It is in a header.")


def test_parts_are_counted_together() -> None:
    assert not counted(many(MOST_ELEMENTS // 2), many(MOST_ELEMENTS // 2))
    assert "over 20,000" in counted(many(MOST_ELEMENTS // 2), many(MOST_ELEMENTS // 2 + 1))
    times = MOST_ATTRIBUTES_IN_ALL // MOST_ATTRIBUTES
    assert not counted(with_attributes(MOST_ATTRIBUTES, times))
    assert counted(with_attributes(MOST_ATTRIBUTES, times), b'<a b=""/>')


def test_it_is_counted_before_anything_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: Any) -> None:
        raise AssertionError("read")

    monkeypatch.setattr("app.reports.word_safety.parse_xml", read)
    why = refusal(unseen("<w:p/>" * 170_000))
    assert (why.sentence, why.where) == (word_bounds.MANY, "in the text")
    assert "100 properties" in refusal(unseen(with_attributes(40_000).decode())).sentence


def test_all_markup_together_is_no_more_than_a_template_has(monkeypatch: pytest.MonkeyPatch) -> None:
    text = b"<a>" + b" " * 1_000_000 + b"</a>"
    assert "more text and markup" in refusal(zipped(**{f"x/n{n}.xml": text for n in range(11)})).sentence
    whole = sum(len(data) for name, data in opened(shipped()).items() if name.endswith((".xml", ".rels")))
    assert whole < MAX_MARKUP / 20
    monkeypatch.setattr(word_file, "MAX_MARKUP", whole)
    opened(shipped())
    monkeypatch.setattr(word_file, "MAX_MARKUP", whole - 1)
    with pytest.raises(NotWord, match="more text and markup"):
        opened(shipped())


def test_a_part_is_told_in_the_words_of_whoever_edits_it() -> None:
    assert place("word/document.xml") == "in the text"
    assert place("word/footer2.xml") == "in a footer"
    assert place("word/_rels/document.xml.rels") == "in a part of the file (word/_rels/document.xml.rels)"
