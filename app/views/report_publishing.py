"""Putting a report forward, sending it back, publishing it, and beginning a new edition."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.events.periods import period
from app.events.report import PUBLISHED, PUT_FORWARD, STATES, WRITING, report_id
from app.events.report_publishing import SOMEBODY_ELSE
from app.forms.acts import ActForm
from app.forms.reports import NewEditionForm, ProposalForm, SentBackForm
from app.policy import RULES
from app.programme import histories
from app.programme import reports as programme
from app.programme.histories import Entry
from app.programme.reports import Working
from app.reports.document import as_json
from app.views import acting, form_names, report_document, report_for_me, report_moved, report_questions
from app.views.acting import Act, Place
from app.views.desk import done, house, i, model, signing, stamp, version
from app.views.figure_asked import past
from app.views.histories import page as history_page
from app.views.kept import DONE, kept, marked, sent, tried
from app.views.lost_session import KEEPING, SAME
from app.views.report_page import about, unfinished
from app.views.report_questions import Asked
from app.views.report_reach import PUBLISHERS, WRITERS
from projections import reports as rows

pages = Blueprint("report_publishing", __name__)
RULES |= {
    "report_publishing.proposal": WRITERS,
    "report_publishing.propose": WRITERS,
    "report_publishing.publication": PUBLISHERS,
    "report_publishing.publish": PUBLISHERS,
    "report_publishing.history": PUBLISHERS,
}
KEEPING["report_publishing.propose"] = SAME
Row = dict[str, Any]


@pages.get("/reports/<report>/proposal")
def proposal(report: str) -> ResponseReturnValue:
    """What is to be mended or accepted with a reason before the report is put forward."""
    found, key = working_of(report), _key(report)
    if found.state != WRITING or about(found)["waits"]:
        return render_template("reports/proposal.html", form=ProposalForm(), **about(found))
    return _proposal_page(found, report_questions.of(found, lambda asking: kept(asking, key)))


@pages.post("/reports/<report>/proposal")
def propose(report: str) -> ResponseReturnValue:
    """Put the report forward as it is now; those who may publish it are told."""
    found, key = working_of(report), _key(report)
    if found.state == WRITING and about(found)["waits"]:
        return render_template("reports/proposal.html", form=ProposalForm(), **about(found)), 422
    asked = report_questions.of(found, lambda asking: marked(asking(request.form), key))
    form = asked.form
    if not form.validate():
        return _proposal_page(found, asked), 422
    past().keep()  # so that why a figure changed since is told at once
    copies: Row = {"document": as_json(asked.document), "public": as_json(asked.public)}
    facts: Row = copies | {"accepted": form.accepted(), "changes": form.what_changed(), "on": clock.today()} | stamp()
    status = tried(form, lambda: programme.put_forward(house(), found.id, **facts, version=version()))
    if status != DONE:
        return _proposal_page(found, asked), status
    sent(key)
    return done("The report is put forward. Somebody else publishes it.", f"/reports/{report}")


@pages.get("/reports/<report>/publication")
def publication(report: str) -> ResponseReturnValue:
    """What was put forward, as both copies, to be published or sent back."""
    found = working_of(report)
    if found.state != PUT_FORWARD:
        return redirect(f"/reports/{report}")
    return _publication_page(found, ActForm(version=str(found.version)))


@pages.post("/reports/<report>/publication")
def publish(report: str) -> ResponseReturnValue:
    """Publish exactly what was put forward."""
    found, form = working_of(report), ActForm(request.form)
    status = tried(form, lambda: programme.publish(house(), found.id, on=clock.today(), version=version(), **stamp()))
    if status != DONE:
        now = working_of(report)
        return (_publication_page(now, form), status) if now.state == PUT_FORWARD else _not_published(now)
    edition = programme.working(house(), found.id).edition
    return done(f"Edition {edition} is published. {signing().tried()}", f"/reports/{report}/editions/{edition}")


def _not_published(now: Working) -> ResponseReturnValue:
    """Say what somebody else decided of it meanwhile, on the report's page."""
    told = about(now)
    if told["sent_back"]:
        why = f"it was sent back by {told['sent_back']['by']}"
    elif told["is_published"]:
        why = f"edition {now.edition} was published by {told['editions'][0]['name']} meanwhile"
    else:
        why = f"it is {told['state_words'].lower()}"
    flash(f"Not published: {why}.", "error")
    return redirect(f"/reports/{told['key']}", 303)


