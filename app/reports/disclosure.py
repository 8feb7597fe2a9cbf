"""The public copy of a report: without names and single audits, and with no small number in it or to be had from it.

What is small, what is kept back and why: docs/decisions/small-numbers-in-public-copies.md.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from app.events.periods import Period, moved, period
from app.reports.disclosure_bare import bare
from app.reports.disclosure_copy import closed
from app.reports.disclosure_screening import Warned, screen
from app.reports.disclosure_values import Told, keyed, named, told, values
from app.reports.disclosure_words import leaks, typed
from app.reports.document import Document

LEAST = 5
"""The least number that is not small."""
LOOKS_BACK = 24
"""So many months before its own a report shows month by month or quarter by quarter."""


@dataclass(frozen=True)
class Out:
    """A public copy that is out already, with the report that it was made of: what it keeps back may have changed."""

    public: Document
    internal: Document


def public(
    document: Document,
    published: tuple[Out, ...] = (),
    least: int = LEAST,
    *,
    names: Collection[str] = (),
    cleared: Collection[str] = (),
) -> Document:
    """The public copy of a report.

    Takes the report; the public copies that are out already, the oldest first: earlier editions, and reports of times
    that overlap with this one's; the least number that is not small; the names that the council knows, of people, and
    the quotations that somebody has cleared (see `cleared_name`). The copy's `sums` hold what its tables show to add
    up as well. Raises ValueError when what was published is no public copy: its values would be taken for known.
    """
    if any(not one.public.is_public for one in published):
        raise ValueError("What a public copy is held against has to be public itself.")
    report = keyed(bare(document, names, cleared))
    from app.reports.disclosure_choice import kept_back  # brings numpy and scipy, which the server does not need

    return closed(report, kept_back(told(report), [_told(one) for one in published], least), least)


def _told(one: Out) -> Told:
    """What a copy that is out tells, with what it keeps back."""
    return replace(told(one.public), true=told(named(bare(one.internal, (), ()))).shown)


def looks_at(document: Document, other: Period) -> bool:
    """Whether a report of another period may show what this one shows: the months of either, or that it looks back on.

    Its public copy is one to hold this report's against.
    """
    shown = [month for value in values(document) if (of := period(value.period)) for month in of.months]
    return bool(shown) and min(shown) <= other.last and moved(other.first, -LOOKS_BACK) <= max(shown)


@dataclass(frozen=True)
class Placed:
    """A warning about a text of the report, with where it stands."""

    place: str
    warned: Warned


def warnings(document: Document, names: Collection[str] = ()) -> Iterator[Placed]:
    """What may tell who it is about, in what people wrote into a report: commentary, recommendations, quotations."""
    for place, text in typed(document):
        yield from (Placed(place, one) for one in screen(text, names))


__all__ = ["LEAST", "Out", "Placed", "leaks", "public", "screen", "warnings"]
