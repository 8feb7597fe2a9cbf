"""Overdue audits by people whom I manage: what the letter to a manager leads to."""

from typing import Any

from app import clock
from app.programme.english import counted
from app.views.desk import i, model
from app.views.links import link
from app.views.waiting import BLOCKS, Block, Item
from app.views.words import audit_path, day, month
from projections import audits_due
from projections.managers import managers


def overdue() -> Block | None:
    """The overdue audits of those whom I manage, all of them; linked only where I may read the audit."""
    late = audits_due.overdue(model(), clock.today())
    above = managers(model(), (audit["auditor"] for audit in late))
    me = i().id
    mine = tuple(_item(audit) for audit in late if above.get(audit["auditor"]) == me)
    return Block("Overdue audits by people whom you manage", counted(len(mine), "audit"), mine, "") if mine else None


def _item(audit: dict[str, Any]) -> Item:
    text = f"{audit['auditor_name']}, an audit of {month(audit['cycle'])}"
    return Item(text, link(audit_path(audit["id"])), f"was due on {day(audit['due'])}", late=True)


BLOCKS["managed"] = overdue
