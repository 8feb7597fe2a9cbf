"""The moderated share of a month: each draw line by line, made again on request; drawing, and sharing it out."""

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.events.base import Refusal
from app.events.moderation_words import MODERATION_STATES
from app.forms.moderations import DrawForm, ShareOutForm
from app.policy import ANY, QA, RULES, Grants
from app.programme.english import counted
from app.programme.house import House
from app.programme.moderation import draws, moderating
from app.programme.moderation.drawing import sums
from app.views import acting, month_draws
from app.views.acting import Act
from app.views.cycles import READ, STATES, month_values
from app.views.desk import house, i, model
from app.views.own_areas import not_shown, of_mine
from projections import allocation, moderations, people, seals

pages = Blueprint("moderation_draws", __name__)
READERS: Grants = READ | {"moderator": (ANY,)}
RULES["moderation_draws.show"] = READERS
Row = dict[str, Any]


@pages.get("/cycles/<month:month>/moderation")
def show(month: str) -> ResponseReturnValue:
    """What was drawn in a month for moderation, why each and why not; `?check=` makes one of the draws again."""
    cycle = PLACE.row({"month": month})
    lines = _lines(cycle["id"])
    return render_template(
        "moderations/month.html",
        **month_values(cycle),
        rule=draws.rule_of(draws.content_of(house(), cycle["id"])).words,
        acts=PLACE.offered(ACTS, cycle),
        draws=_draws(cycle["id"], lines),
        not_shown=not_shown(list(lines.values()), of_mine(list(lines.values())), "audit"),
    )


def _draws(cycle: str, lines: dict[str, Row]) -> list[Row]:
    """The draws, newest first, numbered as they came."""
    names, made = people.names(model()), draws.made(house(), cycle)
    seen = {row["id"] for row in of_mine(list(lines.values()))}
    return [_draw(cycle, n, one, names, lines, seen) for n, one in reversed(list(enumerate(made, 1)))]


def _draw(cycle: str, n: int, made: Any, names: dict[str, str], lines: dict[str, Row], seen: set[str]) -> Row:
    facts = made.facts
    chosen = [lines[one["audit"]] | {"why": one["why"]} for one in facts["chosen"] if one["audit"] in seen]
    others = [lines[one["audit"]] | {"why": one["why"]} for one in facts["left_out"] if one["audit"] in seen]
    checked = draws.check(house(), cycle, made) if request.args.get("check") == str(n) else None
    said = {"number": n, "by": names.get(made.by, "the programme"), "at": facts["at"], "on": facts["on"]}
    said |= {"words": facts["rule_in_words"], "seed": facts["seed"], "due": facts["due"], "checked": checked}
    return said | {"chosen": chosen, "others": others, "count": f"{counted(len(facts['chosen']), 'audit')} drawn"}


def _lines(cycle: str) -> dict[str, Row]:
    """Every audit of the month as a line of a draw, by its id; none that is sealed from the reader."""
    stand = {row["id"]: row for row in moderations.of_cycle(model(), cycle)}
    names = people.names(model())
    rows = seals.unsealed(model(), i().id, allocation.audits(model(), cycle))
    return {row["id"]: row | _stands(stand.get(row["id"]), names) for row in rows}


def _stands(row: Row | None, names: dict[str, str]) -> Row:
    if row is None:
        return {"moderation": "", "moderation_words": "", "with": ""}
    moderator = names.get(row["moderator"], "") if row["state"] == "assigned" else ""
    return {"moderation": row["state"], "moderation_words": MODERATION_STATES[row["state"]], "with": moderator}


def _find(month: str) -> Row | None:
    """The month, with how many of its drawn audits nobody has."""
    cycle = month_draws.found(month)
    return cycle | {"to_assign": len(moderations.to_assign(model(), cycle["id"]))} if cycle else None


def _ready(form: Any, row: Row) -> Row:
    """What a draw would be of now, without a name before it is made; or who would get what, to be looked at first."""
    if isinstance(form, DrawForm):
        return {"beside": _what_it_would_be(row)}
    plan = moderating.plan(house(), row["id"], clock.today())
    given = [(one.audit, one.moderator) for one in plan if one.moderator]
    form.show(given, fresh=request.method == "GET")
    names, lines = people.names(model()), _lines(row["id"])
    told = [
        {"audit": lines[one.audit], "name": names.get(one.moderator, ""), "why": one.why}
        for one in plan
        if one.audit in lines
    ]
    return {"beside": {"plan": told}}


def _what_it_would_be(row: Row) -> Row:
    try:
        made = draws.preview(house(), row["id"], "")
    except Refusal as refusal:
        return {"words": refusal.sentence, "rule": ""}
    rule = draws.rule_of(draws.content_of(house(), row["id"]))
    return {"rule": rule.words, "words": sums(made, rule)}


def _share_out(house: House, id: str, *, version: int, **facts: Any) -> None:
    """The month's record does not change with it: what was shown is what counts."""
    moderating.share_out(house, id, **facts)


def _state(row: Row) -> str:
    return "shared out: nothing waits for a moderator" if row["allocated_at"] else STATES[row["state"]]


PLACE = month_draws.place("moderation", "the moderation", _ready, _find, _state)
ACTS = (
    Act(
        "draw",
        QA,
        DrawForm,
        draws.make,
        "Draw for moderation",
        "The framework's share of the audits that have come in is drawn by chance, and those whose grade always is come"
        " on top. A child that two people audit waits until both audits are in. A drawn audit is neither accepted nor"
        " put on record before it is moderated.",
        "The audits are drawn. Share them out to moderators.",
        open_to=lambda row: bool(row["allocated_at"]),
    ),
    Act(
        "assignment",
        QA,
        ShareOutForm,
        _share_out,
        "Share out to moderators",
        "Each drawn audit that nobody has is given to a moderator who is not near to it, so that what each has open is"
        " as even as the rules allow.",
        "The audits are with their moderators.",
        open_to=lambda row: row["to_assign"] > 0,
    ),
)
acting.put(pages, PLACE, ACTS)
