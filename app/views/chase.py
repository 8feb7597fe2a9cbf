"""The chase list of a month: who is to be reminded, when they were last, and what can be done; also as a file."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from app import clock
from app.events.calendar import add_working_days
from app.events.england import day_of
from app.policy import OVERSEE, RULES, scope
from app.programme.letter_kinds import KINDS
from app.views.acts import ACTS, Act
from app.views.audit_rows import due_words, table_row
from app.views.cycles import the_month
from app.views.desk import i, model
from app.views.export_columns import add_list, column
from app.views.export_files import Taken, file_response
from app.views.links import link
from app.views.listing import Listing
from app.views.words import state
from projections import letters, seals, tracker

pages = Blueprint("chase", __name__)
RULES |= {"chase.export": OVERSEE}
Row = dict[str, Any]

SOON = 5
"""Working days before its date from which an audit is chased."""
SHOWN, ALL = 50, "all"
"""Rows of the list on a page; the whole of it is behind a link."""
SORTS = {
    "due": lambda row: row["due"],
    "child": lambda row: row["child"],
    "auditor": lambda row: row["auditor_name"] or "",
    "state": lambda row: state(row["state"]),
    "reminded": lambda row: row["reminded_at"],
}
"""The orders of the list; the first is the usual one. Who was never reminded comes first, as longest ago."""
CHASING = {"nil-return": "Nil return", "reallocation": "Give to another auditor"}
"""What the list offers for every audit in it; both are of roles that have them for any audit."""


@pages.get("/cycles/<month:month>/chase.<any(csv, xlsx, json):kind>")
def export(month: str, kind: str) -> ResponseReturnValue:
    """The chase list as a file: exactly the rows of the page, in its order."""
    cycle = the_month(month)
    found = chased(cycle, _listing(cycle).sort)
    said = [{"state_words": state(row["state"]), "due_said": due_words(row, clock.today())} for row in found]
    rows = [row | {"audit": row["id"]} | words for row, words in zip(found, said, strict=True)]
    return file_response(kind, Taken("chase", rows, month=month))


add_list(
    "chase",
    "Chase list",
    "audit_id audit month_id month child_id reference team_id team auditor_id auditor state_id state due due_in_words"
    " last_reminder_on last_reminder",
    column("due_in_words", "Due in words", of="due_said"),
    column("last_reminder_on", "Last reminder on", "date", of="reminded_at"),
    column("last_reminder", "Last reminder", of="reminder"),
)


def shown(cycle: Row, most: int | None) -> Row:
    """The open audits that are late or due within a working week, so many (None: all) with what can be done about each.

    With them how many there are, the orders, and the way to the whole list.
    """
    listing = _listing(cycle)
    asking = link(f"/exemptions/new?cycle={cycle['month']}")
    acts = [act for act in ACTS if act.noun in CHASING and act.grants.keys() & i().roles]
    every = chased(cycle, listing.sort)
    rows = [_row(audit, acts, asking) for audit in every[:most]]
    sorts = {key: f"{href.replace('/chase', '')}#chase" for key, href in listing.sorts.items()}
    found = {"chase": rows, "chase_count": len(every), "chase_files": listing.exports()}
    whole = f"/cycles/{cycle['month']}?{urlencode({'sort': listing.sort, 'chase': ALL})}#chase"
    return found | {"chase_sort": listing.sort, "chase_sorts": sorts, "chase_whole": whole}


def asked() -> int | None:
    """How many rows the address asks for: a first part of them, or all."""
    return None if request.args.get("chase") == ALL else SHOWN


def _row(audit: Row, acts: Sequence[Act], asking: str) -> Row:
    """An audit of the list, with what can be done about it by who may open it."""
    row = table_row(audit) | {"reminded_on": day_of(audit["reminded_at"]), "reminder": audit["reminder"]}
    row["left_on"] = audit["auditor_left_on"] or ""
    row["acts"] = [{"text": CHASING[act.noun], "href": f"{row['href']}/{act.noun}"} for act in acts if row["href"]]
    row["ask"] = f"{asking}&auditor={audit['auditor'].removeprefix('person/')}" if asking and not row["left_on"] else ""
    return row


def chased(cycle: Row, sort: str) -> list[Row]:
    """The audits to be chased, of those that this person sees, in an order, each with the last letter about it."""
    found = seen(tracker.chase(model(), cycle["id"], add_working_days(clock.today(), SOON)))
    last = letters.last_sent(model(), [audit["id"] for audit in found])
    rows = [audit | _reminded(last.get((audit["id"], audit["auditor"]))) for audit in found]
    return sorted(rows, key=SORTS[sort.removeprefix("-")], reverse=sort.startswith("-"))


def seen(audits: list[Row]) -> list[Row]:
    """Those of the audits that this person sees in lists: an operations director those of their areas; none sealed."""
    mine, found = scope(i()), seals.unsealed(model(), i().id, audits)
    return [audit for audit in found if mine.everything or audit["area"] in mine.areas]


def _reminded(letter: Row | None) -> Row:
    """When a letter about the audit was last sent to its auditor, and which."""
    return {
        "reminded_at": letter["sent_at"] if letter else "",
        "reminder": KINDS[letter["kind"]].name if letter else "",
    }


def _listing(cycle: Row) -> Listing:
    return Listing(f"/cycles/{cycle['month']}/chase", (), tuple(SORTS))
