"""What a choice of the values to keep back starts from: which are small, which are known, and what each weighs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2

import numpy as np

from app.reports.disclosure_audit import Flags, Many, Numbers, numbers
from app.reports.disclosure_periods import of_periods
from app.reports.disclosure_relations import tells_of_people
from app.reports.disclosure_system import ELSE, NOW, REST, THEN, THIS, equations
from app.reports.disclosure_values import BASE, Key, Told


@dataclass(frozen=True)
class Case:
    """A report's values as columns of the system of its equations, see `case`."""

    system: Numbers
    columns: dict[Key, int]
    """Of each value that may be kept back."""
    constant: Flags
    """What stands in so many places that it cannot be kept back: a whole without a figure of its own."""
    known: Flags
    """What was shown last time with the same value."""
    must: Flags
    """What is kept back for its own sake."""
    moved: dict[int, int]
    """What has moved by a small number since it was shown; how many values less one must stay possible.

    Not wholes: how far one has moved says how many came late, and nothing of them.
    """
    needs: dict[int, int]
    """The same of what else must not be known."""
    weights: Many
    """How much is lost with each value."""


def case(report: Told, earlier: Sequence[Told], least: int) -> Case:
    """The case of a report (its internal values) and of what earlier public copies told; small is less than `least`."""
    system = numbers(equations(report, earlier))
    at = {node: n for n, node in enumerate(system.nodes)}
    columns = {node[2]: n for node, n in at.items() if node[0] == NOW and not node[2][0].startswith(BASE)}

    def flags(keys: Iterable[Key]) -> Flags:
        chosen: Flags = np.zeros(len(at), dtype=bool)
        chosen[[columns[key] for key in keys if key in columns]] = True
        return chosen

    constant = np.array([node[0] == NOW and node[2] not in columns for node in system.nodes], dtype=bool)
    known = flags(_known(report, earlier)) | _told_once(system, earlier)
    moved = list(_moved(report, earlier, least))
    small = [key for key, n in report.shown.items() if 0 < n < least and tells_of_people(key[0])]
    stuck = [key for copy in earlier for key in copy.kept if copy.true.get(key) in (None, report.shown.get(key))]
    must = flags([*small, *moved]) | flags(stuck) & ~known
    moving = {columns[key]: least - 1 for key in moved}
    needs = {n: by for n, by in _needing(system, earlier, least) if n not in moving and not (constant | known)[n]}
    return Case(system, columns, constant, known, must, moving, needs, _weights(report, earlier, columns, len(at)))


def _known(report: Told, earlier: Sequence[Told]) -> list[Key]:
    last = {key: n for copy in earlier for key, n in copy.shown.items()}
    return [key for key, n in report.shown.items() if last.get(key) == n]


def _moved(report: Told, earlier: Sequence[Told], least: int) -> Iterator[Key]:
    """The values that tell of a few, by how far they are from what was shown before: of the same, or of its parts."""
    together = _together([report, *earlier], {key: n for copy in earlier for key, n in copy.shown.items()})
    wholes = report.wholes
    for key in [key for key in report.shown if key not in wholes]:
        now, values = report.shown[key], [copy.shown[key] for copy in earlier if key in copy.shown]
        if tells_of_people(key[0]) and (not values or values[-1] != now):
            values += [together[key]] if key in together else []
            if any(0 < abs(now - value) < least for value in values):
                yield key


def _together(copies: Sequence[Told], shown: Mapping[Key, int]) -> dict[Key, int]:
    """What quarters and years come to, of whose months or quarters each was shown."""
    found: dict[Key, int] = {}
    for one in sorted(of_periods([copy.keys for copy in copies]), key=lambda one: one.total[1].endswith("year")):
        values = [shown.get(part, found.get(part)) for part in one.parts]
        if None not in values:
            found[one.total] = sum(value or 0 for value in values)
    return found


def _told_once(system: Numbers, earlier: Sequence[Told]) -> Flags:
    """What an earlier copy kept back and another one shows, with the same value."""
    found = [node[0] == THEN and any(copy.shown.get(node[2]) == node[1] for copy in earlier) for node in system.nodes]
    return np.array(found, dtype=bool)


def _needing(system: Numbers, earlier: Sequence[Told], least: int) -> Iterator[tuple[int, int]]:
    """Small values and small rests, of this report and of what is kept back in earlier copies; how many less one each.

    Whatever else an earlier copy kept back must not be had either. A part of a sum that stands nowhere is small or not
    as the rest of the sum has it.
    """
    for n, (kind, copy, key, whole) in enumerate(system.nodes):
        small = 0 < system.truth[n] < least and tells_of_people(key[0])
        kept = kind != REST or copy == THIS or {key, whole} & earlier[copy].kept
        if small and kept and kind != ELSE:
            yield n, least - 1
        elif kind == THEN:
            yield n, 1


def _weights(report: Told, earlier: Sequence[Told], columns: dict[Key, int], many: int) -> Many:
    """A whole loses the shares of it too; a total is missed more than a part; what was kept back before, least."""
    totals, before = {one.total for one in report.sums}, {key for copy in earlier for key in copy.kept}
    wholes = report.wholes
    weights = np.zeros(many)
    for key, n in columns.items():
        weight = 2 + log2(1 + report.shown[key]) + 4 * (key in totals) + 4 * (report.shown[key] == 0)
        weights[n] = (weight + 30 * (key in wholes)) * (0.1 if key in before else 1)
    return weights
