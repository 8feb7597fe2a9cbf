"""Who left the pools between two dates, as shares of all who ever were in them between those dates."""

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.events.pool_target import POOLS
from app.forms.pools import BetweenForm
from app.policy import RULES
from app.views.action_figures import as_data
from app.views.asked_in_vain import strange, with_it
from app.views.desk import model
from app.views.export_columns import add_list, column
from app.views.export_files import Taken, file_response
from app.views.links import link
from app.views.listing import KINDS
from app.views.pool_words import SEES
from app.views.words import day, reference
from projections import people, pools_over_time
from projections.shares import Figure

pages = Blueprint("pool_leaving", __name__)
RULES |= {"pool_leaving.show": SEES, "pool_leaving.data": SEES, "pool_leaving.export": SEES}
Row = dict[str, Any]


@pages.get("/pools/leaving")
def show() -> ResponseReturnValue:
    """The figures of both pools between the dates that the address gives; those of the last year without."""
    form, first, last = _asked()
    names = people.names(model())
    found = {title: _figures(pool, first, last).values() for pool, title in POOLS.items()}
    pools: list[Row] = [
        {"title": title, "figures": [_shown(figure, names) for figure in figures]} for title, figures in found.items()
    ]
    for pool in pools:
        pool["ever"] = pool["figures"][0]["figure"].of
    values = {"pools": pools, "form": form, "first": first, "last": last, "files": _files()}
    return render_template("pools/leaving.html", **values), 422 if form.errors else 200


@pages.get("/pools/leaving.json")
def data() -> ResponseReturnValue:
    """The same figures as data, with the ids that each counts."""
    _, first, last = _asked()
    pools = {pool: [as_data(figure) for figure in _figures(pool, first, last).values()] for pool in POOLS}
    return {"from": first, "to": last, "as_at": clock.now(), "pools": pools} | with_it()


@pages.get("/pools/leaving.<any(csv, xlsx):ending>")
def export(ending: str) -> ResponseReturnValue:
    """The same figures as a file, each with its definition."""
    _, first, last = _asked()
    rows = [_told(pool, figure) for pool in POOLS for figure in _figures(pool, first, last).values()]
    return file_response(ending, Taken("pool-leaving", rows, filters=f"{day(first)} to {day(last)}"))


def _told(pool: str, figure: Figure) -> Row:
    share = None if figure.share is None else figure.share.scaleb(-2)
    said = {"pool": pool, "pool_words": POOLS[pool], "figure": figure.name, "label": figure.label}
    return said | {"n": figure.n, "of": figure.of, "share": share, "definition": figure.definition}


def _files() -> list[Row]:
    query = request.query_string.decode()
    return [{"text": text, "href": f"/pools/leaving.{kind}?{query}"} for kind, text in KINDS.items()]


def _asked() -> tuple[BetweenForm, str, str]:
    """The two dates, the last year for none or for dates that cannot be."""
    today = clock.today()
    usual = {"first": (today - timedelta(days=365)).isoformat(), "last": today.isoformat()}
    given = {name: request.args.get(name, "") for name in usual}
    for name, value in given.items():
        if value and not _is_day(value):
            strange(BetweenForm()[name].label.text, value)
    dates = {name: value if _is_day(value) else usual[name] for name, value in given.items()}
    form = BetweenForm(request.args, **dates)
    form.latest = today
    if form.validate():
        return form, str(form.first.data), str(form.last.data)
    return form, usual["first"], usual["last"]


def _is_day(value: str) -> bool:
    try:
        return bool(value) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _figures(pool: str, first: str, last: str) -> dict[str, Figure]:
    return pools_over_time.leaving(model(), pool, first, last)


def _shown(figure: Figure, names: dict[str, str]) -> Row:
    found = sorted((names.get(id, "Somebody who is not on the list"), id) for id in figure.members)
    people_of = [{"name": name, "href": link(f"/pools/people/{reference(id)}")} for name, id in found]
    return {"figure": figure, "people": people_of}


add_list(
    "pool-leaving",
    "Who left the pools",
    "which_pool_id which_pool figure_id figure numerator denominator share definition",
    column("which_pool_id", "Which pool id", of="pool"),
    column("which_pool", "Which pool", of="pool_words"),
)
