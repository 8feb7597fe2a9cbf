"""What of a Word file leads out of it: a link that somebody follows may, what opening the file would fetch may not."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any

from app.reports.word_bounds import place
from app.reports.word_refused import TemplateRefused

ELSEWHERE = "Something of this document is fetched from another place when it is opened: {}. Take it out."
EMBEDDED = "Another file is embedded in this document ({}). Take it out, or put it in as a picture."
LINKED = (
    "This document has a link to something that is no web page or e-mail address: {}. Give its whole address, which"
    " begins with https:// or mailto:, or take the link out."
)
STRAY = "The links of a part of this document ({}) are not where Word puts them. Open it in Word and save it anew."
EMBEDS = frozenset(("oleobject", "package", "afchunk", "control", "subdocument", "frame"))
LINK = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
AWAY = re.compile(r"[a-z][a-z0-9+.-]*:|//|\\\\", re.IGNORECASE)
"""How an address begins that leads out of the file."""
FOLLOWED = frozenset(("hyperlink", "hlinkClick", "hlinkHover"))
"""Elements whose address is gone to when somebody clicks on it, and never before."""
FETCHES = frozenset(("src", "href", "althref"))
HYPERLINK = re.compile(
    r'\s*HYPERLINK(\s+("(https?://|mailto:)[^"]*"|(https?://|mailto:)[^"\s]*))?'
    r'(\s+\\[lot]\s*("[^"]*"|[^"\s\\]+)|\s+\\[mnhs])*\s*',
    re.IGNORECASE,
)
"""A field that is a link: its address, a place in the document (l), what it says to a pointer (o), its window (t)."""


def judge_links(read: Mapping[str, Any]) -> None:
    """Refuse a file that would fetch something; raises TemplateRefused. `read` are the roots of its parts by name.

    A relationship that calls itself a link is one only where a link refers to it: a picture may name it too.
    """
    found = {name.lower(): root for name, root in read.items()}
    for name, root in read.items():
        if name.lower().endswith(".rels"):
            outside = _outside(root)
            if outside:
                _judge_use(_of(name), found.get(_of(name).lower()), outside)
    for name, root in read.items():
        for target in _fetched(root):
            raise TemplateRefused(ELSEWHERE.format(target[:100]), place(name))


def judge_field(code: str, where: str) -> None:
    """Raises TemplateRefused for a field HYPERLINK that leads to anything but a page, an address or this document."""
    if not HYPERLINK.fullmatch(code):
        raise TemplateRefused(LINKED.format(code.strip()[:100]), where)


def _of(name: str) -> str:
    """The part that these relationships are of; raises TemplateRefused where no part has them."""
    folder, _, own = name.rpartition("/")
    above, _, last = folder.rpartition("/")
    if last.lower() != "_rels":
        raise TemplateRefused(STRAY.format(name[:100]))
    return posixpath.join(above, own[: -len(".rels")])


def _outside(root: Any) -> dict[str, str]:
    """The links of a part: id and address; raises TemplateRefused for whatever else leads out of the file."""
    found = {}
    for one in root:
        kind, target = one.get("Type", "").rpartition("/")[2].lower(), one.get("Target", "")
        if kind in EMBEDS:
            raise TemplateRefused(EMBEDDED.format(target[:100]))
        outside = one.get("TargetMode") not in (None, "Internal") or AWAY.match(target)
        if kind == "hyperlink" and not target.startswith("#"):
            if not LINK.match(target):
                raise TemplateRefused(LINKED.format(target[:100]))
            found[one.get("Id", "").strip()] = target
        elif outside:
            raise TemplateRefused(ELSEWHERE.format(target[:100]))
    return found


def _judge_use(name: str, root: Any, links: Mapping[str, str]) -> None:
    """Raises TemplateRefused where anything but a link refers to one, in whichever dialect its attribute is written."""
    for node in root.iter("*") if root is not None else ():
        for attribute, said in node.attrib.items():
            if said.strip() in links and not (_local(node.tag) in FOLLOWED and _local(attribute) == "id"):
                raise TemplateRefused(ELSEWHERE.format(links[said.strip()][:100]), place(name))


def _fetched(root: Any) -> Iterator[str]:
    """What older markup names by its address, not by a relationship."""
    for node in root.iter("*"):
        found = (said for name, said in node.attrib.items() if _local(name) in FETCHES)
        yield from (said for said in found if said.strip() and not said.startswith("#"))


def _local(name: str) -> str:
    return name.rpartition("}")[2]
