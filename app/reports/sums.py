"""What adds up in a report: grades to what is graded, months to their quarter, steps of the month to one another.

The narrative check and the public copy rest on it: what can be taken from a total gives away what is missing.
"""

from collections.abc import Iterable

from app.events.periods import QUARTERLY, Period, period
from app.reports.document import Document, Sum

Key = tuple[str, str]
STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("pool", ("long-leave", "exempt", "expected")),
    ("long-leave", ("maternity-leave", "extended-leave")),
    ("actions:open", ("actions:within", "actions:overdue")),
    ("actions:overdue", ("actions:overdue-7", "actions:overdue-30", "actions:overdue-90", "actions:overdue-more")),
    ("concerns:open", ("concerns:one", "concerns:two")),
    ("duties:discussion", ("duties:reflective", "duties:partly_reflective", "duties:not_reflective")),
)
"""Figures that are always the sum of others, of any period."""


def of(document: Document) -> Iterable[Sum]:
    """Every sum of which all figures are in the report."""
    keys = {(cell.figure, cell.period) for cell in document.cells() if cell.n is not None}
    yield from _grades(document, keys)
    for total, parts in STEPS:
        for key in sorted({at for name, at in keys if name == total}):
            yield from _sum((total, key), tuple((part, key) for part in parts), keys)
    for name, key in sorted(keys):
        for parts in _within(period(key)):
            yield from _sum((name, key), tuple((name, part) for part in parts), keys)


def _within(whole: Period | None) -> Iterable[tuple[str, ...]]:
    """The keys of the parts that a period is made of: its months, and of a year also its quarters."""
    if whole is None or len(whole.months) == 1:
        return
    yield whole.months
    if whole.kind != QUARTERLY:
        yield tuple(one.key for one in whole.quarters)


def _sum(total: Key, parts: tuple[Key, ...], keys: set[Key]) -> Iterable[Sum]:
    if total in keys and len(parts) > 1 and all(part in keys for part in parts):
        yield Sum(total, parts)


def _grades(document: Document, keys: set[Key]) -> Iterable[Sum]:
    """Those cells whose base is the same figure make it up, where their numbers do: every grade of a scale."""
    found: dict[Key, dict[Key, int]] = {}
    for cell in document.cells():
        if cell.base.startswith("graded:") and cell.of is not None and cell.n is not None:
            found.setdefault((cell.base, cell.period), {})[cell.figure, cell.period] = cell.n
    bases = {(cell.figure, cell.period): cell.n for cell in document.cells()}
    for total, parts in found.items():
        if total in keys and sum(parts.values()) == bases[total] and len(parts) > 1:
            yield Sum(total, tuple(sorted(parts)))
