"""Good practice: the register, one entry with what made it possible, and a new one."""

from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.events.good_practice import CONDITIONS, PLACES, SOURCES
from app.forms.fields import choices
from app.forms.good_practice import NoteForm
from app.policy import ANY, AREA, OWN, QA, RULES, TEAM, WORK, Grants
from app.programme import good_practice as programme
from app.programme import histories
from app.views import acting, figure_files, tracking
from app.views.acting import Creation
from app.views.audit_parts import PARTS, Part
from app.views.desk import house, i, model
from app.views.export_columns import Column, add_list, column
from app.views.good_practice_acts import ACTS, PLACE, caption, title
from app.views.good_practice_figures import figures
from app.views.good_practice_figures import told as told_figures
from app.views.good_practice_home import beside, thanks
from app.views.good_practice_words import found, labels, relate, sees_name, shown_row, themes, told
from app.views.histories import Told
from app.views.links import reachable
from app.views.listing import items_of
from app.views.relations import RELATE
from app.views.tracking import Filter, Heading, Tracker
from app.views.waiting import BLOCKS
from app.views.words import audit_path, month
from projections import audits, good_practice_lists, people
from projections.asking import Asked

pages = Blueprint("good_practice", __name__)
Row = dict[str, Any]
WHOLE = ("qa_lead", "moderator", "head_of_service", "director", "inspector", "analyst")
OTHERS = ("operations_director", "team_manager", "auditor", "practitioner")
SEES: Grants = {**dict.fromkeys(WHOLE, (ANY,)), **dict.fromkeys(OTHERS, (OWN,))}
RULES["good_practice.show"] = {
    **dict.fromkeys(("qa_lead", "moderator", "head_of_service", "director", "inspector"), (ANY,)),
    "operations_director": (AREA,),
    "team_manager": (TEAM,),
    "auditor": (OWN,),
    "practitioner": (WORK,),
}
RELATE["entry"] = relate
PARTS["good_practice"] = Part("good_practice/_part.html", beside)
BLOCKS["good_practice"] = thanks


def _about(asked: Asked) -> Row:
    return {"figures": figures(asked, TRACKER.listing())}


def _more() -> Row:
    return {"may_note": "qa_lead" in i().roles and reachable("/good-practice/new")}


TRACKER = Tracker(
    list="good-practice",
    path="/good-practice",
    title="Good practice",
    noun="example",
    question=good_practice_lists.QUESTION,
    reach=lambda: tracking.by_role(WHOLE),
    filters={
        "theme": Filter("Theme", lambda: items_of(labels())),
        "team": Filter("Team", lambda: items_of({t["id"]: t["name"] for t in people.teams(model())}), long=True),
        "area": Filter("Service area", lambda: items_of({a["id"]: a["name"] for a in people.areas(model())})),
        "month": Filter("Month", lambda: items_of({m: month(m) for m in good_practice_lists.months(model(), i().id)})),
        "followed": Filter("Followed up", lambda: items_of({"yes": "Followed up", "no": "Not yet"})),
        "condition": Filter("Made possible by", lambda: items_of(CONDITIONS)),
        "shared": Filter("Shared", lambda: items_of({"yes": "Shared", "no": "Not yet"})),
        "source": Filter("From", lambda: items_of(SOURCES)),
    },
    headings=(
        Heading("Theme", "theme"),
        Heading("Practitioner"),
        Heading("Team", "team"),
        Heading("Found", "found"),
        Heading("State", "followed"),
        Heading("Shared"),
    ),
    row=lambda row: shown_row(row, labels()),
    told=told,
    empty=(
        "No good practice is on the register yet.",
        "What auditors flag by theme appears here once their audit is accepted, and what is noted directly at once.",
    ),
    summary="good_practice/_summary.html",
    about=_about,
    more=_more,
)
tracking.put(pages, TRACKER, SEES)
figure_files.put(pages, TRACKER, SEES, lambda asked: told_figures(figures(asked, TRACKER.listing())))
add_list(
    "good-practice",
    "Good practice",
    "entry_id source_id source audit_id month_id month theme_id theme domain_id domain worker_id worker team_id team"
    " area_id area found_on followed_up_on condition_ids conditions times_shared",
    column("entry_id", "Entry id", of="id"),
    column("source_id", "From id", of="source"),
    column("source", "From", of="source_words"),
    column("theme_id", "Theme id", of="theme"),
    column("theme", "Theme", of="theme_words"),
    column("domain_id", "Domain id", of="domain"),
    column("domain", "Domain", of="domain_words"),
    column("found_on", "Found on", "date"),
    column("followed_up_on", "Followed up on", "date", of="followed_on"),
    Column("condition_ids", "Made possible by ids", lambda row: "; ".join(row["conditions"])),
    Column("conditions", "Made possible by", lambda row: "; ".join(row["condition_words"])),
    column("times_shared", "Times shared", "number", of="shares"),
)


