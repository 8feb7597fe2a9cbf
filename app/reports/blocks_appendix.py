"""The confidential appendix: exemptions, late returns, nil returns and audits not to standard, by name."""

from collections.abc import Iterable, Sequence
from typing import Any

from app.events.periods import Period
from app.events.vocabulary import EXEMPTION_CLASSES
from app.reports.document import DATE, TABLE, TEXT, Block, Cell, Column, Table
from app.reports.source import Source, months_of
from projections import people

Row = dict[str, Any]
Names = dict[str, str]
LISTS: tuple[tuple[str, str, str], ...] = (
    ("late-returns", "Late returns", "late"),
    ("nil-returns", "Nil returns", "nil"),
    ("not-to-standard-audits", "Audits not to standard", "not-to-standard"),
)
"""Id and title of each list of audits, and the figure whose members it names."""


def appendix(source: Source, period: Period) -> Iterable[Block]:
    """Who was exempted and why, and which audits came late, not at all, or not to standard."""
    names = people.names(source.model)
    yield _exemptions(source, period, names)
    for id, title, figure in LISTS:
        yield _audits(source, period, names, id, title, figure)


def _exemptions(source: Source, period: Period, names: Names) -> Block:
    rows = tuple(
        _exempted(one, row, names) for one in months_of(source, period) for row in _by_name(source, one, names)
    )
    heads = ("Auditor", "Month", "Kind of reason", "Authorised")
    return _list("exemptions-by-name", "Exemptions", [Column(head, TEXT) for head in heads], rows)


def _by_name(source: Source, one: Period, names: Names) -> list[Row]:
    return sorted(source.month(one.key).exemptions, key=lambda row: names.get(row["auditor"]) or "")


def _exempted(one: Period, row: Row, names: Names) -> tuple[Cell, ...]:
    when = "after the allocation" if row["after_allocation"] else "before the allocation"
    words = (one.label, EXEMPTION_CLASSES[row["reason_class"]], when)
    return (_person(row["auditor"], names), *(Cell(word) for word in words))


def _audits(source: Source, period: Period, names: Names, id: str, title: str, figure: str) -> Block:
    """The audits that a figure counts: whose, and when they came in."""
    rows = tuple(row for one in months_of(source, period) for row in _of_month(source, one, names, figure))
    columns = [Column("Auditor", TEXT), Column("Audit", TEXT), Column("Returned on", DATE), Column("Working days late")]
    return _list(id, title, columns, rows)


def _of_month(source: Source, one: Period, names: Names, figure: str) -> Iterable[tuple[Cell, ...]]:
    members = set(source.figures(one)[figure].members)
    for row in (row for row in source.month(one.key).audits if row["id"] in members):
        month, number = row["id"].removeprefix("audit/").split("/")
        audit = Cell(f"{month} · {int(number)}", href=f"/audits/{month}/{int(number)}")
        late = Cell(str(row["days_late"]), n=row["days_late"]) if row["returned_on"] else Cell("")
        yield (_person(row["auditor"], names), audit, Cell(row["returned_on"]), late)


def _person(id: str, names: Names) -> Cell:
    return Cell(names.get(id, id), href=f"/people/{id.removeprefix('person/')}")


def _list(id: str, title: str, columns: Sequence[Column], rows: tuple[tuple[Cell, ...], ...]) -> Block:
    notes = () if rows else ("None in this period.",)
    return Block(id, TABLE, title, table=Table(tuple(columns), rows), notes=notes, confidential=True)
