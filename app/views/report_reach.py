"""Who comes to which report, and where a report leads them."""

from app.policy import ANY, QA, Grants
from app.views.desk import i

WRITERS = QA
PUBLISHERS: Grants = {role: (ANY,) for role in ("qa_lead", "head_of_service", "director")}  # noqa: C420
"""Who reads a report while it is written, and publishes what another wrote."""


def reads_working() -> bool:
    """Whether this person reads reports that are being written."""
    return bool(i().roles & PUBLISHERS.keys())


def href(key: str, edition: int = 0) -> str:
    """Where a report is for this person: where it is written, or its newest edition; nothing where it has none."""
    if reads_working():
        return f"/reports/{key}"
    return f"/reports/{key}/editions/{edition}" if edition else ""
