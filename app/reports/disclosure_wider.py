"""Which visible values have to give way, at the least loss, for an unknown to be less certain.

The programme is that of J. P. Kelly, B. L. Golden and A. A. Assad, "Cell suppression: disclosure protection for
sensitive tabular data", Networks 22 (1992), 397 to 417: the values move along with the unknown, and those that move are
kept back.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix, hstack, vstack

from app.reports.disclosure_audit import Flags, Many, Numbers
from app.reports.disclosure_examples import Examples

SHORT = 1e5
"""What it costs to fall short of a goal: more than anything that can be kept back."""


@dataclass(frozen=True)
class Goal:
    """How far an unknown shall be able to lie from its true value: up, or (negative) down."""

    column: int
    by: int


def wider(
    examples: Examples, visible: Flags, fixed: Flags, weights: Many, goals: Mapping[int, Goal]
) -> tuple[Flags, Flags]:
    """The columns to keep back for these goals, one of each group; and the columns whose goals cannot be met.

    `visible` are those that a reader knows, `fixed` those of them that cannot be kept back.
    """
    system, inside = examples.system, np.isin(examples.system.group, examples.system.group[list(goals)])
    open, may = np.flatnonzero(~visible & inside), np.flatnonzero(visible & ~fixed & inside)
    wanted = list(goals.values())
    moves = _moves(system, open, may, wanted)
    cost = np.concatenate([np.zeros(len(open)), weights[may], weights[may], np.full(len(wanted), SHORT)])
    most = np.concatenate([system.most - system.truth[open], np.full(len(may), system.most), system.truth[may],
                           np.array([abs(goal.by) for goal in wanted], dtype=float)])  # fmt: skip
    least = np.concatenate([-system.truth[open], np.zeros(2 * len(may) + len(wanted))])
    still = np.concatenate([np.zeros(moves.shape[0] - len(wanted)), [goal.by for goal in wanted]])
    found = milp(cost, bounds=Bounds(least, most), constraints=LinearConstraint(moves, still, still)).x
    if found is None:  # it always has a solution, unless the solver gives up: then all of it
        return visible & ~fixed & inside, np.zeros(len(visible), dtype=bool)
    free, up, down = np.split(found[: len(found) - len(wanted)], [len(open), len(open) + len(may)])
    _keep(examples, np.concatenate([open, may]), np.concatenate([free, up - down]))
    hide, short = np.zeros(len(visible), dtype=bool), np.zeros(len(visible), dtype=bool)
    hide[may[up + down > 1e-6]] = True
    short[[goal.column for goal, by in zip(wanted, found[len(found) - len(wanted) :], strict=True) if by > 1e-6]] = True
    return hide, short


def _moves(system: Numbers, open: NDArray[np.intp], may: NDArray[np.intp], goals: list[Goal]) -> csr_matrix:
    """That all equations stay true, and that each unknown moves to its goal but for what it falls short of."""
    none = csr_matrix((system.matrix.shape[0], len(goals)))
    true = hstack([system.matrix[:, open], system.matrix[:, may], -system.matrix[:, may], none])
    place = {column: n for n, column in enumerate(open)}
    goal = csr_matrix((len(goals), true.shape[1])).tolil()
    for n, one in enumerate(goals):
        goal[n, place[one.column]] = 1
        goal[n, true.shape[1] - len(goals) + n] = np.sign(one.by)
    return csr_matrix(vstack([true, goal]))


def _keep(examples: Examples, columns: NDArray[np.intp], moved: Many) -> None:
    """The values that have moved are an example, where they are whole."""
    values = examples.system.truth[columns] + np.rint(moved)
    if np.allclose(moved, np.rint(moved), atol=1e-6):
        examples.add(columns, values)
