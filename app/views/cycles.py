"""The months: the list, opening one, its pool, closing it."""

from decimal import Decimal
from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.events.base import Refusal
from app.forms.cycles import WHOLE_SERVICE, OpenCycleForm
from app.forms.fields import choices
from app.policy import QA, RULES, Grants
from app.programme import cycles as programme
from app.programme.english import counted
from app.programme.samples.sampling_rule import months_before
from app.views import words
from app.views.audit_rows import content
from app.views.desk import done, house, i, model, stamp
from app.views.export_files import Taken, file_response
from app.views.inspected import limits
from app.views.kept import DONE, kept, posted, sent, tried
from projections import cycles, frameworks, people

pages = Blueprint("cycles", __name__)
READERS = ("head_of_service", "director", "operations_director", "inspector", "analyst")
READ: Grants = QA | dict.fromkeys(READERS, ("any",))
LIST: Grants = READ | {"moderator": ("any",)}
RULES |= {"cycles.index": LIST, "cycles.export": LIST}
RULES |= {"cycles.new": QA, "cycles.count": QA, "cycles.create": QA}

NAMED_TO = frozenset({"qa_lead", "operations_director", "head_of_service", "director"})
"""Whom it is named to who is exempted; for what kind of reason, only to the QA lead and those who decide."""
STATES = {"open": "Open", "sampled": "Sample drawn", "allocated": "Allocated", "closed": "Closed"}
BACK, AHEAD = 24, 4
OPEN_KEY = "cycles/new"


@pages.get("/cycles")
def index() -> ResponseReturnValue:
    """The months, newest first, with the size of each."""
    rows = _listed()
    return render_template("cycles/index.html", cycles=rows, count=counted(len(rows), "month"))


@pages.get("/cycles.<any(csv, xlsx, json):kind>")
def export(kind: str) -> ResponseReturnValue:
    """The months as a file."""
    return file_response(kind, Taken("months", [_exported(row) for row in _listed()]))


@pages.get("/cycles/new")
def new() -> ResponseReturnValue:
    """The form that opens a month, with the pool that it would count."""
    form = kept(OpenCycleForm, OPEN_KEY, month=_next_month(), scope=WHOLE_SERVICE, target="90")
    return _page(form)


@pages.post("/cycles/count")
def count() -> ResponseReturnValue:
    """The pool that the form as it stands would count; nothing is stored."""
    form = _with_choices(posted(OpenCycleForm, OPEN_KEY))
    if request.headers.get("HX-Request"):
        return render_template("cycles/_counted.html", form=form, **_counted(form))
    return _page(form)


@pages.post("/cycles")
def create() -> ResponseReturnValue:
    """Open the month and go on to its sample."""
    form = _with_choices(posted(OpenCycleForm, OPEN_KEY))
    if not form.validate():
        return _page(form), 422
    framework, number = form.chosen_framework
    status = tried(
        form,
        lambda: programme.open_cycle(
            house(),
            month=form.month.data,
            scope=form.chosen_areas,
            framework=framework,
            framework_version=number,
            targets=form.targets,
            **stamp(),
        ),
    )
    if status != DONE:
        return _page(form), status
    sent(OPEN_KEY)
    return done(f"{words.month(form.month.data)} is open.", f"/cycles/{form.month.data}/sample")


def the_month(month: str) -> dict[str, Any]:
    """The month (YYYY-MM) that an address names; not found when it was never opened."""
    return cycles.cycle(model(), f"cycle/{month}") or abort(404)


def newest() -> dict[str, Any] | None:
    """The month that runs: the newest that has audits and has begun, else the first that has some, else the newest.

    A month that is allocated ahead of time does not hide the one that is still to come in.
    """
    known, this_month = cycles.cycles(model()), f"{clock.today():%Y-%m}"
    allocated = [month for month in known if month["allocated_at"]]
    begun = [month for month in allocated if month["month"] <= this_month]
    return next(iter(begun or allocated[::-1] or known), None)


def names_shown() -> bool:
    """Whether this person sees who is exempted."""
    return bool(i().roles & NAMED_TO)


def month_values(found: dict[str, Any]) -> dict[str, Any]:
    """What every page of a month shows: the month, its version, and whether it is open."""
    return {"cycle": found, "month": found["month"], "version": programme.version(house(), found["id"])}


def _listed() -> list[dict[str, Any]]:
    names, named = people.names(model()), limits("cycles.index")
    return [
        row
        | {
            "scope_words": ", ".join(names.get(area, area) for area in row["scope"]) or "Whole service",
            "state_words": STATES[row["state"]],
            "target": (target := row["targets"].get("completion", "")),
            "target_words": "None" if target == "" else f"{target}%",
        }
        for row in cycles.listing(model())
        if named is None or row["id"] in named.cycles
    ]


def _exported(row: dict[str, Any]) -> dict[str, Any]:
    target = row["targets"].get("completion")
    return row | {
        "cycle": row["id"],
        "framework_title": content(row)["title"],
        "target_share": None if target is None else Decimal(target).scaleb(-2),
    }


def _page(form: OpenCycleForm) -> str:
    _with_choices(form)
    ready = bool(form.framework.choices)
    return render_template("cycles/new.html", form=form, ready=ready, **_counted(form))


def _with_choices(form: OpenCycleForm) -> OpenCycleForm:
    """The months not yet opened, the areas, and the frameworks' published versions, newest first."""
    form.month.choices = choices({month: words.month(month) for month in _unopened(-AHEAD, BACK)})
    form.areas.choices = choices({area["id"]: area["name"] for area in people.areas(model())})
    versions = [(one["id"], found) for one in frameworks.frameworks(model()) for found in _versions(one["id"])]
    titles = {f"{id} {found['version']}": f"{found['title']}, version {found['version']}" for id, found in versions}
    form.framework.choices = choices(titles)
    return form


def _versions(framework: str) -> list[dict[str, Any]]:
    return frameworks.versions(model(), framework)


def _unopened(newest: int, oldest: int) -> list[str]:
    """The months (YYYY-MM) not yet opened, from so many months back to so many, newest first."""
    taken = {row["month"] for row in cycles.cycles(model())}
    months = (months_before(clock.today().replace(day=1), back) for back in range(newest, oldest + 1))
    return [month.isoformat()[:7] for month in months if month.isoformat()[:7] not in taken]


def _next_month() -> str:
    return (_unopened(-AHEAD, 0) or _unopened(0, BACK) or [""])[-1]


def _counted(form: OpenCycleForm) -> dict[str, Any]:
    try:
        month = programme.cycle_id(form.month.data or "").removeprefix("cycle/")
    except Refusal:
        return {"pool": [], "count": counted(0, "auditor")}
    pool = programme.pool_for(model(), month, form.chosen_areas)
    return {"pool": pool, "count": counted(len(pool), "auditor")}
