"""What moderation kept and changed in some months, by direction and domain; and by person, for that person and QA."""

from typing import Any

from flask import Blueprint, abort, g, render_template
from flask.typing import ResponseReturnValue

from app import clock
from app.events.moderation_words import CHALLENGE_STATES, DRAWN_AS, SHORT_QUALITIES
from app.policy import ANY, OWN, RULES, Grants, scope
from app.views import live
from app.views.audit_rows import table_row
from app.views.desk import i, model
from app.views.export_columns import add_list, column
from app.views.export_files import Taken, file_response
from app.views.moderation_periods import asked, choices, lines, period, query, series, table, told, words
from app.views.moderation_rows import PRIVATE
from app.views.words import reference
from projections import asking, moderation_figures, people, tracker
from projections.asking import Counted
from projections.moderation_figures import KEPT, SENT_BACK, Period, figures
from projections.shares import Figure

pages = Blueprint("moderation_figures", __name__)
WHOLE = ("qa_lead", "moderator", "head_of_service", "director", "inspector", "analyst", "operations_director")
READS: Grants = dict.fromkeys(WHOLE, (ANY,))
OF_A_PERSON: Grants = {"qa_lead": (ANY,), "*": (OWN,)}
"""How somebody moderates, and how somebody's audits were moderated, is private to them and the QA lead."""
RULES |= {f"moderation_figures.{name}": READS for name in ("show", "one", "export")}
RULES["moderation_figures.of_person"] = OF_A_PERSON
COUNTS = ("drawn", "moderated", "to-moderate", "found-not-to-standard", SENT_BACK)
Row = dict[str, Any]


@pages.get("/moderations/figures")
def show() -> ResponseReturnValue:
    """What moderation kept and changed in some months; by moderator and by auditor for the QA lead.

    Nothing (204) for a page that shows it as it is.
    """
    first, last = asked()
    of = period(first, last)
    mark = _mark(of)
    if live.polled() and live.unchanged(mark):
        return "", 204
    template = "moderations/_figures.html" if live.polled() else "moderations/figures.html"
    return render_template(template, **_values(first, last), **_shown(of), mark=mark, here=live.here())


def _shown(of: Period) -> Row:
    """The figures as the page has them."""
    found = figures(of)
    private = bool(i().roles & PRIVATE)

    def href(figure: Figure) -> str:
        return f"/moderations/figures/{figure.name}?{query(of.first, of.last)}"

    return {
        "kept": told(found[KEPT], href(found[KEPT])),
        "counts": lines(found, COUNTS, href),
        "drawn": lines(found, [f"{KEPT}-{how}" for how in DRAWN_AS], href),
        "table": table(of, href),
        "qualities": lines(found, [f"quality-{id}" for id in SHORT_QUALITIES if id != "not_yet"], href),
        "challenges": lines(found, ["challenged", *(f"challenge-{state}" for state in CHALLENGE_STATES)], href),
        "series": series(of),
        "by_moderator": _by(of, "moderator") if private else None,
        "by_auditor": _by(of, "auditor") if private else None,
    }


def _mark(of: Period) -> str:
    """What changes whenever a moderation or challenge of these months does, a name, the months or the day."""
    newest = max((row["position"] for row in (*of.rows, *of.challenges)), default=0)
    known = Counted(len(of.rows) + len(of.challenges), newest)
    return f"{asking.mark(model(), known, clock.today())}-{of.first}-{of.last}"


@pages.get("/moderations/figures/<figure>")
def one(figure: str) -> ResponseReturnValue:
    """One figure: its value, definition and members."""
    first, last = asked()
    found = figures(period(first, last)).get(figure) or abort(404)
    return render_template(
        "moderations/figure.html",
        **_values(first, last),
        **told(found),
        members=_listed(found.members),
        others=_listed(found.others) if found.base is not None else None,
        position=g.position,
        now=clock.now(),
    )


@pages.get("/moderations/figures.<any(csv, xlsx, json):ending>")
def export(ending: str) -> ResponseReturnValue:
    """Every figure of some months as a file, each with its definition."""
    first, last = asked()
    rows = [_exported(figure) for figure in figures(period(first, last)).values()]
    chosen = {"period": f"{first}..{last}"}
    return file_response(ending, Taken("moderation-figures", rows, filters=words(first, last), chosen=chosen))


@pages.get("/moderations/people/<person>")
def of_person(person: str) -> ResponseReturnValue:
    """What somebody kept and changed as a moderator, and what was kept and changed of their audits; for them and QA."""
    found = people.person(model(), f"person/{person}") or abort(404)
    first, last = asked()
    of = period(first, last)
    parts = [_part(of, found["id"], key, title) for key, title in AS]
    everybody = told(moderation_figures.kept(of))
    return render_template(
        "moderations/person.html", **_values(first, last), person=found, parts=parts, everybody=everybody
    )


AS = (("moderator", "As a moderator"), ("auditor", "As an auditor"))


def _part(of: Period, person: str, key: str, title: str) -> Row:
    mine = of.only(lambda row: bool(row[key] == person))
    return {
        "title": title,
        "id": key,
        "kept": told(moderation_figures.kept(mine)),
        "table": table(mine, lambda figure: ""),
        "audits": _listed(mine.where(lambda row: row["state"] == "moderated")),
        "any": any(row["state"] == "moderated" for row in mine.rows),
    }


def _by(of: Period, key: str) -> list[Row]:
    """A line for everybody who moderated, or was moderated, by name: kept, to a better and to a worse overall grade."""
    names = people.names(model())
    found = sorted({row[key] for row in of.rows if row["state"] == "moderated"}, key=lambda id: names.get(id, id))
    return [_line(of, key, id, names.get(id, id)) for id in found]


def _line(of: Period, key: str, person: str, name: str) -> Row:
    theirs = of.only(lambda row: bool(row[key] == person))
    cells = moderation_figures.domain_line(theirs, moderation_figures.OVERALL, "Overall grade")
    href = f"/moderations/people/{reference(person)}?{query(of.first, of.last)}"
    return {"name": name, "href": href, "cells": [told(cell) for cell in cells]}


def _values(first: str, last: str) -> Row:
    ends = {"first": first, "last": last, "months": choices(first, last)}
    return ends | {"period_words": words(first, last), "query": query(first, last)}


def _listed(ids: tuple[str, ...]) -> Row:
    """Audits as far as this person sees them."""
    rows = [table_row(audit) for audit in tracker.of_ids(model(), ids, scope(i()), clock.today())]
    return {"people": [], "audits": rows, "unseen": len(ids) - len(rows), "count": len(ids)}


def _exported(figure: Figure) -> Row:
    share = None if figure.share is None else figure.share.scaleb(-2)
    said = {"figure": figure.name, "label": figure.label, "definition": figure.definition}
    return said | {"n": figure.n, "of": figure.of, "share": share, "interval": told(figure)["interval"]}


add_list(
    "moderation-figures",
    "Figures of moderation",
    "figure_id figure numerator denominator share interval definition",
    column("interval", "95% interval"),
)
