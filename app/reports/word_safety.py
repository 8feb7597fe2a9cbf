"""Whether a Word file is text, styles and pictures and nothing else: no program, nothing fetched from elsewhere."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from docx.oxml import parse_xml

from app.reports.word_bounds import NOT_XML, judge_bounds, place
from app.reports.word_links import ELSEWHERE, judge_field, judge_links
from app.reports.word_package import judge_names
from app.reports.word_refused import TemplateRefused

MACROS = "This document holds macros or a control. Save it as “Word Document (.docx)”, without them."
TRACKED = "This document has tracked changes or comments, which every report would carry. Accept or remove them all."
FIELD = "This document has a field “{}”, which a template may not. Take it out."
FIELDS = frozenset((
    "AUTHOR", "DOCPROPERTY", "HYPERLINK", "NUMPAGES", "PAGE", "PAGEREF", "REF", "SECTION", "SECTIONPAGES", "SEQ",
    "STYLEREF", "SUBJECT", "TITLE", "TOC",
))  # fmt: skip
"""Fields that only look within the document, and never at the clock."""
PROGRAMS = re.compile(r"macroEnabled|vbaProject|vbaData|activeX|ms-word\.attachedToolbars", re.IGNORECASE)
SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main",
)  # fmt: skip
"""Both dialects of Word's markup."""
CHANGES = tuple(
    f"{{{space}}}{name}" for space in SPACES for name in (
        "ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "rPrChange", "pPrChange", "sectPrChange",
        "tblPrChange", "trPrChange", "tcPrChange", "numberingChange", "commentReference",
        "commentRangeStart", "comment",
    )
)  # fmt: skip
MERGE = tuple(f"{{{space}}}mailMerge" for space in SPACES)


def judge(parts: Mapping[str, bytes]) -> None:
    """Refuse a file that holds more than a template needs; raises TemplateRefused.

    `parts` are those of a zip whose sizes were judged before. Each is judged wherever it lies, whatever refers to it:
    every one but pictures and fonts is markup.
    """
    if any(PROGRAMS.search(one) for one in parts):
        raise TemplateRefused(MACROS)
    judge_bounds(parts)
    read = {name: _xml(name, data) for name, data in parts.items() if name.lower().endswith((".xml", ".rels"))}
    if any(PROGRAMS.search(one.get("ContentType", "")) for one in read["[Content_Types].xml"]):
        raise TemplateRefused(MACROS)
    judge_links(read)
    for name, root in read.items():
        _judge_text(root, place(name))
    judge_names(parts, read)


def _xml(name: str, data: bytes) -> Any:
    """A part's root; raises TemplateRefused for one with a document type, which could be an expansion without end."""
    if b"\0" in data or b"<!DOCTYPE" in data:
        raise TemplateRefused(NOT_XML.format(name))
    try:
        root: Any = parse_xml(data)
    except (SyntaxError, ValueError) as fault:
        raise TemplateRefused(NOT_XML.format(name)) from fault
    about = root.getroottree().docinfo
    if about.internalDTD is not None or (about.encoding or "UTF-8").upper() not in ("UTF-8", "ASCII", "US-ASCII"):
        raise TemplateRefused(NOT_XML.format(name))
    return root


def _judge_text(root: Any, where: str) -> None:
    if next(root.iter(*CHANGES), None) is not None:
        raise TemplateRefused(TRACKED, where)
    if next(root.iter(*MERGE), None) is not None:
        raise TemplateRefused(ELSEWHERE.format("a mail merge"), where)
    for code in _codes(root):
        kind = code.split()[0].upper() if code.split() else ""
        if kind not in FIELDS:
            raise TemplateRefused(FIELD.format(kind or "without a name"), where)
        if kind == "HYPERLINK":
            judge_field(code, where)


def _codes(root: Any) -> Iterator[str]:
    """What each field asks for, those in other fields too, in any dialect; Word may keep one in many runs."""
    yield from (_said(node, "instr") for node in root.iter("{*}fldSimple"))
    opened: list[list[str]] = [[]]
    for node in root.iter("{*}fldChar", "{*}instrText"):
        if _local(node.tag) == "instrText":
            opened[-1].append("".join(node.itertext()))
        elif _said(node, "fldCharType") == "begin":
            opened.append([])
        elif _said(node, "fldCharType") == "end" and len(opened) > 1:
            yield "".join(opened.pop())
    yield from ("".join(one) for one in opened if one)


def _said(node: Any, attribute: str) -> str:
    return next((str(said) for name, said in node.attrib.items() if _local(name) == attribute), "")


def _local(name: str) -> str:
    return name.rpartition("}")[2]
