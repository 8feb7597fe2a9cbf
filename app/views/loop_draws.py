"""The looped audits of a month: each draw line by line, made again on request; and drawing."""

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.events.base import Refusal
from app.events.loop import LOOP_STATES
from app.forms.loops import LoopDrawForm
from app.policy import ANY, QA, RULES, Grants
from app.programme import loop_draws as draws
from app.programme.english import counted
from app.views import acting, month_draws
from app.views.acting import Act
from app.views.cycles import month_values
from app.views.desk import house, i, model
from app.views.links import link
from app.views.loop_rows import href
from projections import allocation, loops, people, seals

pages = Blueprint("loop_draws", __name__)
READS: Grants = dict.fromkeys(("qa_lead", "moderator", "head_of_service", "director", "inspector"), (ANY,))
RULES["loop_draws.show"] = READS
Row = dict[str, Any]


@pages.get("/cycles/<month:month>/loops")
def show(month: str) -> ResponseReturnValue:
    """What was drawn in a month for a second auditor, why each and why not; `?check=` makes one of the draws again."""
    cycle = PLACE.row({"month": month})
    return render_template(
        "loops/month.html",
        **month_values(cycle),
        acts=PLACE.offered(ACTS, cycle),
        draws=_draws(cycle["id"]),
        tracker=link(f"/loops?cycle={month}"),
    )


def _draws(cycle: str) -> list[Row]:
    """The draws, newest first, numbered as they came."""
    made, lines, names = draws.made(house(), cycle), _lines(cycle), people.names(model())
    return [_draw(n, one, lines, names) for n, one in reversed(list(enumerate(made, 1)))]


def _draw(n: int, made: Any, lines: dict[str, Row], names: dict[str, str]) -> Row:
    chosen = [lines[one["audit"]] | one | {"second": names.get(one["auditor"], "")}
              for one in made.chosen if one["audit"] in lines]  # fmt: skip
    others = [lines[one["audit"]] | one for one in made.left_out if one["audit"] in lines]
    return {
        "number": n,
        "made": made,
        "by": names.get(made.by, "the programme"),
        "checked": draws.check(house(), made) if request.args.get("check") == str(n) else None,
        "chosen": chosen,
        "others": others,
        "count": f"{counted(len(chosen), 'audit')} drawn",
    }


def _lines(cycle: str) -> dict[str, Row]:
    """Every audit of the month as a line of a draw, by its id; none of a loop that is sealed from the reader."""
    sealed, pairs = seals.sealed_from(model(), i().id), loops.pairs(model(), cycle)
    rows = {row["id"]: row | _stands(pairs.get(row["id"])) for row in allocation.audits(model(), cycle)}
    return {id: row for id, row in rows.items() if not {id, row["other"]} & sealed}


def _stands(pair: Row | None) -> Row:
    """How the loop of an audit stands, if it is of one."""
    if pair is None:
        return {"other": "", "loop": "", "loop_state": "", "loop_words": ""}
    state = pair["state"]
    return {"other": pair["other"], "loop": href({"id": pair["loop"]}), "loop_state": state} | {
        "loop_words": LOOP_STATES[state]
    }


def _ready(form: Any, row: Row) -> Row:
    """How many could be drawn now, without a name before the draw is made."""
    try:
        n = draws.could_be_drawn(house(), row["id"])
    except Refusal as refusal:
        return {"beside": {"words": refusal.sentence, "rule": ""}}
    return {"beside": {"words": f"{counted(n, 'audit')} could be drawn now.", "rule": draws.RULE}}


PLACE = month_draws.place("loops", "the looped audits", _ready)
ACTS = (
    Act(
        "draw",
        QA,
        LoopDrawForm,
        draws.make,
        "Draw looped audits",
        "So many of the month's audits are drawn by chance, and a second auditor audits each of these children too."
        " Neither of the two is told of the other before both audits are in.",
        "The looped audits are drawn. Each second auditor has an audit to do.",
        open_to=lambda row: bool(row["allocated_at"]) and row["state"] != "closed",
    ),
)
acting.put(pages, PLACE, ACTS)
