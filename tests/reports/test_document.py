"""A report as data: nothing of it is lost when it is written down and read again."""

import json

from app.reports.document import as_json, from_json
from tests.reports.a_document import a_document


def test_a_document_is_the_same_after_it_was_written_down() -> None:
    document = a_document()
    assert from_json(json.loads(json.dumps(as_json(document)))) == document


def test_a_count_of_none_is_written_down() -> None:
    cells = [cell for cell in from_json(as_json(a_document())).cells() if cell.figure == "grade:overall:outstanding"]
    assert {cell.n for cell in cells} == {0}


def test_a_value_opens_to_its_figure_of_its_period() -> None:
    cells = {cell.opens for cell in a_document().cells()}
    assert "/figures/grade:overall:good?period=2024-Q1" in cells
