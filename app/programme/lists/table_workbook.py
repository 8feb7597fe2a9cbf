"""Excel workbooks: the first sheet that holds a list, with the values of its cells as text."""

import zipfile
from datetime import date, datetime, time
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook

from app.programme.lists.table_extent import Extent, Trouble, measure
from app.programme.lists.table_grid import MAX_ROWS, NOT_A_WORKBOOK, SAVE_AS, CannotRead, Line
from app.programme.lists.table_parts import counts_from_1904, open_parts, part, repacked, sheets

EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
"""Day 0 of the serials. Excel believes in 29 February 1900, so from March 1900 on day 0 is 30 December 1899."""

LOST_DIGITS_FROM = 1e15


def read_workbook(data: bytes) -> tuple[list[Line], list[Trouble], list[str], date]:
    """The rows of the first sheet with anything in it, the cells without a value, notes, and day 0 of its serials.

    A cell merged down over several rows counts for each of them. Raises CannotRead, and whatever a broken zip
    or broken XML makes its reader raise.
    """
    with open_parts(data) as parts:
        index, name, path, extent = _first_sheet(parts)
        mac = counts_from_1904(parts)
        with CalamineWorkbook.from_filelike(repacked(parts, path)) as workbook:
            lines = _lines(workbook.get_sheet_by_index(index))
        notes = [f"The sheet “{name}” was read; the other sheets were not."] if len(sheets(parts)) > 1 else []
    return lines, extent.troubles, notes + ["Day numbers count from 1904."] * mac, EPOCHS[mac]


def _first_sheet(parts: zipfile.ZipFile) -> tuple[int, str, str, Extent]:
    names = {name.lower() for name in parts.namelist()}
    if "xl/workbook.xml" not in names:
        raise CannotRead(_another_kind(names))
    strings = part(parts, "xl/sharedStrings.xml")
    for index, name, path in sheets(parts):
        extent = measure(part(parts, path), strings)
        if extent.rows:
            return index, name, path, extent
    raise CannotRead("There is nothing in this workbook. It needs a sheet with headings and a row for each entry.")


def _another_kind(names: set[str]) -> str:
    if "xl/workbook.bin" in names:
        return f"This is a binary workbook (.xlsb). {SAVE_AS}"
    if "content.xml" in names:
        return "This is an OpenDocument file. Save the list as “Excel workbook (.xlsx)” or “CSV UTF-8”."
    if "word/document.xml" in names:
        return f"This is a Word document. Copy its table into Excel. {SAVE_AS}"
    return NOT_A_WORKBOOK


def _lines(sheet: CalamineSheet) -> list[Line]:
    rows = [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    fill_left = 20 * MAX_ROWS
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        below = rows[top + 1 : bottom + 1]
        fill_left -= len(below)
        if fill_left < 0:
            raise CannotRead(
                "The merged cells of this sheet lie over each other. Unmerge them and save the list again."
            )
        for row in below:
            if left < len(row) and not row[left]:
                row[left] = rows[top][left]
    return list(enumerate(rows, 1))


def _text(value: Any) -> str:
    match value:
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        case date():
            return value.isoformat()
        case float() if value.is_integer() and abs(value) < LOST_DIGITS_FROM:
            return str(int(value))
    return str(value)
