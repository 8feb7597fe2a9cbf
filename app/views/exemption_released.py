"""Audits that a reversed exemption released and that nobody has, on the first page of who can give them to somebody."""

from app.programme.english import counted
from app.views.desk import i, model
from app.views.links import to_audit
from app.views.waiting import BLOCKS, SHOWN, Block, Item
from app.views.words import month, reference
from projections import exemptions, seals
from projections.counts import TO_NOBODY


def to_nobody() -> Block | None:
    """The audits of months that are not closed which nobody has since an exemption was reversed; for the QA lead."""
    if "qa_lead" not in i().roles:
        return None
    found = seals.unsealed(model(), i().id, exemptions.released_to_nobody(model()))
    if not found:
        return None
    items = tuple(
        Item(f"{reference(row['child'])}, {month(row['cycle'])}", to_audit(row["id"])) for row in found[:SHOWN]
    )
    there = f"/figures/{TO_NOBODY}?cycle={reference(found[-1]['cycle'])}"
    words = f"All of {month(found[-1]['cycle'])}"
    return Block("Released, and nobody has it", counted(len(found), "audit"), items, there, whole=words)


BLOCKS["released-to-nobody"] = to_nobody
