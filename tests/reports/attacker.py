"""Somebody who wants to know what public copies keep back, with nothing but what is printed in them and a solver.

Shares no code with what chooses the values to keep back: unknown are the counts alone, totals are sums of them, and
whatever is printed, of whatever copy, is one more line of the programme.
"""

import re
from dataclasses import dataclass, field
from math import ceil, floor, inf

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import block_diag, csr_matrix

from app.reports.document import Document
from tests.reports.random_tables import Grid, Position, shown

Printed = dict[Position, tuple[int | None, float | None]]
"""What is printed for each position: the number, the share in per cent; None for what is not there."""
Ends = tuple[float, float]
NUMBER = re.compile(r"(\d+)(?: \((\d+)%\))?")


def printed(copy: Document, grid: Grid, n: int, columns: tuple[int, ...] = (0, 1, 2, -1)) -> Printed:
    """A table of a copy as it reads."""
    (table,) = (block.table for _, block in copy.blocks() if block.id == f"{grid.parts}-{n}" and block.table)
    read: Printed = {}
    for row, cells in zip((*range(len(grid.counts)), -1), table.rows, strict=True):
        for column, cell in zip(shown(grid, columns), cells[1:], strict=True):
            found = NUMBER.fullmatch(cell.text)
            number = int(found[1]) if found else cell.n
            share = float(found[2]) if found and found[2] else float(cell.share) if cell.share else None
            read[row, column] = number, share
    return read


@dataclass
class Attack:
    """One table, in one copy or more: the unknown counts of each, and what is known of them."""

    rows: int
    columns: int
    copies: int = 1
    equal: list[tuple[np.ndarray, float]] = field(default_factory=list)
    under: list[tuple[np.ndarray, float]] = field(default_factory=list)
    asked: dict[tuple[int, Position], np.ndarray] = field(default_factory=dict)

    def sum_of(self, position: Position, copy: int = 0) -> np.ndarray:
        """A count or a total as a sum of unknown counts."""
        cube = np.zeros((self.copies, self.rows, self.columns))
        row, column = (slice(None) if one < 0 else one for one in position)
        cube[copy, row, column] = 1
        return cube.ravel()

    def read(self, read: Printed, copy: int = 0) -> None:
        """Take a table as it is printed; ask for what it keeps back."""
        for (row, column), (number, share) in read.items():
            part, whole = self.sum_of((row, column), copy), self.sum_of((-1, column), copy)
            if number is not None:
                self.equal.append((part, number))
            else:
                self.asked[copy, (row, column)] = part
            if share is not None and row >= 0:
                self.under += [(100 * part - (share + 0.5) * whole, 0), ((share - 0.5) * whole - 100 * part, 0)]
            if row >= 0:
                self.under.append((part - whole, 0))

    def same(self, position: Position, one: int = 0, other: int = 1) -> None:
        """Take a number to be the same in two copies."""
        self.equal.append((self.sum_of(position, one) - self.sum_of(position, other), 0))


def reckoned(attacks: list[Attack], enough: int = 4) -> list[dict[tuple[int, Position], tuple[int, int]]]:
    """For each attack, the least and the most of what it asks for: many tables in one programme at a time.

    What two solutions show to be uncertain by `enough` is not asked for any more.
    """
    equal, right = _stacked([attack.equal for attack in attacks], attacks)
    under, limit = _stacked([attack.under for attack in attacks], attacks)
    ends = [dict.fromkeys(attack.asked, (inf, -inf)) for attack in attacks]
    queues = [[(one, way) for one in attack.asked for way in (1, -1)] for attack in attacks]
    while any(queues):
        objective = [_question(*one, enough) for one in zip(attacks, queues, ends, strict=True)]
        found = linprog(np.concatenate(objective), under, limit, equal, right, (0, 10_000))
        assert found.success, "What is printed contradicts itself."
        _note(ends, attacks, found.x)
    return [{one: (ceil(a - 1e-6), floor(b + 1e-6)) for one, (a, b) in end.items()} for end in ends]


def _question(
    attack: Attack, queue: list[tuple[tuple[int, Position], int]], end: dict[tuple[int, Position], Ends], enough: int
) -> np.ndarray:
    """The next thing to ask of a table: the least or the most of something, if it is not uncertain already."""
    while queue:
        one, way = queue.pop(0)
        if end[one][1] - end[one][0] < enough:
            return way * attack.asked[one]
    return np.zeros(_size(attack))


def _note(ends: list[dict[tuple[int, Position], Ends]], attacks: list[Attack], values: np.ndarray) -> None:
    at = 0
    for attack, end in zip(attacks, ends, strict=True):
        mine = values[at : at + _size(attack)]
        at += _size(attack)
        for one, part in attack.asked.items():
            value = float(part @ mine)
            end[one] = min(end[one][0], value), max(end[one][1], value)


def _size(attack: Attack) -> int:
    return attack.copies * attack.rows * attack.columns


def _stacked(lines: list[list[tuple[np.ndarray, float]]], attacks: list[Attack]) -> tuple[csr_matrix, np.ndarray]:
    blocks = [
        csr_matrix(np.array([one for one, _ in own])) if own else csr_matrix((0, _size(attack)))
        for own, attack in zip(lines, attacks, strict=True)
    ]
    return csr_matrix(block_diag(blocks)), np.array([right for own in lines for _, right in own], dtype=float)
