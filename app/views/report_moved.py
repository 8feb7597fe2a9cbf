"""What moved between two editions of a report, each with the page that says why, and which texts have other words."""

from typing import Any

from app.events.report import report_id
from app.reports import editions
from app.reports.document import Cell, Document
from app.views import figure_moments, report_document, report_for_me

SHOWN = 10
"""So many stand open; the rest can be opened."""
Row = dict[str, Any]


def since(now: Document, edition: int, to: str) -> Row | None:
    """What moved since an edition, as the same copy tells it to this person; None where there is none.

    `to` is the moment of the later one, see figure_moments.
    """
    if not edition:
        return None
    before = report_for_me.for_me(report_document.published(report_id(now.key), edition, now.copy))
    now = report_for_me.for_me(now)
    is_there, ends = report_document.opening(), f"from={figure_moments.key_of(now.key, edition)}&to={to}"
    rows = [
        {"words": one.words, "href": _changes(one.now, ends) if is_there(_bare(one.now)) else ""}
        for one in editions.moved(before, now)
    ]
    texts = {"reworded": editions.reworded(before, now), "in_part": report_for_me.is_in_part(now)}
    return {"edition": edition, "shown": rows[:SHOWN], "more": rows[SHOWN:], **texts}


def _bare(cell: Cell) -> Cell:
    """The value as one of a figure's page alone."""
    return Cell(cell.text, cell.figure, cell.period)


def _changes(cell: Cell, ends: str) -> str:
    return f"/figures/{cell.figure}/changes?period={cell.period}&{ends}"
