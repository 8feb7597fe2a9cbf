"""Every figure of a month, a quarter or a year on one page: its value, its definition, and where it opens."""

from typing import Any

from flask import Blueprint, abort, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.events.periods import MONTHLY, Period, period, period_or_span, quarter_of
from app.policy import OVERSEE, RULES
from app.reports import figures
from app.reports.source import Source
from app.views.asked_in_vain import strange, with_it
from app.views.cycles import newest
from app.views.desk import model
from app.views.figure_asked import source_of, theirs
from app.views.links import link
from projections import cycles
from projections.intervals import wilson
from projections.shares import Figure

pages = Blueprint("figure_index", __name__)
RULES |= {"figure_index.show": OVERSEE, "figure_index.data": OVERSEE}
GROUPS: tuple[tuple[str, str], ...] = (
    ("The month, from the pool to the child's record", "pool"),
    ("Completion", "completion-of-pool"),
    ("Moderation", "grade-kept"),
    ("Exemptions", "exemptions-not-health-or-leave"),
    ("Grades", "grade:"),
    ("Taking part", "worker-took-part"),
    ("What the shares of grades are of", "graded:"),
    ("Grades that count as good, together", "good:"),
)
"""A heading, and how the name of its first figure begins."""


@pages.get("/figures")
def show() -> ResponseReturnValue:
    """The figures of the period that is asked for, of the newest month else, in groups."""
    source, of = _asked()
    months = groups([row_of(figure, of) for figure in source.figures(of).values()])
    around = [
        {"title": group.title, "rows": [row_of(figure, of) for figure in figures.group(source, of, name).values()]}
        for name, group in theirs().items()
    ]
    return render_template(
        "figures/index.html",
        period=of,
        periods=periods(),
        groups=[group for group in (*months, *around) if group["rows"]],
        position=g.position,
        now=clock.now(),
    )


@pages.get("/figures.json")
def data() -> ResponseReturnValue:
    """The same as data; whom each counts is on the figure's own page."""
    source, of = _asked()
    found = [source.figures(of), *(figures.group(source, of, name) for name in theirs())]
    rows = [_told(figure, of) for part in found for figure in part.values()]
    return jsonify({"period": of.key, "as_at": clock.now(), "position": g.position, "figures": rows} | with_it())


def groups(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Figures that follow one another, under the heading that the first of each group brings."""
    found: list[dict[str, Any]] = []
    left = list(GROUPS)
    for row in rows:
        if left and row["name"].startswith(left[0][1]):
            found.append({"title": left.pop(0)[0], "rows": []})
        found[-1]["rows"].append(row)
    return found


def _asked() -> tuple[Source, Period]:
    """The period, and what its figures are read from; the newest month where the address names none that was opened."""
    key, last = request.args.get("period", ""), (newest() or abort(404))["month"]
    source, of = source_of(model()), period_or_span(key or last)
    if of is None or not source.opened(of):
        strange("Period", key)
        of = period(last)
    assert of is not None, "an opened month is a period"
    return source, of


def periods() -> list[dict[str, str]]:
    """Every month that was opened, with its quarter and year, newest first."""
    months = [found for row in cycles.cycles(model()) if (found := period(row["month"]))]
    quarters = dict.fromkeys(quarter_of(month.key) for month in months)
    years = dict.fromkeys(month.year for month in months)
    return [{"value": one.key, "text": one.label} for one in (*months, *quarters, *years)]


def row_of(figure: Figure, of: Period) -> dict[str, Any]:
    """A figure of a period for a page: with its interval in words, and where it opens for this person."""
    between = wilson(figure.n, figure.of) if figure.of else None
    href = f"/figures/{figure.name}?{'cycle' if of.kind == MONTHLY else 'period'}={of.key}"
    said = between.words(figure.places) if between else ""
    return {"name": figure.name, "figure": figure, "interval": said, "href": link(href)}


def _told(figure: Figure, of: Period) -> dict[str, Any]:
    row = row_of(figure, of)
    return {
        "name": figure.name, "label": figure.label, "definition": figure.definition, "numerator": figure.n,
        "denominator": figure.of, "percent": None if figure.share is None else str(figure.share),
        "interval_95": row["interval"] or None, "href": f"/figures/{figure.name}?period={of.key}",
    }  # fmt: skip
