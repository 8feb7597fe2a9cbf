"""A report's workbook: every number of the report is in it as a number, once right, and nothing typed is ever run."""

import hashlib
import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import python_calamine

from app.reports.document import (
    CHART,
    NOTE,
    TABLE,
    TEXT,
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Point,
    Section,
    Series,
    Table,
)
from app.reports.workbook import LARGE, written
from tests.reports.a_document import a_document

TOP = Path(__file__).parents[2]
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+44",
    "-2",
    "@SUM(A1)",
    "http://a.example/",
    "0123",
    "a\x00\x07\x1b\ud800b",
    "_x0041_",
)


def sheets(document: Document) -> dict[str, list[list[Any]]]:
    book = python_calamine.load_workbook(io.BytesIO(written(document)))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def part(document: Document, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(written(document))).read(name).decode()


def with_section(*blocks: Block, title: str = "More", **others: Any) -> Document:
    found = a_document()
    return replace(found, sections=(*found.sections, Section("more", title, blocks)), **others)


def in_parts(row: tuple[Cell, ...]) -> Iterator[Any]:
    """A row of a table of n of N as its sheet has it."""
    for cell in row:
        if cell.of is not None:
            yield from (cell.n, cell.of, float(Decimal(cell.share) / 100))
        else:
            yield from (cell.text,) if cell.n is None else (cell.n, "", "")


def test_the_tables_agree_with_the_report_cell_by_cell() -> None:
    document = a_document()
    found = sheets(document)
    for section, block in document.blocks():
        if block.table and not section.confidential:
            rows = found[block.title if block.chart else section.title]
            top = next(n for n, row in enumerate(rows) if row[:2] == ["Grade", "April 2024 n"])
            for n, row in enumerate(block.table.rows, top + 1):
                assert rows[n][: 1 + 12] == list(in_parts(row)), (section.id, n)


def test_the_first_sheet_says_what_it_is_and_where_everything_stands() -> None:
    published = replace(a_document(), edition=2, published_on="2024-07-08", published_by="Kofi Mensah",
                        changes=("June: 16 audits, not 15.",))  # fmt: skip
    rows = sheets(published)["About"]
    told = {row[0]: row[1] for row in rows if row[1] != ""}
    assert rows[1][0] == "OFFICIAL-SENSITIVE"
    assert (told["Council"], told["Period"], told["Edition"]) == ("Eastmere Council", "Q1 2024-25", 2)
    assert f"{told['As at']:%d/%m/%Y %H:%M}" == "05/07/2024 17:00"
    assert (told["Published"], told["What this edition changed"]) == (
        "08/07/2024 by Kofi Mensah",
        "June: 16 audits, not 15.",
    )
    assert [row[0] for row in rows][-3:] == ["Figures", "Chart data", "Definitions"]


def test_days_are_days_and_what_is_confidential_is_on_a_sheet_that_says_so() -> None:
    found = sheets(a_document())
    assert ["Anna Bell", "2024-05/17", date(2024, 6, 3), 2] in [row[:4] for row in found["Confidential Appendix"]]
    assert ["Run a recall event for auditors.", "Ruth Okafor", date(2024, 9, 30), "Open"] in [
        row[:4] for row in found["Next steps"]
    ]


def test_a_public_copy_that_holds_what_is_confidential_is_not_written() -> None:
    with pytest.raises(ValueError, match="holds what is confidential"):
        written(replace(a_document(), copy="public"))


def public() -> Document:
    """The public copy of the example, without its appendix."""
    found = a_document()
    return replace(found, copy="public", sections=found.sections[:-1])


def test_the_public_copy_is_marked_so_and_tells_of_no_audit() -> None:
    assert "OFFICIAL&amp;C" in part(public(), "xl/worksheets/sheet2.xml")
    assert "OFFICIAL-SENSITIVE&amp;C" in part(a_document(), "xl/worksheets/sheet2.xml")
    assert "Audit" in [row[2] for row in sheets(a_document())["Family feedback"]]
    assert {len(row) for row in sheets(public())["Family feedback"]} == {2}


