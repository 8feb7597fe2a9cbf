"""A report as data: nothing of it is lost when it is written down and read again."""

import json
from dataclasses import replace

from app.events.report_layout import CONFIDENTIAL
from app.reports.document import CHART, QUOTATIONS, Block, Chart, Point, Quotation, Section, as_json, from_json
from app.reports.layouts import BLOCKS
from tests.reports.a_document import a_document


def test_a_document_is_the_same_after_it_was_written_down() -> None:
    document = a_document()
    assert from_json(json.loads(json.dumps(as_json(document)))) == document


def test_what_a_public_copy_has_emptied_is_the_same_after_it_was_written_down() -> None:
    points = (Point("May 2024", None),)
    blocks = (
        Block("said", QUOTATIONS, "", quotations=(Quotation("", 0, ""),)),
        Block("drawn", CHART, "", chart=Chart("c", "process", "", "", "", points)),
    )
    document = replace(a_document(), sections=(Section("one", "", blocks),))
    assert from_json(json.loads(json.dumps(as_json(document)))) == document


def test_a_count_of_none_is_written_down() -> None:
    cells = [cell for cell in from_json(as_json(a_document())).cells() if cell.figure == "grade:overall:outstanding"]
    assert {cell.n for cell in cells} == {0}


def test_a_value_opens_to_its_figure_of_its_period() -> None:
    cells = {cell.opens for cell in a_document().cells()}
    assert "/figures/grade:overall:good?period=2024-Q1" in cells


def test_what_makes_a_section_confidential_is_a_part_that_a_report_has() -> None:
    assert CONFIDENTIAL & BLOCKS.keys() == CONFIDENTIAL
