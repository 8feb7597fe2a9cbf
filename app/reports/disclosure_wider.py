"""Which visible values have to give way, at the least loss, for an unknown to be less certain.

The programme is that of J. P. Kelly, B. L. Golden and A. A. Assad, "Cell suppression: disclosure protection for
sensitive tabular data", Networks 22 (1992), 397 to 417: the values move along with the unknown, and those that move are
kept back.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix, hstack, vstack

from app.reports.disclosure_audit import Flags, Many, Numbers

SHORT = 1e5
"""What it costs to fall short of a goal: more than anything that can be kept back."""


@dataclass(frozen=True)
class Goal:
    """How far an unknown shall be able to lie from its true value: up, or (negative) down."""

    column: int
    by: int


def wider(
    system: Numbers, visible: Flags, fixed: Flags, weights: Many, goals: Mapping[int, Goal]
) -> tuple[Flags, Flags]:
    """The columns to keep back for these goals, one of each group; and the columns whose goals cannot be met.

    `visible` are those that a reader knows, `fixed` those of them that cannot be kept back.
    """
    open, may = np.flatnonzero(~visible), np.flatnonzero(visible & ~fixed)
    wanted = list(goals.values())
    moves = _moves(system, open, may, wanted)
    cost = np.concatenate([np.zeros(len(open)), weights[may], weights[may], np.full(len(wanted), SHORT)])
    most = np.concatenate([system.most - system.truth[open], np.full(len(may), system.most), system.truth[may],
                           np.array([abs(goal.by) for goal in wanted], dtype=float)])  # fmt: skip
    least = np.concatenate([-system.truth[open], np.zeros(2 * len(may) + len(wanted))])
    still = np.concatenate([np.zeros(moves.shape[0] - len(wanted)), [goal.by for goal in wanted]])
    found = milp(cost, bounds=Bounds(least, most), constraints=LinearConstraint(moves, still, still)).x
    given = found[len(open) : len(open) + len(may)] + found[len(open) + len(may) : len(open) + 2 * len(may)]
    hide, short = np.zeros(len(visible), dtype=bool), np.zeros(len(visible), dtype=bool)
    hide[may[given > 1e-6]] = True
    short[[goal.column for goal, by in zip(wanted, found[len(found) - len(wanted) :], strict=True) if by > 1e-6]] = True
    return hide, short


def _moves(system: Numbers, open: np.ndarray, may: np.ndarray, goals: list[Goal]) -> csr_matrix:
    """That all equations stay true, and that each unknown moves to its goal but for what it falls short of."""
    none = csr_matrix((system.matrix.shape[0], len(goals)))
    true = hstack([system.matrix[:, open], system.matrix[:, may], -system.matrix[:, may], none])
    place = {column: n for n, column in enumerate(open)}
    goal = csr_matrix((len(goals), true.shape[1])).tolil()
    for n, one in enumerate(goals):
        goal[n, place[one.column]] = 1
        goal[n, true.shape[1] - len(goals) + n] = np.sign(one.by)
    return csr_matrix(vstack([true, goal]))
