"""What anybody knows of months, quarters and years: one is made of the others, whichever copy each of them stands in.

A value that stands in no copy is one more unknown, and none is under 0: a quarter bounds each of its months.
"""

from collections.abc import Callable, Collection, Iterable, Iterator

from app.events.periods import YEARLY, period
from app.reports.document import Sum

Key = tuple[str, str]
Parts = Callable[[str], tuple[str, ...]]
AS_AT = ("actions:", "concerns:", "pools:", "capacity:", "duties:", "loops:", "dip:")
"""How the figures begin that a quarter does not add up from its months."""


def opened(copies: Iterable[Iterable[Key]]) -> Parts:
    """The months of a quarter or a year that count: those that a copy shows beside the whole, else all of them.

    A table with a total lists every month that the programme has opened; whatever is counted, the others come to 0.
    """
    seen: dict[str, set[str]] = {}
    for copy in copies:
        for at, month in _beside(set(copy)):
            seen.setdefault(at, set()).add(month)

    def months(at: str) -> tuple[str, ...]:
        whole = period(at)
        every = whole.months if whole else ()
        return tuple(month for month in every if at not in seen or month in seen[at])

    return months


def _beside(keys: Collection[Key]) -> Iterator[tuple[str, str]]:
    """Each quarter or year of which a figure is told, with each of its months that the same figure is told of."""
    for name, at in keys:
        whole = period(at)
        if whole and len(whole.months) > 1:
            yield from ((at, month) for month in whole.months if (name, month) in keys)


def of_periods(copies: Iterable[Iterable[Key]]) -> Iterator[Sum]:
    """That a figure of a year is the sum of its quarters, and one of a quarter that of its months.

    Takes what each copy tells of, shown or kept back.
    """
    told = [set(copy) for copy in copies]
    months = opened(told)
    periods: dict[str, set[str]] = {}
    for name, at in set().union(*told):
        periods.setdefault(name, set()).add(at)
    for name in sorted(name for name in periods if not name.startswith(AS_AT)):
        for at, parts in _made_of(periods[name], months):
            yield Sum((name, at), tuple((name, part) for part in parts))


def _made_of(told: set[str], months: Parts) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The years and quarters that a figure is told of, or that are between two of these, with what they are made of."""
    whole = {at: found for at in told if (found := period(at))}
    quarters = {at for at, found in whole.items() if len(found.months) == 3}
    for at in sorted(at for at, found in whole.items() if found.kind == YEARLY):
        own = {one.key: set(months(at)) & set(one.months) for one in whole[at].quarters}
        own = {key: counted for key, counted in own.items() if counted}
        if any(key in told or counted & told for key, counted in own.items()):
            yield at, tuple(own)
            if told.issuperset(months(at)):
                yield at, months(at)
            quarters |= {key for key, counted in own.items() if counted & told}
    for at in sorted(quarters):
        if told.intersection(months(at)):
            yield at, months(at)
