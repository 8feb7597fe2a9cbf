"""The access log: who read which child's or person's narrative, when and why; and whether a reason is asked for."""

from datetime import date, datetime, timedelta
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.events.england import end_of
from app.events.reading_rule import RULE
from app.forms.inspections import RuleForm, WhyForm
from app.policy import ANY, QA, RULES, Grants
from app.programme import histories
from app.programme import inspections as programme
from app.programme.english import counted
from app.readings import Chosen
from app.views import acting, exemption_reach, reading_reasons
from app.views.acting import Act
from app.views.asked_in_vain import strange
from app.views.desk import house, model
from app.views.export_columns import add_list, column
from app.views.export_files import Taken, file_response
from app.views.listing import Listing, items_of
from app.views.reading_note import readings
from app.views.reading_rows import folded, shown
from app.views.reading_table import KINDS
from app.views.words import reference
from projections import children, inspections, people

Row = dict[str, Any]
pages = Blueprint("readings", __name__)
SEES: Grants = QA | {"director": (ANY,)}
RULES |= {"readings.index": SEES, "readings.export": SEES}
RULES |= {"readings.new_why": exemption_reach.READS, "readings.create_why": exemption_reach.READS}
PER_PAGE = 100
FILTERS = ("reader", "about", "kind", "from", "to")
TYPED = ("%Y-%m-%d", "%d/%m/%Y", "%d %m %Y")


def _find() -> Row:
    return {"id": RULE, "version": house().version(RULE), "asked": inspections.reasons(model())}


ACTS = (
    Act(
        "asking",
        QA,
        RuleForm,
        programme.ask_reasons,
        "Ask for a reason",
        "From now on whoever is not of the auditor’s team, and is neither the auditor nor who asked, says why before"
        " the confidential note of an exemption opens. What they say is kept in this log.",
        "A reason is asked for from now on.",
        open_to=lambda row: not row["asked"],
    ),
    Act(
        "asking-no-more",
        QA,
        RuleForm,
        programme.ask_no_reasons,
        "Ask for no reason",
        "From now on nobody is asked why they open a confidential note. Who reads it is kept as before.",
        "No reason is asked for from now on.",
        open_to=lambda row: bool(row["asked"]),
    ),
)
PLACE = acting.Place(
    rule="/access-log",
    find=_find,
    href=lambda row: "/access-log",
    title=lambda row: "the access log",
    caption=lambda row: "Access log",
    state=lambda row: "as you want it",
)
acting.put(pages, PLACE, ACTS)
add_list(
    "readings",
    "Access log",
    "reading read_at reader_id reader about_ids about_words kind_id kind record_id path event_position as_at_read"
    " why_read inspection_id",
    column("reading", "Reading", "number", of="number"),
    column("read_at", "Read at (UTC)", of="at"),
    column("reader_id", "Reader id", of="by"),
    column("reader", "Reader", of="name"),
    column("about_ids", "About, ids", of="about"),
    column("about_words", "About"),
    column("kind_id", "Kind id", of="kind"),
    column("kind", "Kind", of="kind_words"),
    column("record_id", "Record id", of="record"),
    column("path", "Address"),
    column("event_position", "At event position", "number", of="position"),
    column("as_at_read", "As it stood at", of="as_at"),
    column("why_read", "Reason given", of="why"),
    column("inspection_id", "Inspection id", of="inspection"),
)


@pages.get("/access-log")
def index() -> ResponseReturnValue:
    """Who read which child's or person's narrative, the newest first; looking here is in it too."""
    listing = _listing()
    chosen, found = _chosen(listing), readings().count(_chosen(listing))
    rows = folded([shown(one) for one in readings().page(chosen, PER_PAGE, listing.offset)])
    return render_template(
        "readings/index.html",
        listing=listing,
        rows=rows,
        count=counted(found, "reading"),
        pages=listing.pages(found),
        chosen=listing.chosen(_words()),
        items=_items(),
        asked=inspections.reasons(model()),
        acts=PLACE.offered(ACTS, _find()),
        entries=histories.entries(house(), house().reader.stream(RULE))[::-1],
    )


