"""How near each unknown can be reckoned: the least and the most that it may be, by linear programming.

That suppression has to be audited so, since values can follow from many sums together: L. H. Cox, "Suppression
methodology and statistical disclosure control", Journal of the American Statistical Association 75 (1980), 377 to 385;
Federal Committee on Statistical Methodology, Statistical Policy Working Paper 22 (2nd version, 2005), chapter IV.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from app.reports.disclosure_system import Equation, Equations, Node

Many = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Numbers:
    """The equations as a matrix: `matrix` times the values is 0 − `known`; `truth` solves it."""

    nodes: tuple[Node, ...]
    matrix: Any
    truth: Many

    @property
    def most(self) -> float:
        """Above any value that an unknown is tried with."""
        return 100.0 + 4.0 * float(self.truth.max(initial=0))

    @cached_property
    def group(self) -> NDArray[np.intp]:
        """For each unknown the number of the group that it is in, if everything is unknown."""
        return self.groups(np.arange(len(self.nodes)))

    def groups(self, columns: NDArray[np.intp]) -> NDArray[np.intp]:
        """For each of these columns the number of the group that it is in: no equation goes across."""
        part = abs(self.matrix[:, columns])
        groups: NDArray[np.intp] = connected_components(part.T @ part, directed=False)[1]
        return groups


def numbers(found: Equations) -> Numbers:
    """The equations as a matrix, without those of earlier copies that cannot be true together."""
    return _solved(found.all, found.truth) or _solved(_possible(found), found.truth) or _none(found.truth)


def _possible(found: Equations) -> list[Equation]:
    """Those among the values of now, and of each group of others all or none."""
    whole = _matrix(found.all, found.truth)
    group = {node: int(n) for node, n in zip(whole.nodes, whole.group, strict=True)}
    groups: dict[int, list[Equation]] = {}
    for one in found.all:
        groups.setdefault(group[one.terms[0][1]], []).append(one)
    kept = (
        own if _solved(own, found.truth) else [one for one in own if _here(one, found.truth)] for own in groups.values()
    )
    return [one for own in kept for one in own]


def _here(one: Equation, truth: Mapping[Node, int]) -> bool:
    return all(node in truth for _, node in one.terms)


def _none(truth: Mapping[Node, int]) -> Numbers:
    return Numbers(tuple(truth), csr_matrix((0, len(truth))), np.array(list(truth.values()), dtype=float))


def _solved(rows: Sequence[Equation], truth: Mapping[Node, int]) -> Numbers | None:
    """The matrix with a solution that has the true values; None where there is none."""
    return _completed(_matrix(rows, truth), -np.array([one.known for one in rows], dtype=float))


def _matrix(rows: Sequence[Equation], truth: Mapping[Node, int]) -> Numbers:
    """The matrix, with no number where the true value is not known here."""
    nodes = tuple(dict.fromkeys([*truth, *(node for one in rows for _, node in one.terms)]))
    place = {node: n for n, node in enumerate(nodes)}
    entries = [(times, n, place[node]) for n, one in enumerate(rows) for times, node in one.terms]
    times, down, across = zip(*entries, strict=True) if entries else ((), (), ())
    matrix = csr_matrix((np.array(times, dtype=float), (down, across)), shape=(len(rows), len(nodes)))
    return Numbers(nodes, matrix, np.array([truth.get(node, np.nan) for node in nodes]))


def _completed(start: Numbers, right: Many) -> Numbers | None:
    """With a whole number for each unknown whose true value is not known here."""
    missing = np.flatnonzero(np.isnan(start.truth))
    values = np.nan_to_num(start.truth)
    left = right - start.matrix @ values
    if len(missing):
        found = solve(start.matrix[:, missing], left, np.zeros(len(missing)), 10 * float(values.max(initial=10)))
        if found is None:
            return None
        values[missing] = found
    return Numbers(start.nodes, start.matrix, values) if np.allclose(start.matrix @ values, right) else None


def solve(matrix: Any, right: Many, objective: Many, most: float | Many, least: float | Many = 0.0) -> Many | None:
    """The whole numbers of the least objective that the equations allow; None where they allow none."""
    bounds, equal = Bounds(least, most), LinearConstraint(matrix, right, right)
    for whole in (0, 1):
        found = milp(objective, integrality=np.full(len(objective), whole), bounds=bounds, constraints=equal)
        if found.x is None:
            return None
        near: Many = np.rint(found.x)
        if np.allclose(found.x, near, atol=1e-6):
            return near
    return near


class Examples:
    """Solutions that were found, each with a value for every unknown: what shows that a value may be another one.

    A solution in which something visible has another value than the true one is none for the group that it is in.
    """

    def __init__(self, system: Numbers) -> None:
        self.system = system
        self.all: Many = system.truth[np.newaxis, :]

    def add(self, columns: NDArray[np.intp], values: Many) -> None:
        """Keep a solution: its values in these columns, in others the true ones."""
        example = self.system.truth.copy()
        example[columns] = values
        self.all = np.vstack([self.all, example])

    def ranges(self, visible: Flags) -> tuple[Many, Many]:
        """The least and the most of each unknown among the solutions, for whoever sees what is visible."""
        wrong = (self.all != self.system.truth) & visible
        groups = self.system.group
        apart = np.zeros((len(self.all), groups.max(initial=0) + 1), dtype=bool)
        example, column = np.nonzero(wrong)
        apart[example, groups[column]] = True
        fit = np.where(apart[:, groups], self.system.truth, self.all)
        return fit.min(axis=0), fit.max(axis=0)


def narrow(examples: Examples, visible: Flags, needs: Mapping[int, int]) -> dict[int, tuple[int, int]]:
    """Unknowns that can be reckoned more nearly than their `needs` (most less least) allow, with least and most.

    `visible` are the columns whose values a reader knows. At least one of each group in which there are any, not all.
    An unknown with two examples far enough apart needs no programme of its own; each programme gives an example.
    """
    system = examples.system
    least, most = examples.ranges(visible)
    asked = {n: need for n, need in needs.items() if most[n] - least[n] < need}
    open = ~_followed(system, visible)
    found = {n: (int(system.truth[n]),) * 2 for n in asked if not open[n]}
    done = {system.group[n] for n in found}
    asked = {n: need for n, need in asked.items() if system.group[n] not in done}
    columns = np.flatnonzero(open & np.isin(system.group, system.group[list(asked)]))
    return found | _Search(examples, columns, asked, (least, most)).done()


def _followed(system: Numbers, visible: Flags) -> Flags:
    """What is visible, and what follows from it by subtraction alone, again and again."""
    pattern = system.matrix.astype(bool).astype(int)
    visible = visible.copy()
    while True:
        alone = pattern @ (~visible).astype(int) == 1
        following = (pattern.T @ alone.astype(int) > 0) & ~visible
        if not following.any():
            return visible
        visible |= following


class _Search:
    """The search for the least and the most of some unknowns, in all groups at the same time."""

    def __init__(
        self, examples: Examples, columns: NDArray[np.intp], needs: Mapping[int, int], seen: tuple[Many, Many]
    ) -> None:
        self.examples, self.columns = examples, columns
        matrix = examples.system.matrix[:, columns]
        self.matrix = matrix[np.flatnonzero(np.diff(matrix.indptr))]
        self.right = self.matrix @ examples.system.truth[columns]
        self.least, self.most = (one[columns].copy() for one in seen)
        place = {column: n for n, column in enumerate(columns)}
        self.needs = {place[n]: need for n, need in needs.items()}
        self.queues: dict[int, list[tuple[int, tuple[int, ...]]]] = {}
        for n in self.needs:
            self.queues.setdefault(int(examples.system.group[columns[n]]), []).append((n, (-1, 1)))

    def done(self) -> dict[int, tuple[int, int]]:
        """Run it: an unknown of each group that is not far enough apart, as a column of the system."""
        while asked := [one for queue in self.queues.values() for one in self._next(queue)]:
            objective = np.zeros(len(self.columns))
            for n, way in asked:
                objective[n] = way
            found = solve(self.matrix, self.right, objective, self.examples.system.most)
            if found is not None:
                self.least, self.most = np.minimum(self.least, found), np.maximum(self.most, found)
                self.examples.add(self.columns, found)
        narrow = [queue[0][0] for queue in self.queues.values() if queue]
        return {int(self.columns[n]): (int(self.least[n]), int(self.most[n])) for n in narrow}

    def _next(self, queue: list[tuple[int, tuple[int, ...]]]) -> list[tuple[int, int]]:
        """The next question of a group, past those that examples have answered; none once one stays too near."""
        while queue:
            n, ways = queue[0]
            if self.most[n] - self.least[n] >= self.needs[n]:
                queue.pop(0)
            elif ways:
                queue[0] = (n, ways[1:])
                return [(n, ways[0])]
            else:
                break
        return []
