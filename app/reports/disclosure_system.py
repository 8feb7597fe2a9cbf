"""The equations that a reader of the public copies has: what adds up, within a report and against earlier ones.

An unknown is a value that is kept back. A share n of N has its rest, N − n, as an unknown too: whoever knows two of the
three knows the third.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.reports.disclosure_periods import of_periods
from app.reports.disclosure_values import BASE, Key, Told
from app.reports.document import Sum

Node = tuple[str, int, Key, Key]
"""An unknown: NOW, ONCE, THEN, REST or ELSE; which one; the value's key; of a rest, the key of the whole.

Which one: of THEN, what the value was; of REST, and of ONCE within a period, in which copy, THIS for the report that is
being made, as of ELSE: what something is at the time of a copy that does not tell it, if it has changed since.
"""
NOW, ONCE, THEN, REST, ELSE = "now", "once", "then", "rest", "else"
NOTHING: Key = ("", "")
THIS = -1
Term = Node | int
Parts = tuple[tuple[int, Term], ...]


@dataclass(frozen=True)
class Equation:
    """That whole numbers times unknowns, and the known numbers, come to 0."""

    terms: tuple[tuple[int, Node], ...]
    known: int

    def holds(self, truth: Mapping[Node, int]) -> bool | None:
        """Whether it is true; None where the truth is not known here, and what is not known may make it so."""
        left = self.known + sum(times * truth[node] for times, node in self.terms if node in truth)
        unknown = {times > 0 for times, node in self.terms if node not in truth}
        if not unknown:
            return left == 0
        return False if left and unknown == {left > 0} else None


@dataclass(frozen=True)
class Equations:
    """All of them, with the true values that are known here."""

    all: tuple[Equation, ...]
    truth: dict[Node, int] = field(default_factory=dict)


def now(key: Key) -> Node:
    """The value as the report that is being made has it."""
    return NOW, THIS, key, NOTHING


def equations(report: Told, earlier: Sequence[Told]) -> Equations:
    """What can be reckoned from a report (its internal values) and the public copies of earlier ones.

    Whoever compares copies takes a value that one of them keeps back to be the same in the other, and is right where
    it is: a value that has changed since is another unknown, and what adds up no longer is no equation.
    """
    system = _System(report, earlier)
    sums = _sums(report, earlier)
    found = [one for place in range(len(earlier) + 1) for one in system.of_copy(place, sums)]
    return Equations(tuple(dict.fromkeys(found)), system.truth)


def _sums(report: Told, earlier: Sequence[Told]) -> tuple[Sum, ...]:
    """What any of the copies shows or states to add up, and months to quarters and years."""
    stated = [one for copy in (report, *earlier) for one in copy.sums]
    return tuple(dict.fromkeys([*stated, *of_periods([copy.keys for copy in (report, *earlier)])]))


class _System:
    """What is unknown, and what it truly is; terms are made once for each value that a figure had."""

    def __init__(self, report: Told, earlier: Sequence[Told]) -> None:
        self.report, self.copies = report, (*earlier, report)
        self.truth: dict[Node, int] = {now(key): n for key, n in report.shown.items()}

    def of_copy(self, place: int, sums: Iterable[Sum]) -> Iterator[Equation]:
        """The equations that a copy has a part in; what it does not tell is as the copy before, or after, has it."""
        copy, before, after = self.copies[place], self.copies[:place][::-1], self.copies[place + 1 :]
        for one in sums:
            if one.total in copy.keys or any(part in copy.keys for part in one.parts):
                for order in ((copy, *before, *after), (copy, *after, *before)):
                    yield from self._sum(one, order, THIS if copy is self.report else place)
        yield from self._rests(THIS if copy is self.report else place, copy)

    def _sum(self, one: Sum, order: Sequence[Told], place: int) -> Iterator[Equation]:
        """That a sum is so; or where it is not, that it is if something that the copy does not tell has changed."""
        alone = order[0].keys.issuperset((one.total, *one.parts))
        told = {key: next((copy for copy in order if key in copy.keys), None) for key in (one.total, *one.parts)}
        once = THIS if _across(one) else place
        term = {key: self._term(copy, key, alone) if copy else (ONCE, once, key, NOTHING) for key, copy in told.items()}
        found = self._true(one, term)
        yield from found
        for key in () if found else [key for key in told if key not in order[0].keys]:
            yield from self._true(one, term | {key: (ELSE, place, key, NOTHING)})

    def _true(self, one: Sum, term: Mapping[Key, Term]) -> list[Equation]:
        """The equation of a sum, unless it is not so or all of it is known."""
        found = _equation(((-1, term[one.total]), *((1, term[part]) for part in one.parts)))
        return [one for one in found if one.holds(self.truth) is not False]

    def _term(self, copy: Told, key: Key, alone: bool = True) -> Term:
        """A value as a copy tells it: of an earlier one the number, where it is shown.

        Unless that copy stands `alone` for the whole of a sum, it is to be known first that the number is still so.
        """
        value = copy.true.get(key)
        if copy is self.report:
            return copy.shown[key] if key[0].startswith(BASE) else now(key)
        if key in copy.shown and (alone or value != self.report.shown.get(key)):
            return copy.shown[key]
        if value is None:
            return ONCE, THIS, key, NOTHING
        if value == self.report.shown.get(key):
            return now(key)
        self.truth[THEN, value, key, NOTHING] = value
        return THEN, value, key, NOTHING

    def _rests(self, place: int, copy: Told) -> Iterator[Equation]:
        """What shares leave of their wholes; one over 100% leaves no rest."""
        for part, whole in copy.shares:
            rest = copy.true.get(whole, 0) - copy.true.get(part, 0)
            if part in copy.true and whole in copy.true and rest >= 0:
                node = REST, place, part, whole
                self.truth[node] = rest
                yield from _equation(((1, self._term(copy, part)), (1, node), (-1, self._term(copy, whole))))


def _across(one: Sum) -> bool:
    """Whether a sum is of periods, each of which may stand in another copy."""
    return len(one.parts) > 1 and all(at != one.total[1] for _, at in one.parts)


def _equation(parts: Parts) -> Iterator[Equation]:
    """The equation of these terms, if there is an unknown in it."""
    known = sum(times * term for times, term in parts if isinstance(term, int))
    nodes = tuple((times, term) for times, term in parts if not isinstance(term, int))
    if any(node[0] != REST for _, node in nodes):
        yield Equation(nodes, known)
