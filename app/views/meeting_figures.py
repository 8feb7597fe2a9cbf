"""The figures of the standing monthly item: of a month and of the one before it, side by side, and what changed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from app import clock
from app.events import periods
from app.reports.statistics import change
from app.reports.statistics.change import Part
from app.reports.unlike import basis, unlike
from app.views.action_reach import reach as reach_to_actions
from app.views.actions_standing import View
from app.views.audit_rows import content
from app.views.concern_reach import reach as reach_to_concerns
from app.views.desk import model
from app.views.links import link
from app.views.month_figures import COMPLETION, figures_of, opens_to
from projections import concern_lists, cycles
from projections.actions_standing import figures as standing
from projections.actions_standing import open_on
from projections.asking import Asked
from projections.intervals import wilson
from projections.shares import Figure, percent

Row = dict[str, Any]
EXEMPTIONS = (
    "exemptions-not-health-or-leave",
    "exemptions-not-health-or-leave-of-pool",
    "exemptions-health-or-leave",
)
ACTIONS = ("open", "within", "overdue")
CONCERNS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("open", "Children of concern", {}),
    ("one", "Category 1", {"category": "1"}),
    ("two", "Category 2", {"category": "2"}),
    ("overdue", "Weekly review overdue", {"review": "overdue"}),
)


NO_SHARE = "a share of nothing is not compared"


@dataclass(frozen=True)
class Value:
    """A number with what it is of (None for a count), as it reads, and where it opens ("" for nowhere)."""

    n: int
    of: int | None
    text: str
    href: str
    interval: str = ""
    """The 95% interval of its share in words; "" for a count and for a share of nothing."""


@dataclass(frozen=True)
class Side:
    """A month as a meeting looks at it: its own figures, None before it was opened, and where things stood on a day."""

    month: str
    cycle: Row | None
    on: date

    @property
    def label(self) -> str:
        """The month as it reads."""
        return periods.in_words(self.month)

    @property
    def is_now(self) -> bool:
        """Whether its day is today."""
        return self.on == clock.today()


def side(month: str) -> Side:
    """A month (YYYY-MM) as at its last day, or as at today while that is still to come."""
    found = periods.period(month)
    assert found is not None
    return Side(month, cycles.cycle(model(), f"cycle/{month}"), min(clock.today(), found.ends_on))


def parts(now: Side, before: Side) -> list[Row]:
    """The parts of the item, each with its figures of both months; changes of shares are tested together."""
    made = [(id, title, *_both(read, now, before)) for id, title, read in PARTS]
    calls = _calls(made, not_alike(now, before))
    return [
        {
            "id": id,
            "title": title,
            "rows": [
                {"id": name, "label": label, "now": value, "before": was.get(name), "change": calls[id, name]}
                for name, (label, value) in found.items()
            ],
        }
        for id, title, found, was in made
        if found
    ]


Labelled = dict[str, tuple[str, Value]]
Read = Callable[[Side], Iterator[tuple[str, str, Value]]]


def _both(read: Read, now: Side, before: Side) -> tuple[Labelled, dict[str, Value]]:
    found = {name: (label, value) for name, label, value in read(now)}
    return found, {name: value for name, _, value in read(before)}


def not_alike(now: Side, before: Side) -> str:
    """Why the shares of two months are no comparison, "" where they are, or one was not opened."""
    return unlike(*([basis(at.cycle, content(at.cycle))] if at.cycle else [] for at in (before, now)))


def _calls(made: list[tuple[str, str, Labelled, dict[str, Value]]], why: str = "") -> dict[tuple[str, str], str]:
    """What may be said of each change: of shares of a month what the exact test says, of what stands the difference.

    `why` the shares are no comparison: then none is called.
    """
    said, tested = {}, {}
    for id, _, found, was in made:
        for name, (_, value) in found.items():
            earlier = was.get(name)
            if earlier and id in TESTED and value.of is not None and earlier.of is not None:
                said_of = change.shares_change(Part(earlier.n, earlier.of), Part(value.n, value.of))
                tested[id, name] = replace(said_of, broken=why)
            else:
                said[id, name] = difference(value, earlier)
    calls = change.family(list(tested.values()))
    return said | {key: call.verdict for key, call in zip(tested, calls, strict=True)}


def difference(value: Value, earlier: Value | None) -> str:
    """How many more or fewer there are: "3 more", of a share "3 more in number"; "" with nothing to compare.

    Where either is a share of nothing, how many more are counted says nothing of the share.
    """
    if earlier is None:
        return ""
    if 0 in (value.of, earlier.of):
        return NO_SHARE
    by = value.n - earlier.n
    said = "the same number" if by == 0 else f"{abs(by)} {'more' if by > 0 else 'fewer'}"
    return f"{said} in number" if by and value.of is not None else said


def _of_month(*names: str) -> Read:
    def read(at: Side) -> Iterator[tuple[str, str, Value]]:
        if at.cycle is None:
            return
        found = figures_of(at.cycle)
        for name in names:
            figure = found[name]
            yield name, figure.label, value_of(figure, link(opens_to(figure, at.cycle)))

    return read


def _actions(at: Side) -> Iterator[tuple[str, str, Value]]:
    """The open actions that the reader sees."""
    view = View("area", at.on)
    for name, figure in standing(open_on(model(), Asked(reach_to_actions(), at.on)), at.on).items():
        if name in ACTIONS:
            yield name, figure.label, value_of(figure, view.to_members(name))


def _concerns(at: Side) -> Iterator[tuple[str, str, Value]]:
    """The children of concern that the reader sees, and how soon Category 1 was answered in the year up to then."""
    on = {} if at.is_now else {"on": at.on.isoformat()}
    asked = Asked(reach_to_concerns(), at.on, on)
    counts, answers = concern_lists.counts(model(), asked), concern_lists.answers(model(), asked)
    for name, label, chosen in CONCERNS:
        href = f"/concerns?{urlencode({'state': 'open'} | chosen | on)}"
        yield name, label, Value(counts[name], None, str(counts[name]), href)
    label, href = "Category 1 answered the same day, in twelve months", f"/concerns?{urlencode({'year': 'all'} | on)}"
    yield "same_day", label, share_of(answers["n"], answers["of"], href)


def value_of(figure: Figure, href: str) -> Value:
    """A figure as a value: 45 of 73 (62%), or 190."""
    if figure.of is None:
        return Value(figure.n, None, f"{figure.n}", href)
    return Value(
        figure.n, figure.of, f"{figure.words} ({figure.value})", href, _interval(figure.n, figure.of, figure.places)
    )


def _interval(n: int, of: int, places: int) -> str:
    between = wilson(n, of)
    return between.words(places) if between else ""


def share_of(n: int, of: int, href: str) -> Value:
    """A share of what stands in no figure of its own."""
    found = percent(n, of, 0)
    return Value(n, of, f"{n} of {of} ({'–' if found is None else f'{found}%'})", href, _interval(n, of, 0))


PARTS: tuple[tuple[str, str, Read], ...] = (
    ("completion", "Completion", _of_month(*COMPLETION)),
    ("exemptions", "Exemptions", _of_month(*EXEMPTIONS)),
    ("actions", "Actions", _actions),
    ("concerns", "Children of concern", _concerns),
)
TESTED = frozenset({"completion", "exemptions"})
"""The parts whose shares are of one month each and can be compared by a test; what stands is the same thing twice."""
