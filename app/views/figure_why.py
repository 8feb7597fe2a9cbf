"""Why a figure changed between two moments: worked out once for each pair of them, told to each as far as they see."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from flask import current_app

from app import clock
from app.events.log import Happened
from app.policy import scope
from app.programme import histories
from app.programme.english import begun
from app.programme.english import month as month_words
from app.programme.histories import Entry
from app.reports import figures
from app.reports.figures import Group
from app.turns import Turns
from app.views import figure_records, moderator_names
from app.views.as_at_soon import must_be_near
from app.views.desk import house, i, model
from app.views.figure_asked import DATED, Asked, past, source_of
from app.views.figure_moments import Moment
from app.views.links import link
from app.views.month_figures import is_withheld
from app.views.own_areas import people_of_mine
from app.views.words import audit_path, reference
from app.views.words import day as english_day
from projections import report_figures, seals, tracker, why
from projections.corrections import KIND_OF
from projections.months import Month
from projections.shares import Figure
from projections.why import Step, Why

OCCUPIED = "Another comparison is being worked out. Try again in a moment."
KEPT = 32
RUN = 4
"""From so many on, steps of one kind and minute stand together."""
NAMED = 10
"""So many of those whom one event moved are named; the rest are counted."""
MOVES = (
    ("joined", "Counted from here"),
    ("left", "No longer counted"),
    ("base_joined", "In the base from here"),
    ("base_left", "No longer in the base"),
)
Row = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """A step as this person may know it: without its event's entry where that is not theirs to read."""

    step: Step
    what: str
    about: Row | None
    entry: Entry | None
    href: str
    moves: tuple[Row, ...]

    @property
    def number(self) -> str:
        """Which entry it is, or from which to which."""
        first, last = self.step.first, self.step.last
        return f"entry {first:,}" if first == last else f"entries {first:,} to {last:,}"


def between(asked: Asked, first: Moment, last: Moment) -> Why:
    """The figure then and now, and everything that moved it between the two moments.

    Raises Occupied while another is worked out that is not kept yet.
    """
    key = (asked.figure.name, asked.period.key, first.position, last.position, first.day, last.day)
    kept: dict[Any, Why] = current_app.extensions.setdefault("figures_explained", {})
    if found := kept.get(key):
        return found
    must_be_near(first.position, last.position)
    turns: Turns = current_app.extensions.setdefault("comparing", Turns(OCCUPIED))
    with turns.turn(i().id):
        found = kept[key] = _worked_out(asked, first, last)
        for oldest in list(kept)[:-KEPT]:
            kept.pop(oldest, None)
    return found


def _worked_out(asked: Asked, first: Moment, last: Moment) -> Why:
    """Takes seconds over a long way: what the read model of the past is made in is part of them."""
    days, group = (first.day, last.day), asked.group
    touches = _touches(group) if group else why.of_months(asked.period.months)
    dated = bool(group) or asked.figure.name in DATED
    return why.why(
        past(), _around(asked) if group else _of(asked), touches, first.position, last.position, days, dated=dated
    )


def _touches(group: Group) -> why.Touches:
    return lambda event: event.stream.startswith(group.streams)


def _around(asked: Asked) -> why.Of:
    """A figure that stands around the months, of any read model."""
    nothing = _nothing(asked.figure)

    def of(of_model: Any, on: date) -> Figure:
        return figures.find(source_of(of_model, on), asked.period, asked.figure.name) or nothing

    return of


def _of(asked: Asked) -> why.Of:
    """The figure of any read model; months that are as they were the last time are not counted again."""
    known: dict[str, tuple[Month, Figure]] = {}
    nothing = _nothing(asked.figure)

    def of(of_model: Any, on: date) -> Figure:
        source, found = source_of(of_model, on), nothing
        for key in source.opened(asked.period):
            month = source.month(key)
            if key not in known or known[key][0] != month:
                known[key] = month, report_figures.of_month(month).get(asked.figure.name) or nothing
            found = report_figures.added(found, known[key][1])
        return found

    return of


def _nothing(figure: Figure) -> Figure:
    """The figure before there is any."""
    return replace(figure, members=(), base=None if figure.base is None else ())


def told(figure: Figure, steps: tuple[Step, ...]) -> list[Told]:
    """Steps as this person may know them, in their order."""
    audits = _audits(steps) | figure_records.seen(_others(steps))
    people = {} if is_withheld(figure) else _people(steps)
    made = [step.event for step in steps if step.event and _href(step.event) and not _is_hidden(step.event, audits)]
    known = histories.entries(house(), _opened(made))
    entries = {entry.position: moderator_names.told(entry) for entry in known}
    return [_told(step, entries, audits | people) for step in steps]


def _opened(made: list[Happened]) -> list[Happened]:
    """The same events with what is sealed in them, which the fold that found them does not see."""
    positions = {one.position for one in made}
    streams = (house().reader.stream(stream) for stream in {one.stream for one in made})
    return [one for stream in streams for one in stream if one.position in positions]


def runs(steps: list[Told]) -> list[tuple[Told, ...]]:
    """Steps of one kind that were recorded in the same minute, such as those of an allocation, as one run of many."""
    found: list[tuple[Told, ...]] = []
    for _, run in groupby(steps, _alike):
        part = tuple(run)
        found += [part] if len(part) >= RUN else [(one,) for one in part]
    return found


