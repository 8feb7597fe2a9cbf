"""The parts of an Excel workbook, taken out under limits: nothing is unpacked before its size is known to be fair.

A workbook of 2.8 MB can unpack to 948 MB, and two cells at opposite corners make a reader lay out seventeen
billion cells. So the zip's own directory is judged first, then the chosen sheet is measured as it streams by,
and only the parts that are needed go on, packed anew, to the reader.
"""

import io
import posixpath
import zipfile

from app.programme.lists.table_extent import Attributes, each_element
from app.programme.lists.table_grid import NOT_A_WORKBOOK, TOO_LARGE, CannotRead

MAX_ENTRIES = 2_000
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 100
RATIO_MATTERS_FROM = 20 * 1024 * 1024


def open_parts(data: bytes) -> zipfile.ZipFile:
    """The zip, once its directory has been judged; raises CannotRead. Takes milliseconds whatever it unpacks to."""
    if data.count(b"PK\x01\x02") > MAX_ENTRIES:
        raise CannotRead(TOO_LARGE)
    parts = zipfile.ZipFile(io.BytesIO(data))
    entries = parts.infolist()
    total = sum(entry.file_size for entry in entries)
    if total > MAX_UNPACKED or (total > RATIO_MATTERS_FROM and total > MAX_RATIO * len(data)):
        raise CannotRead(TOO_LARGE)
    if any(entry.flag_bits & 1 for entry in entries):
        raise CannotRead("This workbook is protected by a password. Save it without one and try again.")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise CannotRead(NOT_A_WORKBOOK)
    return parts


def part(parts: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of one part, whatever the capitals of its name; empty when there is none."""
    found = next((entry for entry in parts.infolist() if entry.filename.lower() == name.lower()), None)
    return parts.read(found) if found else b""


def sheets(parts: zipfile.ZipFile) -> list[tuple[int, str, str]]:
    """The visible sheets in order: index in the workbook, name, path of the part."""
    targets: dict[str, str] = {}
    found: list[Attributes] = []
    handlers = {"Relationship": lambda has: targets.__setitem__(has.get("Id", ""), has.get("Target", ""))}
    each_element(part(parts, "xl/_rels/workbook.xml.rels"), handlers)
    each_element(part(parts, "xl/workbook.xml"), {"sheet": found.append})
    visible = [(index, has) for index, has in enumerate(found) if has.get("state", "visible") == "visible"]
    return [(index, has.get("name", ""), _path(targets.get(_relation(has), ""))) for index, has in visible]


def counts_from_1904(parts: zipfile.ZipFile) -> bool:
    """Whether the workbook's day serials count from 1904, as old Macintosh ones do."""
    seen: list[Attributes] = []
    each_element(part(parts, "xl/workbook.xml"), {"workbookPr": seen.append})
    return any(has.get("date1904") in ("1", "true") for has in seen)


def repacked(parts: zipfile.ZipFile, sheet: str) -> io.BytesIO:
    """A workbook of the one sheet and what it needs, unpacked as declared: two readers cannot see two files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as copy:
        for name in ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
            copy.writestr(name, part(parts, name))
        for name in ("xl/styles.xml", "xl/sharedStrings.xml", sheet):
            if held := part(parts, name):
                copy.writestr(name, held)
    out.seek(0)
    return out


def _relation(has: Attributes) -> str:
    return next((value for name, value in has.items() if name.endswith(":id")), "")


def _path(target: str) -> str:
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
