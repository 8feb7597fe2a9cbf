"""What are the figures of a month, a quarter or a year? Each is the figure of its months, one after the other.

Over several months a figure counts what each of them counts: an audit belongs to one month, and an auditor who is in
the pool of three months is counted three times, as the pool of a quarter is what its auditors owe.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from projections import completion, grade_table, participation
from projections.months import Month
from projections.shares import Figure

EACH_MONTH = "An auditor is counted once for each month."


def figures(months: Sequence[Month]) -> dict[str, Figure]:
    """Every figure of some months by its name, in the order of the flow; {} for no month."""
    return together([of_month(month) for month in months])


def together(months: Sequence[Mapping[str, Figure]]) -> dict[str, Figure]:
    """The figures of some months, of which those of each are known; {} for no month."""
    found: dict[str, Figure] = {}
    for month in months:
        for name, figure in month.items():
            found[name] = added(found[name], figure) if name in found else figure
    return {name: _of_several(figure) for name, figure in found.items()} if len(months) > 1 else found


def of_month(month: Month) -> dict[str, Figure]:
    """Every figure of one month: its flow, completion, exemptions, participation, families and grades."""
    rows = grade_table.domain_table(month)
    more = (*participation.figures(month), *grade_table.bases(rows), *grade_table.good(month, rows))
    return completion.figures(month) | {figure.name: figure for figure in more}


def added(one: Figure, other: Figure) -> Figure:
    """A figure of the months of both, defined as in the later one."""
    base = None if one.base is None or other.base is None else one.base + other.base
    return replace(other, members=one.members + other.members, base=base)


def _of_several(figure: Figure) -> Figure:
    people = "people" in (figure.members_are, figure.base_are if figure.base is not None else "")
    return replace(figure, definition=f"{figure.definition} {EACH_MONTH}") if people else figure
