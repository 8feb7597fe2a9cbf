"""Exemptions: the tracker, each one's page to decide it, and what can be done to it."""

from datetime import date, timedelta

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.events.vocabulary import EXEMPTION_CLASSES, EXEMPTION_STATES
from app.policy import RULES
from app.programme import exemptions as programme
from app.programme import histories
from app.programme.english import listed
from app.views import acting, acts, judgements, tracking
from app.views.cycles import newest
from app.views.desk import house, i, model
from app.views.exemption_acts import ACTS, AUTHORISATION
from app.views.exemption_figures import BECAME, about, also, effects
from app.views.exemption_reach import READS, SEES, authority, may_decide, reach, reads_note, withheld
from app.views.exemption_rows import Row, for_when, href, pattern, shown, state_words, told
from app.views.exemption_waiting import deputies
from app.views.export_columns import add_list, column, words_column
from app.views.links import link, to_audit
from app.views.listing import items_of
from app.views.tracking import Filter, Heading, Tracker
from app.views.words import month, reference
from projections import cycles, exemption_lists, exemptions, people

pages = Blueprint("exemptions", __name__)
RULES |= {"exemptions.show": READS}


def _auditors() -> list[dict[str, str]]:
    """Those for whom one was asked, for who has them all; a list of names is no more than the rows are."""
    rows = exemption_lists.auditors(model()) if reach().everything else []
    return items_of({reference(row["id"]): row["name"] for row in rows})


def _became() -> list[dict[str, str]]:
    """What can have become of one in the month that the address asks for, or names with it; else in the newest."""
    named = request.args.get("became", "").partition(":")[0] or request.args.get("cycle", "")
    of = cycles.cycle(model(), f"cycle/{named}") or newest()
    return (
        items_of({f"{of['month']}:{key}": f"{month(of['id'])}: {words}" for key, words in BECAME.items()}) if of else []
    )


def _more() -> Row:
    ways = {"ask": link("/exemptions/new"), "rule": link("/settings/exemptions"), "deputies": deputies()}
    return ways | {"waiting": len(reach().records)}


TRACKER = Tracker(
    list="exemptions",
    path="/exemptions",
    title="Exemptions",
    noun="exemption",
    question=exemption_lists.QUESTION,
    reach=reach,
    filters={
        "cycle": Filter("Month", lambda: items_of({m["month"]: month(m["month"]) for m in cycles.cycles(model())})),
        "state": Filter("State", lambda: items_of(EXEMPTION_STATES)),
        "class": Filter("Kind of reason", lambda: items_of(EXEMPTION_CLASSES)),
        "became": Filter("What became of it in a month", _became),
        "team": Filter("Team", lambda: items_of({t["id"]: t["name"] for t in people.teams(model())}), long=True),
        "auditor": Filter("Auditor", _auditors, long=True),
    },
    headings=(
        Heading("Auditor", "auditor"),
        Heading("Team", "team"),
        Heading("For", "month"),
        Heading("Kind of reason"),
        Heading("Asked", "asked"),
        Heading("State"),
        Heading("Decided", "decided"),
    ),
    row=shown,
    told=told,
    empty=("Nobody has asked to be exempted.", "Requests appear here with what was decided."),
    summary="exemptions/_sum.html",
    about=about,
    more=_more,
    withheld=withheld,
    also=also,
)
tracking.put(pages, TRACKER, SEES)
add_list(
    "exemptions",
    "Exemptions",
    "exemption_key auditor_id auditor team_id team area_id area month_ids first_day last_day class_id class state_id"
    " state asked_on asked_by_id asked_by decided_on decided_by_id decided_by ended_on",
    column("exemption_key", "Exemption id", of="id"),
    column("month_ids", "Months covered, ids"),
    column("first_day", "First day", "date", of="from_day"),
    column("last_day", "Last day", "date", of="to_day"),
    column("class_id", "Kind of reason id", of="reason_class"),
    words_column("class", "Kind of reason", EXEMPTION_CLASSES, of="reason_class"),
    words_column("state", "State", EXEMPTION_STATES),
    column("asked_on", "Asked on", "date"),
    column("asked_by_id", "Asked by id", of="asked_by"),
    column("asked_by", "Asked by", of="asker_name"),
    column("decided_by_id", "Decided by id", of="decided_by"),
    column("decided_by", "Decided by", of="decider_name"),
    column("ended_on", "Withdrawn, reversed or lapsed on", "date"),
)


def _find(exemption: str) -> Row | None:
    return exemptions.exemption(model(), f"exemption/{exemption}", clock.today())


PLACE = acting.Place(
    rule="/exemptions/<exemption>",
    find=_find,
    href=href,
    title=lambda row: f"the exemption of {row['auditor_name']}",
    caption=lambda row: f"{row['auditor_name']} · {for_when(row)}",
    state=lambda row: EXEMPTION_STATES[row["state"]],
)
acting.put(pages, PLACE, ACTS)


@pages.get("/exemptions/<exemption>")
def show(exemption: str) -> ResponseReturnValue:
    """One exemption: who, for when, their last months, what a yes does; and to decide it."""
    row = PLACE.row({"exemption": exemption})
    asked, offered = row["state"] == "asked", PLACE.offered(ACTS, row)
    decides = asked and may_decide(row, i().id)
    return render_template(
        "exemptions/show.html",
        row=row,
        version=row["version"],
        when=for_when(row),
        months=listed(month(one) for one in row["months"]),
        state_words=state_words(row),
        note=programme.note(house(), row["id"]) if reads_note(row) else None,
        pattern=pattern(row["auditor"], date.fromisoformat(row["from_day"]).replace(day=1) - timedelta(days=1)),
        decides=decides,
        effects=effects(row) if decides else [],
        authorise=f"{href(row)}/{AUTHORISATION}" if any(_is(act, AUTHORISATION) for act in offered) else "",
        acts=[act for act in offered if not _is(act, AUTHORISATION)],
        rule=authority(row).rule if asked else "",
        released=[_released(audit) for audit in exemptions.released(model(), row)],
        auditor=link(f"/people/{reference(row['auditor'])}"),
        entries=histories.of_exemption(house(), row["id"])[::-1],
    )


def _is(act: Row, noun: str) -> bool:
    return bool(act["href"].rpartition("/")[2] == noun)


def _released(audit: Row) -> Row:
    """An audit that the exemption released, with the ways on that this person has."""
    row = {"reference": reference(audit["child"]), "month": month(audit["cycle"]), "team": audit["team_name"] or ""}
    return row | {"href": to_audit(audit["id"]), "acts": judgements.PLACE.offered(WAYS_ON, audit)}


WAYS_ON = tuple(act for act in acts.ACTS if act.noun in ("reallocation", "reopening"))
"""What can be done with an audit that an exemption released."""
