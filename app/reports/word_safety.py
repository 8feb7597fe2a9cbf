"""Whether a Word file is text, styles and pictures and nothing else: no program, nothing fetched from elsewhere."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn


class TemplateRefused(Exception):  # noqa: N818 - the check refuses, nothing went wrong
    """Why a template is not taken, as a sentence, and where in it: "in “Period: {{ perod }}”", "" for all of it."""

    def __init__(self, sentence: str, where: str = "") -> None:
        super().__init__(f"{sentence} It is {where}." if where else sentence)
        self.sentence, self.where = sentence, where


MACROS = "This document holds macros or a control. Save it as “Word Document (.docx)”, without them."
ELSEWHERE = "Something of this document is fetched from another place when it is opened: {}. Take it out."
EMBEDDED = "Another file is embedded in this document ({}). Take it out, or put it in as a picture."
TRACKED = "This document has tracked changes or comments, which every report would carry. Accept or remove them all."
FIELD = "This document has a field “{}”, which a template may not. Take it out."
FIELDS = frozenset((
    "AUTHOR", "DOCPROPERTY", "HYPERLINK", "NUMPAGES", "PAGE", "PAGEREF", "REF", "SECTION", "SECTIONPAGES", "SEQ",
    "STYLEREF", "SUBJECT", "TITLE", "TOC",
))  # fmt: skip
"""Fields that only look within the document, and never at the clock."""
PROGRAMS = re.compile(r"macroEnabled|vbaProject|vbaData|activeX|ms-word\.attachedToolbars", re.IGNORECASE)
EMBEDS = frozenset(("oleObject", "package", "aFChunk", "control", "subDocument", "frame"))
LINK = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
CHANGES = tuple(qn(f"w:{name}") for name in ("ins", "del", "moveFrom", "moveTo", "commentReference"))
NOT_XML = "A part of this document ({}) cannot be read. Open it in Word and save it anew."


def judge(parts: Mapping[str, bytes]) -> None:
    """Refuse a file that holds more than a template needs; raises TemplateRefused.

    `parts` are those of a zip whose sizes were judged before.
    """
    read = {name: _xml(name, data) for name, data in parts.items() if name.endswith((".xml", ".rels"))}
    kinds = [one.get("ContentType", "") for one in read["[Content_Types].xml"]]
    if any(PROGRAMS.search(one) for one in (*kinds, *parts)):
        raise TemplateRefused(MACROS)
    for name, root in read.items():
        if name.endswith(".rels"):
            _judge_relations(root)
        elif name.startswith("word/"):
            _judge_text(root)


def _xml(name: str, data: bytes) -> Any:
    """A part's root; raises TemplateRefused for one with a document type, which could be an expansion without end."""
    if b"\0" in data or b"<!DOCTYPE" in data:
        raise TemplateRefused(NOT_XML.format(name))
    try:
        return parse_xml(data)
    except (SyntaxError, ValueError) as fault:
        raise TemplateRefused(NOT_XML.format(name)) from fault


def _judge_relations(root: Any) -> None:
    for one in root:
        kind, target = one.get("Type", "").rpartition("/")[2], one.get("Target", "")
        outside = one.get("TargetMode") == "External"
        if outside and not (kind == "hyperlink" and LINK.match(target)):
            raise TemplateRefused(ELSEWHERE.format(target[:100]))
        if kind in EMBEDS:
            raise TemplateRefused(EMBEDDED.format(target[:100]))


def _judge_text(root: Any) -> None:
    if next(root.iter(*CHANGES), None) is not None:
        raise TemplateRefused(TRACKED)
    for code in _codes(root):
        kind = code.split()[0].upper() if code.split() else ""
        if kind not in FIELDS:
            raise TemplateRefused(FIELD.format(kind or "without a name"))


def _codes(root: Any) -> Iterator[str]:
    """What each field asks for, those in other fields too; Word may keep one in many runs."""
    yield from (node.get(qn("w:instr"), "") for node in root.iter(qn("w:fldSimple")))
    opened: list[list[str]] = [[]]
    for node in root.iter(qn("w:fldChar"), qn("w:instrText")):
        if node.tag == qn("w:instrText"):
            opened[-1].append(node.text or "")
        elif node.get(qn("w:fldCharType")) == "begin":
            opened.append([])
        elif node.get(qn("w:fldCharType")) == "end" and len(opened) > 1:
            yield "".join(opened.pop())
    yield from ("".join(one) for one in opened if one)
