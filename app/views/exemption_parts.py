"""What an audit's page has of exemptions: the way to ask for one, and the one that released it."""

from typing import Any

from app.events.vocabulary import OPEN_STATES
from app.views.audit_parts import PARTS, Part
from app.views.desk import i
from app.views.exemption_rows import standing
from app.views.links import link
from app.views.words import reference

Row = dict[str, Any]


def of_audit(audit: Row) -> Row | None:
    """For the auditor of an open audit the way to ask; for who may read them the exemption that released the audit.

    Also the one of its auditor and month that waits for a decision, or is authorised; then there is no way to ask.
    """
    if audit["state"] in OPEN_STATES:
        known = [one for one in standing(audit["auditor"], audit["cycle"]) if one["href"]]
        asking = link(f"/people/{reference(i().id)}/exemption") if audit["auditor"] == i().id and not known else ""
        ask = f"{asking}?cycle={reference(audit['cycle'])}" if asking else ""
        return {"ask": ask, "known": known, "exemption": ""} if ask or known else None
    exempt = link(f"/exemptions/{reference(audit['exemption'])}") if audit["state"] == "released" else ""
    return {"ask": "", "known": [], "exemption": exempt} if exempt else None


PARTS["exemptions"] = Part("exemptions/_of_audit.html", of_audit)
