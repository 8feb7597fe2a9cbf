"""Capacity: what so many auditors can do in a year, and what share of the open children that is."""

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.events.vocabulary import PLAN_TYPES
from app.forms.capacity import MOST_AUDITORS, MOST_CHILDREN, MOST_OWED, CapacityForm
from app.policy import RULES
from app.programme import learning
from app.views.desk import house, model
from app.views.export_columns import add_list, column
from app.views.export_files import Taken, file_response
from app.views.listing import KINDS
from app.views.pool_words import SEES
from app.views.words import day
from projections import children, people
from projections.capacity import HUNDREDTH, WHOLE, Capacity

pages = Blueprint("capacity", __name__)
RULES |= {"capacity.show": SEES, "capacity.data": SEES, "capacity.export": SEES}
Row = dict[str, Any]
USUAL_RATE = "90"
REPORT = {"auditors": "85", "rate": "90", "owed": "1", "CiN": "1996", "CP": "890", "CiC": "667", "CL": "358"}
"""The monthly report of November 2018, section 1: its auditors, rate and children as at September 2018."""
SLIDERS = {"auditors": 200, "rate": 100, "owed": 5} | dict.fromkeys(PLAN_TYPES, 5_000)
"""How far each slider reaches; a number beyond it can be typed."""
LIMITS = {"auditors": MOST_AUDITORS, "rate": 100, "owed": MOST_OWED} | dict.fromkeys(PLAN_TYPES, MOST_CHILDREN)


@pages.get("/capacity")
def show() -> ResponseReturnValue:
    """The capacity from the numbers of the address, else from the pool and the newest count."""
    now = _now()
    form = _form(now["values"])
    good = form.validate()
    result = _result(form) if good else None
    values: Row = {"form": form, "result": result, "now": now, "presets": _presets(now["values"])}
    values |= {"sliders": SLIDERS, "files": _files(form) if good else []}
    return render_template("capacity/show.html", **values), 200 if good else 422


@pages.get("/capacity.json")
def data() -> ResponseReturnValue:
    """The same as data."""
    form = _form(_now()["values"])
    if not form.validate():
        return {"errors": {name: [str(one) for one in errors] for name, errors in form.errors.items()}}, 422
    found = _capacity(form)
    shown = _result(form)
    return {
        "as_at": clock.now(),
        "auditors": found.auditors,
        "rate_percent": str(found.rate),
        "audits_owed_a_month": found.owed,
        "population": {plan: form[plan].number for plan in PLAN_TYPES},
        "population_total": found.population,
        "monthly_exact": str(_plain(found.monthly)),
        "yearly_exact": str(_plain(found.yearly)),
        "sample_percent": shown["share"],
        "monthly_rounded_first": str(found.monthly_rounded),
        "yearly_rounded_first": str(found.yearly_of_rounded),
        "sample_percent_rounded_first": shown["share_rounded_first"],
    }


@pages.get("/capacity.<any(csv, xlsx):ending>")
def export(ending: str) -> ResponseReturnValue:
    """The same as a file, a line for each number; the page with what is wrong for numbers that cannot be."""
    form = _form(_now()["values"])
    if not form.validate():
        return show()
    return file_response(ending, Taken("capacity", _told(form)))


def _told(form: CapacityForm) -> list[Row]:
    found = _capacity(form)
    open_children = {plan: (f"Open children: {words}", form[plan].number) for plan, words in PLAN_TYPES.items()}
    told = {
        "auditors": ("Auditors", found.auditors),
        "rate_percent": ("Completion, per cent", found.rate),
        "audits_owed_a_month": ("Audits that each owes a month", found.owed),
        **{f"population_{plan}": one for plan, one in open_children.items()},
        "population_total": ("Open children", found.population),
        "monthly_exact": ("Audits a month", found.monthly),
        "yearly_exact": ("Audits a year", found.yearly),
        "sample_percent": ("Share of the open children, per cent", found.share(found.yearly)),
        "monthly_rounded_first": ("Audits a month, rounded first", found.monthly_rounded),
        "yearly_rounded_first": ("Audits a year of rounded months", found.yearly_of_rounded),
        "sample_percent_rounded_first": (
            "Share of the open children of rounded months, per cent",
            found.share(found.yearly_of_rounded),
        ),
    }
    return [{"id": id, "words": words, "value": value} for id, (words, value) in told.items()]


def _files(form: CapacityForm) -> list[Row]:
    return [{"text": text, "href": f"/capacity.{kind}?{_asked(form)}"} for kind, text in KINDS.items()]


def _form(usual: dict[str, str]) -> CapacityForm:
    """The form with what the address gives, and what is so now for what it leaves out."""
    return CapacityForm(data={name: request.args.get(name, value)[:20] for name, value in usual.items()})


def _now() -> Row:
    """What is so now: the pool of this month, what each owes, and the newest count with its date."""
    counts = children.population(model())
    pool = people.pool(model(), clock.today().isoformat()[:7])
    owed = learning.newest(house()).get("audits_owed_a_month", 1)
    values = {"auditors": str(len(pool)), "rate": USUAL_RATE, "owed": str(owed)} | dict.fromkeys(PLAN_TYPES, "0")
    values |= {row["plan"]: str(row["count"]) for row in counts if row["plan"] in PLAN_TYPES}
    return {"values": values, "counted_on": day(counts[0]["on"]) if counts else ""}


def _asked(form: CapacityForm) -> str:
    return urlencode({name: form[name].data for name in REPORT})


def _presets(now: dict[str, str]) -> list[dict[str, str]]:
    presets = (("Now: this month's pool and the newest count", now), ("The report of November 2018", REPORT))
    return [{"text": text, "href": f"/capacity?{urlencode(values)}"} for text, values in presets]


def _capacity(form: CapacityForm) -> Capacity:
    population = sum(form[plan].number for plan in PLAN_TYPES)
    return Capacity(form.auditors.number, form.rate.number, form.owed.number, population)


def _result(form: CapacityForm) -> Row:
    """Every step of the formula in words, exact and as the report rounds it."""
    found = _capacity(form)
    rate = _plain(found.rate / 100)
    return {
        "formula": f"{found.auditors:,} auditors × {rate} × {found.owed} a month = {_words(found.monthly)} a month",
        "year_formula": f"{_words(found.monthly)} × 12 = {_words(found.yearly)} a year",
        "yearly": _words(found.yearly),
        "population": f"{found.population:,}",
        "share": _percent(found.share(found.yearly)),
        "share_finer": _percent(found.share(found.yearly, HUNDREDTH)),
        "monthly": _words(found.monthly),
        "differs": found.monthly_rounded != found.monthly,
        "monthly_rounded": _words(found.monthly_rounded),
        "yearly_rounded": _words(found.yearly_of_rounded),
        "share_rounded_first": _percent(found.share(found.yearly_of_rounded)),
        "share_rounded_first_finer": _percent(found.share(found.yearly_of_rounded, HUNDREDTH)),
    }


def _percent(share: Decimal | None) -> str:
    return "–" if share is None else f"{share}%"


def _plain(number: Decimal) -> Decimal:
    """A number without the noughts at the end of its places."""
    return number.quantize(WHOLE) if number == number.to_integral() else number.normalize()


def _words(number: Decimal) -> str:
    return f"{_plain(number):,f}"


add_list(
    "capacity",
    "Capacity",
    "quantity_id quantity value",
    column("quantity_id", "Number id", of="id"),
    column("quantity", "Number", of="words"),
    column("value", "Value", "number"),
)
