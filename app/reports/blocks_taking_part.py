"""Who took part in the audits, which families were heard, and what they said."""

from collections.abc import Iterable, Sequence

from app.events.periods import Period
from app.reports.cells import cell, period_column
from app.reports.document import QUOTATIONS, TABLE, TEXT, Block, Cell, Column, Quotation, Table
from app.reports.source import Source, months_of
from projections.participation import FAMILIES, PARTS

MOST = 12
"""So many quotations of each tone."""
OF_FAMILIES = (FAMILIES, *(part[0] for part in PARTS if part[2] in ("child_part", "parent_part")))
OF_STAFF = tuple(part[0] for part in PARTS if part[2] in ("worker_part", "manager_part"))
BASES = "Worker and manager are counted over the completed audits, child and family over those to standard."


def engagement(source: Source, period: Period) -> Iterable[Block]:
    """Worker, manager, child and parent: who took part, each over its base."""
    yield _by_month(source, period, "engagement", "Taking part in audit", (*OF_STAFF, *OF_FAMILIES))


def families(source: Source, period: Period) -> Iterable[Block]:
    """How many families were heard."""
    yield _by_month(source, period, "families", "Feedback from families", OF_FAMILIES)


def quotations(source: Source, period: Period) -> Iterable[Block]:
    """What families said, without names, positive first, each once; from audits to standard that count."""
    found = [one for month in months_of(source, period) for one in _said(source, month)]
    found = list({one.text: one for one in reversed(found)}.values())[::-1]
    said = tuple(one for tone in ("positive", "less_positive") for one in _of(found, tone))
    note = () if said else ("No audit of this period has a quotation.",)
    yield Block("quotations", QUOTATIONS, "What families said", quotations=said, notes=note)


def _of(found: Sequence[Quotation], tone: str) -> list[Quotation]:
    return [one for one in found if one.tone == tone][:MOST]


def _said(source: Source, month: Period) -> Iterable[Quotation]:
    settled = set(source.figures(month)["graded:overall"].members)
    for row in (row for row in source.month(month.key).audits if row["id"] in settled):
        for number, one in enumerate(source.answers_of(row["id"], row["version"]).get("quotations") or ()):
            yield Quotation(row["id"], number, one.get("tone") or "positive", one["text"])


def _by_month(source: Source, period: Period, id: str, title: str, names: Sequence[str]) -> Block:
    shown = months_of(source, period)
    columns = [*shown, period] if len(shown) > 1 else shown
    heads = tuple(period_column(one) if one in shown else Column("Total", "share") for one in columns)
    found = source.figures(period)
    rows = tuple(
        (Cell(found[name].label), *(cell(source.figures(one)[name], one) for one in columns))
        for name in names
        if name in found
    )
    return Block(id, TABLE, title, table=Table((Column("Who", TEXT), *heads), rows), notes=(BASES,))
