"""How far two auditors of the same child agree: raw share and weighted kappa, by domain and overall; never by name."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.events.loop import LOOP_STATES
from app.events.moderation_words import OVERALL
from app.policy import ANY, RULES, Grants
from app.programme import frameworks
from app.views.desk import house, model
from app.views.export_columns import add_list, column
from app.views.export_files import Taken, file_response
from app.views.listing import KINDS
from app.views.moderation_periods import asked, choices, query, words
from app.views.words import reference
from projections import loop_pairs
from projections.agreement import FEW, PREVALENT, Agreement, Kappa, agreement
from projections.intervals import wilson
from projections.shares import percent

pages = Blueprint("loop_agreement", __name__)
Row = dict[str, Any]
SEES: Grants = dict.fromkeys(("qa_lead", "moderator", "head_of_service", "director", "inspector"), (ANY,))
RULES |= {"loop_agreement.show": SEES, "loop_agreement.export": SEES}


@pages.get("/loops/agreement")
def show() -> ResponseReturnValue:
    """How far the two of each pair of some months agree: as each graded without the other, once both are in."""
    first, last = asked()
    rows = loop_pairs.between(model(), f"cycle/{first}", f"cycle/{last}")
    return render_template(
        "loops/agreement_figures.html",
        first=first,
        last=last,
        months=choices(first, last),
        period_words=words(first, last),
        query=query(first, last),
        n=len(rows),
        pairs=[row | {"href": f"/loops/{reference(row['loop'])}", "words": LOOP_STATES[row["state"]]} for row in rows],
        lines=_lines(rows),
        few=FEW,
        prevalent=round(PREVALENT * 100),
        files=[{"text": text, "href": f"/loops/agreement.{kind}?{query(first, last)}"} for kind, text in KINDS.items()],
    )


@pages.get("/loops/agreement.<any(csv, xlsx, json):ending>")
def export(ending: str) -> ResponseReturnValue:
    """The same lines as a file."""
    first, last = asked()
    rows = _lines(loop_pairs.between(model(), f"cycle/{first}", f"cycle/{last}"))
    chosen = {"period": f"{first}..{last}"}
    return file_response(ending, Taken("loop-agreement", rows, filters=words(first, last), chosen=chosen))


def _lines(rows: list[Row]) -> list[Row]:
    """Overall first, then each domain of the framework of the newest pair."""
    if not rows:
        return []
    content = frameworks.content(house(), rows[-1]["framework"], rows[-1]["framework_version"])
    scale = [grade["id"] for grade in content["grades"]]
    labels = {OVERALL: content["overall"]["label"]} | {one["id"]: one["label"] for one in content["domains"]}
    pairs = {key: [tuple(row["grades"][key]) for row in rows if key in row["grades"]] for key in labels}
    return [_line(key, label, agreement(pairs[key], scale)) for key, label in labels.items()]


def _line(key: str, label: str, found: Agreement) -> Row:
    """A line of the table, in words."""
    interval, share = wilson(found.same, found.n), percent(found.same, found.n, 0)
    kappa = found.kappa
    return {
        "id": key,
        "label": label,
        "n": found.same,
        "of": found.n,
        "share": None if share is None else share.scaleb(-2),
        "share_words": f"{found.same} of {found.n}" + ("" if share is None else f" ({share}%)"),
        "interval": interval.words(0) if interval else "",
        "kappa": kappa_words(kappa) if kappa else "Not defined",
        "few": found.few,
        "prevalent": found.prevalent,
    }


add_list(
    "loop-agreement",
    "How far auditors agree",
    "domain_id domain numerator denominator share interval kappa few_pairs one_grade_is_most",
    column("domain_id", "Domain id", of="id"),
    column("domain", "Domain", of="label"),
    column("interval", "95% interval"),
    column("kappa", "Weighted kappa"),
    column("few_pairs", "Too few pairs", "yes_no", of="few"),
    column("one_grade_is_most", "One grade is most of all", "yes_no", of="prevalent"),
)


def kappa_words(found: Kappa) -> str:
    """With its interval, but where everybody agrees: there the formula gives none, as nothing varies."""
    if found.error == 0:
        return f"{found.value:.2f} (no interval can be given at full agreement)"
    return f"{found.value:.2f} (95% interval {found.low:.2f} to {found.high:.2f})"