@pages.get("/access-log.<any(csv, xlsx, json):ending>")
def export(ending: str) -> ResponseReturnValue:
    """The lines of the access log that fit the filters of the address, all of them, as a file."""
    listing = _listing()
    rows = [shown(one) for one in readings().page(_chosen(listing))]
    said = "; ".join(one["text"] for one in listing.chosen(_words()))
    return file_response(ending, Taken("readings", rows, filters=said, not_known=listing.not_known()))


@pages.get("/exemptions/<exemption>/why")
def new_why(exemption: str) -> ResponseReturnValue:
    """The form that asks why a confidential note is opened."""
    return _why_page(exemption, WhyForm())


@pages.post("/exemptions/<exemption>/why")
def create_why(exemption: str) -> ResponseReturnValue:
    """Keep the reason for this visit, and go on to the exemption."""
    form = WhyForm(request.form)
    if not form.validate():
        return _why_page(exemption, form), 422
    reading_reasons.give(f"exemption/{exemption}", str(form.why.data).strip())
    return redirect(f"/exemptions/{exemption}", 303)


def _why_page(exemption: str, form: WhyForm) -> str:
    id = f"exemption/{exemption}"
    if not reading_reasons.shows_note(id):
        abort(404)
    return render_template("readings/why.html", form=form, href=f"/exemptions/{exemption}")


def _listing() -> Listing:
    return Listing("/access-log", FILTERS, ("newest",), PER_PAGE)


def _chosen(listing: Listing) -> Chosen:
    """What the address asks for: a reader, a child or person by reference, a kind, and days in England."""
    first, last = _typed(listing.value("from")), _typed(listing.value("to"))
    return Chosen(
        by=_id("person", listing.value("reader")),
        about=_about(listing.value("about")),
        kind=listing.value("kind"),
        since=end_of((first - timedelta(days=1)).isoformat()) if first else "",
        before=end_of(last.isoformat()) if last else "",
    )


def _about(typed: str) -> str:
    """A child by reference, or a person by name or by the part of an address that names them; in whatever case."""
    person, child = _id("person", typed), _id("child", typed)
    if not typed or people.person(model(), person):
        return person if typed else ""
    known = {name.casefold(): id for id, name in people.names(model()).items() if id.startswith("person/")}
    named = known.get(typed.strip().casefold(), "")
    upper = child.upper().replace("CHILD/", "child/", 1)
    found = next((one for one in (child, upper) if children.child(model(), one)), named)
    if not found:
        strange("Child or person", typed)
    return found or child


def _id(kind: str, name: str) -> str:
    return f"{kind}/{name.removeprefix(f'{kind}/')}" if name else ""


def _typed(text: str) -> date | None:
    """A day as 2018-11-30, 30/11/2018 or 30 11 2018; None for what is none."""
    for form in TYPED:
        try:
            found = datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
        return found if date.min.year < found.year < date.max.year else None
    return None


def _items() -> dict[str, list[dict[str, str]]]:
    names = people.names(model())
    readers = {reference(id): names.get(id, reference(id)) for id in readings().readers()}
    return {"reader": items_of(dict(sorted(readers.items(), key=lambda one: one[1]))), "kind": items_of(KINDS)}


def _words() -> dict[str, Any]:
    labels = {name: {one["value"]: one["label"] for one in items} for name, items in _items().items()}
    return {
        "reader": lambda value: f"Read by: {labels['reader'].get(value, value)}",
        "kind": lambda value: f"Kind: {labels['kind'].get(value, value)}",
        "about": lambda value: f"About: {value}",
        "from": lambda value: f"From: {value}",
        "to": lambda value: f"To: {value}",
    }
