"""Lists saved as text: which encoding, which delimiter, and the rows."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from statistics import median_low

from app.programme.lists.table_grid import SAVE_AS, CannotRead, Line

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}
BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
NOT_IN_TEXT = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")
SEPARATOR_LINE = re.compile(r'"?sep=([,;\t])"?\r?\n', re.IGNORECASE)


def read_text(data: bytes) -> tuple[Iterator[Line], list[str]]:
    """The rows of a CSV file, to be read once, and notes on how it was read.

    Raises CannotRead, at once or while the rows are read, for bytes that are not text and for broken quotation.
    """
    text, notes = _decoded(data)
    if named := SEPARATOR_LINE.match(text):
        return _lines(text[named.end() :], named[1]), notes
    delimiter = _delimiter(text)
    if delimiter != ",":
        notes.append(f"The cells are separated by {DELIMITERS[delimiter]}.")
    return _lines(text, delimiter), notes


def _decoded(data: bytes) -> tuple[str, list[str]]:
    encoding, notes = next((name for mark, name in BYTE_ORDER_MARKS.items() if data.startswith(mark)), "utf-8"), []
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = _as_windows_text(data, encoding)
        notes.append("The file is not UTF-8 and was read as Windows text (cp1252). Check names with accents.")
    text = text.rstrip("\x1a")  # the end mark of old DOS programs
    if NOT_IN_TEXT.search(text):
        raise CannotRead(f"This is not a CSV file: it has characters that no text has. {SAVE_AS}")
    return text, notes


def _as_windows_text(data: bytes, encoding: str) -> str:
    try:
        if encoding == "utf-8":
            return data.decode("cp1252")
    except UnicodeDecodeError:
        pass
    raise CannotRead(f"The text of this file cannot be made out. {SAVE_AS}")


def _delimiter(text: str) -> str:
    """The one that splits most of the first rows into the most cells; a comma where none does."""
    return max(DELIMITERS, key=lambda mark: _fit(text[:65_536], mark))


def _fit(text: str, mark: str) -> int:
    try:
        rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=mark), 20))
    except csv.Error:
        return 0
    widths = [len(row) for row in rows if row] or [0]
    usual = median_low(widths)
    return (usual - 1) * widths.count(usual)


def _lines(text: str, delimiter: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield number, cells
    except csv.Error as error:
        raise CannotRead(_broken(number + 1, str(error))) from error


def _broken(number: int, error: str) -> str:
    if "field larger" in error:
        return f"Row {number} has a cell with far too much text. Look for a quotation mark that is not closed."
    return f"Row {number} cannot be read: a quotation mark in it is not closed, or is followed by more text."
