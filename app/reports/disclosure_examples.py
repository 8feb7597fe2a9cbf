"""How near each unknown can be reckoned, found with as few programmes as will do: every solution is an example."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from app.reports.disclosure_audit import Flags, Many, Numbers, followed, solve


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
    open = ~followed(system, visible)
    found = {n: (int(system.truth[n]),) * 2 for n in asked if not open[n]}
    done = {system.group[n] for n in found}
    asked = {n: need for n, need in asked.items() if system.group[n] not in done}
    columns = np.flatnonzero(open & np.isin(system.group, system.group[list(asked)]))
    return found | _Search(examples, columns, asked, (least, most)).done()


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
