"""What an inspection opens that names some children and months: these pages of theirs, and nothing else."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol, TypeVar

from flask import current_app

from app.policy import OF_THEIRS, Inspects, Me
from app.views.desk import i
from app.views.for_now import has_past
from app.views.reading_about import About, record_of

Names = dict[str, Any]
SEVERAL = frozenset({"as_at_page"})
"""Nouns whose pages choose moments of their own."""
AS_FAR = frozenset({"compare", "replay"})
"""Nouns whose pages choose moments of their own, and are held to the one as at which everything is shown, or before."""
OF_A_MONTH = frozenset({"cycle opened", "cycle closed"})
"""What of a month's own stream is told to who has it by its name alone: the rest counts all children, or names some."""
OF_OTHERS = frozenset({"dip sample drawn"})
"""What names or counts others than a child whom it is told of."""


def inspected(me: Me, endpoint: str, names: Names) -> bool:
    """Whether a page, with what its address names, is within the inspection that runs for somebody."""
    named, within = me.inspects, WITHIN.get(endpoint)
    return bool(named and named.id and within and within(named, names))


def pinned(me: Me | None) -> str:
    """The moment as at which an inspector is shown everything, as an address writes it (?as_at=); empty for now."""
    return me.inspects.pinned if me and me.inspects else ""


def elsewhen(endpoint: str) -> bool:
    """Whether a page cannot be held to one moment, so that it is not there for whom everything is shown as at one."""
    noun = endpoint.partition(".")[0]
    return noun in SEVERAL or not (noun in AS_FAR or has_past(endpoint) or endpoint in OF_THEIRS)


def stands(me: Me | None, endpoint: str | None) -> bool:
    """Whether a page is shown as at a moment that is asked for, or for an inspector as at the one of the inspection."""
    held = bool(pinned(me)) and (endpoint or "").partition(".")[0] in AS_FAR
    return held or has_past(endpoint)


class Tells(Protocol):
    """What a history tells: an event of a stream."""

    @property
    def stream(self) -> str: ...

    @property
    def topic(self) -> str: ...


T = TypeVar("T", bound=Tells)


def told(happened: Iterable[T], endpoint: str) -> Iterator[T]:
    """The events of a history (its page's endpoint) that are told: by names alone none of draws from all children."""
    named = limits(endpoint) is not None
    for made in happened:
        of_month = made.stream.startswith("cycle/") and made.topic not in OF_A_MONTH
        if not (named and (of_month or made.topic in OF_OTHERS)):
            yield made


def limits(endpoint: str) -> Inspects | None:
    """What the inspection names that alone brings the person who asks to a page; None for who has it by a role."""
    me = i()
    by_role = me.inspects is None or current_app.extensions["policy"].by_role(me, endpoint, {})
    return None if by_role else me.inspects


def _lists(named: Inspects, names: Names) -> bool:
    """A list that holds only what is named."""
    return True


def _lists_of_months(named: Inspects, names: Names) -> bool:
    return bool(named.cycles)


def _child(named: Inspects, names: Names) -> bool:
    return not named.children.isdisjoint(record_of(names).whom)


def _month(named: Inspects, names: Names) -> bool:
    return f"cycle/{names['month']}" in named.cycles


def _record(named: Inspects, names: Names) -> bool:
    """A record about a child that is named, or that comes of an audit of a month that is."""
    about = record_of(names)
    return bool(about.whom) and (not named.children.isdisjoint(about.whom) or _cycle_of(about) in named.cycles)


def _cycle_of(about: About) -> str:
    return f"cycle/{about.audit.split('/')[1]}" if about.audit else ""


WITHIN: dict[str, Callable[[Inspects, Names], bool]] = {
    **dict.fromkeys(("audits.index", "audits.export", "audits.export_json", "actions.index", "actions.export"), _lists),
    **dict.fromkeys(("children.index", "children.export", "concerns.index", "concerns.export"), _lists),
    **dict.fromkeys(("cycles.index", "cycles.export"), _lists_of_months),
    **dict.fromkeys(("compare.show", "compare.export", "replay.index"), _lists),
    **dict.fromkeys(("figures.show", "figures.data", "figures.chart"), _lists_of_months),
    "replay.of_cycle": _month,
    "replay.of_child": _child,
    **dict.fromkeys(("board.show", "board.data", "board.export"), _month),
    **dict.fromkeys(("children.show", "histories.of_child", "concerns.show", "histories.of_concern"), _child),
    **dict.fromkeys(("audits.show", "audits.record", "histories.of_audit", "actions.show", "duties.show"), _record),
    **dict.fromkeys(("impact.show", "good_practice.show", "loops.show", "moderation_acts.show_challenge"), _record),
}
"""By endpoint: whether it is within what an inspection names. What is not here is not there for such an inspector.

Which figure of which month an address asks for, the page of a figure looks into itself: see inspected_figures.py.
"""
