"""The Word file of a report: what a reader, a screen reader and a later comparison find in it."""

import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from app.reports.document import COUNT, PUBLIC, TABLE, TEXT, Block, Cell, Column, Document, Section, Table
from app.reports.word import shipped, written
from app.reports.word_file import opened
from tests.reports.a_document import a_document, text
from tests.reports.a_picture import a_picture
from tools.report_template import built

PNG = a_picture()


def made(document: Document | None = None, template: bytes | None = None) -> Any:
    """The Word file of a document, as Word would open it."""
    return docx.Document(io.BytesIO(written(document or a_document(), template, lambda chart: PNG)))


def public() -> Document:
    """The public copy of the example: without its appendix."""
    document = a_document()
    return replace(document, copy=PUBLIC, sections=tuple(one for one in document.sections if not one.confidential))


def with_section(*blocks: Block, **more: Any) -> Document:
    """The example with one more section, of these blocks."""
    return replace(a_document(), sections=(*a_document().sections, Section("more", "More", blocks, **more)))


def words(word: Any) -> str:
    """Everything that can be read in the body."""
    return "\n".join("".join(node.itertext(qn("w:t"))) for node in word.element.body.iter(qn("w:p")))


def headings(word: Any) -> list[tuple[int, str]]:
    """Level and words of each heading."""
    return [(int(one.style.name[-1]), one.text) for one in word.paragraphs if one.style.name.startswith("Heading")]


def edges(word: Any, edge: str) -> str:
    """What stands at the head or foot of the pages."""
    assert len(word.sections) == 1
    return "\n".join(one.text for one in getattr(word.sections[0], edge).paragraphs)


@pytest.fixture(scope="module")
def word() -> Any:
    """The example as a Word file."""
    return made()