def test_what_is_kept_back_is_a_word_and_never_a_number() -> None:
    kept = Cell("fewer than 5", "grade:overall:inadequate", "2024-04", kept_back=True)
    table = Table((Column("Grade", TEXT), Column("April", "share"), Column("May", "count")),
                  ((Cell("Inadequate"), kept, replace(kept, period="2024-05")),
                   (Cell("Good"), Cell("7 of 31", n=7, of=31, share="22.6"), Cell("7", n=7))))  # fmt: skip
    document = replace(
        public(), sections=(Section("grades", "Grades", (Block("grades", TABLE, "Grades", table=table),)),)
    )
    rows = sheets(document)["Grades"]
    assert ["Inadequate", *["fewer than 5"] * 4] in [row[:5] for row in rows]
    assert ["Good", 7, 31, 0.226, 7] in [row[:5] for row in rows]
    assert [row[3:6] for row in sheets(document)["Figures"]][4:] == [["kept back"] * 3] * 2


def test_a_figure_with_two_values_is_not_written() -> None:
    again = Cell("8", "grade:overall:good", "2024-04", 8, 31, "26", base="graded:overall")
    with pytest.raises(ValueError, match="grade:overall:good of 2024-04"):
        written(
            with_section(Block("t", TABLE, "T", table=Table((Column("", TEXT), Column("x")), ((Cell("a"), again),))))
        )


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_typed_is_a_text(text: str) -> None:
    table = Table((Column(text, TEXT), Column(text, TEXT), Column("", TEXT)), ((Cell(text), Cell(text), Cell(text)),))
    document = with_section(Block(text, TABLE, text, table=table, notes=(text,)), title=text)
    data = zipfile.ZipFile(io.BytesIO(written(document)))
    assert not [
        name for name in data.namelist() if b"<f>" in data.read(name) or b'TargetMode="External"' in data.read(name)
    ]
    shown = text if text != HOSTILE[-2] else "ab"
    assert [shown] * 3 in [row[:3] for sheet in sheets(document).values() for row in sheet]


def test_a_very_long_text_is_told_whole_in_a_note_and_cut_in_a_cell() -> None:
    long = "word " * 20_000
    table = Table((Column(long, TEXT),), ((Cell(long),),))
    rows = sheets(with_section(Block("l", TABLE, long, table=table, notes=(long,))))["More"]
    assert "".join(row[0] for row in rows[6:] if row[0]).endswith(long)


def test_names_of_sheets_are_such_as_excel_takes_and_each_has_its_own() -> None:
    notes = (Block("n", NOTE, "", notes=("x",)),)
    titles = ("About", "a/b:c*d?e[f]g\\h", "x" * 40, "X" * 40, "", "'", "History", "history")
    document = replace(a_document(), sections=tuple(Section(str(n), title, notes) for n, title in enumerate(titles)))
    names = list(sheets(document))
    assert len({name.lower() for name in names}) == len(names) == len(titles) + 3
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    assert "history" not in [name.lower() for name in names]


def test_a_large_table_has_a_sheet_of_its_own_with_its_headings_on_every_page() -> None:
    rows = tuple((Cell(str(n)), Cell(str(n), n=n)) for n in range(LARGE + 1))
    document = with_section(Block("all", TABLE, "All of them", table=Table((Column("A", TEXT), Column("N")), rows)))
    names = list(sheets(document))
    at = names.index("All of them")
    assert "More" not in names
    assert 'topLeftCell="A5"' in part(document, f"xl/worksheets/sheet{at + 1}.xml")
    assert "'All of them'!$1:$4" in part(document, "xl/workbook.xml")


