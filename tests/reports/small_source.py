"""What reports are put together from, of figures that are given: n and base by month and name."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from app.events.periods import Period
from app.reports.source import Source
from projections.report_figures import together
from projections.shares import Figure

Sizes = Mapping[str, tuple[int, int | None]]
GRADES = ("outstanding", "good", "requires-improvement", "inadequate")
COUNTS_AS = ("good", "good", "neither", "concern")


class SmallSource(Source):
    """A council of a few months, each of its own service areas and version of the audit tool."""

    def __init__(self, months: Mapping[str, Sizes], areas: Mapping[str, Sequence[str]], tools: Mapping[str, int]):
        self.sizes, self.areas, self.tools = months, areas, tools
        super().__init__(None, lambda _, version: content(), lambda *_: {}, date(2030, 1, 1))

    def __post_init__(self) -> None:
        self._cycles = {month: self._row(month) for month in sorted(self.sizes)}

    def _row(self, month: str) -> dict[str, Any]:
        version = self.tools.get(month, 1)
        return {"framework": "framework/core", "framework_version": version, "scope": [*self.areas.get(month, ())]}

    def figures(self, period: Period) -> dict[str, Figure]:
        return together([dict(of(month, self.sizes[month])) for month in self.opened(period)])


def small_source(
    months: Mapping[str, Sizes],
    areas: Mapping[str, Sequence[str]] | None = None,
    tools: Mapping[str, int] | None = None,
) -> SmallSource:
    """The source of some months (YYYY-MM); those that name no areas are of the whole service, by the first tool."""
    return SmallSource(months, areas or {}, tools or {})


def of(month: str, sizes: Sizes) -> Iterable[tuple[str, Figure]]:
    """Figures of a month: the members are the first n of the base."""
    for name, (n, whole) in sizes.items():
        base = None if whole is None else tuple(f"{month} {one}" for one in range(whole))
        members = tuple(f"{month} {one}" for one in range(n))
        yield name, Figure(name, name.rpartition(":")[2], "", members, base=base)


def content() -> dict[str, Any]:
    """An audit tool of four grades."""
    grades = [
        {"id": id, "label": id.replace("-", " ").title(), "style": "", "counts_as": counts_as}
        for id, counts_as in zip(GRADES, COUNTS_AS, strict=True)
    ]
    domains = [{"id": id, "label": id.title()} for id in ("seeing", "plans", "reviews")]
    rule = {"label": "N/A", "in_denominator": False}
    return {"title": "Core audit", "grades": grades, "domains": domains, "not_applicable": rule,
            "rounding": {"places": 0}, "overall": {"label": "Overall grade"}}  # fmt: skip
