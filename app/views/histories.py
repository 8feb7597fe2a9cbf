"""Histories: what happened to an audit, a child or a person, told entry by entry."""

from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue

from app.policy import ADMIN, ANY, AREA, OWN, QA, READERS, RULES, TEAM, Grants
from app.programme import histories
from app.programme.histories import Entry
from app.programme.history_seal import Knower
from app.views import history_worker, moderator_names, words
from app.views.audit_paper import may_read
from app.views.concern_reach import unknown
from app.views.desk import house, i, model
from app.views.dip_sample_reach import READS_HISTORY
from app.views.inspected import told as told_to
from app.views.links import link
from app.views.listing import Listing
from app.views.relations import audit_id
from projections import audits, children, concern_lists, dip_samples, people

pages = Blueprint("histories", __name__)
CHILD: Grants = {role: (ANY,) for role in ("qa_lead", "head_of_service", "director", "inspector")}  # noqa: C420
RULES |= {
    "histories.of_audit": READERS,
    "histories.of_child": CHILD | {"team_manager": (TEAM,)},
    "histories.of_dip_sample": READS_HISTORY,
    "histories.of_person": QA | ADMIN | {"*": (OWN,)},
    "histories.of_concern": CHILD | {"moderator": (ANY,), "team_manager": (TEAM,), "operations_director": (AREA,)},
}

PER_PAGE = 50


@dataclass(frozen=True)
class Told(Entry):
    """An entry with whether this person may read what was written."""

    readable: bool = False


@pages.get("/audits/<month:month>/<int:number>/history")
def of_audit(month: str, number: int) -> ResponseReturnValue:
    """The history of one audit."""
    audit = audits.audit(model(), audit_id(month, number)) or abort(404)
    told = histories.of_audit(house(), audit["id"], _knower())
    if only_their_work():
        told = history_worker.told(told)
    title = f"History of audit {number} of {_month_and_child(audit)}"
    return page(title, told, {"href": words.audit_path(audit["id"]), "text": "The audit"})


@pages.get("/children/<reference>/history")
def of_child(reference: str) -> ResponseReturnValue:
    """The history of a child, with all audits of the work with them."""
    child = children.child(model(), f"child/{reference}") or abort(404)
    told = list(told_to(histories.of_child(house(), child["id"], _knower()), "histories.of_child"))
    back = {"href": f"/children/{reference}", "text": reference}
    return page(f"History of {reference}", told, back, several=True)


@pages.get("/concerns/<concern>/history")
def of_concern(concern: str) -> ResponseReturnValue:
    """The history of one concern, for whom it is in full."""
    found = concern_lists.concern(model(), f"concern/{concern}") or abort(404)
    if found["id"] in unknown(i()):
        abort(404)
    back = {"href": f"/concerns/{concern}", "text": "The concern"}
    title = f"History of the concern about {words.reference(found['child'])}"
    return page(title, histories.of_concern(house(), found["id"], _knower()), back)


@pages.get("/dip-samples/<dip_sample>/history")
def of_dip_sample(dip_sample: str) -> ResponseReturnValue:
    """The history of one dip sample."""
    found = dip_samples.dip_sample(model(), f"dip_sample/{dip_sample}") or abort(404)
    back = {"href": f"/dip-samples/{dip_sample}", "text": "The dip sample"}
    return page(f"History of “{found['title']}”", histories.of_dip_sample(house(), found["id"]), back)


@pages.get("/people/<person>/history")
def of_person(person: str) -> ResponseReturnValue:
    """The history of a person; their exemptions and audits for themselves and the QA lead only."""
    found = people.person(model(), f"person/{person}") or abort(404)
    with_work = found["id"] == i().id or "qa_lead" in i().roles
    told = histories.of_person(house(), found["id"], with_work=with_work, knower=_knower())
    back = {"href": f"/people/{person}", "text": found["name"]}
    return page(f"History of {found['name']}", told, back, several=True)


def _knower() -> Knower:
    """Who asks, and of which concerns they know only what they said."""
    return Knower(i().id, unknown(i()))


def only_their_work() -> bool:
    """Whether the policy lets this person see the audit as the practitioner whose work it is, and as nobody else."""
    me = i()
    others = replace(me, roles=me.roles - {"practitioner"})
    return not current_app.extensions["policy"].allows(others, "histories.of_audit", request.view_args or {})


def _month_and_child(audit: dict[str, Any]) -> str:
    return f"{words.month(audit['cycle'])}, {words.reference(audit['child'])}"


def page(title: str, told: list[Entry], back: dict[str, str], several: bool = False) -> str:
    """The page of a history: so many entries at a time, the newest or the oldest first; ?entry= is on the one shown."""
    listing = Listing(request.path, (), ("newest", "oldest"), PER_PAGE)
    ordered = told if listing.sort == "oldest" else told[::-1]
    listing.page = _page_with(ordered) or listing.page
    return render_template(
        "histories/show.html",
        title=title,
        back=back,
        several=several,
        count=f"{len(told):,} {'entry' if len(told) == 1 else 'entries'}",
        oldest_first=listing.sort == "oldest",
        other_order=listing.href(sort="newest" if listing.sort == "oldest" else "oldest"),
        entries=as_told(ordered[listing.offset : listing.offset + PER_PAGE]),
        pages=listing.pages(len(told)),
    )


def _page_with(ordered: list[Entry]) -> int:
    """The page on which the entry is that the address names; 0 for none."""
    asked = request.args.get("entry", "")
    return next((place // PER_PAGE + 1 for place, one in enumerate(ordered) if str(one.position) == asked), 0)


def as_told(entries: list[Entry]) -> list[Told]:
    """Entries as this person may know them."""
    return [Told(**vars(moderator_names.told(entry)), readable=_readable(entry)) for entry in entries]


def _readable(entry: Entry) -> bool:
    """Whoever wrote it reads it; others once the audit is theirs to read, but never another auditor's text to one."""
    if entry.stream.startswith("concern/"):
        return entry.by_id == i().id or link(f"/concerns/{words.reference(entry.stream)}/history") != ""
    if not (entry.written or "graded" in entry.facts) or (
        request.endpoint == "histories.of_audit" and only_their_work()
    ):
        return False
    if entry.by_id == i().id:
        return True
    audit = audits.audit(model(), entry.stream)
    oversees = bool(i().reads_as & (READERS.keys() - {"auditor", "practitioner"}))
    return audit is not None and oversees and may_read(i(), audit)