def _ready(form: Any) -> Row:
    """Whom and what one can choose: of an audit, its worker alone; by a grade, its domain in the theme's place."""
    form.audit.offered, form.domain.offered = _an_audit(form.audit.data or ""), labels()
    audit = audits.audit(model(), form.audit.data) if form.audit.data in form.audit.offered else None
    if audit:
        form.worker.choices = choices({audit["worker"]: audit["worker_name"] or ""})
    else:
        here = [row for row in people.everyone(model()) if "practitioner" in row["roles"] and not row["left_on"]]
        form.worker.choices = choices({"": "Choose"} | {row["id"]: row["name"] for row in here})
    by_grade = {"": f"{labels().get(form.domain.data, '')} (by its grade)"} if form.domain.data else {"": "Choose"}
    form.theme.choices = choices(by_grade | themes())
    return {}


def _an_audit(named: str) -> tuple[str, ...]:
    """The audit that the form names, if it is there for this person: none that is sealed from them."""
    return (named,) if audits.audit(model(), named) and reachable(audit_path(named)) else ()


acting.put_creation(
    pages,
    Creation(
        "good_practice",
        "/good-practice",
        QA,
        NoteForm,
        programme.note,
        "Note good practice",
        "The practitioner reads it with thanks, and it stands on the register with the good practice found in audits.",
        "Note good practice",
        "It is on the register.",
        lambda id: f"/good-practice/{id.removeprefix('good_practice/')}",
        ready=_ready,
        given=lambda: {name: request.args.get(name, "") for name in ("audit", "domain")},
    ),
)
acting.put(pages, PLACE, ACTS)


@pages.get("/good-practice/<entry>")
def show(entry: str) -> ResponseReturnValue:
    """What was good, what made it possible and where it was shared."""
    row = found(entry) or abort(404)
    told_of = programme.told(house(), row["id"])
    return render_template(
        "good_practice/show.html",
        row=shown_row(row, labels()),
        title=title(row),
        caption=caption(row),
        mine=row["worker"] == i().id,
        words=programme.words(house(), row),
        follow_up=_last([_followed(made.facts) for made in told_of if made.topic == "good practice followed up"]),
        shares=[_shared(made.facts) for made in told_of if made.topic == "good practice shared"],
        acts=PLACE.offered(ACTS, row),
        entries=_history(told_of) if sees_name(i(), row) else [],
    )


def _last(found: list[Row]) -> Row | None:
    return found[-1] if found else None


def _followed(facts: Row) -> Row:
    return {"on": facts["on"], "conditions": [CONDITIONS[one] for one in facts["conditions"]], "text": facts["found"]}


def _shared(facts: Row) -> Row:
    return {"on": facts["on"], "place": PLACES[facts["place"]], "note": facts["note"]}


def _history(happened: Any) -> list[Told]:
    return [Told(**vars(entry)) for entry in histories.entries(house(), happened)][::-1]
