"""Somebody who has every public copy of a council before them, knows how the figures are defined, and has a solver.

Shares no code with what chooses the values to keep back. They are told what nobody outside is: which values have
changed from one copy to the next. What then adds up is one more line of their programme, whichever copies it is from.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import ceil, floor

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from app.events.periods import YEARLY, period
from app.reports.document import Cell, Document, Point
from tests.reports.attacker_laws import COUNTS, LAWS, OF, STANDS_AS_AT

Key = tuple[str, str]
Value = tuple[str, str, int | None]
"""A figure, a period, and what it truly is: the same in two copies is one unknown. None: it stands in no copy."""
Row = tuple[dict[Value, float], float]


@dataclass(frozen=True)
class Copy:
    """What a copy prints, and what the numbers truly are."""

    shown: dict[Key, int]
    kept: frozenset[Key]
    wholes: dict[Key, Key]
    true: dict[Key, int]


def read(public: Document, internal: Document) -> Copy:
    """A copy as it reads; the report itself tells only which of its values are the same as another copy's."""
    shown: dict[Key, int] = {}
    wholes: dict[Key, Key] = {}
    kept, true = set(), {}
    for one in _values(public):
        key = COUNTS.get(one.figure, one.figure), one.period
        whole = one.base or OF.get(one.figure, ""), one.period
        if one.n is None:
            kept.add(key)
        else:
            shown[key] = one.n
        if whole[0]:
            wholes[key] = whole
            if one.of is not None:
                shown[whole] = one.of
    for one in _values(internal):
        if one.n is not None:
            true.setdefault((COUNTS.get(one.figure, one.figure), one.period), one.n)
    return Copy(shown, frozenset(kept - shown.keys()) & true.keys(), wholes, true)


def _values(document: Document) -> Iterator[Cell | Point]:
    yield from (one for one in document.cells() if one.figure)
    yield from (one for _, block in document.blocks() if block.chart for one in block.chart.points if one.figure)


