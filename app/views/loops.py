"""Looped audits: the tracker, a pair side by side, the meeting's calendar file, and what the meeting agreed."""

from typing import Any

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.events.loop import LOOP_STATES, SEALED
from app.forms.loops import AgreementForm, agreement_form
from app.policy import ANY, OWN, RULES, Grants, Me
from app.programme import histories, loop_meetings
from app.programme import loops as programme
from app.programme.naming import people_or_addresses
from app.views import acting, loop_page, tracking
from app.views.desk import done, house, i, model, stamp, version
from app.views.export_columns import add_list, column, words_column
from app.views.form_names import NAMES
from app.views.kept import DONE, kept, marked, sent, tried
from app.views.links import link
from app.views.listing import items_of
from app.views.loop_acts import ACTS, LEADS, PLACE, guests, is_of_others, is_open
from app.views.loop_rows import href, shown, told
from app.views.relations import RELATE
from app.views.tracking import Filter, Heading, Tracker
from app.views.words import month
from projections import cycles, loop_lists, loops, people
from projections.asking import Reach

pages = Blueprint("loops", __name__)
Row = dict[str, Any]
WHOLE = ("qa_lead", "moderator", "head_of_service", "director", "inspector")
READS: Grants = {**dict.fromkeys(WHOLE, (ANY,)), "auditor": (OWN,)}
RULES |= {
    "loops.show": READS,
    "loops.calendar": READS,
    "loops.new_agreement": LEADS,
    "loops.create_agreement": LEADS,
}


def reach() -> Reach:
    """Which loops the person who asks sees: all, or their own once the seal is lifted."""
    return Reach(everything=bool(i().roles & {*WHOLE, "analyst"}), person=i().id)


def _relate(me: Me, name: str) -> set[str]:
    row = loops.loop(model(), f"loop/{name}")
    return {OWN} if row and row["state"] != SEALED and me.id in (row["first_auditor"], row["second_auditor"]) else set()


RELATE["loop"] = _relate
TRACKER = Tracker(
    list="loops",
    path="/loops",
    title="Looped audits",
    noun="looped audit",
    question=loop_lists.QUESTION,
    reach=reach,
    filters={
        "cycle": Filter("Month", lambda: items_of({m["month"]: month(m["month"]) for m in cycles.cycles(model())})),
        "state": Filter("State", lambda: items_of(LOOP_STATES)),
        "team": Filter("Team", lambda: items_of({t["id"]: t["name"] for t in people.teams(model())}), long=True),
    },
    headings=(
        Heading("Child", "child"),
        Heading("Month", "month"),
        Heading("First auditor"),
        Heading("Second auditor"),
        Heading("State", "state"),
        Heading("Differ", numeric=True),
        Heading("Meeting", "meeting"),
    ),
    row=shown,
    told=told,
    empty=(
        "No looped audit is here.",
        "Once a second auditor audits a child too, and both audits are in, the pair appears here side by side.",
    ),
    more=lambda: {"agreement": link("/loops/agreement")},
)
tracking.put(pages, TRACKER, READS | {"analyst": (ANY,)})
add_list(
    "loops",
    "Looped audits",
    "loop_key month_id month child_id reference team_id team area_id area plan_id plan first_audit_id first_auditor_id"
    " first_auditor second_audit_id second_auditor_id second_auditor state_id loop_state opened_on lifted_on"
    " differences meeting_on agreed_on loop_ended_on",
    column("loop_key", "Loop id", of="id"),
    column("first_audit_id", "First audit id", of="first"),
    column("first_auditor_id", "First auditor id", of="first_auditor"),
    column("first_auditor", "First auditor", of="first_name"),
    column("second_audit_id", "Second audit id", of="second"),
    column("second_auditor_id", "Second auditor id", of="second_auditor"),
    column("second_auditor", "Second auditor", of="second_name"),
    words_column("loop_state", "State", LOOP_STATES, of="state"),
    column("opened_on", "Opened on", "date"),
    column("lifted_on", "Both in on", "date"),
    column("differences", "Grades that differ", "number"),
    column("meeting_on", "Meeting on", "date", of="day"),
    column("agreed_on", "Agreed on", "date"),
    column("loop_ended_on", "Ended on", "date", of="ended_on"),
)
acting.put(pages, PLACE, ACTS)


