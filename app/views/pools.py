"""The pools of auditors and moderators, month by month; every number opens to its people."""

from collections.abc import Collection
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.events.pool_target import POOLS
from app.policy import OWN, RULES
from app.programme import histories
from app.views import live
from app.views.asked_in_vain import strange
from app.views.coaching_figures import overview
from app.views.desk import house, i, model
from app.views.export_columns import add_list, column
from app.views.export_files import Taken, file_response
from app.views.histories import Told
from app.views.links import link, reachable
from app.views.listing import KINDS, items_of
from app.views.pool_words import SEES, cells, change_words, reached_words, rival_words, target_words
from app.views.words import month
from projections import cycles, people, pools_over_time
from projections.pools import AUDITOR

pages = Blueprint("pools", __name__)
RULES |= {"pools.index": SEES, "pools.export": SEES, "pools.person": SEES | {"*": (OWN,)}}
Row = dict[str, Any]
ALL = "all"
WAYS = {
    "/pools/people": "Everybody who was in a pool",
    "/pools/leaving": "Who left between two dates",
    "/pools/targets": "Targets",
    "/pools/cohorts": "Training cohorts",
    "/pools/coaching": "Coaching",
    "/capacity": "Capacity",
}


@pages.get("/pools")
def index() -> ResponseReturnValue:
    """A pool month by month, its targets, and how much coaching was taken; nothing (204) for a page as it is."""
    mark = live.with_day(str(max(pools_over_time.position(model()), cycles_position())))
    if live.polled() and live.unchanged(mark):
        return "", 204
    pool, year = _asked()
    values: Row = {"rows": _rows(pool, year), "pool": pool, "title": POOLS[pool], "mark": mark, "here": live.here()}
    values |= {"targets": targets(pool), "coaching": overview(), "files": _files(pool, year)}
    values |= {"auditors": pool == AUDITOR}
    if live.polled():
        return render_template("pools/_months.html", **values)
    years = {year: _year_words(year) for year in _years(pool)}
    ways = [{"text": text, "href": path} for path, text in WAYS.items() if reachable(path)]
    values |= {"pools": items_of(POOLS), "years": items_of(years | {ALL: "All years"}), "year": year, "ways": ways}
    return render_template("pools/index.html", **values)


@pages.get("/pools.<any(csv, xlsx, json):ending>")
def export(ending: str) -> ResponseReturnValue:
    """The same months as a file."""
    pool, year = _asked()
    told = [_told(pool, one) for one in _rows(pool, year)]
    said = f"{POOLS[pool]}, {_year_words(year)}"
    return file_response(ending, Taken("pools", told, filters=said, chosen={"year": year}))


@pages.get("/pools/people/<person>")
def person(person: str) -> ResponseReturnValue:
    """One person's way through the pools and cohorts; the reasons are for those who lead the pools and themselves."""
    found = people.person(model(), f"person/{person}") or abort(404)
    entries = histories.of_pools(house(), found["id"])[::-1]
    if not (i().roles & {"qa_lead", "administrator"} or i().id == found["id"]):
        for entry in entries:
            entry.facts["reason"] = ""
    return render_template(
        "pools/person.html",
        person=found,
        entries=[Told(**vars(entry)) for entry in entries],
        profile=link(f"/people/{person}"),
        index=link("/pools"),
    )


def targets(pool: str = "") -> list[Row]:
    """The targets that stand, of one pool or of both, each with how it stands in words."""
    today = clock.today().isoformat()
    rows = [row for row in pools_over_time.targets(model()) if pool in ("", row["pool"])]
    return [row | _standing(row, today) for row in rows]


def _standing(target: Row, today: str) -> Row:
    found = pools_over_time.reached(model(), target, today)
    state = "reached" if found.reached_on else "coming" if found.by_date > today else "missed"
    said = {"words": reached_words(target["pool"], found, today), "rival": rival_words(target["pool"], found)}
    return said | {"state": state, "pool_words": POOLS[target["pool"]]}


def cycles_position() -> int:
    """The newest change of a month, whose pool stands beside ours."""
    return max((row["position"] for row in cycles.cycles(model())), default=0)