@dataclass
class Knowledge:
    """All that some copies tell together, as lines of a linear programme."""

    copies: Sequence[Copy]
    opened: Collection[str]
    """The months that the programme had opened: a report lists them."""
    equal: list[Row] = field(default_factory=list)
    under: list[Row] = field(default_factory=list)

    def __post_init__(self) -> None:
        for copy in self.copies:
            self.equal += [({self.value(copy, key): 1}, n) for key, n in copy.shown.items()]
            self._definitions(copy)
        self._periods()
        places = dict.fromkeys(value for row, _ in (*self.equal, *self.under) for value in row)
        self.place = {value: n for n, value in enumerate(places)}

    def value(self, copy: Copy, key: Key) -> Value:
        """The unknown that a value is."""
        return (*key, copy.true.get(key, copy.shown.get(key)))

    def secrets(self) -> set[Value]:
        """What is kept back and shown nowhere, nor was it shown before with another value: see the decision record."""
        shown, before, found = {self.value(copy, key) for copy in self.copies for key in copy.shown}, set[Key](), set()
        for copy in self.copies:
            found |= {self.value(copy, key) for key in copy.kept - before}
            before |= copy.shown.keys()
        return found - shown

    def _definitions(self, copy: Copy) -> None:
        for at in {at for _, at in (*copy.shown, *copy.kept)}:
            for total, parts in (*LAWS[True], *_grades(copy, at)):
                self._line(copy, (total, at), [(part, at) for part in parts], exact=True)
            for total, parts in LAWS[False]:
                self._line(copy, (total, at), [(part, at) for part in parts], exact=False)
        for part, whole in copy.wholes.items():
            self._line(copy, whole, [part], exact=False)

    def _line(self, copy: Copy, total: Key, parts: list[Key], exact: bool) -> None:
        """That parts come to a total, or to no more, if both stand in the copy and it is so."""
        there = copy.shown.keys() | copy.kept
        if total in there and there.issuperset(parts):
            self._together(self.value(copy, total), [self.value(copy, part) for part in parts], exact)

    def _together(self, total: Value, parts: list[Value], exact: bool) -> None:
        known = [one for one in parts if one[2] is not None]
        row, left = {total: -1.0} | dict.fromkeys(known, 1.0), total[2] - sum(n for *_, n in known)
        if exact and len(known) == len(parts) and left == 0:
            self.equal.append((row, 0))
        elif left >= 0 and not (exact and len(known) == len(parts)):
            self.under.append((row, 0))

    def _periods(self) -> None:
        """Months to quarters and years, of whatever copies: every way in which it can be so."""
        versions: dict[Key, set[Value]] = {}
        for copy in self.copies:
            for key in (*copy.shown, *copy.kept):
                versions.setdefault(key, set()).add(self.value(copy, key))
        for (name, at), totals in versions.items():
            for keys in () if name.startswith(STANDS_AS_AT) else self._made_of(at):
                parts = [versions.get((name, key), {(name, key, None)}) for key in keys]
                for total, *found in product(totals, *parts):
                    self._together(total, found, exact=True)

    def _made_of(self, at: str) -> Iterator[Sequence[str]]:
        """The opened months of a quarter or a year, and the quarters of a year."""
        whole = period(at)
        months = [month for month in whole.months if month in self.opened] if whole else []
        if whole and len(whole.months) > 1:
            yield months
            if whole.kind == YEARLY:
                yield [one.key for one in whole.quarters if set(one.months) & set(months)]

    def recovered(self) -> dict[Value, tuple[int, int]]:
        """What follows, and what is small and of which fewer than five values are possible, with the least and most."""
        found = self.reckon(self.secrets())
        return {one: ends for one, ends in found.items() if ends[1] - ends[0] < _enough(one)}

    def reckon(self, asked: Iterable[Value], enough: int = 4) -> dict[Value, tuple[int, int]]:
        """The least and the most of each; what two solutions show to be uncertain by `enough` is asked no more."""
        every = [one for one in sorted(asked, key=str) if one in self.place]
        low, high = np.full(len(every), np.inf), np.full(len(every), -np.inf)
        at = np.array([self.place[one] for one in every], dtype=int)
        random = np.random.default_rng(1)
        for _ in range(8):
            self._look(at, random.choice([-1.0, 1.0], len(every)), low, high)
        for n in range(len(every)):
            for sign in (1.0, -1.0):
                if high[n] - low[n] < enough:
                    self._look(at, sign * (np.arange(len(every)) == n), low, high)
        return {one: (ceil(low[n] - 1e-6), floor(high[n] + 1e-6)) for n, one in enumerate(every)}

    def _look(self, at: np.ndarray, signs: np.ndarray, low: np.ndarray, high: np.ndarray) -> None:
        goal = np.zeros(len(self.place))
        goal[at] = signs
        equal, right = self._matrix(self.equal)
        under, limit = self._matrix(self.under)
        found = linprog(goal, under, limit, equal, right, (0, 10_000))
        assert found.success, "What is printed contradicts itself."
        np.minimum(low, found.x[at], out=low)
        np.maximum(high, found.x[at], out=high)

    def _matrix(self, rows: list[Row]) -> tuple[csr_matrix, np.ndarray]:
        entries = [(times, n, self.place[value]) for n, (row, _) in enumerate(rows) for value, times in row.items()]
        times, down, across = zip(*entries, strict=True)
        shape = (len(rows), len(self.place))
        return csr_matrix((times, (down, across)), shape=shape), np.array([right for _, right in rows], dtype=float)


def _enough(value: Value) -> int:
    """How far apart the least and the most have to be."""
    return 4 if value[2] in range(1, 5) and not value[0].endswith(":na") else 1


def _grades(copy: Copy, at: str) -> Iterator[tuple[str, list[str]]]:
    """The grades of a domain come to what is graded; the best of them to what is good."""
    found: dict[str, list[str]] = {}
    for name in sorted(name for name, other in (*copy.shown, *copy.kept) if other == at and name.startswith("grade:")):
        if not name.endswith(":na"):
            found.setdefault(name.split(":")[1], []).append(name)
    for domain, grades in found.items():
        yield f"graded:{domain}", grades
        yield f"good:{domain}", [f"grade:{domain}:outstanding", f"grade:{domain}:good"]
