"""Whether a Word file's parts are what their names say: markup, pictures, fonts, and one document in its place."""

import posixpath
import re
from collections.abc import Mapping
from typing import Any

from app.reports.word_refused import TemplateRefused

DOCUMENT, TYPES, ROOT = "word/document.xml", "[Content_Types].xml", "_rels/.rels"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
ODD_NAME = "A part of this document ({}) has a name that Word does not give. Open it in Word and save it anew."
ODD_KIND = "This document holds a part ({}) that is no text, picture (PNG, JPEG or GIF) or font. Take it out."
ODD_MAIN = "The text of this document is not where Word puts it. Open it in Word and save it anew."
NAME = re.compile(r"[A-Za-z0-9_. -]+(/[A-Za-z0-9_. -]+)*")
MARKUP = (".xml", ".rels")
PICTURES = {
    ".png": ("image/png", b"\x89PNG\r\n\x1a\n"), ".jpg": ("image/jpeg", b"\xff\xd8\xff"),
    ".jpeg": ("image/jpeg", b"\xff\xd8\xff"), ".gif": ("image/gif", b"GIF8"),
}  # fmt: skip
"""Of each ending the type, and how such a file begins."""
FONTS = {
    ".odttf": ("application/vnd.openxmlformats-officedocument.obfuscatedfont",),
    ".ttf": ("application/x-font-ttf", "font/ttf"),
}


def judge_names(parts: Mapping[str, bytes], read: Mapping[str, Any]) -> None:
    """Refuse a file one of whose parts would be read as something else; raises TemplateRefused.

    `read` are the roots of those that are markup.
    """
    if len({name.lower() for name in parts}) < len(parts):
        raise TemplateRefused(ODD_MAIN)
    types = _types(read[TYPES])
    for name, data in parts.items():
        _judge_name(name)
        _judge_kind(name, data, types.get(f"/{name}".lower()) or types.get(posixpath.splitext(name)[1].lower(), ""))
    _judge_main(read, types)


def _types(root: Any) -> dict[str, str]:
    """What each part is said to be, by /name or .ending in small letters; raises TemplateRefused for two answers."""
    found: dict[str, str] = {}
    for one in root:
        key = (one.get("PartName") or f".{one.get('Extension', '')}").lower()
        if key in found:
            raise TemplateRefused(ODD_NAME.format(key[:100]))
        found[key] = one.get("ContentType", "").lower()
    return found


def _judge_name(name: str) -> None:
    if name != TYPES and (not NAME.fullmatch(name) or ".." in name):
        raise TemplateRefused(ODD_NAME.format(name[:100]))


def _judge_kind(name: str, data: bytes, type: str) -> None:
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if ending in MARKUP:
        fits = name == TYPES or not type or type.endswith("xml")
    elif ending in PICTURES:
        fits = type == PICTURES[ending][0] and data.startswith(PICTURES[ending][1])
    else:
        fits = type in FONTS.get(ending, ())
    if not fits:
        raise TemplateRefused(ODD_KIND.format(name[:100]))


def _judge_main(read: Mapping[str, Any], types: Mapping[str, str]) -> None:
    """The one document is the one that was looked at, for whatever program opens the file."""
    documents = [
        posixpath.normpath(one.get("Target", "")).lstrip("/")
        for one in read.get(ROOT, ())
        if one.get("Type", "").rpartition("/")[2].lower() == "officedocument"
    ]
    main = [name for name, type in types.items() if type == MAIN]
    if documents != [DOCUMENT] or main != [f"/{DOCUMENT}"]:
        raise TemplateRefused(ODD_MAIN)
