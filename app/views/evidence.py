"""Evidence packs: the list, one pack with its file, and a new one."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.events.base import Refusal
from app.events.england import last_second_of
from app.events.pack import KINDS, STATES
from app.events.periods import period
from app.forms.evidence import AskForm
from app.forms.fields import choices
from app.policy import QA, RULES
from app.programme import histories
from app.programme import packs as programme
from app.programme.house import House
from app.views import acting, evidence_preview, evidence_work, tracking
from app.views.as_stood import moment
from app.views.desk import house, i, live_house, model, stamp
from app.views.evidence_acts import ACTS, PLACE, SEES
from app.views.evidence_words import file_name, href, told
from app.views.export_columns import add_list, column, words_column
from app.views.exports import attached
from app.views.histories import Told
from app.views.links import reachable
from app.views.listing import items_of
from app.views.tracking import Filter, Heading, Tracker
from app.views.waiting import BLOCKS, SHOWN, Block, Item
from app.views.words import day, month, reference
from projections import cycles, packs, reports
from projections.asking import Reach
from projections.moments import position_at

pages = Blueprint("evidence", __name__)
Row = dict[str, Any]
RULES |= {"evidence.show": SEES, "evidence.create_file": SEES, "evidence.create_download": SEES}
ZIP = "application/zip"
ASKED_APART = ("cycle", "edition")
"""The kinds that have a field of their own, named as they are; of the others the ids are typed."""
GONE = "The file of this pack is gone. It can be made again, from the same position."
acting.put(pages, PLACE, ACTS)


def _shown(row: Row) -> Row:
    """What the list says; that a file is gone is of now, and of no moment of the past."""
    gone = row["state"] == "made" and not moment() and not _there(row)
    return told(row) | {"href": href(row), "gone": gone}


def _there(row: Row) -> bool:
    return clock.today().isoformat() <= row["until"] and evidence_work.kept().has(row["id"])


def _told(row: Row) -> Row:
    return told(row)


def _more() -> Row:
    return {"may_ask": reachable("/evidence/new")}


TRACKER = Tracker(
    list="evidence",
    path="/evidence",
    title="Evidence packs",
    noun="pack",
    question=packs.QUESTION,
    reach=lambda: Reach(everything=True),
    filters={
        "state": Filter("State", lambda: items_of(STATES)),
        "kind": Filter("Of", lambda: items_of(KINDS)),
    },
    headings=(
        Heading("Of"),
        Heading("For", "recipient"),
        Heading("Asked for", "asked"),
        Heading("State"),
        Heading("Made", "made"),
        Heading("Taken away", numeric=True),
    ),
    row=_shown,
    told=_told,
    empty=("No evidence pack was asked for.", "What an inspector is to have appears here, with who confirmed it."),
    more=_more,
)
tracking.put(pages, TRACKER, SEES)
add_list(
    "evidence",
    "Evidence packs",
    "pack_id pack_kind pack_of pack_for pack_asked_on pack_asked_by state_id state pack_decided_on pack_decided_by"
    " pack_made_on pack_events pack_checkpoint pack_sha256 pack_until pack_downloads",
    column("pack_id", "Pack id", of="id"),
    column("pack_kind", "Pack of what kind", of="kind_words"),
    column("pack_of", "Pack of", of="named"),
    column("pack_for", "Pack for", of="recipient"),
    column("pack_asked_on", "Pack asked for on", "date", of="asked_on"),
    column("pack_asked_by", "Pack asked for by", of="asked_by_name"),
    words_column("state", "State", STATES),
    column("pack_decided_on", "Pack confirmed or declined on", "date", of="decided_on"),
    column("pack_decided_by", "Pack confirmed or declined by", of="decided_by_name"),
    column("pack_made_on", "Pack made on", "date", of="made_on"),
    column("pack_events", "Events in the pack", "number", of="events"),
    column("pack_checkpoint", "Checkpoint of the pack", "number", of="checkpoint"),
    column("pack_sha256", "SHA-256 of the pack", of="sha256"),
    column("pack_until", "Pack kept until", "date", of="until"),
    column("pack_downloads", "Times that the pack was taken away", "number", of="downloads"),
)


def _offer(form: Any) -> Row:
    rows = reports.all_editions(model())
    editions = {f"{row['report']}#{row['edition']}": _edition(row) for row in rows}
    form.cycle.choices = choices({"": "No month"} | {row["id"]: month(row["id"]) for row in cycles.cycles(model())})
    form.edition.choices = choices({"": "No report"} | editions)
    earlier = {row["id"]: f"{told(row)['of']}, for {row['recipient']}" for row in packs.made(model())}
    form.follows.choices = choices({"": "No"} | earlier)
    return {"beside": {"apart": ASKED_APART}}


def _edition(row: Row) -> str:
    of = period(row["report"].partition("/")[2])
    return f"{of.label if of else row['report']}, edition {row['edition']}"


def _given() -> Row:
    """What the address names: /evidence/new?kind=child&named=C-10482."""
    kind = request.args.get("kind", "")
    chosen = {name: request.args.get(name, "") for name in ("named", "cycle", "edition")}
    return {"kind": kind if kind in KINDS else "child"} | chosen


def _ask(house: House, id: str, *, upto: date | None, by: str, at: str, **facts: Any) -> None:
    """Ask for it as it stands now, or as it stood at the end of a day."""
    position = house.model.position
    if upto and upto < clock.today():
        position = position_at(house.reader, last_second_of(upto.isoformat()))
    if not position:
        raise Refusal("Nothing had been recorded by then.", "upto")
    try:
        programme.ask(house, id, **facts, position=position, on=clock.today(), by=by, at=at)
    except Refusal as refusal:
        if refusal.field == "named" and facts["kind"] in ASKED_APART:
            refusal.field = facts["kind"]
        raise


acting.put_creation(
    pages,
    acting.Creation(
        kind="pack",
        path="/evidence",
        grants=QA,
        form=AskForm,
        command=_ask,
        title="Ask for an evidence pack",
        what="A second person confirms it: the head of service, the director, or another QA lead. Then it is made: a"
        " ZIP that anybody can check without this programme.",
        button="Ask for the pack",
        done="The pack is asked for. It is made once a second person has confirmed it.",
        there=lambda id: f"/evidence/{reference(id)}",
        ready=_offer,
        given=_given,
        beside="evidence/_kinds.html",
    ),
)


@pages.get("/evidence/<pack>")
def show(pack: str) -> ResponseReturnValue:
    """One pack: what it is of, for whom, where it stands, its file, and who took it away."""
    row = PLACE.row({"pack": pack})
    entries = histories.of_stream(house(), row["id"])[::-1]
    there = row["state"] == "made" and _there(row)
    return render_template(
        "evidence/show.html",
        row=_shown(row),
        said=programme.why(house(), row["id"]),
        stood_words=evidence_preview.stood(row),
        acts=PLACE.offered(ACTS, row),
        going=evidence_work.making().is_going(row["id"]),
        fault=evidence_work.making().fault(row["id"]),
        file=file_name(row) if there else "",
        taken_early=not there and clock.today().isoformat() <= row["until"],
        follows=packs.one(model(), row["follows"]) if row["follows"] else None,
        entries=[Told(**vars(entry)) for entry in entries],
    )


@pages.post("/evidence/<pack>/file")
def create_file(pack: str) -> ResponseReturnValue:
    """Make the file of a pack that was confirmed, or make it again."""
    row = PLACE.row({"pack": pack})
    if row["state"] in ("confirmed", "made"):
        evidence_work.start(row["id"], i().id)
    return redirect(href(row), 303)


@pages.post("/evidence/<pack>/downloads")
def create_download(pack: str) -> ResponseReturnValue:
    """Take the file away; that is recorded before any of it is sent."""
    row = PLACE.row({"pack": pack})
    data = evidence_work.kept().get(row["id"], row["sha256"]) if row["state"] == "made" else None
    if data is None:
        flash(GONE, "error")
        return redirect(href(row), 303)
    try:
        programme.taken(live_house(), row["id"], on=clock.today(), **stamp())
    except Refusal as refusal:
        flash(refusal.sentence, "error")
        return redirect(href(row), 303)
    response: Response = attached(file_name(row), data, ZIP)
    response.headers["Cache-Control"] = "no-store"
    return response


def _waiting() -> Block | None:
    """Packs that wait for a second person."""
    if not reachable("/evidence"):
        return None
    rows = packs.waiting(model(), i().id)
    items = tuple(Item(_item(row), href(row), f"asked for {day(row['asked_on'])}") for row in rows[:SHOWN])
    return Block("Evidence packs to confirm", f"{len(rows)}", items, "/evidence?state=asked") if rows else None


def _item(row: Row) -> str:
    return f"{told(row)['of']}, for {row['recipient']}"


BLOCKS["evidence"] = _waiting
