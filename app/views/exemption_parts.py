"""What an audit's page has of exemptions: the way to ask for one, and the one that released it."""

from typing import Any

from app.events.vocabulary import OPEN_STATES
from app.views.audit_parts import PARTS, Part
from app.views.desk import i
from app.views.links import link
from app.views.words import reference

Row = dict[str, Any]


def of_audit(audit: Row) -> Row | None:
    """For the auditor of an open audit the way to ask; for who may read it the exemption that released the audit."""
    if audit["auditor"] == i().id and audit["state"] in OPEN_STATES:
        asking = link(f"/people/{reference(i().id)}/exemption")
        return {"ask": f"{asking}?cycle={reference(audit['cycle'])}", "exemption": ""} if asking else None
    exempt = link(f"/exemptions/{reference(audit['exemption'])}") if audit["state"] == "released" else ""
    return {"ask": "", "exemption": exempt} if exempt else None


PARTS["exemptions"] = Part("exemptions/_of_audit.html", of_audit)
