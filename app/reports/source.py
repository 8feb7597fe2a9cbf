"""What a report is put together from: a read model, live or as at, the audit tools, and the day that counts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from app.events.periods import MONTHLY, Period
from app.events.periods import period as period_of
from projections import asking, cycles, moderation_figures, months, report_figures, seals
from projections.asking import Asked
from projections.moderation_figures import Period as Moderated
from projections.months import Month
from projections.shares import Figure

Content = Mapping[str, Any]
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
        found = ((self._cycles[month], self.content(_month(month))) for month in self.opened(period))
        return list(dict.fromkeys(f"{tool['title']}, version {row['framework_version']}" for row, tool in found))

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

    def moderated(self, period: Period) -> Moderated:
        """What the figures of moderation count, without audits that are sealed from anybody."""
        found = moderation_figures.period(self.model, period.first, period.last, self.content_of)
        return found.without(seals.sealed(self.model))

    def breaks(self, one: Period, shown: Sequence[Period]) -> str:
        """Why a series does not go on from the period before: another audit tool or scale, or other service areas."""
        place = shown.index(one)
        if not place:
            return ""
        was, now = self.opened(shown[place - 1])[-1], self.opened(one)[0]
        tools = [self.versions(_month(month))[0] for month in (was, now)]
        if tools[0] != tools[1]:
            return f"From here: {tools[1]}"
        areas = [sorted(self._cycles[month]["scope"]) for month in (was, now)]
        return "Of other service areas than before" if areas[0] != areas[1] else ""

    def asked(self, **chosen: str) -> Asked:
        """A question of a tracker to which all rows are shown, as at the day."""
        return Asked(EVERYTHING, self.on, chosen)

    def since(self, period: Period, many: int) -> list[Period]:
        """The periods of the same kind of which a month was opened: the last so many up to this one."""
        found = [period]
        for _ in range(many - 1):
            found.append(found[-1].before)
        return [one for one in reversed(found) if self.opened(one)]

    def at_end(self, period: Period) -> "Source":
        """The same as at the end of a period, or today where it is not over: what stands, stands as at then."""
        on = min(period.ends_on, self.on)
        return self if on == self.on else replace(self, on=on, _months={}, _figures={})


def _month(month: str) -> Period:
    return Period(month, MONTHLY, (month,))


def months_of(source: Source, period: Period) -> list[Period]:
    """The months of a period that were opened, each as a period."""
    return [found for month in source.opened(period) if (found := period_of(month))]
