"""Ofsted's questions of a time on one page: each with an answer, its figures, and the evidence to which they open."""

from typing import Any

from flask import Blueprint, abort, g, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.events.periods import Period, period_or_span
from app.policy import ANY, RULES, Grants
from app.reports.source import Source
from app.views import asked_in_vain, figure_index, question_answers
from app.views.asked_in_vain import strange
from app.views.cycles import newest
from app.views.desk import model
from app.views.export_columns import add_list, column
from app.views.export_files import Taken, file_response
from app.views.figure_asked import source_of
from app.views.listing import KINDS
from app.views.moderation_periods import choices

pages = Blueprint("questions", __name__)
SEES: Grants = dict.fromkeys(("qa_lead", "head_of_service", "director", "inspector", "analyst"), (ANY,))
RULES |= {"questions.show": SEES, "questions.export": SEES}
asked_in_vain.KNOWN |= {"questions.show": asked_in_vain.PERIOD, "questions.export": asked_in_vain.PERIOD}


@pages.get("/questions")
def show() -> ResponseReturnValue:
    """What inspectors ask of a month, a quarter, a year or from one month to another."""
    source, of = _asked()
    return render_template(
        "questions/show.html",
        period=of,
        first=of.first,
        last=of.last,
        months=choices(of.first, of.last),
        periods=_periods(of),
        answers=question_answers.answers(source, of),
        files=[{"text": text, "href": f"/questions.{kind}?period={of.key}"} for kind, text in KINDS.items()],
        position=g.position,
        now=clock.now(),
    )


@pages.get("/questions.<any(csv, xlsx, json):ending>")
def export(ending: str) -> ResponseReturnValue:
    """Every figure of the answers as a file, each with its question and its definition."""
    source, of = _asked()
    rows = [row for answer in question_answers.answers(source, of) for row in _exported(answer)]
    return file_response(ending, Taken("questions", rows, filters=of.label, chosen={"period": of.key}))


def _asked() -> tuple[Source, Period]:
    """The period that is asked for; the newest month where the address names none of which a month was opened."""
    last = (newest() or abort(404))["month"]
    ends = (request.args.get("from", ""), request.args.get("to", ""))
    key = request.args.get("period", "") or ("..".join(ends) if all(ends) else "")
    source, of = source_of(model()), period_or_span(key or last)
    if of is None or not source.opened(of):
        strange("Period", key)
        of = period_or_span(last)
    assert of is not None, "an opened month is a period"
    return source, of


def _periods(of: Period) -> list[dict[str, str]]:
    """The periods to choose from; one that goes from a month to another stands among them while it is shown."""
    known = {one["value"]: one["text"] for one in figure_index.periods()}
    return [{"value": value, "label": label} for value, label in ({of.key: of.label} | known).items()]


def _exported(answer: dict[str, Any]) -> list[dict[str, Any]]:
    about = {"question": answer["id"], "asked": answer["asks"], "answer": answer["sentence"]}
    return [about | _row(row) for row in answer["rows"]]


def _row(row: dict[str, Any]) -> dict[str, Any]:
    figure = row["figure"]
    share = None if figure.share is None else figure.share.scaleb(-2)
    said = {"figure": figure.name, "label": figure.label, "definition": figure.definition}
    return said | {"n": figure.n, "of": figure.of, "share": share, "interval": row["interval"], "kappa": row["kappa"]}


add_list(
    "questions",
    "Ofsted’s questions",
    "question_id question answer figure_id figure numerator denominator share interval kappa definition",
    column("question_id", "Question id", of="question"),
    column("question", "Question", of="asked"),
    column("answer", "Answer"),
    column("interval", "95% interval"),
    column("kappa", "Weighted kappa"),
)