@pages.get("/reports/<report>/history")
def history(report: str) -> ResponseReturnValue:
    """What happened to a report, from its beginning to its newest edition."""
    found = working_of(report)
    label = about(found)["label"]
    entries = list(_titled(histories.of_stream(house(), found.id), found))
    return history_page(f"History of the report of {label}", entries, {"href": f"/reports/{report}", "text": label})


def _titled(entries: Iterable[Entry], found: Working) -> Iterator[Entry]:
    """The entries, those of a section with its title: as it is called now, else as it was when it last stood there."""
    told = list(entries)
    layouts = [entry.facts["layout"] for entry in sorted(told, key=lambda one: one.position) if "layout" in entry.facts]
    titles = {one["id"]: one["title"] for layout in (*layouts, found.layout) for one in layout}
    for entry in told:
        title = titles.get(entry.facts.get("section", ""), "")
        yield replace(entry, facts=entry.facts | {"title": title}) if title else entry


def _proposal_page(found: Working, asked: Asked) -> str:
    asked.form.version.data = str(found.version)
    row = rows.report(model(), found.id) or abort(404)
    values = about(found) | {"unfinished": unfinished(row)}
    values |= {"moved": report_moved.since(asked.document, found.edition, f"entry-{asked.document.position}")}
    return render_template("reports/proposal.html", **values, **vars(asked))


def _publication_page(found: Working, form: ActForm) -> str:
    is_public = request.args.get("copy") == "public"
    document = report_for_me.for_me(report_document.now(found, is_public))
    form.version.data = str(found.version)
    values = about(found) | {
        "document": report_document.linked(document),
        "moved": report_moved.since(document, found.edition, f"entry-{document.position}"),
        "form": form,
        "is_public": is_public,
        "proposed": found.proposed,
        "next_edition": found.edition + 1,
    }
    values |= {"asked": "?copy=public" if is_public else "", "mine": i().id in found.authors}
    return render_template("reports/publication.html", **values, somebody_else=SOMEBODY_ELSE)


def working_of(report: str) -> Working:
    """The report; 404 for one that was never begun."""
    row = rows.report(model(), report_id(report)) or abort(404)
    return programme.working(house(), row["id"])


def _key(report: str) -> str:
    return f"reports/{report}/proposal"


def _name(names: Row) -> form_names.Name:
    found = working_of(names["report"])
    return f"Put the report of {about(found)['label']} forward", found.state == WRITING


form_names.NAMES["report_publishing.proposal"] = _name


def _label(row: Row) -> str:
    of = period(row["key"])
    return of.label if of else str(row["key"])


PLACE = Place(
    rule="/reports/<report>",
    find=lambda report: rows.report(model(), report_id(report)),
    href=lambda row: f"/reports/{row['key']}",
    title=lambda row: f"the report of {_label(row)}",
    caption=lambda row: f"Report of {_label(row)}",
    state=lambda row: STATES[row["state"]],
)
ACTS = (
    Act(
        "sending-back",
        PUBLISHERS,
        SentBackForm,
        programme.send_back,
        "Send the report back",
        "It can be written again; who put it forward reads why.",
        "The report is sent back.",
        open_to=lambda row: bool(row["state"] == PUT_FORWARD),
    ),
    Act(
        "new-edition",
        PUBLISHERS,
        NewEditionForm,
        programme.reopen,
        "Begin a new edition",
        "What is published stays as it is. The report is written again, and its next edition says what changed.",
        "A new edition is begun.",
        open_to=lambda row: bool(row["state"] == PUBLISHED),
    ),
)
acting.put(pages, PLACE, ACTS)
