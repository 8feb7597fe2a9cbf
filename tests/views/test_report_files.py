"""The figures of a report as files: workbook, CSV, JSON and document tell the same, figure by figure."""

import csv
import io
from dataclasses import replace
from typing import Any

import pytest
import python_calamine
from flask import Flask, Response, g

from app.reports import tidy
from app.reports.disclosure import public
from app.reports.document import Document
from app.views.export_columns import LISTS
from app.views.report_files import figures_file, named, workbook_file
from tests.reports.a_document import a_document
from tests.views.may import app, may_log
from tests.views.test_data_dictionary import described

__all__ = ["app", "may_log"]
SAME = {
    "Figure id": "figure_id",
    "Figure": "figure",
    "Period": "period",
    "Numerator": "numerator",
    "Denominator": "denominator",
    "Share": "share",
    "95% interval": "interval",
    "Base figure": "base_figure",
}
"""The headings of the workbook's sheet, with the columns of the files."""


@pytest.fixture
def answer(app: Flask) -> Any:
    """Asks for a file of a report within a request."""

    def ask(ending: str, document: Document) -> Response:
        with app.test_request_context("/"):
            g.position = 1
            return workbook_file(document) if ending == "workbook" else figures_file(ending, document)

    return ask


def test_workbook_csv_and_json_tell_the_figures_of_the_document(answer: Any) -> None:
    document = a_document()
    book = python_calamine.load_workbook(io.BytesIO(answer("workbook", document).data))
    top, *sheet = book.get_sheet_by_name("Figures").to_python()[3:]
    rows = list(csv.DictReader(io.StringIO(answer("csv", document).data.decode("utf-8-sig"))))
    data = answer("json", document).json["rows"]
    told = tidy.rows(document)
    assert len(sheet) == len(rows) == len(data) == len(told) == len({(c.figure, c.period) for c in document.cells()})
    for one, row, typed, cells in zip(told, rows, data, sheet, strict=True):
        share = None if one["share"] is None else float(one["share"])
        assert [typed[key] for key in ("figure_id", "numerator", "denominator", "share")] == [
            one["figure"], one["n"], one["of"], share
        ]  # fmt: skip
        assert [number(row[name]) for name in ("Numerator", "Denominator", "Share")] == [one["n"], one["of"], share]
        assert {SAME[name]: value for name, value in zip(top, cells, strict=True) if name in SAME} == {
            key: "" if typed[key] is None else typed[key] for key in SAME.values()
        }


def number(text: str) -> float | None:
    return float(text) if text else None


def test_the_files_have_the_columns_of_the_dictionary(answer: Any) -> None:
    names = [heading for heading, _, _ in described("report-figures")]
    assert next(csv.reader(io.StringIO(answer("csv", a_document()).data.decode("utf-8-sig")))) == names
    assert sorted(answer("json", a_document()).json["rows"][0]) == sorted(one.key for one in LISTS["report-figures"])


def test_every_value_of_the_document_is_in_the_rows() -> None:
    found = {(row["figure"], row["period"]): (row["n"], row["of"]) for row in tidy.rows(a_document())}
    assert all(found[cell.figure, cell.period] == (cell.n, cell.of) for cell in a_document().cells())


def test_what_is_kept_back_anywhere_is_told_from_nowhere() -> None:
    document = a_document()
    block = document.sections[1].blocks[0]
    assert block.table
    hide = ("grade:seeing-and-hearing:inadequate", "2024-04")
    rows = tuple(
        tuple(
            replace(cell, text="c", n=None, of=None, share="", base="", kept_back=True)
            if (cell.figure, cell.period) == hide
            else cell
            for cell in row
        )
        for row in block.table.rows
    )
    hidden = replace(block, table=replace(block.table, rows=rows))
    section = replace(document.sections[1], blocks=(block, hidden))
    told = tidy.rows(replace(document, sections=(document.sections[0], section)))
    assert [(row["n"], row["kept_back"]) for row in told if (row["figure"], row["period"]) == hide] == [(None, True)]


def test_a_file_says_of_which_copy_and_edition_it_is() -> None:
    assert named(a_document()) == "report-2024-Q1-internal-draft"
    assert named(replace(a_document(), copy="public", edition=2)) == "report-2024-Q1-public-edition-2"


def test_every_file_of_a_report_has_its_name(answer: Any) -> None:
    document = replace(a_document(), edition=2)
    for ending, name in (("csv", "csv"), ("json", "json"), ("workbook", "xlsx")):
        said = answer(ending, document).headers["Content-Disposition"]
        assert said.partition("filename=")[2].strip('"') == f"report-2024-Q1-internal-edition-2.{name}"


def test_a_file_is_as_at_when_its_report_is(answer: Any) -> None:
    """What was published says the same for ever, whenever it is taken away."""
    document = replace(a_document(), edition=2)
    told = [answer("json", document).data for _ in range(2)]
    assert told[0] == told[1]
    facts = answer("json", document).json
    assert (facts["as_at"], facts["position"]) == (document.as_at, document.position)


def test_a_figure_opens_as_it_was_published_and_from_the_public_copy_nowhere() -> None:
    document = replace(a_document(), edition=2)
    opens = [row["address"] for row in tidy.rows(document) if row["address"].startswith("/figures/")]
    assert opens
    assert all(one.endswith("&at=edition-2024-Q1-2") for one in opens)
    assert not any("at=" in row["address"] for row in tidy.rows(a_document()))
    assert {row["address"] for row in tidy.rows(public(document))} == {""}


def test_a_label_is_of_one_figure_and_every_share_of_a_figure_says_which() -> None:
    rows = tidy.rows(a_document())
    assert len({(row["label"], row["period"]) for row in rows}) == len(rows)
    shares = [row for row in rows if row["share"] is not None]
    assert shares
    assert {row["base"] for row in shares} <= {row["figure"] for row in rows}
    assert not any(row["base"].startswith("@") for row in rows)
