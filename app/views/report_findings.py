"""What the check of a report's text found, told for a page: each with the right figure and where it opens to."""

import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from app.reports import disclosure, disclosure_asked, tokens
from app.reports.claims import KINDS, Finding
from app.reports.disclosure_bare import cleared_name
from app.reports.document import Document
from app.views import recommendation_findings, report_document
from app.views.desk import model
from projections import people

Row = dict[str, Any]
RIGHT = re.compile(r"(?P<n>\d[\d,]*)(?: of (?P<of>\d[\d,]*)(?: \((?P<share>\d[\d.]*%)\))?)?")
"""A figure as it is printed: 1,234, or 45 of 73 (62%)."""
NUMBER = re.compile(r"\d(?:[\d,.]*\d)?%?")


def found(document: Document) -> list[Row]:
    """Every finding of a report, of its recommendations too, in the order of its sections."""
    return [*told(recommendation_findings.check(document)), *unread(document)]


def unread(document: Document) -> list[Row]:
    """What stands in braces and for no figure: it would be published as it was typed, so no reason lets it stand."""
    rows = []
    for section in document.sections:
        for words in dict.fromkeys(tokens.left(section.commentary)):
            rows.append(_row(section.id, words, _of_braces(words)) | {"may_stand": False})
    return rows


def _of_braces(words: str) -> str:
    if words == "}":
        return "“}” closes nothing: a figure stands between “{” and “}”."
    if not words.endswith("}"):
        return f"“{words}” is not closed: a figure stands between “{{” and “}}”."
    return f"{words} stands for no figure of this report."


def leaking(public: Document, internal: Document) -> list[Row]:
    """Where a typed text of the public copy gives a number away that is kept back elsewhere in it."""
    return [_row("", one.place, f"In the public copy, {one.says}") for one in disclosure.leaks(public, internal)]


def naming(document: Document) -> tuple[list[Row], list[Row]]:
    """What may tell who it is about in what people wrote, quotations apart: what is to be answered, and the rest."""
    told = list(disclosure_asked.asked(document, report_document.names_known(), _own_names()))
    rows = [_row(one.section, one.warned.found, _in_public(one)) for one in told if one.to_answer]
    return rows, [{"place": one.place, "says": one.warned.says} for one in told if not one.to_answer]


def _in_public(one: disclosure_asked.Asked) -> str:
    dash = "; a dash stands there in its place" if one.dashed else ""
    return f"It is for the public copy too, and {one.why}{dash}."


def _own_names() -> list[str]:
    """The names of the council, its areas and its teams."""
    found = people.council(model())
    return [row["name"] for row in (*people.areas(model()), *people.teams(model()), *([found] if found else []))]


def quotations_warned(document: Document) -> list[tuple[str, str]]:
    """The quotations that may tell who they are about, each by name with its words and why."""
    names, found = report_document.names_known(), []
    for _, block in document.blocks():
        for one in block.quotations:
            if says := "; ".join(dict.fromkeys(w.says.removesuffix(".") for w in disclosure.screen(one.text, names))):
                found.append((cleared_name(one), f"“{one.text}” ({says})"))
    return found


def told(findings: Sequence[Finding]) -> list[Row]:
    """Findings for a page; `name` stays the same for the same words and what is said of them."""
    return [_told(one) for one in findings]


def by_section(findings: Sequence[Row]) -> dict[str, list[Row]]:
    """The findings of each section that has any."""
    rows: dict[str, list[Row]] = {}
    for one in findings:
        rows.setdefault(one["section"], []).append(one)
    return rows


def _told(one: Finding) -> Row:
    about = {"kind": KINDS[one.kind], "right": one.right, "href": one.opens, "mend": one.mend, "put": _put(one)}
    section, at = recommendation_findings.place(one.where.section)
    return _row(section, one.where.words, one.sentence, at) | about


def _put(one: Finding) -> str:
    """What a press puts in the place of the words: each number by the name of its figure, which stays true.

    The words themselves where it is not sure which number is which.
    """
    found = RIGHT.fullmatch(one.right)
    if not (one.figure and one.period and found):
        return one.mend
    token = f"{one.figure}@{one.period}"
    if found["share"] and one.mend.startswith(one.right):
        return f"{{{token}}}{one.mend.removeprefix(one.right)}"
    parts = {value: f"{{{token}|{part}}}" for part, value in found.groupdict().items() if value}
    numbers = NUMBER.findall(one.mend)
    if len(parts) < sum(map(bool, found.groups())) or len(set(numbers)) < len(numbers):
        return one.mend
    return NUMBER.sub(lambda number: parts.get(number[0], number[0]), one.mend)


def _row(section: str, words: str, sentence: str, at: str = "") -> Row:
    """A finding; `at` is the address of the recommendation that it is in, "" for commentary."""
    name = sha256("\n".join(filter(None, (section, words, sentence, at))).encode()).hexdigest()[:10]
    facts: Row = {"name": name, "section": section, "words": words, "sentence": sentence, "at": at}
    facts["may_stand"] = True
    return facts | dict.fromkeys(("kind", "right", "href", "mend", "put"), "")