@pages.get("/loops/<loop>")
def show(loop: str) -> ResponseReturnValue:
    """The pair side by side, what is left, the meeting and the learning that is the reader's."""
    row = PLACE.row({"loop": loop})
    compared = row["lifted_on"] != "" and row["state"] != "ended"
    found = loop_page.lines(row, loop_page.pair(row)) if compared else []
    leads = bool(i().roles & LEADS.keys()) and is_of_others(i(), row)
    return render_template(
        "loops/show.html",
        row=row,
        words=loop_page.words(row),
        halves=loop_page.halves(row),
        lines=found,
        left=loop_page.left(row, found),
        meeting=loop_page.meeting(row),
        learning=loop_page.learning(row),
        why=programme.told(house(), row["id"])["why"],
        acts=PLACE.offered(ACTS, row),
        agree=f"{href(row)}/agreement" if leads and is_open(row) else "",
        calendar=f"{href(row)}/meeting.ics" if row["day"] else "",
        entries=histories.of_loop(house(), row["id"])[::-1] if leads else [],
    )


@pages.get("/loops/<loop>/meeting.ics")
def calendar(loop: str) -> ResponseReturnValue:
    """The meeting as a file for a calendar."""
    row = PLACE.row({"loop": loop})
    if not row["day"]:
        abort(404)
    sheet = loop_meetings.calendar(house(), row, place=row["place"])
    name = f'attachment; filename="meeting-{row["day"]}.ics"'
    return Response(sheet, mimetype="text/calendar", headers={"Content-Disposition": name})


NAMES["loops.new_agreement"] = lambda names: (
    f"Record the agreement: {PLACE.title(PLACE.row(names))}",
    is_open(PLACE.row(names)),
)


@pages.get("/loops/<loop>/agreement")
def new_agreement(loop: str) -> ResponseReturnValue:
    """The form: a decision for each difference, and learning for each auditor."""
    row, today = PLACE.row({"loop": loop}), clock.today().isoformat()
    form = kept(_form(row), _key(row), on=min(row["day"] or today, today), others=guests(row))
    return _agreement(row, form)


@pages.post("/loops/<loop>/agreement")
def create_agreement(loop: str) -> ResponseReturnValue:
    """Record what was agreed."""
    row = PLACE.row({"loop": loop})
    form = marked(_form(row)(request.form), _key(row))
    form.latest = clock.today()
    status = tried(form, lambda: _agree(row, form)) if form.validate() else 422
    if status != DONE:
        return _agreement(PLACE.row({"loop": loop}), form), status
    sent(_key(row))
    return done("The agreement is recorded. The child counts once, by the agreed grades.", href(row))


def _agree(row: Row, form: AgreementForm) -> None:
    facts = form.facts()
    others = people_or_addresses(house(), facts.pop("others"), "others")
    programme.agree(house(), row["id"], version=version(), others=others, **facts | stamp())


def _agreement(row: Row, form: AgreementForm) -> str:
    form.version.data = str(row["version"])
    papers = loop_page.pair(row)
    found = loop_page.lines(row, papers)
    asked = [line | _fields(form, line["id"]) for line in found if f"to.{line['id']}" in form]
    return render_template(
        "loops/agreement.html",
        row=row,
        place=PLACE,
        href=href(row),
        form=form,
        asked=asked,
        open=is_open(row) and is_of_others(i(), row),
        left=loop_page.left(row, found),
    )


def _fields(form: AgreementForm, key: str) -> Row:
    to = form[f"to.{key}"]
    return {
        "to": to,
        "why_field": form[f"why.{key}"],
        "choices": [{"value": one.value, "label": one.label} for one in to.choices],
    }


def _form(row: Row) -> type[AgreementForm]:
    return agreement_form(loop_page.choices(row))


def _key(row: Row) -> str:
    return f"{href(row)[1:]}/agreement"
