"""The board of a month: its flow, its completion, whom to chase, what waits."""

from typing import Any

from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue

from app.policy import OVERSEE, RULES
from app.views import chase, concern_waiting, exemption_waiting, live
from app.views.asked_in_vain import with_it
from app.views.audit_rows import content, table_row
from app.views.chase import seen
from app.views.cycles import the_month
from app.views.desk import model
from app.views.export_files import Taken, file_response
from app.views.links import link
from app.views.month_figures import AVOIDABLE, COMPLETION, as_at, as_json, figures_of, month_of, opens_to
from app.views.shared_out import explained
from projections import letters, months, people, tracker
from projections.completion import figures
from projections.counts import BY_OTHER, TO_AGREE, TO_NOBODY
from projections.grade_table import domain_table, grade_scale
from projections.shares import Figure

pages = Blueprint("board", __name__)
RULES |= {"board.show": OVERSEE, "board.data": OVERSEE, "board.export": OVERSEE}

SOON = chase.SOON
FLOW = (
    (("pool", ""), ("long-leave", "−"), ("exempt", "−"), ("expected", "=")),
    (("allocated", ""), ("exempted-afterwards", ""), ("started", "→"), ("returned", "→")),
    (("accepted", "="), ("not-to-standard", "+"), ("waiting", "+")),
    (("uploaded", ""),),
    (("drawn-for-moderation", ""), ("moderated", "→")),
    (("late", ""), ("overdue", ""), ("sent-back", ""), ("nil", ""), ("withdrawn", "")),
)
"""The line of the month, in the parts that stay together: each figure with the sign before it.

What was returned is what the third part adds up to; what was sent back is with its auditor, and so in none of them.
"""


@pages.get("/cycles/<month:month>")
def show(month: str) -> ResponseReturnValue:
    """The board of a month: how far it is, its completion, whom to chase, what waits to be judged.

    Nothing (204) for a page that shows it as it is.
    """
    cycle = the_month(month)
    newest = f"{months.mark(model(), cycle['id'])}-{concern_waiting.mark()}-{letters.position(model(), month)}"
    mark = live.with_day(newest)
    if live.polled() and live.unchanged(mark):
        return "", 204
    template = "board/_board.html" if live.polled() else "board/show.html"
    around = {"mark": mark, "here": live.here(), "pages": _pages(cycle)}
    closed_by = people.names(model()).get(cycle["closed_by"], "")
    return render_template(template, **board(cycle, chase.asked()), **around, closed_by=closed_by)


@pages.get("/cycles/<month:month>.json")
def data(month: str) -> ResponseReturnValue:
    """Every figure of the month with the ids that it counts, and as at which event."""
    cycle = the_month(month)
    told = {name: as_json(figure) for name, figure in figures_of(cycle).items()}
    return jsonify(as_at(cycle) | {"targets": cycle["targets"], "figures": told} | with_it())


@pages.get("/cycles/<month:month>.<any(csv, xlsx):kind>")
def export(month: str, kind: str) -> ResponseReturnValue:
    """Every figure of the month as a file, each with its definition."""
    cycle = the_month(month)
    of = {"cycle": cycle["id"], "framework": cycle["framework"], "framework_version": cycle["framework_version"]}
    of["framework_title"] = content(cycle)["title"]
    rows = [of | _exported(figure) for figure in figures_of(cycle).values()]
    return file_response(kind, Taken("figures", rows, month=month))


def _exported(figure: Figure) -> dict[str, Any]:
    share = None if figure.share is None else figure.share.scaleb(-2)
    told = {"figure": figure.name, "label": figure.label, "definition": figure.definition}
    return told | {"n": figure.n, "of": figure.of, "share": share}


def board(cycle: dict[str, Any], most: int | None) -> dict[str, Any]:
    """What the board shows of a month, with so many (None: all) of the audits to chase."""
    counted = month_of(cycle)
    found = figures(counted)
    told = {name: {"figure": figure, "href": opens_to(figure, cycle)} for name, figure in found.items()}
    target = cycle["targets"].get("completion")
    return {
        "cycle": cycle,
        "category_1": concern_waiting.on_board() if cycle["state"] != "closed" else None,
        "flow": [[told[name] | {"sign": sign} for name, sign in part] for part in FLOW],
        "shared_out": explained(counted, found, cycle),
        "completion": [told[name] | _against(told[name]["figure"], target) for name in COMPLETION],
        "target": target,
        "avoidable": told[AVOIDABLE],
        **chase.shown(cycle, most),
        "waiting": [table_row(audit) for audit in seen(tracker.waiting(model(), cycle["id"]))],
        "to_nobody": told[TO_NOBODY],
        "to_decide": exemption_waiting.of_month(cycle),
        "grades": _grades(counted, found, cycle) if found["accepted"].n else None,
    }


def _against(figure: Any, target: int | None) -> dict[str, str]:
    """Whether a completion figure reaches the month's target, in words."""
    if target is None or figure.share is None:
        return {"against": ""}
    return {"against": "target reached" if figure.share >= target else f"below the target of {target}%"}


def _grades(counted: months.Month, found: dict[str, Figure], cycle: dict[str, Any]) -> dict[str, Any]:
    """The grade table: each cell opens to its audits; a grade that a line has no cell for stays empty."""
    scale = grade_scale(counted.content)
    lines = []
    for row in domain_table(counted):
        cells = [{"figure": cell, "href": opens_to(cell, cycle)} for cell in row.cells]
        lines.append({"label": row.label, "id": row.domain, "cells": cells + [None] * (len(scale) - len(cells))})
    return {"scale": scale, "lines": lines, "beside": _in_no_grade(found, cycle), "accepted": found["accepted"].n}


def _in_no_grade(found: dict[str, Figure], cycle: dict[str, Any]) -> list[dict[str, Any]]:
    """The accepted audits that no line of the grades counts: how many of each kind, where there are any."""
    return [{"figure": found[name], "href": opens_to(found[name], cycle)} for name in (TO_AGREE, BY_OTHER)
            if found[name].n]  # fmt: skip


def _pages(cycle: dict[str, Any]) -> list[dict[str, str]]:
    """The other pages of the month that this person may open; a closed month is not closed again."""
    known = [("Pool", "pool"), ("Sample", "sample"), ("Allocation", "allocation"), ("Moderation", "moderation"),
             ("Looped audits", "loops")]  # fmt: skip
    closed = cycle["state"] == "closed"
    known.append(("Open the month again", "reopening") if closed else ("Close the month", "closing"))
    known.append(("History", "history"))
    there = [(text, f"/cycles/{cycle['month']}/{noun}") for text, noun in known]
    there.append(("Replay", f"/replay/cycles/{cycle['month']}"))
    return [{"text": text, "href": href} for text, path in there if (href := link(path))]
