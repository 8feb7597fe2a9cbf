"""How far two judgements of the same practice agree beyond chance, in a period: of a pair's auditors, at moderation."""

from app.events.periods import Period
from app.reports.source import Source
from projections import loop_pairs, moderation_figures
from projections.agreement import Agreement, agreement
from projections.grade_table import OVERALL


def of_loops(source: Source, period: Period) -> Agreement:
    """The two auditors of each child whom two audited, by the overall grades that they gave without each other."""
    rows = loop_pairs.between(source.model, f"cycle/{period.first}", f"cycle/{period.last}")
    pairs = [tuple(row["grades"][OVERALL]) for row in rows if OVERALL in row["grades"]]
    return agreement(pairs, _scale(source, period))


def of_moderation(source: Source, period: Period) -> Agreement:
    """The auditor's overall grade and the moderated one, of each audit that was moderated and has a grade."""
    return agreement(moderation_figures.overall_pairs(source.moderated(period)), _scale(source, period))


def _scale(source: Source, period: Period) -> list[str]:
    return [grade["id"] for grade in source.content(period)["grades"]]
