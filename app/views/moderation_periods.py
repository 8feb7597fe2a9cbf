"""The months that figures of moderation are of, as an address names them, and those figures for a page."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from flask import request

from app.events import periods
from app.programme import frameworks
from app.views.asked_in_vain import strange
from app.views.desk import house, i, model
from app.views.words import month
from projections import cycles, moderation_figures, seals
from projections.intervals import wilson
from projections.moderation_figures import OVERALL, Period
from projections.shares import Figure

Row = dict[str, Any]
MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def asked() -> tuple[str, str]:
    """The first and the last month (YYYY-MM) that the address asks for; else the quarter of the newest month.

    Takes ?period=2024-04..2024-06, ?period=2024-Q1 (the first quarter of the year that begins in April 2024), or
    ?from= and ?to=.
    """
    given = request.args.get("period", "")
    if (named := periods.period(given)) and named.kind == periods.QUARTERLY:
        return named.first, named.last
    ends = given.split("..") if given else [request.args.get("from", ""), request.args.get("to", "")]
    first, last = ends[0], ends[-1]
    if MONTH.fullmatch(first) and MONTH.fullmatch(last):
        return min(first, last), max(first, last)
    if any(ends):
        strange("Period", given or "..".join(ends))
    usual = periods.quarter_of(newest())
    return usual.first, usual.last


def newest() -> str:
    """The newest month that was opened; any month where there is none."""
    rows = cycles.cycles(model())
    return str(rows[0]["month"]) if rows else "2024-04"


def period(first: str, last: str) -> Period:
    """What the figures of some months count, but for audits that are sealed from the reader."""
    of = moderation_figures.period(
        model(), first, last, lambda framework, version: frameworks.content(house(), framework, version)
    )
    return of.without(seals.sealed_from(model(), i().id))


def words(first: str, last: str) -> str:
    """The months in words: April 2024 to June 2024."""
    return month(first) if first == last else f"{month(first)} to {month(last)}"


def query(first: str, last: str) -> str:
    """The months as an address names them."""
    return urlencode({"period": f"{first}..{last}"}, safe=".")


def choices(*ends: str) -> list[dict[str, str]]:
    """The months that were opened and the two that are shown, newest first."""
    known = {row["month"] for row in cycles.cycles(model())} | set(ends)
    return [{"value": value, "label": month(value)} for value in sorted(known, reverse=True)]


def told(figure: Figure, href: str = "") -> Row:
    """A figure for a page: n of N, its value, the 95% interval in words, and where it opens."""
    interval = wilson(figure.n, figure.of) if figure.of else None
    between = interval.words(figure.places) if interval else ""
    return {"figure": figure, "interval": between, "href": href}


def table(of: Period, href: Any) -> list[Row]:
    """The overall grade and each domain: kept, to a better, to a worse, from or to not applicable."""
    labels = of.domains()
    keys = [OVERALL, *(key for key in labels if key != OVERALL)]
    lines = ((key, labels[key], moderation_figures.domain_line(of, key, labels[key])) for key in keys)
    return [
        {"id": key, "label": label, "cells": [told(cell, href(cell)) for cell in line]} for key, label, line in lines
    ]


def series(of: Period) -> list[Row]:
    """The share kept month by month, with a break where the framework's version changes."""
    found: list[Row] = []
    for value, figure, versions in moderation_figures.by_month(of):
        said = ", ".join(str(version) for version in versions)
        broken = bool(found) and found[-1]["version"] != said
        found.append(told(figure) | {"month": value, "version": said, "broken": broken})
    return found


def lines(figures: dict[str, Figure], names: Iterable[str], href: Any) -> list[Row]:
    """Some of the figures, by name."""
    return [told(figures[name], href(figures[name])) for name in names]
