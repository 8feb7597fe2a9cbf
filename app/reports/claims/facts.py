"""The figures of a report by what they count, so that words can be held against them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache

from app.events.periods import MONTHLY, Period, period
from app.reports.claims.lines import Stated
from app.reports.claims.words import FILLER, stems
from app.reports.document import Cell
from projections.shares import percent

OVERALL, NOT_APPLICABLE = "overall", "na"
GRADE = "grade"
Names = tuple[str, ...]
Key = tuple[str, str]
"""A figure and a period."""


@dataclass(frozen=True)
class Value:
    """A figure of the report, or several counted together: what it is, of which period, n of `of`."""

    name: str
    figure: str
    period: str
    n: int
    of: int | None
    places: int = 0
    over: str = ""
    """Its periods in words, where they are several."""
    together: bool = False
    """Whether it is of several figures or periods, so that no figure has its name."""

    def share(self, places: int | None = None) -> Decimal | None:
        """In per cent, to the places of the report or to others; None for a count."""
        return None if self.of is None else percent(self.n, self.of, self.places if places is None else places)

    @property
    def text(self) -> str:
        """As it can stand in a sentence: 17 of 31 (55%), or 16."""
        if self.of is None:
            return str(self.n)
        shown = self.share()
        return f"{self.n} of {self.of}" + ("" if shown is None else f" ({shown}%)")

    @property
    def when(self) -> str:
        """Its period in words."""
        return self.over or _label(self.period)

    @property
    def said(self) -> str:
        """What it is, in words, without its value."""
        return f"{self.name}, {self.when}"

    @property
    def opens(self) -> str:
        """The address of its figure."""
        return Cell("", self.figure, self.period).opens

    @property
    def part(self) -> float:
        """Its share from 0 to 1, or the number where it is a count."""
        return float(self.n) if self.of is None else (self.n / self.of if self.of else 0.0)


@dataclass
class Facts:
    """Every figure of a document, and the words for them that stand beside it."""

    of: Period
    cells: dict[Key, Cell] = field(default_factory=dict)
    said: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The words beside each figure: headings of rows, labels."""
    labels: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    """What figures are called in the row or line where they stand first, where that is the name of one only."""
    grades: dict[str, str] = field(default_factory=dict)
    """Label by id, best first."""
    domains: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """All that each domain is called."""
    sections: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The domains, and `overall`, of the grades that each section shows."""
    stands: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The figures that each section shows."""
    titles: dict[str, str] = field(default_factory=dict)
    sums: dict[Key, tuple[Key, ...]] = field(default_factory=dict)
    stated: list[Stated] = field(default_factory=list)
    """What stands in lines without a figure: worked out of others, like the capacity."""
    places: int = 0
    read: dict[tuple[str, Names, Names], Value | None] = field(default_factory=dict)
    """The values of grades that were asked for."""
    shortest: dict[frozenset[str], str] = field(default_factory=dict)
    """The figure with the shortest name that has some words; see `moderated`."""
    full: dict[tuple[str, ...], list[str]] | None = None
    """The figures by their whole names, word by word; see `naming`."""

    def graded(self, domain: str, grades: Names, when: Iterable[str]) -> Value | None:
        """How many have one of some grades in a domain, over some periods together; None where that is not known."""
        asked = domain, grades, tuple(when)
        if asked not in self.read:
            figures = tuple(f"{GRADE}:{domain}:{grade}" for grade in grades)
            words = " or ".join(self.grades[grade] for grade in grades)
            self.read[asked] = self._together(figures, asked[2], f"{self.called(domain)}, {words}")
        return self.read[asked]

    def measure(self, figure: str, when: Iterable[str]) -> Value | None:
        """A figure over some periods together."""
        return self._together((figure,), tuple(when), f"‘{self.shown.get(figure) or self.labels.get(figure, figure)}’")

    def series(self, figures: Names, name: str, months: Iterable[str]) -> list[Value]:
        """The figures together, month by month, where they are known."""
        found = (self._together(figures, (month,), name) for month in months)
        return [value for value in found if value is not None]

    def called(self, domain: str) -> str:
        """What a domain is called in a sentence."""
        return "Overall grade" if domain == OVERALL else f"‘{min(self.domains[domain], key=_rank)}’"

    @cached_property
    def months(self) -> list[str]:
        """The months of which there is any figure, in order."""
        return sorted({key for _, key in self.cells if (one := period(key)) and one.kind == MONTHLY})

    @cached_property
    def phrases(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """The words beside each figure that is no grade."""
        graded = (f"{GRADE}:", "graded:", "good:")
        return tuple((figure, frozenset(said)) for figure, said in self.said.items() if not figure.startswith(graded))

    @cached_property
    def names(self) -> tuple[tuple[str, frozenset[frozenset[str]]], ...]:
        """The figures that are no grade, each with all its names, as the stems of their words."""
        return tuple((figure, frozenset(stems(words) - FILLER for words in each)) for figure, each in self.phrases)

    @cached_property
    def based(self) -> list[tuple[str, frozenset[frozenset[str]]]]:
        """Those of them that have a base."""
        return [(figure, known) for figure, known in self.names if figure in self.bases]

    @cached_property
    def bases(self) -> dict[str, set[int]]:
        """What each figure that has a base is ever counted over."""
        found: dict[str, set[int]] = defaultdict(set)
        for (figure, _), cell in self.cells.items():
            if cell.of is not None:
                found[figure].add(cell.of)
        return dict(found)

    def _together(self, figures: Names, when: Names, name: str) -> Value | None:
        parts = [[self._one(figure, key) for figure in figures] for key in when]
        if not parts or any(cell is None or cell.n is None for row in parts for cell in row):
            return None
        n = sum(cell.n or 0 for row in parts for cell in row if cell)
        bases = [{cell.of for cell in row if cell} for row in parts]
        of = None if any(len(one) != 1 or None in one for one in bases) else sum(one.pop() or 0 for one in bases)
        over = " and ".join(_label(key) for key in when) if len(when) > 1 else ""
        together = len(figures) > 1 or len(when) > 1
        return Value(name, figures[0], self._span(when), n, of, self.places, over, together)

    def _one(self, figure: str, key: str) -> Cell | None:
        """A value, if need be the sum of those that it is made of."""
        if known := self.cells.get((figure, key)):
            return known
        parts = self.sums.get((figure, key)) or self._months(figure, key)
        found = [self.cells.get(part) for part in parts]
        if not found or any(cell is None or cell.n is None for cell in found):
            return None
        bases = [cell.of for cell in found if cell and cell.of is not None]
        of = sum(bases) if len(bases) == len(found) else None
        return Cell("", figure, key, sum(cell.n or 0 for cell in found if cell), of)

    def _months(self, figure: str, key: str) -> tuple[Key, ...]:
        """The months that a quarter's or year's number of grades is the sum of; audits are of one month each."""
        whole = period(key)
        longer = whole is not None and whole.kind != MONTHLY and figure.startswith(GRADE)
        return tuple((figure, month) for month in whole.months) if whole and longer else ()

    def _span(self, when: Names) -> str:
        """The period to open: that of the report where it is all of it, else the first."""
        return self.of.key if when == self.of.months else when[0]


@lru_cache(maxsize=256)
def _label(key: str) -> str:
    of = period(key)
    return of.label if of else key


def _rank(phrase: str) -> tuple[bool, int]:
    """The shortest of the names, but those that speak of audits or grades last."""
    return any(word in phrase.lower() for word in ("grade", "audit")), len(phrase)
