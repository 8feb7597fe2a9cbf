"""Subject access: requests, what is held item by item to be reviewed, and the copy that goes out."""

import hashlib
from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.events.subject_access import GROUNDS, IN_PROGRESS, OF, OUTCOMES, STATES
from app.forms.fields import named
from app.forms.subject_access import RequestForm, a_month_after
from app.policy import QA, RULES
from app.programme import histories
from app.programme import subject_access as programme
from app.programme.english import counted
from app.views import acting
from app.views.acting import Creation
from app.views.desk import house, i, model, stamp
from app.views.erasure_reach import DECIDES
from app.views.histories import Told
from app.views.links import link
from app.views.listing import Listing
from app.views.reading_about import FIND, About
from app.views.reading_table import KINDS, NOT_NARRATIVE, SHOWS
from app.views.subject_access_acts import ACTS, PLACE, href, may_read, may_review, review, title
from app.views.subject_access_copy import copy, name
from app.views.subject_access_notes import note_those_of
from app.views.waiting import BLOCKS, SHOWN, Block, Item
from app.views.words import day, reference
from projections import people
from projections import subject_access as rows

pages = Blueprint("subject_access", __name__)
RULES |= {"subject_access.index": DECIDES, "subject_access.show": DECIDES}
RULES |= {"subject_access.items": DECIDES, "subject_access.take": QA}
Row = dict[str, Any]
PER_PAGE = 25
FORMS = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}
acting.put(pages, PLACE, ACTS)
KINDS["subject_access"] = "Subject access: what is held"
SHOWS |= {"subject_access.items": "subject_access", "subject_access.new_review": "subject_access"}
NOT_NARRATIVE["subject_access"] = "Who asked for a copy, and how far it is; what is held stands on a page of its own."


def _about(name: str) -> About:
    row = rows.one(model(), f"subject_access/{name}")
    return About(f"subject_access/{name}", (row["about"],) if row else ())


FIND["access_request"] = _about


def _ready(form: Any) -> Row:
    form.person.choices = named(people.everyone(model()), "Choose")
    return {}


def _given() -> Row:
    today = clock.today()
    return {"received_on": today.isoformat(), "due": a_month_after(today).isoformat()}


acting.put_creation(
    pages,
    Creation(
        kind="subject_access",
        path="/subject-access",
        grants=QA,
        form=RequestForm,
        command=programme.ask,
        title="Record a subject-access request",
        what="As long as it is in progress nothing about the child or person can be erased.",
        button="Record it",
        done="The request is recorded.",
        there=lambda id: f"/subject-access/{reference(id)}",
        ready=_ready,
        given=_given,
    ),
)


@pages.get("/subject-access")
def index() -> ResponseReturnValue:
    """Every request, the one that is due first at the top."""
    found = [_shown(row) for row in rows.requests(model())]
    return render_template(
        "subject_access/index.html", rows=found, new=link("/subject-access/new"), retention=link("/retention")
    )


@pages.get("/subject-access/<access_request>")
def show(access_request: str) -> ResponseReturnValue:
    """One request: how far it is, and what happened."""
    row = PLACE.row({"access_request": access_request})
    entries = [Told(**vars(entry)) for entry in histories.of_stream(house(), row["id"])[::-1]]
    return render_template(
        "subject_access/show.html",
        row=_shown(row),
        who=programme.request(house(), row["id"]).who,
        at_once=programme.given_at_once(house(), row["id"]) if row["reviewed_by"] else 0,
        acts=PLACE.offered(tuple(act for act in ACTS if act.noun != "review"), row),
        review=link(f"{href(row)}/items") if may_read(i(), row) else "",
        reviews=bool(i().roles & QA.keys()),
        copies=link(f"{href(row)}/items") if row["state"] == "released" else "",
        entries=entries,
    )


@pages.get("/subject-access/<access_request>/items")
def items(access_request: str) -> ResponseReturnValue:
    """What is held, entry by entry, each with what comes of it; for who releases it only what goes out."""
    row = PLACE.row({"access_request": access_request})
    if not may_review(i(), row):
        abort(404)
    if not may_read(i(), row):
        return redirect(href(row), 303)  # Nothing is there for this reader yet: the request says how far it is.
    found = programme.request(house(), row["id"])
    listing = Listing(f"{href(row)}/items", (), ("entry",), PER_PAGE)
    every = programme.items(house(), row["of"], row["about"], row["upto"])
    if not i().roles & QA.keys():
        every = [programme.released(found, one) for one in every]
    listing.page = min(listing.page, max(1, -(-len(every) // PER_PAGE)))
    names = people.names(model())
    note_those_of(row, here := every[listing.offset : listing.offset + PER_PAGE])
    return render_template(
        "subject_access/items.html",
        row=_shown(row),
        items=[_item(found, one, names) for one in here],
        count=counted(len(every), "item"),
        review=review(row, [one.id for one in every]) if row["state"] == "made" else None,
        pages=listing.pages(len(every)),
        deciding=row["state"] == "made",
    )


@pages.post("/subject-access/<access_request>/copies")
def take(access_request: str) -> ResponseReturnValue:
    """The copy as it goes out, as a page, a Word file or data; that it is taken is recorded first."""
    row, form = _to_read(access_request), request.form.get("form", "")
    if form not in FORMS:
        abort(404)
    data = copy(_shown(row), form)
    programme.taken(house(), row["id"], form, hashlib.sha256(data).hexdigest(), **stamp())
    file = f"subject-access-{reference(row['id'])}.{form}"
    headers = {"Content-Type": FORMS[form], "Content-Disposition": f'attachment; filename="{file}"'}
    return Response(data, headers=headers)


def _to_read(access_request: str) -> Row:
    """The request, for somebody who may read all of it: not what is about themselves, nor of whom they audit blind."""
    row = PLACE.row({"access_request": access_request})
    if not row["upto"] or not may_review(i(), row):
        abort(404)
    return row


def _item(found: Any, item: programme.Item, names: dict[str, str]) -> Row:
    decided = found.decided.get(item.id)
    said = {"outcome": OUTCOMES[decided["outcome"]], "ground": GROUNDS.get(decided["ground"], "")} if decided else {}
    own = bool(i().roles & QA.keys())
    words = list(decided["words"]) if own and decided and isinstance(decided["words"], list) else []
    out = programme.released(found, item).said if own and words else ()
    return vars(item) | {"decided": said, "words": words, "out": out, "name": name(item.record, names)}


def _shown(row: Row) -> Row:
    late = row["state"] in IN_PROGRESS and row["due"] < clock.today().isoformat()
    said = {"href": href(row), "title": title(row), "state_words": STATES[row["state"]], "late": late}
    return row | said | {"of_words": OF[row["of"]]}


def _waiting() -> Block | None:
    """The requests in progress, for those who see to them."""
    if not i().roles & DECIDES.keys():
        return None
    today = clock.today().isoformat()
    found = [row for row in rows.requests(model()) if row["state"] in IN_PROGRESS]
    items = [Item(title(row), href(row), f"due {day(row['due'])}", row["due"] < today) for row in found[:SHOWN]]
    said = counted(len(found), "request")
    return (
        Block("Subject-access requests", said, tuple(items), "/subject-access" if found[SHOWN:] else "")
        if found
        else None
    )


BLOCKS["subject_access"] = _waiting
