"""Moderation on an audit's page, and on the copy for the child's record."""

from typing import Any

from flask import request

from app import clock
from app.events.moderation_words import WAITING
from app.views import audit_parts
from app.views.acts import ACTS as AUDIT_ACTS
from app.views.acts import waits_for_draw
from app.views.audit_parts import Part
from app.views.audit_rows import overall
from app.views.concern_raising import may_be_raised
from app.views.desk import i, model
from app.views.links import link, reachable
from app.views.moderation_acts import ACTS, ANSWER, ANSWERING, PLACE
from app.views.moderation_rows import due_words, is_late
from app.views.moderation_texts import challenges_of, drawn, moderated
from app.views.moderator_names import reads_quality
from app.views.words import audit_path, reference
from projections import moderations

Row = dict[str, Any]
(UPLOAD,) = (act for act in AUDIT_ACTS if act.noun == "upload")


def shown(audit: Row) -> Row | None:
    """Where the moderation stands, what it changed and why, challenges with their answers, and what can be done."""
    row = moderations.moderation(model(), audit["id"])
    told, asked = moderated(audit["id"]) if row else None, challenges_of(audit)
    if _on_record():
        return {"on_record": True, "told": told, "changed_later": _changed_later(asked)} if told or asked else None
    acts = PLACE.offered(ACTS, audit)
    undrawn = waits_for_draw(audit) and not _only_a_worker(audit)
    if not (row or asked or acts or undrawn):
        return None
    about_audit = reads_quality(audit["id"])
    waits = _waiting(audit, row) if row and row["state"] in WAITING else None
    return {
        "on_record": False,
        "row": row,
        "waits": waits,
        "undrawn": undrawn,
        "draw_at": link(f"/cycles/{_month(audit)}/moderation/draw") if undrawn else "",
        "top": {"text": "Moderate the audit", "href": waits["moderate"]} if waits and waits["moderate"] else None,
        "of_concern": of_concern(audit) if told else None,
        "told": told if told and (about_audit or told["outcome"] != "not_to_standard") else None,
        "about_audit": about_audit,
        "challenges": [one | {"answer_at": _answer_at(audit, one)} for one in asked],
        "acts": acts,
        "record_old": bool(audit["record_old"]),
        "uploads": _uploads(audit),
    }


def _waiting(audit: Row, row: Row) -> Row:
    """By whom and when, why it is drawn for who may know, and the way to it for its moderator."""
    here = f"{audit_path(audit['id'])}/moderation"
    mine = audit["moderator"] == i().id and row["state"] == "assigned" and reachable(here)
    today = clock.today()
    said = {"moderator": audit["moderator_name"] or "", "due": row["due"], "words": due_words(row, today)}
    why = "" if _only_a_worker(audit) else drawn(audit["id"])
    return said | {"late": is_late(row, today), "moderate": here if mine else "", "why": why}


def of_concern(audit: Row) -> Row | None:
    """The way to raise a child of concern where moderation left a grade that is one and no concern is open."""
    counts = overall(audit)
    href = may_be_raised(audit["child"]) if counts and counts["counts_as"] == "concern" else ""
    return {"grade": counts["label"], "child": reference(audit["child"]), "href": href} if counts and href else None


def _answer_at(audit: Row, told: Row) -> str:
    """The page to answer a challenge, for who may answer it."""
    row = ANSWERING.row({"month": _month(audit), "number": audit["number"], "challenge": told["number"]})
    offered = ANSWERING.offered((ANSWER,), row)
    return str(offered[0]["href"]) if offered else ""


def _uploads(audit: Row) -> bool:
    """Whether the reader is one of those who put the new copy on the child's record."""
    return UPLOAD.offered_to(i(), audit) and reachable(f"{audit_path(audit['id'])}/{UPLOAD.noun}")


def _changed_later(asked: list[Row]) -> list[Row]:
    """The grades that challenges changed, with the day."""
    return [line | {"on": one["answered_on"]} for one in asked for line in one["changed"]]


def _only_a_worker(audit: Row) -> bool:
    return audit["worker"] == i().id and not i().roles - {"practitioner"}


def _month(audit: Row) -> str:
    return str(audit["cycle"].removeprefix("cycle/"))


def _on_record() -> bool:
    return request.endpoint == "audits.record"


audit_parts.PARTS["moderations"] = Part("moderations/_part.html", shown, on_record=True)
