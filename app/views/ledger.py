"""The ledger: its checkpoints, who holds them, whether the log is what they say, and proofs to take away."""

from typing import Any

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import ledger_names
from app.ledger_book import LedgerBook
from app.policy import ADMIN, ANY, QA, RULES, Grants
from app.programme import histories
from app.programme.ledger import STREAM
from app.signing import WHY_NOT
from app.views import ledger_acts, ledger_failed, ledger_words
from app.views.desk import done, house, i, model, signing
from app.views.exports import attached
from app.views.ledger_failed import NAMING, checks
from app.views.reading_rows import sealed
from ledger.checkpoints import Numbered
from projections import checkpoint_holders, people, seals

pages = Blueprint("ledger", __name__)
SEES: Grants = QA | ADMIN | dict.fromkeys(("head_of_service", "director", "inspector", "analyst"), (ANY,))
RULES |= {f"ledger.{name}": SEES for name in ("show", "checkpoint", "note", "check", "event", "event_file", "pick")}
RULES |= {"ledger.consistency": SEES, "ledger.consistency_file": SEES, "ledger.create_checkpoint": QA}
NEWEST = 30
"""So many checkpoints are listed unless all are asked for."""
WHOLE = ("audit", "child", "action", "duty")
"""The records whose histories are told whole to an inspector who may open them."""
Row = dict[str, Any]


@pages.get("/ledger")
def show() -> ResponseReturnValue:
    """What the ledger is, its checkpoints, who holds them, and the last check."""
    made = book().checkpoints()[::-1]
    row = ledger_acts.row()
    return render_template(
        "ledger/show.html",
        **_standing(made),
        checkpoints=[ledger_words.shown(one) for one in (made if request.args.get("show") == "all" else made[:NEWEST])],
        total=len(made),
        first=ledger_words.shown(made[-1]) if made else None,
        **_checked(),
        keys=[str(one) for one in book().verifiers()],
        unrecorded=_unrecorded(),
        holders=checkpoint_holders.holders(model()),
        acts=ledger_acts.PLACE.offered(ledger_acts.ACTS, row),
        entries=histories.of_stream(house(), STREAM)[::-1],
    )


@pages.post("/ledger/checkpoints")
def create_checkpoint() -> ResponseReturnValue:
    """Sign what the log is now."""
    if ledger_failed.findings() and request.form.get("despite") != "yes":
        said = {"sentence": ledger_failed.NOT_SIGNED, "again": "/ledger#check", "status": 409}
        return render_template("shared/sorry.html", **said), 409
    try:
        made = signing().sign()
    except WHY_NOT as fault:
        return render_template("shared/sorry.html", sentence=f"Nothing was signed. {fault}", status=409), 409
    return done(f"Checkpoint {made.number} is signed, of {made.checkpoint.size:,} events.", "/ledger")


@pages.get("/ledger/checkpoints/<int:checkpoint_number>")
def checkpoint(checkpoint_number: int) -> ResponseReturnValue:
    """One checkpoint: its note, to be kept, and as a code to be photographed."""
    one = _numbered(checkpoint_number)
    return render_template("ledger/checkpoint.html", one=ledger_words.shown(one), code=ledger_words.code(one))


@pages.get("/ledger/checkpoints/<int:checkpoint_number>.txt")
def note(checkpoint_number: int) -> ResponseReturnValue:
    """One checkpoint as a file."""
    return attached(f"checkpoint-{checkpoint_number}.txt", _numbered(checkpoint_number).note.encode(), "text/plain")


@pages.post("/ledger/checks")
def check() -> ResponseReturnValue:
    """Hold the whole log against every checkpoint; a long log is held in the background."""
    if not checks().begin(i().id):
        return done("The log is being checked. Look again in a moment.", "/ledger#check")
    return redirect("/ledger#check", 303)


@pages.get("/ledger/events")
def pick() -> ResponseReturnValue:
    """The proof of the event whose number was typed."""
    said = request.args.get("position", "").replace(",", "").strip()
    return redirect(f"/ledger/events/{said if said.isascii() and said.isdecimal() and len(said) < 10 else 0}", 303)


