"""How far is a month: every figure of it, each defined once, for the page, the files and the reports alike?"""

from collections.abc import Iterable

from app.events.moderation_words import GRADED
from app.events.vocabulary import HEALTH_OR_LEAVE
from projections.counts import counts
from projections.grade_table import domain_table
from projections.moderation_figures import KEPT, KEPT_DEFINITION, KEPT_LABEL
from projections.months import Members, Month
from projections.participation import SEALED
from projections.shares import Figure


def figures(of: Month) -> dict[str, Figure]:
    """Every figure of a month by its name, in the order of the flow."""
    counted = counts(of)
    shares = (*_completion(of, counted), _kept(of), *_exemptions(of, counted))
    graded = (cell for row in domain_table(of) for cell in row.cells)
    return {figure.name: figure for figure in (*counted.values(), *shares, *graded)}


SHARES = (
    (
        "completion-of-pool",
        "Completion of pool",
        "Completed audits ÷ trained auditors in the pool.",
        "returned",
        "pool",
    ),
    (
        "completion-of-allocated",
        "Completion of allocated",
        "Completed audits ÷ allocated audits.",
        "returned",
        "allocated",
    ),
    ("completion-to-standard", "Completed to standard", "Accepted audits ÷ allocated audits.", "accepted", "allocated"),
    (
        "completion-within-reach",
        "Completion within reach",
        "Completed audits and those that are still open ÷ allocated audits: what the month can still come to.",
        "within-reach",
        "allocated",
    ),
    (
        "completion-of-expected",
        "Completion of expected",
        "Completed audits ÷ (allocated audits − those exempted after the allocation).",
        "returned",
        "expected",
    ),
)
"""Name, label and definition of each share, the count whose members it takes, and what it is of."""


def _completion(of: Month, counts: dict[str, Figure]) -> Iterable[Figure]:
    allocated = counts["allocated"].members
    released = set(counts["exempted-afterwards"].members)
    expected = tuple(id for id in allocated if id not in released)
    bases = {"pool": (of.pool, "people"), "allocated": (allocated, "audits"), "expected": (expected, "audits")}
    for name, label, definition, taken, base in SHARES:
        members, are = bases[base]
        yield Figure(name, label, definition, counts[taken].members, base=members, base_are=are, places=of.places)


def _kept(of: Month) -> Figure:
    """Defined for a period in moderation_figures; here of one month. Of a sealed loop none, as there."""
    rows = [audit for audit in of.audits if audit["outcome"] in GRADED and audit["loop"] != SEALED]
    graded = tuple(audit["id"] for audit in rows)
    kept = tuple(audit["id"] for audit in rows if audit["overall_from"] == audit["overall_to"])
    return Figure(KEPT, KEPT_LABEL, KEPT_DEFINITION, kept, base=graded, places=of.places)


def _exemptions(of: Month, counts: dict[str, Figure]) -> Iterable[Figure]:
    """Both classes of reason, over both bases: the pool less long leave, and the pool."""
    leave = set(counts["long-leave"].members)
    base = tuple(id for id in of.pool if id not in leave)
    other = set(of.exempted(lambda row: row["reason_class"] not in HEALTH_OR_LEAVE))
    health = {*leave, *counts["exempted-for-health"].members}

    def share(name: str, label: str, definition: str, members: Members, base: Members) -> Figure:
        return Figure(
            name, label, definition, members, "people", base, "people", of.places, confidential=True, personal=True
        )

    yield share(AVOIDABLE, AVOIDABLE_LABEL, f"{OTHER} ÷ (pool − long leave).", _in(base, other), base)
    yield share(
        f"{AVOIDABLE}-of-pool", f"{AVOIDABLE_LABEL}, of the pool", f"{OTHER} ÷ pool.", _in(base, other), of.pool
    )
    yield share("exemptions-health-or-leave", HEALTH_LABEL, f"{HEALTH} ÷ pool.", _in(of.pool, health), of.pool)


def _in(ids: Members, among: set[str]) -> Members:
    return tuple(id for id in ids if id in among)


AVOIDABLE, AVOIDABLE_LABEL = "exemptions-not-health-or-leave", "Exemptions that are not health or leave"
OTHER = "Auditors exempted before or after the allocation for a reason that is neither health nor leave"
HEALTH_LABEL = "Exemptions for health or leave"
HEALTH = "Auditors on long leave, or exempted before or after the allocation for health or leave"
