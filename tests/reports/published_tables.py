"""Tables that were published once and are published anew, and what a reader makes of both copies."""

from dataclasses import dataclass
from random import Random

from app.reports.disclosure import Out, public
from app.reports.document import Document
from tests.reports.attacker import Attack, Printed, printed
from tests.reports.random_tables import QUARTER, TOTALS, YEAR, Grid, Position, a_grid, changed, report, shown
from tests.reports.small_reports import out

EACH = 50
"""Tables in one report."""
ALL = (0, 1, 2, -1)


def grids(seed: str, fewest: int = 2) -> list[Grid]:
    random = Random(seed)
    return [a_grid(random, fewest) for _ in range(EACH)]


def alone(grid: Grid, read: Printed, copies: int = 1) -> Attack:
    attack = Attack(len(grid.counts), len(grid.counts[0]), copies)
    attack.read(read)
    return attack


@dataclass
class Story:
    """Tables that were published, whole or by the month, and are published anew after some of them have changed."""

    old: list[Grid]
    new: list[Grid]
    copies: list[tuple[tuple[int, ...], Document]]
    last: Document
    columns: tuple[int, ...] = ALL
    """Of the last copy."""

    def attack(self, n: int, knowing: bool) -> Attack:
        """An attack on a table; knowing: by somebody who knows of each number shown before whether it has changed."""
        grid, read = self.new[n], printed(self.last, self.new[n], n, self.columns)
        attack, known = alone(grid, read, 1 + len(self.copies)), {}
        for at, (columns, copy) in enumerate(self.copies, 1):
            before = printed(copy, self.old[n], n, columns)
            attack.read(before, at)
            known |= {one: number for one, (number, _) in before.items() if number is not None}
            for one in self.unchanged(n, before, columns):
                attack.same(one, 0, at)
        for one in known.keys() & read.keys() if knowing else ():
            if known[one] == grid.at(*one):
                attack.equal.append((attack.sum_of(one), known[one]))
        return self.asking(n, attack, known, knowing)

    def asking(self, n: int, attack: Attack, known: dict[Position, int], knowing: bool) -> Attack:
        """Who does not know what changed asks for what is kept back now; who does, for what is small, and of old."""
        if not knowing:
            attack.asked = {one: part for one, part in attack.asked.items() if one[0] == 0}
            return attack
        for (copy, one), _ in list(attack.asked.items()):
            value, old = self.new[n].at(*one), known.get(one)
            whole = one[0] < 0 and self.new[n].shares
            moved = old is not None and not whole and 0 < abs(old - value) < 5
            if copy == 0 and (old == value or moved or not 0 < value < 5):
                del attack.asked[copy, one]
        return attack

    def unchanged(self, n: int, before: Printed, columns: tuple[int, ...]) -> set[Position]:
        """What is the same as an earlier copy kept back, in sums that do not betray that anything has changed."""
        hidden, old, new = {one for one, (number, _) in before.items() if number is None}, self.old[n], self.new[n]
        betrayed: set[Position] = set()
        for total, parts in lines(old, columns):
            values = {one: (new if one in hidden else old).at(*one) for one in (total, *parts)}
            if values[total] != sum(values[one] for one in parts):
                betrayed |= {total, *parts}
        return {one for one in hidden - betrayed if old.at(*one) == new.at(*one)}

    def moves_shown(self) -> list[str]:
        """Numbers, not of wholes, that both copies show and that differ by one to four."""
        shown_twice = []
        for n, (old, new) in enumerate(zip(self.old, self.new, strict=True)):
            now = printed(self.last, new, n, self.columns)
            for columns, copy in self.copies:
                for one, (number, _) in printed(copy, old, n, columns).items():
                    after = now.get(one, (None, None))[0]
                    part = one[0] >= 0 or not new.shares
                    if part and number is not None and after is not None and 0 < abs(number - after) < 5:
                        shown_twice.append(f"{one} of {old}: {number} to {after}")
        return shown_twice


def lines(grid: Grid, columns: tuple[int, ...]) -> list[tuple[Position, list[Position]]]:
    """What adds up in a table of these columns."""
    rows, there = range(len(grid.counts)), shown(grid, columns)
    down = [((-1, column), [(row, column) for row in rows]) for column in there]
    across = [((row, -1), [(row, column) for column in there if column >= 0]) for row in (*rows, -1)]
    return down + (across if -1 in there else [])


def story(seed: str, first: list[tuple[int, ...]], year: bool = False) -> Story:
    """`year`: the last report shows nothing but the wholes, of a year in which no other month was opened."""
    old = grids(seed, fewest=3 if year else 2)
    new = [changed(grid, Random(f"{seed} {n}")) for n, grid in enumerate(old)]
    copies: list[tuple[tuple[int, ...], Out]] = []
    for columns in first:
        copies.append((columns, out(report(old, columns), tuple(copy for _, copy in copies))))
    columns, whole = (TOTALS, YEAR) if year else (ALL, QUARTER)
    last = public(report(new, columns, whole=whole), tuple(copy for _, copy in copies))
    return Story(old, new, [(one, copy.public) for one, copy in copies], last, columns)
