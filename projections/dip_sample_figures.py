"""What do the answers of a dip sample come to? Each measure over its own base, with the members of each answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Any

from app.events import measures as rules
from app.events.measures import Measure
from projections.intervals import Interval, wilson
from projections.rows import Row
from projections.shares import percent


@dataclass(frozen=True)
class Count:
    """How often one answer was given: its members, of how many, and the share with its interval."""

    id: str
    label: str
    members: tuple[str, ...]
    of: int
    share: Decimal | None
    interval: Interval | None

    @property
    def n(self) -> int:
        """How many members."""
        return len(self.members)


@dataclass(frozen=True)
class Spread:
    """Numbers that were given: how many, their middle, the least and the most."""

    n: int
    middle: float
    least: float
    most: float


@dataclass(frozen=True)
class Found:
    """One measure's figures.

    `asked` are the members in its base by what it asks of whom, `base` those that the shares are of: the asked who
    have an answer, without "not applicable" where that is left out. `missing` have no answer yet. `counts` is empty for
    numbers, which have a `spread`, and for notes.
    """

    measure: Measure
    asked: tuple[str, ...]
    base: tuple[str, ...]
    missing: tuple[str, ...]
    not_applicable: tuple[str, ...]
    counts: tuple[Count, ...]
    spread: Spread | None

    @property
    def of(self) -> int:
        """The size of the base, which may be a number from elsewhere."""
        base = self.measure["base"]
        return int(base["number"]) if base["kind"] == "outside" else len(self.base)


def figures(measures: Mapping[str, Measure], members: Sequence[Row], places: int) -> list[Found]:
    """The figures of every measure, in order, over members with their answers; shares to so many places.

    An answer counts while the member is in the measure's base: one given before the member left it does not.
    """
    return [_found(measure, measures, members, places) for measure in measures.values()]


def _found(measure: Measure, measures: Mapping[str, Measure], members: Sequence[Row], places: int) -> Found:
    asked = [row for row in members if rules.is_asked(measure, measures, row["answers"])]
    given = {row["member"]: row["answers"][measure["id"]] for row in asked if measure["id"] in row["answers"]}
    left_out = tuple(id for id, value in given.items() if value == rules.NA["id"] and measure["na"] == "out")
    found = Found(
        measure=measure,
        asked=tuple(row["member"] for row in asked),
        base=tuple(id for id in given if id not in left_out),
        missing=tuple(row["member"] for row in asked if row["member"] not in given),
        not_applicable=left_out,
        counts=(),
        spread=_spread([float(value) for value in given.values()]) if measure["kind"] == "number" else None,
    )
    return Found(**{**vars(found), "counts": tuple(_counts(found, given, places))})


def _counts(found: Found, given: Mapping[str, Any], places: int) -> list[Count]:
    out = {rules.NA["id"]} if found.measure["na"] == "out" else set()
    answers = [one for one in found.measure["answers"] if one["id"] not in out]
    return [_count(one, tuple(id for id, v in given.items() if v == one["id"]), found.of, places) for one in answers]


def _count(answer: Mapping[str, str], members: tuple[str, ...], of: int, places: int) -> Count:
    n = len(members)
    share = percent(n, of, places) if n <= of else None
    return Count(answer["id"], answer["label"], members, of, share, wilson(n, of))


def _spread(numbers: list[float]) -> Spread | None:
    return Spread(len(numbers), median(numbers), min(numbers), max(numbers)) if numbers else None
