"""Any figure of a report by its name: counted month by month, or around the months as at the end of the period.

The months' figures are defined in projections/report_figures.py. Those here have a group before a colon in their names;
each group is put together at once, with the members of every figure, so that it opens to what it counts.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from app.events.periods import Period
from app.reports import figures_around, figures_follow_up, figures_inspected
from app.reports.cells import definition
from app.reports.document import Definition
from app.reports.source import Source
from projections.moderation_figures import KEPT
from projections.shares import Figure

Make = Callable[[Source, Period], Iterable[Figure]]
ONE_NAME = {f"moderation:{KEPT}": KEPT}
"""Names that are for ever, of what has another one: {moderation:grade-kept} stands in texts of before."""


@dataclass(frozen=True)
class Group:
    """Figures that are counted together.

    `streams` is how those begin whose events may move them. `stands`: they stand on a day rather than belong to the
    months, so that two periods count partly the same, and no test compares them. `at_end`: as at the period's last day,
    where that is over; else by what is recorded.
    """

    title: str
    make: Make
    streams: tuple[str, ...]
    stands: bool = True
    at_end: bool = False


GROUPS: dict[str, Group] = {
    "pools": Group("Auditors and moderators in place", figures_around.pools, ("person/",), at_end=True),
    "moderation": Group("Moderation of a period", figures_around.moderation, ("audit/", "loop/"), stands=False),
    "loops": Group("Looped audits", figures_around.loops, ("loop/",), stands=False),
    "good-practice": Group("Good practice", figures_around.good_practice, ("good_practice/", "audit/"), stands=False),
    "dip": Group("Dip samples", figures_around.dip_samples, ("dip_sample/",)),
    "concerns": Group("Children of concern", figures_follow_up.concerns, ("concern/",), at_end=True),
    "actions": Group("Actions", figures_follow_up.actions, ("action/",), at_end=True),
    "duties": Group("Managers' duties", figures_follow_up.duties, ("duty/", "audit/")),
    "impact": Group("Impact of audit", figures_follow_up.impact, ("impact/", "audit/"), stands=False),
    "inadequate": Group("Audits graded as a concern", figures_follow_up.graded_inadequate, ("action/", "audit/")),
    "audited": Group("Who audited, and what of it was moderated", figures_inspected.audited,
                     ("audit/", "loop/", "person/"), stands=False),
    "after": Group("What changed after the audits", figures_inspected.after, ("audit/", "loop/", "action/"),
                   stands=False),
    "clocks": Group("Children of concern raised in the period", figures_inspected.clocks, ("concern/",), stands=False),
}  # fmt: skip
CAPACITY = {
    "capacity:children": Definition(
        "capacity:children",
        "Open children",
        "Open children of the whole council, by the newest count that is of the period's last day or before it. A count"
        " that is brought in, of no children by name: it opens to the capacity that it is put to",
    ),
}
"""What is no count of records here, and so has no page of its own."""


def find(source: Source, period: Period, name: str) -> Figure | None:
    """A figure of a period by its name, None for none; only of a period of which a month was opened."""
    if not source.opened(period):
        return None
    name = ONE_NAME.get(name, name)
    return source.figures(period).get(name) or group(source, period, group_of(name)).get(name)


def group_of(name: str) -> str:
    """The group of a figure, "" for one of the months."""
    found = name.partition(":")[0]
    return found if found in GROUPS else ""


def group(source: Source, period: Period, name: str) -> dict[str, Figure]:
    """The figures of a group for a period by their names, with shares to the framework's places; {} for no group."""
    return source.around(period, name, lambda: _made(source, period, name)) if name in GROUPS else {}


def _made(source: Source, period: Period, name: str) -> Iterable[Figure]:
    places = source.content(period)["rounding"]["places"]
    return (replace(one, places=places) for one in GROUPS[name].make(source, period))


def defined(source: Source, period: Period, name: str) -> Definition | None:
    """How a figure of a period is defined, None for none."""
    found = find(source, period, name)
    return definition(name, found) if found else CAPACITY.get(name)
