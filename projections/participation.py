"""Who took part in the audits of a month, and which families were heard? Each share has its own base."""

from collections.abc import Iterable

from app.events.vocabulary import COMPLETED_STATES
from projections.months import Members, Month
from projections.shares import Figure

COMPLETED, STANDARD = "completed audits", "audits to standard"
FAMILIES, SEALED = "families-heard", "sealed"
LATER = "Audits of a child whom two auditors audit are left out until both are in."
PARTS: tuple[tuple[str, str, str, str, str], ...] = (
    ("worker-took-part", "Social worker took part", "worker_part", "took_part", COMPLETED),
    ("worker-legitimate-reason", "Social worker had a legitimate reason not to", "worker_part", "legitimate_reason",
     COMPLETED),
    ("worker-not", "Social worker did not take part", "worker_part", "not", COMPLETED),
    ("manager-took-part", "Manager took part", "manager_part", "took_part", COMPLETED),
    ("manager-tried", "Tried to include the manager", "manager_part", "tried", COMPLETED),
    ("manager-not", "Manager did not take part", "manager_part", "not", COMPLETED),
    ("child-contacted", "Child was contacted", "child_part", "contacted", STANDARD),
    ("child-tried", "Tried to reach the child", "child_part", "tried", STANDARD),
    ("child-not-applicable", "Contact with the child did not apply", "child_part", "not_applicable", STANDARD),
    ("parent-gave-views", "Parent or carer gave views", "parent_part", "gave_views", STANDARD),
    ("parent-tried", "Tried to reach a parent or carer", "parent_part", "tried", STANDARD),
    ("parent-declined", "Parent or carer declined", "parent_part", "declined", STANDARD),
    ("parent-not-applicable", "Views of a parent or carer did not apply", "parent_part", "not_applicable", STANDARD),
)  # fmt: skip
"""Name, label, the answer of the audit that is counted, and over which audits."""


def figures(of: Month) -> Iterable[Figure]:
    """Who took part: worker and manager over the completed audits, child and family over those to standard.

    Of a sealed loop none: the other auditor could read the answers of one from such a figure.
    """
    bases = {
        COMPLETED: of.audits_where(lambda audit: audit["state"] in COMPLETED_STATES and audit["loop"] != SEALED),
        STANDARD: of.audits_where(lambda audit: audit["state"] == "accepted" and audit["loop"] != SEALED),
    }
    for name, label, column, answer, over in PARTS:
        yield _share(of, name, label, f"Audits with this answer ÷ {over}. {LATER}", (column, answer), bases[over])
    standard = set(bases[STANDARD])
    heard = of.audits_where(
        lambda audit: (
            audit["id"] in standard and (audit["parent_part"] == "gave_views" or audit["child_part"] == "contacted")
        )
    )
    words = f"Audits in which a parent or carer gave views or the child was contacted ÷ {STANDARD}. {LATER}"
    yield Figure(FAMILIES, "Families heard", words, heard, base=bases[STANDARD], places=of.places)


def _share(of: Month, name: str, label: str, words: str, answer: tuple[str, str], base: Members) -> Figure:
    inside, (column, given) = set(base), answer
    members = of.audits_where(lambda audit: audit["id"] in inside and audit[column] == given)
    return Figure(name, label, words, members, base=base, places=of.places)
