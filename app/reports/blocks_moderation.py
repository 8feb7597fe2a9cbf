"""What moderation kept and changed, and how far the two auditors of a looped child agree."""

from collections.abc import Iterable

from app.events.moderation_words import DRAWN_AS
from app.events.periods import Period
from app.reports.cells import line
from app.reports.document import LINES, Block, Cell, Line
from app.reports.source import Source
from projections import loop_pairs, moderation_figures
from projections.agreement import agreement
from projections.intervals import wilson
from projections.moderation_figures import KEPT, OVERALL, SENT_BACK
from projections.shares import percent

COUNTS = ("drawn", "moderated", "to-moderate", "found-not-to-standard", SENT_BACK)
CHANGED = (KEPT, f"{OVERALL}:up", f"{OVERALL}:down", *(f"{KEPT}-{how}" for how in DRAWN_AS))


def moderation(source: Source, period: Period) -> Iterable[Block]:
    """How many audits were moderated and how many kept their overall grade."""
    found = moderation_figures.figures(source.moderated(period))
    months = f"?period={period.first}..{period.last}"
    lines = (
        line(found[name], period, href=f"/moderations/figures/{name}{months}", name=f"moderation:{name}")
        for name in (*COUNTS, *CHANGED)
        if name in found
    )
    notes = () if found["drawn"].n else (f"No audit of {period.label} was drawn for moderation.",)
    yield Block("moderation", LINES, "Moderation", lines=() if notes else tuple(lines), notes=notes)


def loops(source: Source, period: Period) -> Iterable[Block]:
    """Of how many pairs both auditors gave the same overall grade, before they knew of each other's."""
    rows = loop_pairs.between(source.model, f"cycle/{period.first}", f"cycle/{period.last}")
    pairs = [tuple(row["grades"][OVERALL]) for row in rows if OVERALL in row["grades"]]
    scale = [grade["id"] for grade in source.content(period)["grades"]]
    found = agreement(pairs, scale)
    share, between = percent(found.same, found.n, 0), wilson(found.same, found.n)
    text = f"{found.same} of {found.n}" + ("" if share is None else f" ({share}%)")
    said = between.words(0) if between else ""
    kappa = f"weighted kappa {found.kappa.value:.2f}" if found.kappa else ""
    href = f"/loops/agreement?period={period.first}..{period.last}"
    made = Cell(text, "loops:same", period.key, found.same, found.n, str(share or ""), said, href=href)
    made_line = Line("Looped pairs in which both auditors gave the same overall grade", made, kappa)
    notes = () if found.n else ("No child of this period was audited by two auditors who are both in.",)
    yield Block("loops", LINES, "Looped audits", lines=(made_line,) if found.n else (), notes=notes)
