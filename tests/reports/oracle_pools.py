"""Who was in a pool on a day, who left it, and how many children there were: by looking back."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from tests.reports.oracle import Counted, Events, last
from tests.reports.oracle_log import streams

FAR = "9999-12-31"
LEAVES = {"auditor": ("auditor left pool", "pool departure corrected"), "moderator": ("moderator stood down",)}
"""What ends a time in a pool, and what takes that back."""


class Time(NamedTuple):
    """A time of somebody in a pool, from a day on and up to the last one."""

    person: str
    since: str
    counted_from: str
    until: str


def times(events: Events, pool: str) -> list[Time]:
    """Every time of everybody in a pool."""
    return [one for id, own in streams(events, "person/").items() for one in _of_person(id, own, pool)]


def _of_person(id: str, own: Events, pool: str) -> list[Time]:
    begins = _begins(own, pool)
    found = []
    for number, begun in enumerate(begins):
        end = begins[number + 1].position if number + 1 < len(begins) else float("inf")
        within = [one for one in own if begun.position < one.position < end]
        right = last(within, "auditor training corrected") if pool == "auditor" else None
        on = right.facts["trained_on"] if right else begun.facts["on"]
        counted = (right or begun).facts["counted_from"] if pool == "auditor" else on[:7]
        found.append(Time(id, on, counted, _until(within, pool)))
    return found


def _begins(own: Events, pool: str) -> Events:
    """Each training; each appointment of somebody who did not moderate at that moment."""
    if pool == "auditor":
        return [one for one in own if one.topic == "auditor trained"]
    found: Events = []
    for one in own:
        if one.topic == "moderator appointed":
            since = [other for other in own if found and found[-1].position < other.position < one.position]
            if not found or _until(since, pool) != FAR:
                found.append(one)
    return found


def _until(within: Events, pool: str) -> str:
    """The earlier of the last day in the pool and the first last day at the council, as far as they stand."""
    left = last(within, *LEAVES[pool])
    from_pool = left.facts["on"] if left and left.topic == LEAVES[pool][0] else FAR
    return min([from_pool, *(one.facts["on"] for one in _departures(within)[:1])])


def _departures(own: Events) -> Events:
    """The departures from the council that were not corrected."""
    found: Events = []
    for one in own:
        if one.topic == "person left":
            found.append(one)
        elif one.topic == "departure corrected" and found:
            found.pop()
    return found


def in_place(events: Events, pool: str, day: str) -> set[str]:
    """Who was in a pool at the end of a day (ISO)."""
    return {one.person for one in times(events, pool) if one.since <= day < one.until}


def counted(events: Events, month: str) -> set[str]:
    """The auditors who count in the pool of a month (YYYY-MM)."""
    every = times(events, "auditor")
    return {one.person for one in every if one.counted_from <= month < one.until[:7]}


def away(own: Events, day: str) -> bool:
    """Whether somebody had left the council by the end of a day and was not back."""
    for one in _departures(own):
        later = [other for other in own if other.position > one.position]
        back = next((other.facts["on"] for other in later if other.topic in ("person returned", "person left")), FAR)
        if one.facts["on"] <= day < back:
            return True
    return False


def leaving(events: Events, pool: str, first: str, until: str) -> dict[str, Counted]:
    """Members and base: of all who ever were in a pool between two days, what became of each by the second."""
    ever = sorted({one.person for one in times(events, pool) if one.since <= until and one.until >= first})
    still, moderates = in_place(events, pool, until), in_place(events, "moderator", until)
    people: dict[str, Any] = streams(events, "person/")
    gone = [one for one in ever if one not in still]
    council = [one for one in gone if away(people[one], until)]
    went_on = [one for one in gone if one not in council and one in moderates and pool == "auditor"]
    left = [one for one in gone if one not in council + went_on]
    found = {"left-council": council, "left-pool": left, "still": [one for one in ever if one in still]}
    found |= {"went-on": went_on} if pool == "auditor" else {}
    return {name: (members, ever) for name, members in found.items()}


def came(events: Events, months: Sequence[str], until: str) -> dict[str, set[str]]:
    """Who was trained, and who became a moderator, in some months up to a day; who moderates then from outside."""
    trained, appointed = times(events, "auditor"), times(events, "moderator")
    since = {one.person: min(other.since for other in trained if other.person == one.person) for one in trained}
    new = {pool: [one for one in found if one.since[:7] in months and one.since <= until]
           for pool, found in (("auditor", trained), ("moderator", appointed))}  # fmt: skip
    there = in_place(events, "moderator", until)
    return {
        "auditor-trained": {one.person for one in new["auditor"]},
        "moderator-graduated": {one.person for one in new["moderator"] if since.get(one.person, FAR) <= one.since},
        "moderator-external": {id for id in there if _kind(events, id, until) == "external"},
    }


def _kind(events: Events, person: str, until: str) -> str:
    """Of what kind somebody moderates: what was said last of those appointments that stand on that day."""
    said = [one.facts for one in streams(events, "person/")[person] if one.topic == "moderator appointed"]
    return str([one["kind"] for one in said if one["on"] <= until][-1])


def open_children(events: Events, day: str) -> int:
    """How many open children the newest count of a day or before it has."""
    by_day = {own[0].facts["on"]: own for own in streams(events, "population/").values() if own[0].facts["on"] <= day}
    newest = by_day[max(by_day)] if by_day else []
    counts: dict[str, int] = {}
    for one in reversed(newest):
        counts = one.facts["counts"] | counts
    return sum(counts.values())
