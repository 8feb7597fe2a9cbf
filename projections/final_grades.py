"""Which grade of an audit counts? The moderated one where there is one, else the auditor's; both are kept for ever."""

import json
from typing import Any

from projections.rows import Row


def overall_in(audits: str) -> str:
    """The overall grade that counts, in SQL over the table of audits by a name."""
    return f"CASE WHEN {audits}.overall_moderated <> '' THEN {audits}.overall_moderated ELSE {audits}.overall END"


def domains_in(audits: str) -> str:
    """The grade that counts in each domain, in SQL over the table of audits by a name: JSON, by the domain's id."""
    return f"json_patch({audits}.grades, {audits}.moderated)"


OVERALL, DOMAINS = overall_in("audits"), domains_in("audits")


def overall(audit: Row) -> str:
    """The overall grade that counts, of an audit's row; empty for none yet."""
    return str(audit["overall_moderated"] or audit["overall"] or "")


def of_domains(audit: Row) -> dict[str, str]:
    """The grade that counts in each domain, of an audit's row as a query gives it."""
    found: dict[str, Any] = json.loads(audit["grades"]) | json.loads(audit["moderated"])
    return found
