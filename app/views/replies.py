"""Replies: the practitioner's word on an audit of their work, on its page, and for those who look after audits."""

from datetime import timedelta
from typing import Any

from flask import Blueprint

from app import clock
from app.forms.replies import ReplyForm
from app.policy import ANY, OWN, WORK, Grants, Me
from app.programme import replies as programme
from app.programme.english import counted
from app.views import acting, judgements, tracking
from app.views.acting import Act
from app.views.audit_parts import PARTS, Part
from app.views.desk import house, i, model
from app.views.export_columns import add_list, column
from app.views.links import reachable, to_audit
from app.views.listing import items_of
from app.views.tracking import Filter, Heading, Tracker
from app.views.waiting import BLOCKS, SHOWN, Block, Item
from app.views.words import audit_path, day, month, reference
from projections import cycles, people, replies, seals

pages = Blueprint("replies", __name__)
WHOLE = ("qa_lead", "moderator", "head_of_service", "director", "inspector")
OTHERS = ("operations_director", "team_manager", "auditor", "practitioner")
SEES: Grants = {**dict.fromkeys(WHOLE, (ANY,)), **dict.fromkeys(OTHERS, (OWN,))}
RECENT = timedelta(days=14)


def _mine(me: Me, audit: dict[str, Any]) -> bool:
    return bool(audit["worker"] == me.id)


REPLY = Act(
    "reply",
    {"practitioner": (WORK,)},
    ReplyForm,
    programme.reply,
    "Reply to this audit",
    "Your reply stands on the audit's page and on the copy for the child's record, with your name and the date. The"
    " auditor and the QA lead are told. You can add to it later; what is sent is not changed any more.",
    "Your reply is on the record of the audit.",
    open_to=lambda audit: audit["state"] in ("returned", "accepted"),
    offered=_mine,
    barred="Only the practitioner whose work was audited replies to the audit.",
)
acting.put(pages, judgements.PLACE, (REPLY,))


def _part(audit: dict[str, Any]) -> dict[str, Any] | None:
    """The replies with their words, and the way to reply for whom it is."""
    names, href = people.names(model()), f"{audit_path(audit['id'])}/{REPLY.noun}"
    said = [
        {"who": names.get(made.by, "the practitioner"), "on": made.facts["on"], "text": made.facts["text"]}
        for made in programme.replies(house(), audit["id"])
    ]
    may = REPLY.offered_to(i(), audit) and reachable(href)
    return {"replies": said, "reply": href if may else ""} if said or may else None


PARTS["replies"] = Part("replies/_part.html", _part, on_record=True)


def _block() -> Block | None:
    """What came in the last fortnight: of all audits for the QA lead, of one's own for an auditor."""
    me = i()
    if not me.roles & {"qa_lead", "auditor"}:
        return None
    found = replies.since(model(), (clock.today() - RECENT).isoformat(), "" if "qa_lead" in me.roles else me.id)
    found = seals.unsealed(model(), me.id, found, "audit")
    items = tuple(_item(row) for row in found[:SHOWN])
    count = f"{counted(len(found), 'audit')} in the last 14 days"
    return Block("Replies by practitioners", count, items, "/replies", whole="All replies") if items else None


def _item(row: dict[str, Any]) -> Item:
    text = f"{reference(row['child'])}, {month(row['cycle'])}"
    return Item(text, f"{audit_path(row['audit'])}#replies", f"replied on {day(row['replied_on'])}")


BLOCKS["replies"] = _block


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"href": to_audit(row["audit"])}


def _told(row: dict[str, Any]) -> dict[str, Any]:
    return row


TRACKER = Tracker(
    list="replies",
    path="/replies",
    title="Replies by practitioners",
    noun="reply",
    question=replies.QUESTION,
    reach=lambda: tracking.by_role(WHOLE),
    filters={
        "cycle": Filter("Month", lambda: items_of({m["month"]: month(m["month"]) for m in cycles.cycles(model())})),
        "team": Filter("Team", lambda: items_of({t["id"]: t["name"] for t in people.teams(model())}), long=True),
    },
    headings=(
        Heading("Child", "child"),
        Heading("Month", "month"),
        Heading("Practitioner", "practitioner"),
        Heading("Team", "team"),
        Heading("Auditor", "auditor"),
        Heading("Replied", "replied"),
    ),
    row=_row,
    told=_told,
    empty=("Nobody has replied to an audit yet.", "Each reply by a practitioner appears here with its date."),
)
tracking.put(pages, TRACKER, SEES)
add_list(
    "replies",
    "Replies",
    "reply_id audit_id audit month_id month child_id reference team_id team worker_id worker auditor_id auditor"
    " replied_on",
    column("reply_id", "Reply id", of="id"),
    column("replied_on", "Replied on", "date", of="on"),
)
