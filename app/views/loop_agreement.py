"""How far two auditors of the same child agree: raw share and weighted kappa, by domain and overall; never by name."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.events.moderation_words import OVERALL
from app.policy import ANY, RULES, Grants
from app.views import loop_page
from app.views.desk import model
from app.views.moderation_periods import asked, choices, query, words
from projections import loops
from projections.agreement import FEW, PREVALENT, Agreement, agreement
from projections.intervals import wilson

pages = Blueprint("loop_agreement", __name__)
Row = dict[str, Any]
SEES: Grants = dict.fromkeys(("qa_lead", "moderator", "head_of_service", "director", "inspector"), (ANY,))
RULES["loop_agreement.show"] = SEES


@pages.get("/loops/agreement")
def show() -> ResponseReturnValue:
    """The agreement of the pairs of some months that came to an agreement: as the two graded before they met."""
    first, last = asked()
    rows = loops.agreed_between(model(), f"cycle/{first}", f"cycle/{last}")
    return render_template(
        "loops/agreement_figures.html",
        first=first,
        last=last,
        months=choices(first, last),
        period_words=words(first, last),
        query=query(first, last),
        n=len(rows),
        lines=_lines(rows),
        few=FEW,
        prevalent=round(PREVALENT * 100),
    )


def _lines(rows: list[Row]) -> list[Row]:
    """Overall first, then each domain of the framework of the newest pair."""
    if not rows:
        return []
    content = loop_page.pair(rows[-1])[0].content
    scale = [grade["id"] for grade in content["grades"]]
    labels = {OVERALL: content["overall"]["label"]} | {one["id"]: one["label"] for one in content["domains"]}
    pairs = {key: [tuple(row["grades"][key][:2]) for row in rows if key in row["grades"]] for key in labels}
    return [_line(key, label, agreement(pairs[key], scale)) for key, label in labels.items()]


def _line(key: str, label: str, found: Agreement) -> Row:
    """A line of the table, in words."""
    interval = wilson(found.same, found.n) if found.n else None
    kappa = found.kappa
    return {
        "id": key,
        "label": label,
        "share": f"{found.same} of {found.n} ({found.same / found.n:.0%})" if found.n else "0 of 0",
        "interval": interval.words(0) if interval else "",
        "kappa": f"{kappa.value:.2f} (95% interval {kappa.low:.2f} to {kappa.high:.2f})" if kappa else "Not defined",
        "few": found.few,
        "prevalent": found.prevalent,
    }
