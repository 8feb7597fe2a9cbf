"""A line of the access log as pages and files show it: names in the place of ids."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from flask import g

from app.readings import Reading
from app.views.desk import i, model
from app.views.links import link
from app.views.navigation import called
from app.views.reading_table import PAGE, words_of
from app.views.words import at_moment, audit_path, month, reference
from projections import loops, people, seals

Row = dict[str, Any]
T = TypeVar("T")
NUMBERED = re.compile(r"[12]\d{3}-(?:0[1-9]|1[0-2])/\d+")
"""The own part of an audit's id; older lines may name what never was one."""


def shown(one: Reading) -> Row:
    """A line with names, in words, and with the way to the page that was read where that is open to who asks."""
    names = _once("names", "", lambda: people.names(model()))
    seen = not _once("sealed", one.record, lambda: sealed(one.record))
    return {
        "number": one.number,
        "at": one.at,
        "by": one.by,
        "name": names.get(one.by, "somebody who is not on the list"),
        "kind": one.kind,
        "kind_words": _what(one),
        "about": "; ".join(one.about) if seen else "",
        "about_words": _whom(one, names) if seen else "",
        "record": one.record if seen else "",
        "record_words": _record(one.record) if seen else "",
        "path": one.path if seen else "",
        "href": _once("links", one.path, lambda: link(one.path)) if seen else "",
        "position": one.position,
        "as_at": at_moment(one.as_at) if one.as_at[:4].isdecimal() else one.as_at,
        "why": one.why,
        "inspection": one.inspection,
    }


def _once(what: str, of: str, find: Callable[[], T]) -> T:
    """What is the same for every line of an answer, found once."""
    found: dict[tuple[str, str], T] = g.setdefault("of_lines", {})
    if (what, of) not in found:
        found[what, of] = find()
    return found[what, of]


def folded(rows: list[Row]) -> list[Row]:
    """Lines as a list shows them: those that one page left, one for each child on it, are one, with all of `whom`."""
    found: list[Row] = []
    for row in rows:
        if found and _is_of_one_page(found[-1], row) and row["about_words"] not in found[-1]["whom"]:
            of_one = row["record"] == found[-1]["record"]
            found[-1] |= {"whom": [*found[-1]["whom"], row["about_words"]]} | ({} if of_one else {"record_words": ""})
        else:
            found.append(row | {"whom": [row["about_words"]], "month": _month_of(row["path"])})
    return found


def _is_of_one_page(one: Row, other: Row) -> bool:
    """Whether two lines were left by one page: by the same person, of the same address, within the same minute."""
    alike = ("by", "path", "kind", "position", "as_at", "why")
    return bool(one["path"]) and all(one[key] == other[key] for key in alike) and one["at"][:16] == other["at"][:16]


def _month_of(path: str) -> str:
    """The month that an address names, in words; empty for none."""
    found = re.search(r"/(\d{4}-(?:0[1-9]|1[0-2]))(?:[/?]|$)", path)
    return month(found[1]) if found else ""


def sealed(record: str) -> bool:
    """Whether a record comes of an audit that is sealed from the person who asks."""
    sealed_from = seals.sealed_from(model(), i().id)
    if not sealed_from:
        return False
    loop = loops.loop(model(), record) if record.startswith("loop/") else None
    of = {loop["first"], loop["second"]} if loop else {seals.comes_of(model(), record)}
    return bool(of & sealed_from)


def _what(one: Reading) -> str:
    """What was read; of a page that is no record's what the menu calls it."""
    name = called(one.path) if one.kind == PAGE else ""
    return f"{name}, by an inspector" if name else words_of(one.kind)


def _whom(one: Reading, names: dict[str, str]) -> str:
    """The child or person, or how many there are."""
    if len(one.about) > 3:
        return f"{len(one.about)} children"
    return ", ".join(names.get(id, reference(id)) for id in one.about)


def _record(id: str) -> str:
    kind, _, own = id.partition("/")
    if kind == "audit" and NUMBERED.fullmatch(own):
        return f"audit {audit_path(id).rpartition('/')[2]} of {month(own.partition('/')[0])}"
    return "" if kind in ("child", "person") else kind.replace("_", " ")
