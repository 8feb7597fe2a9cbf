"""Who may moderate which audit, and a fair way to share the drawn audits out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.programme.allocations.matching import spread
from app.programme.english import counted
from app.programme.house import House
from app.programme.samples.seeded import in_seed_order
from projections import audits, moderations, people

RECENT_DAYS = 92
"""Moderations done within these days decide between moderators who have equally many open."""


@dataclass(frozen=True, slots=True)
class Moderator:
    """Somebody who moderates: internal or external, with their team, supervisor, and how much they have and had."""

    id: str
    name: str
    kind: str
    team: str
    supervisor: str
    open: int
    recent: int


@dataclass(frozen=True, slots=True)
class Work:
    """An audit to be moderated, with everybody near to it; `held` are all who have or had it to audit."""

    id: str
    team: str
    auditor: str
    auditor_supervisor: str
    worker: str
    worker_supervisor: str
    held: frozenset[str]


@dataclass(frozen=True, slots=True)
class Bar:
    """A rule that stands between a moderator and an audit: its test, and its words about one whom it stops or not."""

    stops: Callable[[Moderator, Work], bool]
    sentence: str
    clear: str


BARS = (
    Bar(
        lambda one, work: one.id in work.held,
        "{name} audits this child this month, or did.",
        "does not audit the child",
    ),
    Bar(
        lambda one, work: one.team != "" and one.team == work.team,
        "{name} works in the child's team.",
        "not in the child's team",
    ),
    Bar(
        lambda one, work: one.id == work.auditor_supervisor,
        "{name} supervises the auditor.",
        "does not supervise the auditor",
    ),
    Bar(
        lambda one, work: one.supervisor != "" and one.supervisor == work.auditor,
        "{name} is supervised by the auditor.",
        "is not supervised by the auditor",
    ),
    Bar(
        lambda one, work: one.id in (work.worker, work.worker_supervisor),
        "{name} works with the child or supervises who does.",
        "neither works with the child nor supervises who does",
    ),
)


@dataclass(frozen=True, slots=True)
class Given:
    """An audit with the moderator whom it falls to and why they, or nobody and why nobody."""

    audit: str
    moderator: str
    why: str


def standing(house: House, on: date) -> list[Moderator]:
    """Everybody who moderates: who has the role and the standing, and is still here; by name."""
    loads = moderations.loads(house.model, (on - timedelta(days=RECENT_DAYS)).isoformat())
    rows = people.everyone(house.model)
    here = [row for row in rows if row["moderator"] and "moderator" in row["roles"] and not row["left_on"]]
    return [_moderator(row, *loads.get(row["id"], (0, 0))) for row in here]


def still_moderates(house: House, person: str) -> Moderator | None:
    """Somebody as a moderator, whatever they have; None for who does not moderate (any more)."""
    row = people.person(house.model, person)
    here = row and row["moderator"] and "moderator" in row["roles"] and not row["left_on"]
    return _moderator(row, 0, 0) if row and here else None


def work(house: House, audit: str) -> Work:
    """An audit (id) with everybody near to it. Raises KeyError when there is none."""
    row = audits.audit(house.model, audit)
    if row is None:
        raise KeyError(audit)
    auditor, worker = (people.person(house.model, row[key]) or {"supervisor": ""} for key in ("auditor", "worker"))
    same = [one["id"] for one in audits.of_child(house.model, row["child"]) if one["cycle"] == row["cycle"]]
    held = {made.facts["auditor"] for id in same for made in house.reader.stream(id) if "auditor" in made.facts}
    people_near = (row["auditor"], auditor["supervisor"], row["worker"], worker["supervisor"])
    return Work(audit, row["team"], *people_near, frozenset(held))


def bars(one: Moderator, work: Work) -> list[str]:
    """Why somebody may not moderate an audit, as sentences; none for who may."""
    return [bar.sentence.format(name=one.name) for bar in BARS if bar.stops(one, work)]


def grounds(one: Moderator, among: int) -> str:
    """What was found of a moderator whom no rule stops, for the record."""
    clear = ", ".join(bar.clear for bar in BARS)
    had = f"{one.open} open, {one.recent} done in the last {RECENT_DAYS} days"
    return f"{one.name}, {one.kind} moderator: {clear}; {had}; one of {counted(among, 'moderator')} who may."


def share_out(works: Sequence[Work], moderators: Sequence[Moderator], seed: str) -> list[Given]:
    """Give each audit to somebody who may have it, so that what each has open is as even as the rules allow.

    After that, who had fewer lately goes first, then the seed decides. Takes both in any order.
    """
    pool = in_seed_order(moderators, seed, lambda one: one.id)
    tasks = sorted(works, key=lambda work: work.id)
    may = [[place for place, one in enumerate(pool) if not bars(one, work)] for work in tasks]
    found = spread(
        choices=[sum(1 << place for place in places) for places in may],
        wanted=[1] * len(tasks),
        room=[len(tasks)] * len(pool),
        cost=lambda place, more: (pool[place].open + more, pool[place].recent),
    )
    return [
        _given(work, [pool[p] for p in places], len(who)) for work, places, who in zip(tasks, found, may, strict=True)
    ]


def _given(work: Work, people: Sequence[Moderator], among: int) -> Given:
    if not people:
        return Given(
            work.id, "", "Nobody may have it: every moderator is too near to the audit, the child or the team."
        )
    return Given(work.id, people[0].id, grounds(people[0], among))


def _moderator(row: dict[str, Any], open: int, recent: int) -> Moderator:
    return Moderator(row["id"], row["name"], row["moderator"], row["team"], row["supervisor"], open, recent)