def test_every_sheet_prints_across_as_wide_as_the_paper_with_its_pages_counted() -> None:
    for n in range(1, len(sheets(a_document())) + 1):
        sheet = part(a_document(), f"xl/worksheets/sheet{n}.xml")
        assert 'fitToHeight="0" orientation="landscape"' in sheet
        assert "&amp;RPage &amp;P of &amp;N" in sheet


FORMS = {"stacked": "barChart", "grouped": "barChart", "ageing": "barChart", "lines": "lineChart",
         "process": "lineChart", "shares": "barChart", "completion": "lineChart",
         "intervals": "lineChart"}  # fmt: skip


@pytest.mark.parametrize(("form", "drawn"), FORMS.items())
def test_a_chart_is_drawn_from_numbers_that_can_be_looked_at(form: str, drawn: str) -> None:
    points = (Point("April", 40.0, n=4, of=10, low=20.0, high=60.0, centre=41.0, mark="far out", breaks=""),
              Point("May", 50.0, n=5, of=10, low=20.0, high=60.0, centre=41.0, breaks="version 2"))  # fmt: skip
    chart = Chart("c", form, "Title", "It went up & down.", "What is seen", points, y="% of audits", target=90.0)
    document = with_section(Block("c", CHART, "A chart", chart=chart))
    xml = part(document, "xl/charts/chart2.xml")
    assert f"<c:{drawn}>" in xml
    assert "It went up &amp; down." in xml
    assert 'descr="What is seen"' in part(document, "xl/drawings/drawing2.xml")
    data = [row for row in sheets(document)["Chart data"] if row[0] in ("April", "May")]
    assert 40.0 in data[0]
    assert 50.0 in data[1]


@pytest.mark.parametrize(("n", "ends"), [(19, True), (32, False)])
def test_an_axis_of_shares_ends_at_all_unless_more_than_all_is_there(n: int, ends: bool) -> None:
    """Completion can be over 100%: more audits than there are auditors in the pool."""
    points = tuple(Point("January", float(m), series, n=m, of=19 if series == "done" else None)
                   for series, m in (("done", n), ("pool", 19)))  # fmt: skip
    for form, y in (("completion", "Audits"), ("intervals", "% of audits")):
        made = tuple(replace(point, value=100 * n / 19) for point in points[:1]) if form == "intervals" else points
        chart = Chart("c", form, "T", "F", "A", made, (Series("done", "Done"), Series("pool", "Pool")), y=y)
        xml = part(with_section(Block("c", CHART, "C", chart=chart)), "xl/charts/chart2.xml")
        assert ('<c:max val="100"/>' in xml) is ends, form


def test_a_title_that_begins_as_a_formula_is_words() -> None:
    chart = Chart("c", "lines", "T", "=1+1", "A", (Point("April", 1.0),), y="=y")
    xml = part(with_section(Block("c", CHART, "C", chart=chart)), "xl/charts/chart2.xml")
    assert "<a:t> =1+1</a:t>" in xml
    assert "<c:f>1+1" not in xml
    assert "<a:t> =y</a:t>" in xml


def test_the_grades_of_a_chart_have_patterns_and_numbers() -> None:
    xml = part(a_document(), "xl/charts/chart1.xml")
    assert 'val="stacked"' in xml
    assert xml.count("<a:pattFill") == 3
    assert xml.count('<c:showVal val="1"/>') >= 4


def test_a_broken_series_is_not_joined() -> None:
    points = (Point("April", 1.0), Point("May", 2.0, breaks="version 2"))
    document = with_section(Block("c", CHART, "C", chart=Chart("c", "lines", "T", "F", "A", points)))
    rows = [row[:3] for row in sheets(document)["Chart data"]]
    assert ["April", 1.0, ""] in rows
    assert ["May", "", 2.0] in rows


def digest() -> str:
    return hashlib.sha256(written(a_document())).hexdigest()


def test_the_same_report_gives_the_same_bytes_in_another_process() -> None:
    code = "from tests.reports.test_workbook import digest; print(digest())"
    other = subprocess.run([sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True, check=True)
    assert other.stdout.strip() == digest()
