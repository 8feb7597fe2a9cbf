import io
import random
import re
import struct
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.programme.lists.tables import MAX_BYTES, MAX_ROWS, CannotRead, Table, read_table

HEADINGS = ["Child ref", "Team", "Opened"]


def workbook(fill: Callable[[xlsxwriter.Workbook], None], **options: bool) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **options}) as book:
        fill(book)
    return out.getvalue()


def sheet(*rows: list[object], **options: bool) -> bytes:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet("Children")
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)

    return workbook(fill, **options)


def changed(data: bytes, changes: dict[str, bytes]) -> bytes:
    """The workbook with some parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *changes}:
            new.writestr(name, changes[name] if name in changes else old.read(name))
    return out.getvalue()


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


def refusal(data: bytes, name: str = "list.csv") -> str:
    with pytest.raises(CannotRead) as caught:
        read_table(name, data)
    assert str(caught.value) == caught.value.sentence
    return caught.value.sentence


TEXT = "Child ref,Team,Opened\r\nC-1,Forêt,30/11/2018\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_each_encoding_of_a_csv_gives_the_same_list(encoding):
    table = read_table("list.csv", TEXT.encode(encoding))
    assert table.columns == ("Child ref", "Team", "Opened")
    assert cells(table) == [("C-1", "Forêt", "30/11/2018")]
    assert any("cp1252" in note for note in table.notes) == (encoding == "cp1252")


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_each_delimiter_is_found_also_when_cells_hold_another(mark):
    text = f'ref{mark}roles\nA{mark}"auditor, moderator; analyst"\nB{mark}"x\ty, z"\n'
    assert cells(read_table("list.csv", text.encode()))[0] == ("A", "auditor, moderator; analyst")


def test_the_separator_line_that_excel_understands_is_obeyed():
    assert read_table("list.csv", b"sep=;\r\na;b,c\r\n1;2\r\n").columns == ("a", "b,c")


def test_rows_keep_the_number_of_the_sheet_over_line_breaks_and_blank_rows():
    table = read_table("list.csv", b'ref,note\n1,"two\nlines"\n\n,\n2,x\n')
    assert [row.number for row in table.rows] == [2, 5]
    assert table.rows[0].cells == ("1", "two\nlines")


def test_titles_above_the_headings_are_passed_over_and_said():
    table = read_table("list.csv", b"Open children\nReport date,30/04/2024\n\nref,team,plan,opened\n1,2,3,4\n")
    assert table.columns == ("ref", "team", "plan", "opened")
    assert table.notes == ("The headings were found in row 4; what is above them was passed over.",)


def test_a_longer_row_is_a_fault_and_a_shorter_one_a_warning():
    table = read_table("list.csv", b"a,b,c\n1,2\n1,2,3,4\n1,2,3,\n")
    assert [(fault.row, fault.warning) for fault in table.faults] == [(2, True), (3, False)]
    assert "4 cells and the headings 3" in table.faults[1].text
    assert cells(table) == [("1", "2", ""), ("1", "2", "3"), ("1", "2", "3")]


def test_headings_that_are_blank_or_repeated_get_names_of_their_own():
    assert read_table("list.csv", b"Team,,Team\na,b,c\n").columns == ("Team", "Column B", "Team (column C)")


NOT_LISTS = {
    "empty": (b"", "empty"),
    "blank": (b" \r\n,,\r\n", "nothing in this list"),
    "nul": (b"a,b\n1,\x00\n", "characters that no text has"),
    "utf-16 without mark": ("a,b".encode("utf-16-le"), "characters that no text has"),
    "neither encoding": (b"a,b\n\x81\x8d,1", "cannot be made out"),
    "half a character": ("a,b".encode("utf-16") + b"x", "cannot be made out"),
    "open quotation": (b'a,b\n1,"2\n3,4\n', "quotation mark"),
    "pdf": (b"%PDF-1.7 ...", "a PDF"),
    "web page saved as xls": (b"\xef\xbb\xbf\r\n<html><table>", "a web page"),
    "old excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Excel"),
    "password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    "too large": (b"a," * (MAX_BYTES // 2 + 1), "larger than 10 MB"),
    "ten megabytes in a cell": (b"a,b\n1," + b"x" * (MAX_BYTES - 10), "far too much text"),
    "a long cell": (b"a,b\n1," + b"x" * 10_001, "Row 2, column B holds 10,001 characters"),
    "many columns": (b",".join(b"c%d" % n for n in range(201)), "more than 200 columns"),
    "many rows": (b"a,b\n" + b"1,2\n" * (MAX_ROWS + 1), "more than 50,000 rows"),
    "empty zip": (b"PK\x05\x06" + b"\0" * 18, "not a CSV file or an Excel workbook"),
    "broken zip": (b"PK\x03\x04 and no more", "damaged"),
}


@pytest.mark.parametrize("kind", NOT_LISTS)
def test_what_is_no_list_is_refused_in_a_sentence(kind):
    data, says = NOT_LISTS[kind]
    assert says in refusal(data)


def test_the_most_rows_that_are_allowed_are_read():
    assert len(read_table("list.csv", b"a,b\n" + b"1,2\n" * MAX_ROWS).rows) == MAX_ROWS


def test_a_workbook_is_known_by_its_content_whatever_it_is_called():
    assert read_table("list.csv", sheet(HEADINGS, ["C-1", "Forest", "x"])).columns == tuple(HEADINGS)
    assert read_table("list.xlsx", TEXT.encode()).columns == tuple(HEADINGS)


@pytest.mark.parametrize("mac", [False, True])
def test_dates_of_a_sheet_are_iso_text_and_serials_keep_their_day_0(mac):
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        page.write_row(0, 0, ["true", "moment", "text", "serial", "number", "flag"])
        style = book.add_format({"num_format": "dd/mm/yyyy"})
        page.write_datetime(1, 0, date(2018, 11, 30), style)
        page.write_datetime(1, 1, datetime(2018, 11, 30, 10, 5), style)  # noqa: DTZ001 - a sheet knows no zone
        page.write_row(1, 2, ["30/11/2018", 43434, 1.5, True])

    table = read_table("list.xlsx", workbook(fill, date_1904=mac))
    assert cells(table) == [("2018-11-30", "2018-11-30 10:05:00", "30/11/2018", "43434", "1.5", "TRUE")]
    assert table.epoch == (date(1904, 1, 1) if mac else date(1899, 12, 30))


def test_formulas_give_their_values_and_those_without_one_are_faults():
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        page.write_row(0, 0, HEADINGS)
        page.write_formula(1, 0, '="C-"&1', None, "C-1")
        page.write_formula(1, 1, "=NA()", None, "#N/A")
        page.write_formula(1, 2, "=1+1", None, 2)

    table = read_table("list.xlsx", workbook(fill))
    assert cells(table) == [("C-1", "", "2")]
    assert [fault.text for fault in table.faults] == [
        "row 2, Team: The formula in this cell gives an error, so it has no value."
    ]


def test_a_formula_that_was_never_worked_out_is_a_fault():
    data = sheet(HEADINGS, ["C-1", "Forest", 7])
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").replace(b"<v>7</v>", b"<f>TODAY()</f>")
    table = read_table("list.xlsx", changed(data, {"xl/worksheets/sheet1.xml": xml}))
    assert "has not been worked out" in table.faults[0].sentence


def test_a_cell_merged_down_counts_for_each_row_and_one_merged_across_once():
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        page.merge_range("A1:C1", "Open children")
        page.write_row(2, 0, HEADINGS)
        page.merge_range("B4:B5", "Forest")
        page.write_column(3, 0, ["C-1", "C-2", "C-3"])
        page.merge_range("B6:C6", "River")

    assert cells(read_table("list.xlsx", workbook(fill))) == [
        ("C-1", "Forest", ""),
        ("C-2", "Forest", ""),
        ("C-3", "River", ""),
    ]


def test_the_first_visible_sheet_that_is_not_empty_is_read():
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("Cover")
        hidden = book.add_worksheet("Lookups")
        hidden.write(0, 0, "hidden")
        hidden.hide()
        book.add_worksheet("List").write_column(4, 2, ["ref", 10482])

    table = read_table("list.xlsx", workbook(fill))
    assert (table.columns[-1], table.rows[0].number, table.rows[0].cells[-1]) == ("ref", 6, "10482")
    assert "“List”" in table.notes[0]


def test_numbers_stored_as_text_keep_their_noughts_and_digits_that_excel_lost_are_not_made_up():
    table = read_table("list.xlsx", sheet(["ref", "number"], ["00123", 12345678901234567]))
    assert table.rows[0].cells[0] == "00123"
    assert "e+16" in table.rows[0].cells[1]


def test_more_than_two_hundred_megabytes_are_refused_however_well_they_are_packed():
    noise = random.Random(1).randbytes(3 * 1024**2)
    data = changed(sheet(HEADINGS), {"xl/media/photo.jpg": noise, "xl/calcChain.xml": b" " * 210 * 1024**2})
    assert "unpacks to far more" in refusal(data)


def bomb(size: int, declared: int | None = None) -> bytes:
    """A workbook whose sheet unpacks to so many bytes, and may declare fewer."""
    data = changed(sheet(HEADINGS), {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData>" + b" " * size})
    return data if declared is None else data.replace(struct.pack("<L", size + 22), struct.pack("<L", declared))


@pytest.mark.parametrize("size", [30, 210])
def test_a_bomb_is_refused_in_milliseconds(size):
    data = bomb(size * 1024**2)
    assert len(data) < 2**20
    start = time.perf_counter()
    assert "unpacks to far more" in refusal(data)
    assert time.perf_counter() - start < 0.1


def test_a_bomb_that_lies_about_its_size_is_never_unpacked_beyond_what_it_says():
    assert "damaged" in refusal(bomb(30 * 1024**2, declared=5_000))


def test_a_zip_of_very_many_parts_is_refused_before_its_directory_is_read():
    data = changed(sheet(HEADINGS), {f"xl/media/{n}": b"" for n in range(2_001)})
    assert "unpacks to far more" in refusal(data)


@pytest.mark.parametrize(
    ("cell", "where"),
    [
        ("XFD1048576", "row 1,048,576 and column XFD"),
        ("A1048576", "row 1,048,576 and column C"),
        ("IV2", "row 2 and column IV"),
        ("V50000", "row 50,000 and column V"),
    ],
)
def test_a_value_far_from_the_list_is_refused_and_named(cell, where):
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        page.write_row(0, 0, HEADINGS)
        page.write(cell, "stray")

    assert where in refusal(workbook(fill))


def test_cells_that_are_only_coloured_do_not_count():
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        page.write_row(0, 0, HEADINGS)
        page.write_row(1, 0, ["C-1"])
        page.write_blank("XFD1048576", None, book.add_format({"bg_color": "yellow"}))

    assert cells(read_table("list.xlsx", workbook(fill))) == [("C-1", "", "")]


def test_ten_megabytes_in_one_cell_of_a_sheet_are_refused():
    data = sheet(["ref"])
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        strings = parts.read("xl/sharedStrings.xml").replace(b"ref", b"x" * 10_000_000)
    assert "10,000,000 characters" in refusal(changed(data, {"xl/sharedStrings.xml": strings}))


OTHER_ZIPS = {
    "word/document.xml": "Word document",
    "content.xml": "OpenDocument",
    "xl/workbook.bin": ".xlsb",
    "photo.jpg": "not a CSV file or an Excel workbook",
}


@pytest.mark.parametrize("part", OTHER_ZIPS)
def test_other_zips_are_named_for_what_they_are(part):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr(part, b"x")
    assert OTHER_ZIPS[part] in refusal(out.getvalue(), "list.xlsx")


def test_a_sheet_with_entities_is_refused():
    cell = b'<row r="1"><c r="A1"><v>&a;</v></c></row>'
    xml = b'<!DOCTYPE x [<!ENTITY a "a">]><worksheet><sheetData>' + cell + b"</sheetData></worksheet>"
    assert "not a CSV file or an Excel workbook" in refusal(changed(sheet(HEADINGS), {"xl/worksheets/sheet1.xml": xml}))


@pytest.mark.parametrize(
    ("piece", "says"),
    [
        (b'<c r="A1"><v/></c>', "unpacks to far more"),
        (b'<c r="A1" t="e"><v>#N/A</v></c>', "Most formulas"),
        (b'<mergeCell ref="A1:A2"/>', "unpacks to far more"),
    ],
)
def test_more_of_anything_than_a_list_can_have_is_refused(piece, says):
    few = {b"#N/A": 50_001, b"merge": 10_001}
    times = next((n for mark, n in few.items() if mark in piece), 1_000_001)
    xml = b"<worksheet><sheetData><row>" + piece * times + b"</row></sheetData></worksheet>"
    data = changed(sheet(HEADINGS), {"xl/worksheets/sheet1.xml": xml})
    assert says in refusal(data)


def test_merged_cells_over_each_other_are_refused():
    merges = b"<mergeCells>" + b'<mergeCell ref="A1:A40000"/>' * 100 + b"</mergeCells></worksheet>"
    data = sheet(*([["x"]] * 40_000))
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").replace(b"</worksheet>", merges)
    assert "lie over each other" in refusal(changed(data, {"xl/worksheets/sheet1.xml": xml}))


def test_five_thousand_rows_are_read_within_a_second():
    data = sheet(HEADINGS, *([f"C-{n}", "Forest", 43434 + n % 1000] for n in range(5_000)))
    start = time.perf_counter()
    assert len(read_table("list.xlsx", data).rows) == 5_000
    assert time.perf_counter() - start < 1


def read_or_refuse(data: bytes) -> None:
    try:
        table = read_table("list", data)
    except CannotRead as error:
        sentence = error.sentence
    else:
        sentence = "Read."
        assert all(len(row.cells) == len(table.columns) for row in table.rows)
        assert all(isinstance(cell, str) for row in table.rows for cell in row.cells)
    assert re.match(r"[A-Z“].*\.$", sentence, re.DOTALL)


@given(st.binary(max_size=500))
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfe")
@example(b"sep=,\n")
@example(b"\r\r\n\n\x1a")
def test_no_bytes_raise_anything_but_a_refusal(data):
    read_or_refuse(data)


@given(st.text(alphabet='ab,;\t"\r\n =é\ufeff\x1a', max_size=200))
def test_no_text_raises_anything_but_a_refusal(text):
    read_or_refuse(text.encode())


REAL = sheet(HEADINGS, ["C-1", "Forest", 43434], ["C-2", "River", "30/11/2018"])
STORED = io.BytesIO()
with zipfile.ZipFile(io.BytesIO(REAL)) as _old, zipfile.ZipFile(STORED, "w") as _new:
    PARTS = {name: _old.read(name) for name in _old.namelist()}
    for _name, _held in PARTS.items():
        _new.writestr(_name, _held)
SPOTS = st.lists(st.tuples(st.floats(0, 0.9999), st.binary(max_size=6)), min_size=1, max_size=4)


def mutated(data: bytes, spots: list[tuple[float, bytes]]) -> bytes:
    for share, piece in spots:
        at = int(share * len(data))
        data = data[:at] + piece + data[at + len(piece) :] if piece else data[:at]
    return data


@settings(max_examples=200, deadline=None)
@given(SPOTS, st.booleans())
def test_no_damaged_workbook_raises_anything_but_a_refusal(spots, stored):
    read_or_refuse(mutated(STORED.getvalue() if stored else REAL, spots))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(PARTS)), SPOTS)
def test_no_damaged_part_of_a_sound_zip_raises_anything_but_a_refusal(name, spots):
    read_or_refuse(changed(REAL, {name: mutated(PARTS[name], spots)}))
