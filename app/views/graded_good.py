"""Good practice known by its grade: the domains of accepted audits that were graded Good or better, of all graded."""

import json
from dataclasses import dataclass
from typing import Any

from flask import Blueprint

from app.programme import frameworks
from app.views import tracking
from app.views.audit_rows import grade
from app.views.cycles import newest
from app.views.desk import house, model
from app.views.export_columns import add_list, column
from app.views.good_practice import SEES, WHOLE
from app.views.good_practice_words import labels
from app.views.links import link, to_audit
from app.views.listing import Listing, items_of
from app.views.shares import share
from app.views.tracking import Filter, Heading, Tracker
from app.views.words import month
from projections import cycles, graded_good, people
from projections import frameworks as framework_rows
from projections.asking import Asked

pages = Blueprint("graded_good", __name__)
Row = dict[str, Any]
NOT_APPLICABLE = "na"


@dataclass(frozen=True)
class GradedGood(Tracker):
    """The tracker, which asks for nothing but grades that count as good, of one month: of the newest by itself."""

    def asked(self, listing: Listing) -> Asked:
        """The question of the address, of good grades alone."""
        asked, month = super().asked(listing), newest()
        good = [f"{id} {version} {one['id']}" for id, version, content in _contents() for one in content["grades"]
                if one["counts_as"] == "good"]  # fmt: skip
        of_month = {"cycle": month["month"]} if month else {}
        return Asked(asked.reach, asked.today, {**of_month, **asked.chosen, "good": json.dumps(good)}, asked.sort)


def _contents() -> list[tuple[str, int, Row]]:
    """Every published version of every framework."""
    found = [version for one in framework_rows.frameworks(model()) for version in
             framework_rows.versions(model(), one["id"])]  # fmt: skip
    keys = [(row["framework"], row["version"]) for row in found]
    return [(id, version, frameworks.content(house(), id, version)) for id, version in keys]


def _domains() -> dict[str, str]:
    known = labels()
    return {one["id"]: known[one["id"]] for _, _, content in _contents() for one in content["domains"]}


def _good_grades() -> dict[str, str]:
    return {one["id"]: one["label"] for _, _, content in reversed(_contents()) for one in content["grades"]
            if one["counts_as"] == "good"}  # fmt: skip


def _row(row: Row) -> Row:
    may_note = bool(link("/good-practice/new"))
    note = f"/good-practice/new?audit={row['audit']}&domain={row['domain']}" if may_note else ""
    return _told(row) | {"href": to_audit(row["audit"]), "graded": grade(row, row["grade"]), "note": note}


def _told(row: Row) -> Row:
    found = grade(row, row["grade"])
    label = found["label"] if found else row["grade"]
    return row | {"domain_words": _domains().get(row["domain"], row["domain"]), "grade_words": label}


def _about(asked: Asked) -> Row:
    """By domain, how many of the audits graded in it are Good or better, N/A in the base by the framework's rule."""
    listing, bases = TRACKER.listing(), {(id, version): content for id, version, content in _contents()}
    good, of = dict[str, int](), dict[str, int]()
    for row in graded_good.by_domain(model(), asked):
        content = bases[row["framework"], row["framework_version"]]
        if row["grade"] != NOT_APPLICABLE or content["not_applicable"]["in_denominator"]:
            of[row["domain"]] = of.get(row["domain"], 0) + row["n"]
        if any(one["id"] == row["grade"] and one["counts_as"] == "good" for one in content["grades"]):
            good[row["domain"]] = good.get(row["domain"], 0) + row["n"]
    shares = [share(label, good.get(id, 0), of[id], listing.href(domain=id))
              for id, label in _domains().items() if of.get(id)]  # fmt: skip
    return {"shares": shares, "of": _months().get(asked.chosen.get("cycle", ""), "")}


def _months() -> dict[str, str]:
    """The months that there are, in words."""
    return {one["month"]: month(one["month"]) for one in cycles.cycles(model())}


TRACKER = GradedGood(
    list="graded-good",
    path="/good-practice/domains",
    title="Graded Good or better",
    noun="grade",
    question=graded_good.QUESTION,
    reach=lambda: tracking.by_role(WHOLE),
    filters={
        "domain": Filter("Domain", lambda: items_of(_domains())),
        "cycle": Filter(
            "Month",
            lambda: items_of(_months()),
            blank="The newest",
        ),
        "team": Filter("Team", lambda: items_of({t["id"]: t["name"] for t in people.teams(model())}), long=True),
        "grade": Filter("Grade", lambda: items_of(_good_grades())),
    },
    headings=(
        Heading("Domain", "domain"),
        Heading("Grade"),
        Heading("Child"),
        Heading("Team", "team"),
        Heading("Month", "month"),
    ),
    row=_row,
    told=_told,
    empty=(
        "No domain of an accepted audit of this month is graded Good or better yet.",
        "Each one appears here with its audit once that is accepted. Choose another month above.",
    ),
    summary="graded_good/_summary.html",
    about=_about,
)
tracking.put(pages, TRACKER, SEES)
add_list(
    "graded-good",
    "Graded Good or better",
    "audit_id audit month_id month child_id reference domain_id domain grade_id grade team_id team",
    column("domain_id", "Domain id", of="domain"),
    column("domain", "Domain", of="domain_words"),
    column("grade_id", "Grade id", of="grade"),
    column("grade", "Grade", of="grade_words"),
)