@pages.get("/ledger/events/<int:ledger_entry>")
def event(ledger_entry: int) -> ResponseReturnValue:
    """The proof that an event is in the ledger as a checkpoint has it."""
    try:
        proof = ledger_words.inclusion(book(), ledger_entry)
    except ValueError:
        return render_template("ledger/no_event.html", position=f"{ledger_entry:,}"), 404
    one = book().covering(ledger_entry)
    named = _named(ledger_entry)
    shown = ledger_words.shown(one) if one else None
    return render_template("ledger/event.html", proof=proof, one=shown, named=named, how=ledger_words.HOW)


@pages.get("/ledger/events/<int:ledger_entry>.json")
def event_file(ledger_entry: int) -> ResponseReturnValue:
    """The same proof as a file."""
    try:
        return _file(f"event-{ledger_entry}-proof.json", ledger_words.inclusion(book(), ledger_entry))
    except ValueError:
        abort(404)


@pages.get("/ledger/consistency")
def consistency() -> ResponseReturnValue:
    """The proof that one checkpoint goes on from another."""
    made = [ledger_words.shown(one) for one in book().checkpoints()]
    asked = {name: request.args.get(name, "") for name in ("first", "second")}
    proof = _consistency() if all(asked.values()) else None
    ends = {"first": made[0]["number"], "second": made[-1]["number"]} if made else {}
    chosen = {name: said or str(ends.get(name, "")) for name, said in asked.items()}
    return render_template("ledger/consistency.html", made=made, asked=chosen, proof=proof, how=ledger_words.HOW)


@pages.get("/ledger/consistency.json")
def consistency_file() -> ResponseReturnValue:
    """The same proof as a file; without two checkpoints to choose them first."""
    if not (request.args.get("first") and request.args.get("second")):
        return redirect("/ledger/consistency", 303)
    proof = _consistency()
    return _file(f"checkpoints-{proof['first']}-{proof['second']}-proof.json", proof)


def book() -> LedgerBook:
    """The ledger of the log as it is now, whatever moment a page shows."""
    found: LedgerBook = signing().book
    return found


def _named(ledger_entry: int) -> Row | None:
    """Which record an entry is of, for who may know it: some by their role, an inspector where its history is open."""
    row = book().event(ledger_entry)
    of = ledger_failed.in_history(row[1], row[0])
    if sealed(row[1]) or (not i().roles & NAMING and not _is_shown(row[1], of)):
        return None
    return {"name": ledger_names.entry(row), "of": of, "id": row[1], "version": row[2], "topic": row[3]}


def _is_shown(record: str, href: str) -> bool:
    """Whether an inspector is told of an entry: where its record's history is open to them and told whole."""
    told = record.partition("/")[0] in WHOLE and record not in seals.sealed(model())
    return bool(href) and told and "inspector" in i().reads_as


def _standing(made: list[Numbered]) -> Row:
    """The latest checkpoint, its code, and how many events came since."""
    if not made:
        return {"latest": None, "code": "", "since": book().follow()}
    since = book().follow() - made[0].checkpoint.size
    return {"latest": ledger_words.shown(made[0]), "code": ledger_words.code(made[0]), "since": since}


def _checked() -> Row:
    last = checks().last()
    by = people.names(model()).get(last["by"], "the programme itself") if last else ""
    remarks = last.get("remarks", []) if last and last["fits"] else []
    told = {"told": ledger_failed.told(), "amiss": ledger_failed.amiss(), "remarks": remarks + ledger_failed.beside()}
    return told | {"last": last, "checked_by": by, "going": checks().going}


def _unrecorded() -> bool:
    """Whether a key signs that nobody recorded as the one before it being replaced."""
    recorded = [row["now"] for row in checkpoint_holders.key_replacements(model())]
    return [str(one) for one in book().verifiers()][1:] != recorded


def _consistency() -> Row:
    numbers = [request.args.get(name, "") for name in ("first", "second")]
    found = [_numbered(int(one) if one.isascii() and one.isdecimal() and len(one) < 9 else 0) for one in numbers]
    one, other = sorted(found, key=lambda each: each.number)
    try:
        return ledger_words.consistency(book(), one, other)
    except ValueError:
        abort(404)


def _numbered(number: int) -> Numbered:
    return book().numbered(number) or abort(404)


def _file(name: str, proof: Row) -> Response:
    made = jsonify(ledger_words.for_file(proof))
    return attached(name, made.get_data(), "application/json")
