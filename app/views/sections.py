"""The sections of a long page, from its headings: what its list "On this page" leads to."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from markupsafe import Markup

OPENED = r"(?:<(?:section|div)\b[^>]*>\s*)*"
"""What is opened around a heading and holds nothing before it."""
HEADING = rf"(?P<opened>{OPENED})<(?P<tag>h[23])\b(?P<given>[^>]*)>(?P<words>.*?)</(?P=tag)>"
TABLE = rf'{OPENED}<table\b[^>]*\bid="(?P<table>[\w-]+)"[^>]*>\s*<caption\b[^>]*>(?P<caption>.*?)</caption>'
PLACES = re.compile(rf"{HEADING}|{TABLE}", re.DOTALL)
ID = re.compile(r'\bid="([^"]+)"')
BESIDE = re.compile(r'<span class="al-(?:count|quiet)".*?</span>|<[^>]*>', re.DOTALL)


@dataclass(frozen=True)
class Section:
    """A piece of a page from its heading to the next; the piece before the first heading has no id and no words."""

    id: str
    words: str
    within: bool
    """Whether it is part of the section before it."""
    html: Markup
    ends: bool = False
    """Whether a whole section ends here, with its parts."""


def in_sections(page: Markup, tables: Collection[str] = ()) -> list[Section]:
    """Take what a page shows; return its pieces, which are the whole of it in order.

    A section is an h2, given an id where it has none, or one of these tables by its caption; a part of it is an h3 that
    has an id, or whose section has.
    """
    body = str(page)
    found = [one for one in PLACES.finditer(body) if _is_place(one, tables)]
    starts = [0, *(one.start() for one in found), len(body)]
    pieces = [Section("", "", False, Markup(body[: starts[1]]))]
    for place, one in enumerate(found, 1):
        pieces.append(_section(one, body[starts[place] : starts[place + 1]]))
    return [*_ended(pieces)]


def _is_place(one: re.Match[str], tables: Collection[str]) -> bool:
    if one["table"]:
        return one["table"] in tables
    return one["tag"] == "h2" or bool(_given(one))


def _given(one: re.Match[str]) -> str:
    ids = ID.findall(one["given"]) or ID.findall(one["opened"])[-1:]
    return ids[0] if ids else ""


def _section(one: re.Match[str], html: str) -> Section:
    words = Markup(" ".join(BESIDE.sub(" ", one["caption"] or one["words"]).split())).unescape()
    if one["table"]:
        return Section(one["table"], words, False, Markup(html))
    id = _given(one) or "section-" + "-".join(re.findall("[a-z0-9]+", words.lower()))
    if not _given(one):
        html = html.replace("<h2", f'<h2 id="{id}"', 1)
    return Section(id, words, one["tag"] == "h3", Markup(html))


def _ended(pieces: list[Section]) -> Iterator[Section]:
    following = [*(not piece.within for piece in pieces[1:]), True]
    for piece, ends in zip(pieces, following, strict=True):
        yield Section(piece.id, piece.words, piece.within, piece.html, ends and bool(piece.id))
