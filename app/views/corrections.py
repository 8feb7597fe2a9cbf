"""What was recorded wrongly and put right, or is proposed to be: what it said, what is right, why, and by whom."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.events.log import Happened
from app.policy import ANY, RULES, Grants
from app.programme import histories
from app.programme.english import counted
from app.programme.moderation.telling import CORRECTIONS
from app.views import moderator_names
from app.views.compared import to_record
from app.views.correction_words import state, thing
from app.views.desk import house, i, model
from app.views.export_columns import add_list, column
from app.views.export_files import Taken, file_response
from app.views.links import link
from app.views.listing import Listing, items_of
from app.views.moderation_rows import WITHHELD
from app.views.waiting import BLOCKS, SHOWN, Block, Item
from app.views.words import audit_path, month, reference
from projections import corrections, impact, people

pages = Blueprint("corrections", __name__)
Row = dict[str, Any]
SEES: Grants = dict.fromkeys(("qa_lead", "inspector", "head_of_service", "director"), (ANY,))
RULES |= {"corrections.index": SEES, "corrections.export": SEES}
FILTERS = ("kind", "month")
PER_PAGE = 50
VALUES = {
    "audit return corrected": "returned_on",
    "audit upload corrected": "uploaded_on",
    "action completion corrected": "completed_on",
    "concern response corrected": "moment",
    "auditor training corrected": "trained_on",
}
"""By type of event, the fact that is right now, where one fact was wrong."""


@pages.get("/corrections")
def index() -> ResponseReturnValue:
    """The corrections that the person who asks may follow to their record, the newest first."""
    listing = Listing(request.path, FILTERS, ("recorded",), PER_PAGE)
    rows = _mine(listing)
    shown = rows[listing.offset : listing.offset + PER_PAGE]
    told = [moderator_names.told(entry) for entry in histories.entries(house(), _events(shown))]
    waiting = sum(row["state"] == corrections.WAITING for row in rows)
    return render_template(
        "corrections/index.html",
        listing=listing,
        chosen=listing.chosen({"kind": lambda kind: corrections.KINDS.get(kind, kind), "month": _month}),
        kinds=items_of({"": "Everything"} | corrections.KINDS),
        count=counted(len(rows), "correction"),
        waiting=f", of which {waiting:,} {'waits' if waiting == 1 else 'wait'} for a decision" if waiting else "",
        rows=_together(shown, told),
        pages=listing.pages(len(rows)),
    )


@pages.get("/corrections.<any(csv, xlsx, json):ending>")
def export(ending: str) -> ResponseReturnValue:
    """The same as a file, without what was written."""
    listing = Listing("/corrections", FILTERS, ("recorded",))
    rows, names = _mine(listing), people.names(model())
    made = {one.position: one for one in _events(rows)}
    told = [row | _values(made[row["said_at"]]) | {"name": names.get(row["by"], "")} for row in rows]
    return file_response(ending, Taken("corrections", told, not_known=listing.not_known()))


def _mine(listing: Listing) -> list[Row]:
    """What waits first, then what was corrected, left or taken back, the newest first."""
    first, last = _ends(listing.value("month"))
    asked = (listing.value("kind"), first, last)
    rows = [row | {"state": corrections.CORRECTED, "said_at": row["id"]} for row in corrections.listed(model(), *asked)]
    rows += [row | {"said_at": row["proposed"]} for row in corrections.proposals(model(), *asked)]
    rows.sort(key=lambda row: (row["state"] != corrections.WAITING, -row["id"]))
    found = ((row, _to(row["stream"])) for row in rows)
    return [
        row | {"href": href, "kind_words": corrections.KINDS[row["kind"]], "state_words": state(row)}
        for row, href in found
        if href
    ]


def _to(record: str) -> str:
    """Where what was corrected is, for who may open it: an answer about impact with its audit."""
    kind, _, own = record.partition("/")
    if kind == "session":
        return link(f"/learning/{own}")
    return to_record(impact.audit_of(record) if kind == "impact" else record)


def _ends(value: str) -> tuple[str, str]:
    """The first and the last day (ISO) of a month; of anything else none."""
    try:
        begins = date.fromisoformat(f"{value}-01")
    except ValueError:
        return "", ""
    if begins.year == date.max.year:
        return "", ""
    ends = (begins + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return begins.isoformat(), ends.isoformat()


def _month(value: str) -> str:
    return month(value) if _ends(value)[0] else value


def _events(rows: Sequence[Row]) -> list[Happened]:
    wanted = {row[place] for row in rows for place in ("id", "said_at")}
    streams = dict.fromkeys(row["stream"] for row in rows)
    return [made for stream in streams for made in house().reader.stream(stream) if made.position in wanted]


def _together(rows: Sequence[Row], told: Sequence[histories.Entry]) -> list[Row]:
    """The rows, each with what it is of, with its entry, and with the one that proposed it where that is another."""
    by_position = {entry.position: entry for entry in told}
    return [
        row | {
            "entry": by_position[row["id"]],
            "what": thing(by_position[row["said_at"]]) or row["kind_words"],
            "proposal": by_position[row["said_at"]] if row["said_at"] != row["id"] else None,
        }
        for row in rows
        if {row["id"], row["said_at"]} <= by_position.keys()
    ]  # fmt: skip


def _values(made: Happened) -> Row:
    """What was recorded and what is right, as ids, codes, days and moments."""
    facts = made.facts
    if "changes" in facts:
        pairs: Mapping[str, list[Any]] = facts["changes"]
        hidden = moderator_names.withheld(made.stream) if made.topic in CORRECTIONS else ()
        pairs = {key: [WITHHELD if one in hidden else one for one in pair] for key, pair in pairs.items()}
        return {side: "; ".join(f"{key}={pair[place]}" for key, pair in pairs.items())
                for place, side in enumerate(("was", "now"))}  # fmt: skip
    was = facts.get("was") or facts.get("last_day") or facts.get("said", {}).get("on", "")
    return {"was": was if isinstance(was, str) else "", "now": facts.get(VALUES.get(made.topic, ""), "")}


def waiting() -> Block | None:
    """The corrections of grades and moderations that wait for another person, on the first page of who decides."""
    if not i().roles & {"qa_lead", "moderator"}:
        return None
    items = (
        *_waiting(corrections.waiting(model()), "grade"),
        *_waiting(corrections.moderations_waiting(model()), "moderation"),
    )
    return Block("Corrections to decide", counted(len(items), "audit"), items, "") if items else None


def _waiting(rows: Sequence[Row], of: str) -> list[Item]:
    """Those of one kind that this person may decide on."""
    sides = ("auditor", "correcting", "moderator")
    mine = [row for row in rows if i().id not in [row.get(side) for side in sides] and to_record(row["id"])]
    return [
        Item(
            f"{reference(row['child'])}, the {of}, proposed by {_proposer(row)}",
            f"{audit_path(row['id'])}/{of}-correction-agreement",
        )
        for row in mine[:SHOWN]
    ]


def _proposer(row: Row) -> str:
    """By name; a moderator who is not named to this person without it."""
    return moderator_names.name(row["id"], row["correcting"])


BLOCKS["corrections"] = waiting
add_list(
    "corrections",
    "Corrections",
    "entry recorded_on kind_id kind state_id state event record_id was now by_id by",
    column("entry", "Entry", "number", of="id"),
    column("recorded_on", "Recorded on", "date"),
    column("kind_id", "Kind id", of="kind"),
    column("kind", "Kind", of="kind_words"),
    column("state_id", "State id", of="state"),
    column("state", "State", of="state_words"),
    column("event", "Event", of="topic"),
    column("record_id", "Record id", of="stream"),
    column("was", "As recorded"),
    column("now", "As corrected"),
    column("by_id", "By id", of="by"),
    column("by", "By", of="name"),
)
