"""Who is in the pool of a month, and closing it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.events.base import Refusal
from app.events.vocabulary import AUDIT_STATES, EXEMPTION_CLASSES, OPEN_STATES
from app.forms.cycles import CloseForm, RecountForm
from app.policy import QA, RULES
from app.programme import cycles as programme
from app.programme.english import counted, listed
from app.programme.exemptions import to_lapse
from app.views import words
from app.views.cycles import READ, month_values, the_month
from app.views.desk import done, house, model, stamp, version
from app.views.exemption_reach import classes_shown
from app.views.export_columns import NAMED
from app.views.export_files import Taken, file_response
from app.views.kept import DONE, kept, posted, sent, tried
from app.views.own_areas import not_shown, of_mine, people_of_mine
from projections import allocation, cycles, exemptions, month_end, people

pages = Blueprint("cycle_pool", __name__)
RULES |= {"cycle_pool.pool": READ, "cycle_pool.export_pool": READ}
RULES |= {"cycle_pool.recount": QA, "cycle_pool.closing": QA, "cycle_pool.close": QA}

LEFT = {
    "to_nobody": "Audits released by an exemption that was reversed since, so that nobody has them",
    "with_nobody": "Open audits whose auditor has left, so that nobody has them",
    "unplaced": "Children of the sample without an audit, who can then be given to nobody",
    "to_moderate": "Audits drawn for moderation and not moderated",
    "sealed": "Looped audits of which one is still out",
    "to_meet": "Looped audits that are to be agreed",
}
"""What closing leaves as it is, beside the audits that are not finished."""


@pages.get("/cycles/<month:month>/pool")
def pool(month: str) -> ResponseReturnValue:
    """Who is in the month's pool, who of them is exempt, and what a new count would change."""
    found = the_month(month)
    return _pool_page(found, kept(RecountForm, f"cycles/{month}/pool"))


@pages.get("/cycles/<month:month>/pool.<any(csv, xlsx, json):kind>")
def export_pool(month: str, kind: str) -> ResponseReturnValue:
    """The pool as a file; exemptions only for those to whom they are named."""
    found = the_month(month)
    pool, without = _pool(found), frozenset() if classes_shown() else NAMED
    mine = of_mine(pool)
    rows = [row | {"cycle": found["id"], "auditor": row["id"], "auditor_name": row["name"]} for row in mine]
    return file_response(kind, Taken("pool", rows, month=month, without=without, withheld=len(pool) - len(mine)))


@pages.post("/cycles/<month:month>/pool")
def recount(month: str) -> ResponseReturnValue:
    """Count the pool again."""
    found, key = the_month(month), f"cycles/{month}/pool"
    form = posted(RecountForm, key)
    if not form.validate():
        return _pool_page(found, form), 422
    status = tried(
        form,
        lambda: programme.recount_pool(
            house(), found["id"], version=version(), reason=form.reason.data or "", **stamp()
        ),
    )
    if status != DONE:
        return _pool_page(found, form), status
    sent(key)
    return done("The pool is counted again.", f"/cycles/{month}/pool")


@pages.get("/cycles/<month:month>/closing")
def closing(month: str) -> ResponseReturnValue:
    """What is still open, and the form that closes the month."""
    return _closing_page(the_month(month), CloseForm(data={"on": clock.today().isoformat()}))


@pages.post("/cycles/<month:month>/closing")
def close(month: str) -> ResponseReturnValue:
    """Close the month."""
    found, form = the_month(month), CloseForm(request.form)
    if not form.validate():
        return _closing_page(found, form), 422
    if form.on.data > clock.today().isoformat():
        form.refuse(Refusal("The date cannot be in the future.", "on"))
        return _closing_page(found, form), 422
    status = tried(
        form,
        lambda: programme.close(
            house(), found["id"], version=version(), on=date.fromisoformat(form.on.data), **stamp()
        ),
    )
    if status != DONE:
        return _closing_page(found, form), status
    return done(f"{words.month(month)} is closed. Late returns still belong to it.", f"/cycles/{month}")


def _pool(found: dict[str, Any]) -> list[dict[str, Any]]:
    names = people.names(model())
    exempt = {
        row["auditor"]: row["reason_class"]
        for row in exemptions.exemptions(model(), found["id"])
        if row["state"] == "authorised"
    }
    return [
        row | {"area_name": names.get(row["area"] or "", "")} | _exempt(exempt.get(row["id"], ""))
        for row in cycles.pool(model(), found["id"])
    ]


def _exempt(reason_class: str) -> dict[str, str]:
    return {"exempt_class": reason_class, "exempt": EXEMPTION_CLASSES.get(reason_class, "")}


def _pool_page(found: dict[str, Any], form: RecountForm) -> str:
    rows, change = _pool(found), programme.pool_change(house(), found["id"])
    shown = of_mine(rows)
    return render_template(
        "cycles/pool.html",
        **month_values(found),
        form=form,
        pool=shown,
        count=counted(len(rows), "auditor"),
        not_shown=not_shown(rows, shown, "auditor"),
        joining=_names(change.joining),
        leaving=_names(change.leaving),
        named=classes_shown(),
    )


def _names(ids: Sequence[str]) -> str:
    """These people by name, as far as this person sees them, and how many others."""
    mine = [row["name"] for row in people_of_mine(ids)]
    others = [f"{len(ids) - len(mine)} of other service areas"] if len(mine) < len(ids) else []
    return listed(mine + others)


def _closing_page(found: dict[str, Any], form: CloseForm) -> str:
    audits = allocation.audits(model(), found["id"])
    states = {state: sum(row["state"] == state for row in audits) for state in (*OPEN_STATES, "returned")}
    still = [(AUDIT_STATES[state], n) for state, n in states.items() if n]
    still += [(words, n) for (words, n) in _left(found["id"]) if n]
    lapsing = [people.names(model()).get(row["auditor"], "") for row in to_lapse(house(), found["id"])]
    shown = {"still": still, "lapsing": lapsing, "audits": len(audits)}
    return render_template("cycles/closing.html", **month_values(found), form=form, **shown)


def _left(cycle: str) -> list[tuple[str, int]]:
    """What closing leaves as it is, in words, with how many there are."""
    found = {**month_end.left(model(), cycle), "to_nobody": len(exemptions.released_to_nobody(model(), cycle))}
    return [(words, found[key]) for key, words in LEFT.items()]
