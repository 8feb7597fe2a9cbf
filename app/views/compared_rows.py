"""Which rows of a list came, went and changed between two moments, found again by what stays the same about them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from app.views.export_columns import LISTS

Row = Mapping[str, Any]
KEYS = {
    "graded-good": ("audit_id", "domain_id"),
    "pool": ("auditor_id",),
    "sample": ("child_id",),
    "pool-people": ("person_id", "which_pool_id"),
    "pools": ("month_id", "which_pool_id"),
    "pool-leaving": ("which_pool_id", "figure_id"),
    "pool-targets": ("which_pool_id", "target_number"),
    "actions-standing": ("group_id",),
    "good-practice-figures": ("figure_id", "about"),
    "impact-figures": ("figure_id", "about"),
    "questions": ("question_id", "figure_id"),
    "report-figures": ("figure_id", "period", "copy"),
}
"""By list: the columns that together name a row, where that is not the first."""
SAID_AGAIN = {
    "questions": ("answer",),
    "report-figures": ("report", "copy", "edition", "figures_as_at", "position", "address"),
}
"""By list: the columns that say in each of many rows what all of them have, or what other columns are made of."""
NAMED_BY = 3
"""So many columns say which row it is."""


@dataclass(frozen=True)
class Cell:
    """What a column said of a row, and what it says."""

    key: str
    label: str
    was: str
    now: str


@dataclass(frozen=True)
class Compared:
    """A row that came, went or changed: what names it, and the cells that differ (none if whole)."""

    id: str
    row: Row
    cells: tuple[Cell, ...] = ()

    @property
    def aged(self) -> bool:
        """Whether only days went by: nothing else of it is otherwise."""
        return bool(self.cells) and all(cell.key.startswith("days_") for cell in self.cells)


@dataclass(frozen=True)
class Differences:
    """What differs between two lists, and how many rows are the same."""

    added: tuple[Compared, ...]
    gone: tuple[Compared, ...]
    changed: tuple[Compared, ...]
    same: int

    def all(self) -> list[tuple[str, Compared]]:
        """Every row that differs, each with what happened to it."""
        kinds = (("added", self.added), ("gone", self.gone), ("changed", self.changed))
        return [(kind, row) for kind, rows in kinds for row in rows]


def compared(list: str, was: Sequence[Row], now: Sequence[Row], labels: Mapping[str, str]) -> Differences:
    """The differences between the rows of a list (a key of LISTS, or figures) at two moments."""
    keys = KEYS.get(list) or (next(iter(labels)),)
    before, after = _by_id(was, keys), _by_id(now, keys)
    both = [(id, before[id], row) for id, row in after.items() if id in before]
    changed = [Compared(id, row, _cells(old, row, labels)) for id, old, row in both if old != row]
    return Differences(
        tuple(Compared(id, row) for id, row in after.items() if id not in before),
        tuple(Compared(id, row) for id, row in before.items() if id not in after),
        tuple(sorted((one for one in changed if one.cells), key=lambda one: one.aged)),
        len(both) - sum(bool(one.cells) for one in changed),
    )


def labels_of(list: str) -> dict[str, str]:
    """The headings of a list's columns by key, without what is said again in each of many rows."""
    return {column.key: column.name for column in LISTS[list] if column.key not in SAID_AGAIN.get(list, ())}


def shown(labels: Mapping[str, str]) -> dict[str, str]:
    """The columns that a person reads: without ids."""
    return {key: label for key, label in labels.items() if not key.endswith(("_id", "_ids", "_key"))}


def named_by(row: Row, labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """What a row is called: its first columns that say something, each with its key; of a figure, without its value."""
    said = [(key, words(row.get(key))) for key in takewhile(lambda key: key != "numerator", shown(labels))]
    return [one for one in said if one[1]][:NAMED_BY]


def words(value: Any) -> str:
    """A value of a file as it is read."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _by_id(rows: Iterable[Row], keys: Sequence[str]) -> dict[str, Row]:
    """Rows by what names them; of some with the same name each by its place among them."""
    seen, found = Counter[str](), dict[str, Row]()
    for row in rows:
        id = " ".join(words(row.get(key)) for key in keys)
        seen[id] += 1
        found[id if seen[id] == 1 else f"{id} ({seen[id]})"] = row
    return found


def _cells(was: Row, now: Row, labels: Mapping[str, str]) -> tuple[Cell, ...]:
    told = ((key, label, words(was.get(key)), words(now.get(key))) for key, label in shown(labels).items())
    return tuple(Cell(*one) for one in told if one[2] != one[3])
