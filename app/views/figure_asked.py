"""Which figure an address asks for: by its name, of a month, a quarter or a year."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from flask import abort, current_app, request

from app import clock
from app.events.periods import MONTHLY, Period, period_or_span
from app.programme import audits, frameworks
from app.reports import figures
from app.reports.source import Source
from app.views import inspected_figures
from app.views.concern_reach import counts_all
from app.views.cycles import newest
from app.views.desk import house, i, model
from app.views.month_figures import kept
from projections import ReadModel, months, report_figures, seals
from projections.as_at import AsAt
from projections.shares import Figure

OF_AUDITS = frozenset(
    {"actions", "duties", "impact", "inadequate", "good-practice", "dip", "moderation", "audited", "after"}
)
"""The groups that count what came of audits, sealed ones too."""
DATED = frozenset({"overdue"})
"""The months' figures that a day that begins moves too; of the others, any may be."""


@dataclass(frozen=True)
class Asked:
    """A figure of a period, with what it is read from and how the address named the period."""

    figure: Figure
    period: Period
    source: Source
    named: str
    """What the address calls the period: period, or cycle for a month."""
    at: str = ""
    """The edition as at which it is, as the address names it; "" for now."""

    @property
    def group(self) -> figures.Group | None:
        """The group of a figure that is not counted month by month, None for one that is."""
        return figures.GROUPS.get(figures.group_of(self.figure.name))

    @property
    def stood_on(self) -> str:
        """The day (ISO) as at whose end the figure stands, "" for one that is of its months or of the moment."""
        return self.source.at_end(self.period).on.isoformat() if self.group and self.group.at_end else ""

    @property
    def query(self) -> str:
        """What the address asks for."""
        return f"{self.named}={self.period.key}{self._at}"

    @property
    def _at(self) -> str:
        return f"&at={self.at}" if self.at else ""

    @property
    def cycle(self) -> dict[str, Any]:
        """The newest month of the period that was opened."""
        return self.source.cycle(self.source.opened(self.period)[-1])

    @property
    def path(self) -> str:
        """The address of its page, without what is asked of it."""
        return f"/figures/{self.figure.name}"

    def href(self, name: str) -> str:
        """The address of another figure of the same period."""
        return f"/figures/{name}?{self.query}"

    def href_of(self, period: Period) -> str:
        """The address of the same figure of another period."""
        return f"{self.path}?period={period.key}{self._at}"


def theirs() -> dict[str, figures.Group]:
    """The groups of figures that the person who asks has: none that tells what came of an audit sealed from them."""
    hidden = set() if counts_all() else {"concerns", "clocks"}
    hidden |= OF_AUDITS if seals.sealed_from(model(), i().id) else set()
    return {name: group for name, group in figures.GROUPS.items() if name not in hidden}


def asked(name: str, source: Source | None = None, at: str = "") -> Asked:
    """The figure of ?period= or of the month ?cycle=, else of the newest month; not found where there is none.

    `source`: what it is read from, if not from what is now, and `at` what the address calls that moment.
    """
    key, month = request.args.get("period", ""), request.args.get("cycle", "")
    if not key and not month:
        month = (newest() or abort(404))["month"]
    of = period_or_span(key or month) or abort(404)
    if not key and of.kind != MONTHLY:
        abort(404)
    source = source or source_of(model())
    found = figures.find(source, of, name) if figures.group_of(name) in ("", *theirs()) else None
    if found and not inspected_figures.open_to(found, of, at):
        abort(404)
    return Asked(found or abort(404), of, source, "period" if key else "cycle", at)


class LiveSource(Source):
    """What figures are read from now: those of a month are worked out again only when what they count has changed."""

    def figures(self, period: Period) -> dict[str, Figure]:
        """Every figure of a period by its name."""
        if period.key not in self._figures:
            months = [kept(f"cycle/{one}", partial(self.month, one)) for one in self.opened(period)]
            self._figures[period.key] = report_figures.together(months)
        return self._figures[period.key]


def source_of(of_model: Any, on: date | None = None) -> Source:
    """What figures are read from: the live read model or one of the past, on a day; today unless told."""
    content, answers = partial(frameworks.content, house()), partial(audits.answers_at, house())
    live = isinstance(of_model, ReadModel) and on is None
    return (LiveSource if live else Source)(of_model, content, answers, on or clock.today())


def past() -> AsAt:
    """The read models of the past."""
    found: AsAt = current_app.extensions["as_at"]
    return found


def mark(of_model: Any, cycles: list[str]) -> str:
    """What changes whenever anything that the figures of some months count does, or the day."""
    return f"{clock.today()}-{'-'.join(months.mark(of_model, cycle) for cycle in cycles)}"
