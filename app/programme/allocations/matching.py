"""Finding people for pieces of work under limits: complete whenever that is possible, and as even as possible."""

from collections.abc import Callable, Iterator, Sequence

Cost = Callable[[int, int], tuple[int, ...]]


def spread(choices: Sequence[int], wanted: Sequence[int], room: Sequence[int], cost: Cost) -> list[list[int]]:
    """Give each task its number of different people; return the people of each task.

    Takes for each task the set of people who may do it (a whole number: bit p is person p) and how many are
    `wanted`; for each person how many tasks there is `room` for; and the `cost` of person p having the k-th task
    (from 0), which must not fall as k grows. As many places as possible are filled, first every task's first, and
    for the tasks so filled the sum of the costs is the least possible.

    Each place is filled along a cheapest augmenting path, on which others hand a task on to make room. A place
    without such a path stays without one whatever is filled later, so none is lost to a bad early choice (C. Berge,
    Two theorems in graph theory, 1957). Costs arise only where a path ends, so the cheapest is the one to the
    cheapest person in reach, which keeps the total least (N. Harvey, R. Ladner, L. Lovász and T. Tamir,
    Semi-matchings for bipartite graphs and load balancing, Journal of Algorithms 59, 2006). With sets as whole
    numbers one search costs some steps a person: 300 tasks and 150 people are a matter of milliseconds.
    """
    state = _Spread(choices, room, cost)
    for turn in range(max(wanted, default=0)):
        for task, number in enumerate(wanted):
            if turn < number:
                state.place(task)
    return [list(bits(people)) for people in state.people]


def bits(number: int) -> Iterator[int]:
    """Yield the places of the bits that are set, lowest first."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


class _Spread:
    """Who has which task so far: sets of people by task, sets of tasks by person."""

    def __init__(self, choices: Sequence[int], room: Sequence[int], cost: Cost) -> None:
        self.choices, self.room, self.cost = choices, room, cost
        self.people = [0] * len(choices)
        self.tasks = [0] * len(room)

    def place(self, task: int) -> None:
        """Fill one more place of a task if that can be done at all."""
        got_from, lost_by = self._reach(task)
        ends = [person for person in got_from if self.tasks[person].bit_count() < self.room[person]]
        if ends:
            self._hand_on(min(ends, key=self._next_cost), task, got_from, lost_by)

    def _next_cost(self, person: int) -> tuple[tuple[int, ...], int]:
        return self.cost(person, self.tasks[person].bit_count()), person

    def _reach(self, start: int) -> tuple[dict[int, int], dict[int, int]]:
        """Return who could take a task so that `start` gains a person: which task, and who would lose that one."""
        got_from: dict[int, int] = {}
        lost_by: dict[int, int] = {}
        seen, queued, queue = 0, 1 << start, [start]
        for task in queue:
            fresh = self.choices[task] & ~self.people[task] & ~seen
            seen |= fresh
            for person in bits(fresh):
                got_from[person] = task
                found = list(bits(self.tasks[person] & ~queued))
                queued |= self.tasks[person]
                lost_by |= dict.fromkeys(found, person)
                queue += found
        return got_from, lost_by

    def _hand_on(self, person: int, start: int, got_from: dict[int, int], lost_by: dict[int, int]) -> None:
        task = got_from[person]
        self._switch(task, person)
        while task != start:
            person = lost_by[task]
            self._switch(task, person)
            task = got_from[person]
            self._switch(task, person)

    def _switch(self, task: int, person: int) -> None:
        self.people[task] ^= 1 << person
        self.tasks[person] ^= 1 << task
