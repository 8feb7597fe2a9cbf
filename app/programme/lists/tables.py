"""Bring a list in: a CSV file or an Excel workbook becomes a table, or a sentence on why it cannot."""

from codecs import BOM_UTF8
from dataclasses import replace
from hashlib import sha256

from app.programme.lists.table_grid import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROWS,
    SAVE_AS,
    CannotRead,
    Fault,
    Row,
    Table,
    assemble,
)
from app.programme.lists.table_text import read_text
from app.programme.lists.table_workbook import read_workbook

__all__ = ["MAX_BYTES", "MAX_CELL", "MAX_COLUMNS", "MAX_ROWS", "CannotRead", "Fault", "Row", "Table", "read_table"]

MAX_BYTES = 10 * 1024 * 1024

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OTHER_FILES = {
    b"%PDF": "a PDF",
    b"{\\rtf": "a Word document (RTF)",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file",
    b"Rar!": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
    b"<": "a web page or XML",
}


def read_table(name: str, data: bytes) -> Table:
    """The list in a file, known by its content and not by the ending of its name.

    Raises CannotRead, and nothing else, with a sentence that says what the person can do.
    """
    _refuse_other_files(name, data)
    try:
        table = _workbook(data) if data.startswith(ZIPS) else _text(data)
    except CannotRead:
        raise
    except BaseException as error:
        # The reader of workbooks is Rust: its panics are no Exception, and a broken file must not end the server.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise CannotRead(f"“{name}” is damaged and cannot be read. {SAVE_AS}") from error
    return replace(table, sha256=sha256(data).hexdigest())


def _refuse_other_files(name: str, data: bytes) -> None:
    if not data:
        raise CannotRead(f"“{name}” is empty.")
    if len(data) > MAX_BYTES:
        raise CannotRead(f"“{name}” is larger than {MAX_BYTES // 1024**2} MB. Leave out columns that are not needed.")
    if data.startswith(OLD_OFFICE) and ENCRYPTED in data:
        raise CannotRead("This workbook is protected by a password. Save it without one and try again.")
    if data.startswith(OLD_OFFICE):
        raise CannotRead(f"This is an old Excel workbook (.xls) or another old Office file. {SAVE_AS}")
    for start, kind in OTHER_FILES.items():
        if data[:512].removeprefix(BOM_UTF8).lstrip().startswith(start):
            raise CannotRead(f"“{name}” is {kind}, not a CSV file or an Excel workbook (.xlsx). {SAVE_AS}")


def _text(data: bytes) -> Table:
    lines, notes = read_text(data)
    columns, rows, faults, more = assemble(lines)
    return Table(columns, rows, tuple(faults), (*notes, *more))


def _workbook(data: bytes) -> Table:
    lines, troubles, notes, epoch = read_workbook(data)
    columns, rows, faults, more = assemble(lines, even=True)
    numbers = {row.number for row in rows}
    in_list = [trouble for trouble in troubles if trouble.row in numbers and trouble.column < len(columns)]
    faults += [Fault(trouble.row, columns[trouble.column], "", trouble.sentence) for trouble in in_list]
    return Table(columns, rows, tuple(faults), (*notes, *more), epoch)
