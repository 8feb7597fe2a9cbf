"""The equations that a reader of the public copies has: what adds up, within a report and against earlier ones.

An unknown is a value that is kept back. A share n of N has its rest, N − n, as an unknown too: whoever knows two of the
three knows the third.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.reports.disclosure_relations import of_periods
from app.reports.disclosure_values import BASE, Key, Told
from app.reports.document import Sum

Node = tuple[str, int, Key, Key]
"""An unknown: NOW, ONCE, THEN or REST; the copy (−1: this one); the value's key; of a rest, the key of the whole."""
NOW, ONCE, THEN, REST = "now", "once", "then", "rest"
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
        """Whether it is true; None where the truth is not known here."""
        if any(node not in truth for _, node in self.terms):
            return None
        return self.known + sum(times * truth[node] for times, node in self.terms) == 0


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

    Whoever compares copies takes a value that one of them keeps back to be the same in the other. Where the true values
    of now show that it is not (an equation of the earlier copy would be wrong), the two are two unknowns.
    """
    truth = {now(key): n for key, n in report.shown.items()}
    truth |= {_rest(THIS, *pair): report.shown[pair[1]] - report.shown[pair[0]] for pair in _complete(report)}
    everything = _sums(report, earlier)
    here = [one for one in _of_report(report, earlier, everything) if one.holds(truth) is not False]
    there = [one for n, copy in enumerate(earlier) for one in _of_copy(n, copy, report, everything, truth)]
    return Equations((*here, *there), truth)


def _sums(report: Told, earlier: Sequence[Told]) -> tuple[Sum, ...]:
    """What any of the copies shows or states to add up, and months to quarters."""
    stated = [one for copy in (report, *earlier) for one in copy.sums]
    known = {key for copy in (report, *earlier) for key in (*copy.shown, *copy.kept)}
    return tuple(dict.fromkeys([*stated, *of_periods(report.shown, known)]))


def _complete(report: Told) -> Iterator[tuple[Key, Key]]:
    """The shares of which both numbers are there; one over 100% leaves no rest."""
    pairs = (pair for pair in report.shares if pair[0] in report.shown and pair[1] in report.shown)
    return (pair for pair in pairs if report.shown[pair[0]] <= report.shown[pair[1]])


def _rest(copy: int, part: Key, whole: Key) -> Node:
    return REST, copy, part, whole


def _of_report(report: Told, earlier: Sequence[Told], sums: Iterable[Sum]) -> Iterator[Equation]:
    """The equations among the values of now, with those of earlier copies where this report does not say them."""

    def term(key: Key) -> Term:
        if key in report.shown:
            return report.shown[key] if key[0].startswith(BASE) else now(key)
        return next((copy.shown[key] for copy in reversed(earlier) if key in copy.shown), (ONCE, THIS, key, NOTHING))

    for one in sums:
        if one.total in report.shown or any(part in report.shown for part in one.parts):
            yield from _equation(((-1, term(one.total)), *((1, term(part)) for part in one.parts)))
    for part, whole in _complete(report):
        yield from _equation(((1, term(part)), (1, _rest(THIS, part, whole)), (-1, term(whole))))


def _of_copy(n: int, copy: Told, report: Told, sums: Iterable[Sum], truth: Mapping[Node, int]) -> list[Equation]:
    """The equations within an earlier copy: first as if nothing had changed, then apart what must have."""
    apart: set[Key] = set()
    while True:
        found = list(_within(n, copy, report, sums, apart))
        wrong = {node[2] for one in found if one.holds(truth) is False for _, node in one.terms}
        if not wrong - apart:
            return found
        apart |= wrong


def _within(n: int, copy: Told, report: Told, sums: Iterable[Sum], apart: set[Key]) -> Iterator[Equation]:
    def term(key: Key) -> Term:
        if key in copy.shown:
            return copy.shown[key]
        if key in apart:
            return THEN, n, key, NOTHING
        return now(key) if key in report.shown else (ONCE, THIS, key, NOTHING)

    there = copy.shown.keys() | copy.kept
    for one in sums:
        if one.total in there and there.issuperset(one.parts):
            yield from _equation(((-1, term(one.total)), *((1, term(part)) for part in one.parts)))
    for part, whole in copy.shares:
        yield from _equation(((1, term(part)), (1, _rest(n, part, whole)), (-1, term(whole))))


def _equation(parts: Parts) -> Iterator[Equation]:
    """The equation of these terms, if there is an unknown in it."""
    known = sum(times * term for times, term in parts if isinstance(term, int))
    nodes = tuple((times, term) for times, term in parts if not isinstance(term, int))
    if any(node[0] != REST for _, node in nodes):
        yield Equation(nodes, known)
