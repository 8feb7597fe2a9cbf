"""What a report is put together from: a read model, live or as at, the audit tools, and the day that counts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from app.events.periods import MONTHLY, Period
from app.events.periods import period as period_of
from app.reports.unlike import Basis, basis, listed, mixed, unlike
from projections import asking, cycles, moderation_figures, months, report_figures, seals
from projections.asking import Asked
from projections.moderation_figures import Period as Moderated
from projections.months import Month
from projections.shares import Figure

Content = Mapping[str, Any]
NOT_OPENED = "not opened"
EVERYTHING = asking.Reach(everything=True)


@dataclass
class Source:
    """Reads what the blocks of a report show; each month is read once.

    `content_of` gives an audit tool's document by id and version, `answers_of` an audit's answers by id and version.
    `on` is the day that decides what is overdue.
    """

    model: Any
    content_of: Callable[[str, int], Any]
    answers_of: Callable[[str, int], Mapping[str, Any]]
    on: date
    _cycles: dict[str, dict[str, Any]] = field(default_factory=dict)
    _months: dict[str, Month] = field(default_factory=dict)
    _figures: dict[str, dict[str, Figure]] = field(default_factory=dict)
    _bases: dict[str, Basis] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._cycles = {row["month"]: row for row in cycles.cycles(self.model)}

    def opened(self, period: Period) -> list[str]:
        """The months of a period (YYYY-MM) that the programme has opened."""
        return [month for month in period.months if month in self._cycles]

    def cycle(self, month: str) -> dict[str, Any]:
        """The row of an opened month. Raises KeyError for one that is not."""
        return self._cycles[month]

    def content(self, period: Period) -> Any:
        """The audit tool of the newest month of a period that was opened; of the newest of all where none was."""
        known = self.opened(period) or sorted(self._cycles)
        row = self._cycles[known[-1]]
        return self.content_of(row["framework"], row["framework_version"])

    def versions(self, period: Period) -> list[str]:
        """The audit tools of a period's months: "Core practice audit, version 2"."""
        return list(dict.fromkeys(tool for tool, _ in self._bases_of(period)))

    def month(self, month: str) -> Month:
        """What the figures of an opened month count."""
        if month not in self._months:
            row = self._cycles[month]
            self._months[month] = months.month(self.model, row["id"], self.content(_month(month)), self.on)
        return self._months[month]

    def figures(self, period: Period) -> dict[str, Figure]:
        """Every figure of a period by its name."""
        if period.key not in self._figures:
            self._figures[period.key] = report_figures.figures([self.month(one) for one in self.opened(period)])
        return self._figures[period.key]

    def around(self, period: Period, group: str, make: Callable[[], Iterable[Figure]]) -> dict[str, Figure]:
        """The figures of a group that is not counted month by month, by name; made once, see `figures`."""
        key = f"{group} of {period.key}"
        if key not in self._figures:
            self._figures[key] = {figure.name: figure for figure in make()}
        return self._figures[key]

    def moderated(self, period: Period) -> Moderated:
        """What the figures of moderation count, without audits that are sealed from anybody."""
        found = moderation_figures.period(self.model, period.first, period.last, self.content_of)
        return found.without(seals.sealed(self.model))

    def breaks(self, one: Period, shown: Sequence[Period]) -> str:
        """Why a series does not go on from the period before of which a month was opened, see `unlike`."""
        before = [other for other in shown[: shown.index(one)] if self.opened(other)]
        return self.unlike(one, before[-1:])

    def unlike(self, one: Period, others: Sequence[Period]) -> str:
        """Why a period is not compared with others together, of all months that were opened; "" where it may be."""
        return unlike([basis for other in others for basis in self._bases_of(other)], self._bases_of(one))

    def noted(self, shown: Sequence[Period]) -> tuple[str, ...]:
        """What is to be known of periods side by side: breaks, months of several kinds, and what was not opened."""
        why = ((one.label, self.breaks(one, shown) or mixed(self._bases_of(one))) for one in shown)
        closed = [one.label for one in shown if not self.opened(one)]
        gone = f"{listed(closed)} {'was' if len(closed) == 1 else 'were'} not opened." if closed else ""
        return tuple(filter(None, (*(f"{label}: {said}." for label, said in why if said), gone)))

    def _bases_of(self, period: Period) -> list[Basis]:
        return [self._basis(month) for month in self.opened(period)]

    def _basis(self, month: str) -> Basis:
        if month not in self._bases:
            self._bases[month] = basis(self._cycles[month], self.content(_month(month)))
        return self._bases[month]

    def asked(self, **chosen: str) -> Asked:
        """A question of a tracker to which all rows are shown, as at the day."""
        return Asked(EVERYTHING, self.on, chosen)

    def since(self, period: Period, many: int) -> list[Period]:
        """The periods of the same kind, the last so many up to this one, from the first to the last that was opened."""
        found = [period]
        for _ in range(many - 1):
            found.append(found[-1].before)
        return self.between(found[::-1])

    def between(self, periods: Sequence[Period]) -> list[Period]:
        """These from the first to the last of which a month was opened, with those between of which none was."""
        opened = [place for place, one in enumerate(periods) if self.opened(one)]
        return list(periods[opened[0] : opened[-1] + 1]) if opened else []

    def named(self, one: Period) -> str:
        """What a period is headed with in a table: one that was not opened says so."""
        return one.label if self.opened(one) else f"{one.label} ({NOT_OPENED})"

    def at_end(self, period: Period) -> "Source":
        """The same as at the end of a period, or today where it is not over: what stands, stands as at then."""
        on = min(period.ends_on, self.on)
        return self if on == self.on else replace(self, on=on, _months={}, _figures={})


def _month(month: str) -> Period:
    return Period(month, MONTHLY, (month,))


def months_of(source: Source, period: Period) -> list[Period]:
    """The months of a period that were opened, each as a period."""
    return [found for month in source.opened(period) if (found := period_of(month))]


def span_of(source: Source, period: Period) -> list[Period]:
    """The months of a period from the first to the last that was opened, with those between that were not."""
    return source.between([_month(month) for month in period.months])