def _alike(one: Told) -> tuple[Any, ...]:
    event, moves = one.step.event, tuple(move["words"] for move in one.moves)
    return (event.topic, event.at[:16], one.about is None, moves) if event else (one.number,)


def summary(found: Why) -> list[str]:
    """What changed on the whole, in sentences; the sum of all the steps."""
    whole: list[str] = []
    for name, words in (("joined", "came to be counted"), ("left", "ceased to be counted"),
                        ("base_joined", "came into the base"), ("base_left", "went out of the base")):  # fmt: skip
        n = sum(len(getattr(step, name)) for step in found.steps)
        are = found.now.base_are if name.startswith("base") else found.now.members_are
        whole += [f"{figure_records.many(n, are)} {words}"] if n else []
    return whole


def by_kind(found: Why) -> list[str]:
    """How often what was recorded: "audit returned 19 times", the most frequent first."""
    seals_me = seals.sealed_from(model(), i().id)
    kinds = Counter(step.event.topic for step in found.steps if step.event and not seals_me)
    return [f"{topic} {'once' if n == 1 else f'{n:,} times'}" for topic, n in kinds.most_common()]


def _told(step: Step, entries: dict[int, Entry], seen: dict[str, Row]) -> Told:
    made = step.event
    entry = entries.get(made.position) if made else None
    moves = [_move(words, getattr(step, name), step, seen) for name, words in MOVES if getattr(step, name)]
    about = seen.get(made.stream) if made else None
    return Told(step, _what(step, seen), about, entry, _href(made) if made and entry else "", tuple(moves))


def _what(step: Step, seen: dict[str, Row]) -> str:
    if step.day:
        return f"{english_day(step.day)} began"
    if step.event is None:
        return "Several entries, told together"
    if _is_hidden(step.event, seen):
        return "What happened to something that is not yours to see"
    return begun(step.event.topic)


def _is_hidden(made: Happened, seen: dict[str, Row]) -> bool:
    """Whether this person may not know which audit it is about: not theirs, or sealed from them."""
    kind = made.stream.partition("/")[0]
    if kind == "audit" or (kind in figure_records.KINDS and kind != "loop"):
        return made.stream not in seen
    return kind in ("cycle", "loop") and bool(seals.sealed_from(model(), i().id))


def _move(words: str, ids: tuple[str, ...], step: Step, seen: dict[str, Row]) -> Row:
    """Who or what was moved: those that this person sees by name, the rest as a number."""
    if step.event and ids == (step.event.stream,):
        return {"words": words, "named": [], "more": 0, "unseen": 0}
    named = [seen[id] for id in ids if id in seen]
    return {"words": words, "named": named[:NAMED], "more": max(0, len(named) - NAMED), "unseen": len(ids) - len(named)}


def _href(made: Happened) -> str:
    """Where an event stands in a history, for whom that is open; else nothing."""
    kind, _, rest = made.stream.partition("/")
    if kind == "audit":
        path = link(f"{audit_path(made.stream)}/history")
    else:
        path = link({"cycle": f"/cycles/{rest}/history", "exemption": f"/exemptions/{rest}"}.get(kind, ""))
    if made.topic in KIND_OF:  # What was wrong, what is right and why are told for whom the record is open.
        path = link({"action": f"/actions/{rest}", "concern": f"/concerns/{rest}/history", "impact": f"/impact/{rest}",
                     "person": f"/people/{rest}/history"}.get(kind, "")) or path  # fmt: skip
    asked = f"?entry={made.position}" if path.endswith("/history") else ""
    return f"{path}{asked}#entry-{made.position}" if path else ""


def _audits(steps: tuple[Step, ...]) -> dict[str, Row]:
    """The audits that are named in some steps and that this person sees, each by its id."""
    ids = {id for step in steps for id in _ids(step) if id.startswith("audit/")}
    ids |= {step.event.stream for step in steps if step.event and step.event.stream.startswith("audit/")}
    rows = tracker.of_ids(model(), tuple(sorted(ids)), scope(i()), clock.today())
    return {row["id"]: {"text": _name(row["id"]), "href": link(audit_path(row["id"]))} for row in rows}


def _others(steps: tuple[Step, ...]) -> list[str]:
    """The records in some steps that are neither audits nor people, and those that the events are about."""
    ids = {id for step in steps for id in _ids(step)} | {step.event.stream for step in steps if step.event}
    return sorted(id for id in ids if not id.startswith(("audit/", "person/")))


def _people(steps: tuple[Step, ...]) -> dict[str, Row]:
    ids = {id for step in steps for id in _ids(step) if id.startswith("person/")}
    rows = people_of_mine(tuple(sorted(ids)))
    return {row["id"]: {"text": row["name"], "href": link(f"/people/{reference(row['id'])}")} for row in rows}


def _ids(step: Step) -> tuple[str, ...]:
    return (*step.joined, *step.left, *step.base_joined, *step.base_left)


def _name(audit: str) -> str:
    """audit 3 of May 2024."""
    _, month, number = audit.split("/")
    return f"audit {int(number)} of {month_words(month)}"