def _asked() -> tuple[str, str]:
    pool = _choice("pool", POOLS, AUDITOR)
    years = [*_years(pool), ALL]
    return pool, _choice("year", years, years[0])


def _choice(name: str, known: Collection[str], usual: str) -> str:
    """What the address gives, or the usual choice; of what is none of them the page says so."""
    given = request.args.get(name, "")
    if given and given not in known:
        strange(name.capitalize(), given)
    return given if given in known else usual


def _years(pool: str) -> list[str]:
    """The financial years that the pool has months in, newest first, each by the year of its April."""
    first = pools_over_time.first_month(model(), pool)
    months = pools_over_time.months_between(first, _now()) if first else []
    return sorted({_financial(one) for one in months}, reverse=True)


def _financial(of: str) -> str:
    year, number = int(of[:4]), int(of[5:])
    return str(year if number >= 4 else year - 1)


def _year_words(year: str) -> str:
    return "All years" if year == ALL else f"April {year} to March {int(year) + 1}"


def _now() -> str:
    return clock.today().isoformat()[:7]


def _rows(pool: str, year: str) -> list[Row]:
    """The months of a year, newest first, each with its numbers, the change, the target and the count at opening."""
    before_it = "" if year == ALL else f"{year}-03"  # What April differs from.
    found = pools_over_time.months(model(), pool, _now(), since=before_it)
    opened = {row["month"]: row for row in cycles.listing(model())} if pool == AUDITOR else {}
    names = people.names(model()) if opened else {}
    standing = [row for row in pools_over_time.targets(model()) if row["pool"] == pool]
    before: int | None = None
    rows: list[Row] = []
    for one in found:
        now = len(one.counted)
        row: Row = {"month": one.month, "words": month(one.month), "cells": cells(pool, one), "n": now}
        row |= {"change": change_words(now, before), "target": target_words(now, _next(standing, one.month))}
        rows.append(row | {"opened": _opened(opened.get(one.month), names)})
        before = now
    return [row for row in reversed(rows) if year in (ALL, _financial(row["month"]))]


def _next(standing: list[Row], of: str) -> Row | None:
    """The target with the nearest date in or after a month."""
    coming = [row for row in standing if row["by_date"][:7] >= of]
    return min(coming, key=lambda row: row["by_date"], default=None)


def _opened(cycle: Row | None, names: dict[str, str]) -> Row | None:
    """How many were counted when the month was opened, of which part of the service; that stands for its figures."""
    if cycle is None:
        return None
    scope = ", ".join(names.get(area, area) for area in cycle["scope"])
    return {"n": cycle["pool"], "scope": scope, "href": link(f"/cycles/{cycle['month']}/pool")}


def _files(pool: str, year: str) -> list[Row]:
    asked = urlencode({"pool": pool, "year": year})
    return [{"text": text, "href": f"/pools.{kind}?{asked}"} for kind, text in KINDS.items()]


def _told(pool: str, row: Row) -> Row:
    numbers = {cell["label"]: cell["n"] for cell in row["cells"]}
    return {
        "cycle": f"cycle/{row['month']}",
        "pool": pool,
        "pool_words": POOLS[pool],
        "in_pool": row["n"],
        "began": numbers.get("Trained", numbers.get("Appointed", 0)),
        "first": numbers.get("Counted from this month", numbers.get("Appointed", 0)),
        "left_council": numbers["Left the council"],
        "went_on": numbers.get("Went on to moderate", 0),
        "left_otherwise": numbers.get("Left the pool otherwise", numbers.get("Stood down", 0)),
        "opened_with": row["opened"]["n"] if row["opened"] else None,
    }


add_list(
    "pools",
    "Pools month by month",
    "month_id month which_pool_id which_pool in_pool began first_counted left_council went_on left_otherwise"
    " opened_with",
    column("which_pool_id", "Which pool id", of="pool"),
    column("which_pool", "Which pool", of="pool_words"),
    column("in_pool", "In the pool", "number"),
    column("began", "Trained or appointed", "number"),
    column("first_counted", "Counted from this month", "number", of="first"),
    column("left_council", "Left the council", "number"),
    column("went_on", "Went on to moderate", "number"),
    column("left_otherwise", "Left the pool otherwise", "number"),
    column("opened_with", "Counted when the month was opened", "number"),
)
