"""How the figures of a report, and the words for them, are read from its document."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from app.events.periods import period
from app.reports.claims.facts import GRADE, NOT_APPLICABLE, OVERALL, Facts, Names
from app.reports.claims.lines import Stated
from app.reports.claims.words import stems
from app.reports.document import Cell, Document

_OR = re.compile(r"(?:^|(?<= a ))(\w+) or (\w+)\b")
Beside = tuple[str, str, Cell, Names]
"""A section, a block and a value in it, with the words beside it: the row's heading, the column's and the block's."""
Pairs = set[tuple[str, str]]


def facts(document: Document) -> Facts:
    """The figures of a document. Raises ValueError if the document is of no period."""
    of = period(document.key)
    if of is None:
        raise ValueError(f"A report is of a month, a quarter or a year, not of {document.key!r}.")
    found = Facts(of, sums={one.total: one.parts for one in document.sums})
    found.places = max((one.places for one in document.definitions), default=0)
    found.labels = {one.name: one.label for one in document.definitions}
    found.titles = {section.id: section.title for section in document.sections}
    found.stated = [
        Stated(line.label, line.cell.text, line.cell.opens)
        for _, block in document.blocks()
        for line in block.lines
        if not line.cell.figure
    ]
    beside = [one for one in _beside(document) if one[2].figure and one[2].n is not None]
    for section, _, cell, phrases in beside:
        _keep(found, section, cell, phrases)
    found.shown = _shown(beside)
    _learn(found, beside)
    return found


def _shown(beside: list[Beside]) -> dict[str, str]:
    """What each figure is called where it stands in the document first, if no other is called so."""
    called: dict[str, str] = {}
    named: dict[str, set[str]] = defaultdict(set)
    for _, _, cell, phrases in beside:
        called.setdefault(cell.figure, phrases[0])
        named[phrases[0]].add(cell.figure)
    return {figure: label for figure, label in called.items() if label and len(named[label]) == 1}


def _beside(document: Document) -> Iterator[Beside]:
    for section, block in document.blocks():
        for line in block.lines:
            yield section.id, block.id, line.cell, (line.label, "", block.title)
        if block.table:
            heads = [column.label for column in block.table.columns]
            for row in block.table.rows:
                for head, cell in zip(heads, row, strict=False):
                    first = head if row[0].text in _no_names(cell) else row[0].text
                    yield section.id, block.id, cell, (first, head, block.title)


def _keep(found: Facts, section: str, cell: Cell, phrases: Names) -> None:
    known = found.cells.get((cell.figure, cell.period))
    if known is None or known.of is None:
        found.cells[cell.figure, cell.period] = cell
    found.stands[section].add(cell.figure)
    found.labels.setdefault(cell.figure, phrases[0])
    found.said[cell.figure] |= {phrases[0], f"{phrases[2]} {phrases[0]}", found.labels[cell.figure]}
    found.said[cell.figure] |= {*_either(phrases[0]), *_before_base(phrases[0])}
    found.places = max(found.places, len(cell.share.partition(".")[2]))
    kind, domain, _ = f"{cell.figure}::".split(":", 2)
    found.sections[section] |= {domain} if kind == GRADE else set()


def _either(label: str) -> Iterator[str]:
    """Parent or carer gave views: parent gave views, and carer gave views."""
    match = _OR.search(label)
    yield from (label[: match.start(1)] + one + label[match.end() :] for one in match.groups()) if match else ()


def _before_base(label: str) -> Iterator[str]:
    """Answered, of all who were asked: answered. Only a single word, which has to be all that is said."""
    head, base, _ = label.partition(", of ")
    yield from [head] if base and " " not in head else []


def _learn(found: Facts, beside: list[Beside]) -> None:
    """What grades and domains are called: words that stand beside one of them, and beside several of the other."""
    near: dict[str, Pairs] = defaultdict(set)
    order: dict[str, dict[str, None]] = defaultdict(dict)
    for _, block, cell, phrases in beside:
        kind, _, rest = cell.figure.partition(":")
        if kind == GRADE:
            domain, _, grade = rest.partition(":")
            order[block][grade] = None
            for phrase in {*phrases, *found.labels[cell.figure].split(": ")} - _no_names(cell):
                near[phrase].add((domain, grade))
    scale = max(order.values(), key=len, default={})
    found.grades = {grade: _grade(near, grade) for grade in scale if grade != NOT_APPLICABLE}
    for phrase, pairs in near.items():
        _domain(found, phrase, {domain for domain, _ in pairs}, {grade for _, grade in pairs})


def _no_names(cell: Cell) -> set[str]:
    """Words beside a value that are its period's."""
    return {"", "Total", _label(cell.period)}


@lru_cache(maxsize=256)
def _label(key: str) -> str:
    of = period(key)
    return of.label if of else ""


def _grade(near: dict[str, Pairs], grade: str) -> str:
    """The words that stand beside this grade alone, in the most domains."""
    mine = {
        phrase: len(pairs)
        for phrase, pairs in near.items()
        if ":" not in phrase and {one for _, one in pairs} == {grade}
    }
    return max(mine, key=lambda phrase: (mine[phrase], -len(phrase)), default=grade)


def _domain(found: Facts, phrase: str, domains: set[str], grades: set[str]) -> None:
    if len(domains) == 1 and len(grades) > 1 and domains != {OVERALL} and stems(phrase):
        found.domains[next(iter(domains))].add(phrase)
