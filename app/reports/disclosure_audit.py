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