def test_the_same_document_is_the_same_file_in_any_process() -> None:
    code = (
        "from hashlib import sha256; from tests.reports.test_word import *;"
        "print(sha256(written(a_document(), None, lambda chart: PNG)).hexdigest())"
    )
    run = [sys.executable, "-W", "ignore", "-c", code]
    others = {
        subprocess.run(
            run, check=True, capture_output=True, text=True, env=os.environ | {"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert others == {sha256(written(a_document(), None, lambda chart: PNG)).hexdigest() + "\n"}


def test_the_template_that_is_shipped_is_the_one_that_its_script_builds() -> None:
    assert opened(shipped()) == opened(built())


def test_headings_go_down_by_one_level_at_a_time(word: Any) -> None:
    found = headings(word)
    assert found[0] == (1, "Summary audit grades")
    assert all(after <= before + 1 for (before, _), (after, _) in pairwise(found))
    assert {(2, "Overall outcomes"), (3, "Less positive"), (1, "Next steps")} <= set(found)


def test_no_paragraph_is_empty_and_none_is_left_of_a_tag(word: Any) -> None:
    empty = [one for one in word.element.body.iter(qn("w:p")) if not "".join(one.itertext()).strip()]
    assert all(one.findall(".//" + qn("w:drawing")) for one in empty)
    assert len(empty) == 1
    assert not re.search(r"\{[{%]|[}%]\}", words(word) + edges(word, "header") + edges(word, "footer"))


def test_every_table_repeats_its_head_and_breaks_no_row(word: Any) -> None:
    for table in word.tables:
        rows = [row._tr.trPr for row in table.rows]
        assert [row.find(qn("w:tblHeader")) is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.find(qn("w:cantSplit")) is not None for row in rows)
        assert table.style.name == "Report table"
    assert len(word.tables) == 7


def test_numbers_are_on_the_right_row_headings_and_totals_are_bold(word: Any) -> None:
    table = word.tables[1]
    cells = [[cell.paragraphs[0] for cell in row.cells] for row in table.rows]
    assert [one.alignment for one in cells[2]] == [None, 2, 2, 2, 2]
    assert [one.runs[0].bold for one in cells[2]] == [True, None, None, None, None]
    assert all(one.runs[0].bold for one in (*cells[0], *cells[-1]))
    assert [one.text for one in cells[3]] == ["Requires Improvement", "22 (71%)", "18 (60%)", "9 (56%)", "49 (64%)"]


def test_a_chart_is_described_captioned_and_has_its_table_beneath(word: Any) -> None:
    (drawn,) = word.element.body.iter(qn("wp:docPr"))
    assert drawn.get("descr") == "Most audits were graded Requires Improvement: 49 of 77."
    after = [one for one in word.element.body if one.tag in (qn("w:p"), qn("w:tbl"))]
    at = next(n for n, one in enumerate(after) if one.findall(".//" + qn("w:drawing")))
    caption = docx.text.paragraph.Paragraph(after[at + 1], word)
    assert (caption.style.name, caption.text) == ("Caption", drawn.get("descr"))
    assert after[at + 2].tag == qn("w:tbl")


def test_two_charts_have_two_ids() -> None:
    chart = a_document().sections[0].blocks[2]
    found = [one.get("id") for one in made(with_section(chart)).element.body.iter(qn("wp:docPr"))]
    assert len(set(found)) == 2


def test_days_are_written_as_they_are_read(word: Any) -> None:
    said = words(word)
    assert {"30/09/2024", "03/06/2024"} <= set(said.split("\n"))
    assert "17:00 on 5 July 2024, event 48,211" in said
    assert not re.search(r"\d{4}-\d\d-\d\d", said)


def test_the_front_page_says_which_edition_and_what_it_changed() -> None:
    said = words(made(replace(a_document(), edition=2, published_on="2024-07-09", changes=("May: 7 Good, was 6.",))))
    assert {"Edition: Edition 2", "Published: 09/07/2024", "What this edition changes", "May: 7 Good, was 6."} <= set(
        said.split("\n")
    )
    assert "What this edition changes" not in words(made())


@pytest.mark.parametrize(
    ("document", "says"),
    [
        (a_document(), "OFFICIAL-SENSITIVE, internal copy\tPage 1 of 1"),
        (public(), "OFFICIAL, public copy\tPage 1 of 1"),
    ],
)
def test_each_page_says_how_it_is_to_be_handled(document: Document, says: str) -> None:
    word = made(document)
    assert edges(word, "footer") == f"{says}\n{document.title}"
    assert "Demonstration data: everything in this report is invented" in edges(word, "header")
    codes = "".join(node.text for node in word.sections[0].footer._element.iter(qn("w:instrText")))
    assert codes.split() == ["PAGE", "NUMPAGES"]
    assert "Demonstration" not in edges(made(replace(document, demonstration=False)), "header")


def test_the_confidential_appendix_begins_a_page_and_is_in_no_public_copy() -> None:
    (heading,) = [one for one in made().paragraphs if one.text == "CONFIDENTIAL: Appendix" and one.style.name[0] == "H"]
    assert heading.paragraph_format.page_break_before
    assert "CONFIDENTIAL" not in words(made(public()))


def test_the_file_says_what_it_is_and_reads_no_clock(word: Any) -> None:
    about = word.core_properties
    assert (about.title, about.author, about.language) == (a_document().title, "Ruth Okafor", "en-GB")
    assert {about.created.isoformat(), about.modified.isoformat()} == {"2024-07-05T16:00:00+00:00"}
    assert word.styles.element.find(".//" + qn("w:lang")).get(qn("w:val")) == "en-GB"


def test_what_people_wrote_is_text_and_nothing_else() -> None:
    wrote = "<w:p>&amp; {{ 7 * 7 }} {% for x in y %} ]]> \x0b\ud7ff “quoted” {_{"
    said = words(made(with_section(commentary=(text(wrote),))))
    assert wrote.replace("\x0b", "") in said


def test_what_turns_the_direction_of_writing_in_a_text_of_old_turns_nothing() -> None:
    turned = replace(a_document(), title="Quality \u202ereport", council="East\u2067mere")
    turned = replace(turned, sections=(Section("a", "Our \u202etitle", commentary=(text("It \u2066is\u202c so."),)),))
    parts = opened(written(turned, None, lambda chart: PNG))
    for name in ("word/document.xml", "word/footer1.xml", "docProps/core.xml"):
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", parts[name].decode())
    assert "Our title" in words(made(turned))


def test_a_value_kept_back_is_said_in_words_with_the_reason() -> None:
    table = Table((Column("Grade", TEXT), Column("April")), ((Cell("Good"), Cell("", kept_back=True)),))
    said = words(made(with_section(Block("kept", TABLE, "Kept", table=table)))).split("\n")
    assert "kept back" in said
    assert any(one.startswith("Kept back: numbers small enough") for one in said)


def test_a_table_of_a_year_is_written_in_parts_that_fit_the_page() -> None:
    table = Table(
        (Column("Grade", TEXT), *(Column(f"Month {n}", COUNT) for n in range(13))),
        (tuple(Cell(str(n)) for n in range(14)),),
    )
    word = made(with_section(Block("wide", TABLE, "Wide", table=table)))
    parts = word.tables[-3:-1]
    assert [len(part.columns) for part in parts] == [8, 7]
    assert [cell.text for part in parts for cell in part.rows[1].cells[1:]] == [str(n) for n in range(1, 14)]
    section = word.sections[0]
    page = section.page_width - section.left_margin - section.right_margin
    assert all(sum(column.width for column in one.columns) <= page for one in word.tables)


def test_what_says_nothing_has_no_heading_and_an_empty_section_says_so() -> None:
    nobody = Table((Column("Auditor", TEXT),), ())
    word = made(with_section(Block("late", TABLE, "Nobody", table=nobody)))
    assert (2, "Nobody") not in headings(word)
    assert "Nothing is written here." in words(word)


def test_a_note_stands_where_a_table_has_no_row() -> None:
    none = Block("nil", TABLE, "Nil returns", table=Table((Column("Auditor", TEXT),), ()), notes=("None in June.",))
    said = words(made(with_section(none))).split("\n")
    assert said[said.index("Nil returns") + 1] == "None in June."


def test_figures_that_are_defined_in_the_same_words_stand_together() -> None:
    (good,) = a_document().definitions
    more = replace(good, label="Plans: Good")
    rows = [
        [cell.text for cell in row.cells]
        for row in made(replace(a_document(), definitions=(good, more))).tables[-1].rows
    ]
    assert rows[1:] == [
        ["Overall grade: Good\nPlans: Good", "Audits with the grade Good", "Audits to standard, graded"]
    ]


def test_figures_of_one_definition_are_told_apart() -> None:
    (good,) = a_document().definitions
    others = replace(good, numerator="Audits"), good, replace(good, label="Plans")
    word = made(replace(a_document(), definitions=others))
    one, several = (row.cells[0].paragraphs for row in word.tables[-1].rows[1:])
    assert [(part.text, part.runs[0].bold) for part in one] == [("Overall grade: Good", True)]
    assert [(part.text, part.runs[0].bold) for part in several] == [("Overall grade: Good", False), ("Plans", False)]
    assert all(part.paragraph_format.first_line_indent < 0 for part in several)


def test_nothing_that_heads_what_follows_stands_alone_at_the_foot_of_a_page(word: Any) -> None:
    parts = [one for one in word.element.body if one.tag in (qn("w:p"), qn("w:tbl"))]
    heads = [docx.text.paragraph.Paragraph(one, word) for one, after in pairwise(parts)
             if one.tag == qn("w:p") and after.tag == qn("w:tbl")]  # fmt: skip
    heads += [one for one in word.paragraphs if one.style.name in ("Heading 2", "Heading 3")]
    assert {one.style.name for one in heads} >= {"Heading 2", "Heading 3", "Caption"}
    assert all(one.paragraph_format.keep_with_next for one in heads if one.style.name not in ("Heading 1", "Note"))
    for row in (table.rows[0] for table in word.tables):
        assert all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in row.cells)


def test_the_last_row_of_a_long_table_stands_alone_on_no_page() -> None:
    columns = (Column("Auditor", TEXT), Column("Days", COUNT))
    table = Table(columns, tuple((Cell(f"Auditor {n}"), Cell(str(n))) for n in range(20)))
    rows = made(with_section(Block("long", TABLE, "Long", table=table))).tables[-2].rows
    kept = [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in rows]
    assert kept == [True] + [False] * 17 + [True, True, False]


def test_the_end_of_the_report_is_no_line_on_a_page_of_its_own(word: Any) -> None:
    *_, last, _ = word.element.body
    assert last is word.tables[-1]._tbl
    assert words(word).index("Figures count what") < words(word).index("What is counted")
    assert all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in word.tables[-1].rows[-1].cells)


def test_a_number_a_month_and_a_name_are_not_broken() -> None:
    columns = (Column("Month", TEXT), *(Column(f"A heading of many words {n}") for n in range(7)))
    row = (Cell("September 2024"), *(Cell("1234 (100%)") for _ in range(7)))
    word = made(with_section(Block("wide", TABLE, "Wide", table=Table(columns, (row,)))))
    assert all(column.width.pt > 100 * len(cell.text) / 20 for column, cell in zip(
        word.tables[-2].columns, word.tables[-2].rows[1].cells, strict=True))  # fmt: skip


def test_a_template_of_old_without_a_style_is_written_all_the_same() -> None:
    word, out = docx.Document(io.BytesIO(shipped())), io.BytesIO()
    word.styles.element.remove(word.styles["Note"].element)
    word.save(out)
    notes = [one for one in made(template=out.getvalue()).paragraphs if one.text == "Each share is rounded on its own."]
    assert [one.style.name for one in notes] == ["Normal"]
