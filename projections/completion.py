"""How far is a month: every figure of it, each defined once, for the page, the files and the reports alike?"""

from collections.abc import Iterable

from app.events.moderation_words import GRADED
from app.events.vocabulary import HEALTH_OR_LEAVE
from projections.counts import counts
from projections.grade_table import domain_table
from projections.moderation_figures import KEPT, KEPT_DEFINITION, KEPT_LABEL
from projections.months import Members, Month
from projections.shares import Figure


def figures(of: Month) -> dict[str, Figure]:
    """Every figure of a month by its name, in the order of the flow."""
    counted = counts(of)
    shares = (*_completion(of, counted), _kept(of), _avoidable(of, counted))
    graded = (cell for row in domain_table(of) for cell in row.cells)
    return {figure.name: figure for figure in (*counted.values(), *shares, *graded)}


def _completion(of: Month, counts: dict[str, Figure]) -> Iterable[Figure]:
    def share(name: str, label: str, definition: str, members: str, base: Members, base_are: str = "audits") -> Figure:
        return Figure(name, label, definition, counts[members].members, base=base, base_are=base_are, places=of.places)

    allocated = counts["allocated"].members
    released = set(counts["exempted-afterwards"].members)
    yield share(
        "completion-of-pool",
        "Completion of pool",
        "Completed audits ÷ trained auditors in the pool.",
        "returned",
        of.pool,
        "people",
    )
    yield share(
        "completion-of-allocated",
        "Completion of allocated",
        "Completed audits ÷ allocated audits.",
        "returned",
        allocated,
    )
    yield share(
        "completion-to-standard",
        "Completed to standard",
        "Accepted audits ÷ allocated audits.",
        "accepted",
        allocated,
    )
    yield share(
        "completion-of-expected",
        "Completion of expected",
        "Completed audits ÷ (allocated audits − those exempted after the allocation).",
        "returned",
        tuple(id for id in allocated if id not in released),
    )


def _kept(of: Month) -> Figure:
    """Defined for a period in moderation_figures; here of one month."""
    graded = of.audits_where(lambda audit: audit["outcome"] in GRADED)
    kept = of.audits_where(lambda audit: audit["outcome"] in GRADED and audit["overall_from"] == audit["overall_to"])
    return Figure(KEPT, KEPT_LABEL, KEPT_DEFINITION, kept, base=graded, places=of.places)


def _avoidable(of: Month, counts: dict[str, Figure]) -> Figure:
    leave = set(counts["long-leave"].members)
    base = tuple(id for id in of.pool if id not in leave)
    other = set(of.exempted(lambda row: row["reason_class"] not in HEALTH_OR_LEAVE))
    return Figure(
        "exemptions-not-health-or-leave",
        "Exemptions that are not health or leave",
        "Auditors exempted before or after the allocation for a reason that is neither health nor leave"
        " ÷ (pool − long leave).",
        tuple(id for id in base if id in other),
        "people",
        base,
        "people",
        of.places,
        confidential=True,
    )
