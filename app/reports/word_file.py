"""A Word file as a package of parts: opened under limits, and packed so that the same parts are the same bytes."""

import io
import zipfile
from collections.abc import Mapping
from types import MappingProxyType

MAX_BYTES = 300 * 1000
"""The largest template that is taken."""
MAX_ENTRIES = 300
MAX_UNPACKED = 12 * 1024 * 1024
MAX_TEXT = 1024 * 1024
"""The largest part of XML: a template of some pages has a tenth of this."""
MAX_MARKUP = 3 * 1024 * 1024
"""The same of all parts of XML together."""
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The day that every part is dated: the first that a zip can say."""
PICTURES = (".png", ".jpg", ".jpeg")
"""What is compressed already."""
NOT_WORD = "This is not a Word document (.docx). Save it in Word as “Word Document (.docx)”."
TOO_LARGE = "This file unpacks to more than a template can hold. Take large pictures out of it."
TOO_LONG = (
    "This file holds more text and markup than a template can{}. Take out what a template does without, or begin with"
    " the present template."
)
PROTECTED = "This document is protected by a password. Save it without one."


class NotWord(Exception):  # noqa: N818 - somebody chose another file, nothing went wrong
    """The file cannot be read as a Word document, as a sentence."""


def opened(data: bytes) -> dict[str, bytes]:
    """The parts of a Word file by name, none unpacked before all their sizes are known to be fair; raises NotWord.

    The directory is judged first: a file of 2.8 MB can unpack to 948 MB. What unpacks to another size than it says is
    refused by the reader of the zip.
    """
    if data.count(b"PK\x01\x02") > MAX_ENTRIES:
        raise NotWord(TOO_LARGE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            entries = [entry for entry in parts.infolist() if not entry.is_dir()]
            _judge(entries)
            found = {entry.filename: parts.read(entry) for entry in entries}
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, OSError) as fault:
        raise NotWord(NOT_WORD) from fault
    if "word/document.xml" not in found or "[Content_Types].xml" not in found:
        raise NotWord(NOT_WORD)
    return found


def _judge(entries: list[zipfile.ZipInfo]) -> None:
    """Raises NotWord for a directory of parts that nobody would write."""
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED or len(entries) > MAX_ENTRIES:
        raise NotWord(TOO_LARGE)
    markup = {one.filename: one.file_size for one in entries if one.filename.lower().endswith((".xml", ".rels"))}
    if large := next((name for name, size in markup.items() if size > MAX_TEXT), ""):
        raise NotWord(TOO_LONG.format(f", in {large[:100]}"))
    if sum(markup.values()) > MAX_MARKUP:
        raise NotWord(TOO_LONG.format(""))
    if any(entry.flag_bits & 1 for entry in entries):
        raise NotWord(PROTECTED)
    names = [entry.filename for entry in entries]
    methods = {entry.compress_type for entry in entries}
    if len(set(names)) < len(names) or not methods <= {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise NotWord(NOT_WORD)


def packed(data: bytes, instead: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """A file that was written as it is handed out: its parts in their order, all of one date, whoever packed it.

    `instead` are parts that take the place of what was written.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again:
        for name in parts.namelist():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(PICTURES) else zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o600 << 16
            again.writestr(entry, instead.get(name) or parts.read(name), compresslevel=6)
    return out.getvalue()
