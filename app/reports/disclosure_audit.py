"""How near each unknown can be reckoned: the least and the most that it may be, by linear programming.

That suppression has to be audited so, since values can follow from many sums together: L. H. Cox, "Suppression
methodology and statistical disclosure control", Journal of the American Statistical Association 75 (1980), 377 to 385;
Federal Committee on Statistical Methodology, Statistical Policy Working Paper 22 (2nd version, 2005), chapter IV.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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

    def groups(self, columns: NDArray[np.intp]) -> NDArray[np.intp]:
        """For each of these columns the number of the group that it is in: no equation goes across."""
        part = abs(self.matrix[:, columns])
        groups: NDArray[np.intp] = connected_components(part.T @ part, directed=False)[1]
        return groups


def numbers(found: Equations) -> Numbers:
    """The equations as a matrix, without those of earlier copies that cannot be true together."""
    solved = _solved(found.all, found.truth)
    return solved or _solved([one for one in found.all if _here(one, found.truth)], found.truth) or _none(found.truth)


def _here(one: Equation, truth: Mapping[Node, int]) -> bool:
    return all(node in truth for _, node in one.terms)


def _none(truth: Mapping[Node, int]) -> Numbers:
    return Numbers(tuple(truth), csr_matrix((0, len(truth))), np.array(list(truth.values()), dtype=float))


def _solved(all: Iterable[Equation], truth: Mapping[Node, int]) -> Numbers | None:
    """The matrix with a solution that has the true values; None where there is none."""
    rows = list(all)
    nodes = tuple(dict.fromkeys([*truth, *(node for one in rows for _, node in one.terms)]))
    place = {node: n for n, node in enumerate(nodes)}
    entries = [(times, n, place[node]) for n, one in enumerate(rows) for times, node in one.terms]
    times, down, across = zip(*entries, strict=True) if entries else ((), (), ())
    matrix = csr_matrix((np.array(times, dtype=float), (down, across)), shape=(len(rows), len(nodes)))
    known = np.array([truth.get(node, np.nan) for node in nodes])
    right = -np.array([one.known for one in rows], dtype=float)
    return _completed(Numbers(nodes, matrix, known), right)


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


def narrow(system: Numbers, visible: Flags, needs: Mapping[int, int]) -> dict[int, tuple[int, int]]:
    """Those unknowns that can be reckoned more nearly than their `needs` (most less least) allow, with least and most.

    `visible` are the columns whose values a reader knows. Each solution that is found is kept as an example: an unknown
    with two examples far enough apart needs no programme of its own.
    """
    open = ~_followed(system, visible)
    columns = np.flatnonzero(open)
    found = {n: (int(system.truth[n]),) * 2 for n, need in needs.items() if need > 0 and not open[n]}
    search = _Search(system, columns, {n: need for n, need in needs.items() if need > 0 and open[n]})
    return found | search.done()


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

    def __init__(self, system: Numbers, columns: NDArray[np.intp], needs: Mapping[int, int]) -> None:
        self.columns, self.most = columns, system.most
        self.matrix = system.matrix[:, columns]
        used = np.flatnonzero(np.diff(self.matrix.indptr))
        self.matrix = self.matrix[used]
        self.right = self.matrix @ system.truth[columns]
        self.least = system.truth[columns].copy()
        self.greatest = self.least.copy()
        place = {column: n for n, column in enumerate(columns)}
        self.needs = {place[n]: need for n, need in needs.items()}
        groups = system.groups(columns)
        self.queues: dict[int, list[tuple[int, int]]] = {}
        for n in self.needs:
            self.queues.setdefault(int(groups[n]), []).extend([(n, -1), (n, 1)])

    def done(self) -> dict[int, tuple[int, int]]:
        """Run it: the unknowns that are not far enough apart, as columns of the system."""
        while asked := [(n, way) for queue in self.queues.values() for n, way in self._next(queue)]:
            objective = np.zeros(len(self.columns))
            for n, way in asked:
                objective[n] = way
            found = solve(self.matrix, self.right, objective, self.most)
            if found is not None:
                self.least, self.greatest = np.minimum(self.least, found), np.maximum(self.greatest, found)
        return {
            int(self.columns[n]): (int(self.least[n]), int(self.greatest[n])) for n in self.needs if not self._apart(n)
        }

    def _next(self, queue: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """The next question of a group, past those that examples have answered."""
        while queue:
            n, way = queue.pop(0)
            if not self._apart(n):
                return [(n, way)]
        return []

    def _apart(self, n: int) -> bool:
        return bool(self.greatest[n] - self.least[n] >= self.needs[n])
