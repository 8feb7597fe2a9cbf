"""A figure as it stood when an edition of a report was put together: which edition, and what it was read from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from flask import abort, request

from app.programme import reports
from app.reports import figures
from app.reports.source import Source
from app.views import figure_asked, figure_moments
from app.views.as_at_soon import must_be_near
from app.views.desk import house, model
from app.views.figure_asked import Asked, past, source_of
from app.views.figure_moments import Moment
from projections.shares import Figure


@dataclass(frozen=True)
class Edition:
    """An edition that a figure is shown as at, with the document that was published."""

    report: str
    number: int
    moment: Moment
    document: Mapping[str, Any]

    @property
    def label(self) -> str:
        """May 2024."""
        return figure_moments.label_of(self.report)

    @property
    def href(self) -> str:
        """Where it is read."""
        return f"/reports/{self.report}/editions/{self.number}"

    @cached_property
    def source(self) -> Source:
        """What it was put together from."""
        must_be_near(self.moment.position)
        return source_of(past().model(self.moment.position), date.fromisoformat(self.document["on"]))


def asked(name: str) -> Asked:
    """The figure that is asked for, as it is or, with ?at=, as it was published; not found for what is neither."""
    found = edition()
    return figure_asked.asked(name, found.source, found.moment.key) if found else figure_asked.asked(name)


def edition() -> Edition | None:
    """The edition that the address names, None where it names no moment; not found for one that is not out."""
    key = request.args.get("at", "")
    if not key:
        return None
    moment = figure_moments.published(key) or abort(404)
    report, number = figure_moments.parts(key)
    return Edition(report, number, moment, reports.published(house(), f"report/{report}", number)["document"])


def now(of: Asked) -> Figure | None:
    """The same figure as it is now, None where it is counted no more."""
    source = source_of(model())
    return figures.find(source, of.period, of.figure.name)
