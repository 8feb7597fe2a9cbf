"""How near each unknown can be reckoned: the least and the most that it may be, by linear programming.

That suppression has to be audited so, since values can follow from many sums together: L. H. Cox, "Suppression
methodology and statistical disclosure control", Journal of the American Statistical Association 75 (1980), 377 to 385;
Federal Committee on Statistical Methodology, Statistical Policy Working Paper 22 (2nd version, 2005), chapter IV.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_matrix, hstack, identity
from scipy.sparse.csgraph import connected_components

from app.reports.disclosure_system import NOW, Equation, Equations, Node

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
    """The equations as a matrix, without those that cannot be true together, where copies are of different times."""
    known = [one for one in found.all if one.holds(found.truth)]
    ways: tuple[Callable[[], Sequence[Equation]], ...] = (lambda: found.all, lambda: _possible(found), lambda: known)
    solved = (_solved(way(), found.truth) for way in ways)
    return next((one for one in solved if one is not None), None) or _none(found.truth)


def _possible(found: Equations) -> list[Equation]:
    """Those that are left when as little as can be is taken from what copies of different times come to together.

    What the report that is being made says of itself goes before.
    """
    whole = _matrix(found.all, found.truth)
    missing = np.flatnonzero(np.isnan(whole.truth))
    left = -np.array([one.known for one in found.all]) - whole.matrix @ np.nan_to_num(whole.truth)
    either = identity(len(left))
    each = [10.0 if any(node[0] == NOW for _, node in one.terms) else 1.0 for one in found.all]
    cost = np.concatenate([np.zeros(len(missing)), each, each])
    rows = csr_matrix(hstack([whole.matrix[:, missing], either, -either]))
    lacking = linprog(cost, A_eq=rows, b_eq=left).x[len(missing) :].reshape(2, -1).sum(axis=0)
    return [one for one, lacks in zip(found.all, lacking, strict=True) if lacks < 1e-6]


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


def followed(system: Numbers, visible: Flags) -> Flags:
    """What is visible, and what follows from it by subtraction alone, again and again."""
    pattern = system.matrix.astype(bool).astype(int)
    visible = visible.copy()
    while True:
        alone = pattern @ (~visible).astype(int) == 1
        following = (pattern.T @ alone.astype(int) > 0) & ~visible
        if not following.any():
            return visible
        visible |= following
