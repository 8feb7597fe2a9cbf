"""What moderation kept and changed, and how far the two auditors of a looped child agree."""

from collections.abc import Iterable

from app.events.moderation_words import DRAWN_AS
from app.events.periods import Period
from app.reports import agreements, figures
from app.reports.cells import line
from app.reports.document import LINES, Block, Line
from app.reports.source import Source
from projections.moderation_figures import KEPT, OVERALL, SENT_BACK

COUNTS = ("drawn", "moderated", "to-moderate", "found-not-to-standard", SENT_BACK)
CHANGED = (KEPT, f"{OVERALL}:up", f"{OVERALL}:down", *(f"{KEPT}-{how}" for how in DRAWN_AS))


def moderation(source: Source, period: Period) -> Iterable[Block]:
    """How many audits were moderated and how many kept their overall grade."""
    found = (figures.find(source, period, f"moderation:{name}") for name in (*COUNTS, *CHANGED))
    shown = [one for one in found if one]
    lines = tuple(line(one, period) for one in shown)
    notes = () if shown[0].n else (f"No audit of {period.label} was drawn for moderation.",)
    yield Block("moderation", LINES, "Moderation", lines=() if notes else lines, notes=notes)


def loops(source: Source, period: Period) -> Iterable[Block]:
    """Of how many pairs both auditors gave the same overall grade, before they knew of each other's."""
    same = figures.group(source, period, "loops")["loops:same"]
    made = Line(same.label, line(same, period).cell, _kappa(source, period))
    notes = () if same.of else ("No child of this period was audited by two auditors who are both in.",)
    yield Block("loops", LINES, "Looped audits", lines=(made,) if same.of else (), notes=notes)


def _kappa(source: Source, period: Period) -> str:
    found = agreements.of_loops(source, period)
    return f"weighted kappa {found.kappa.value:.2f}" if found.kappa else ""
