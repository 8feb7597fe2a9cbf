"""How many actions were open on a day, overdue by how long, and which of them came of an audit: by looking back."""

from typing import Any

from tests.reports.oracle import Counted, Events, last
from tests.reports.oracle_log import days_between, streams, upto

OPENS, ENDS = ("action raised", "action reopened"), ("action completed", "action cancelled")
AGES = {"overdue-7": range(1, 8), "overdue-30": range(8, 31), "overdue-90": range(31, 91)}
Standing = dict[str, dict[str, str]]


def standing(events: Events, day: str) -> Standing:
    """The actions that were open at the end of a day (ISO), each as it was then: owner, team, area and due."""
    found = {}
    for id, own in streams(events, "action/").items():
        so_far = upto(_right(own), day)
        newest = last(so_far, *OPENS, *ENDS)
        if newest and newest.topic in OPENS:
            found[id] = {key: _newest(so_far, key) for key in ("owner", "team", "area", "due")}
    return found


def _right(own: Events) -> Events:
    """The events of an action, each completion on the day that is known to be right."""
    found: Events = []
    for one in own:
        if one.topic == "action completion corrected":
            place = max(n for n, other in enumerate(found) if other.topic == "action completed")
            found[place] = found[place]._replace(facts=found[place].facts | {"on": one.facts["completed_on"]})
        else:
            found.append(one)
    return found


def _newest(events: Events, key: str) -> str:
    """What was said last of an owner, a team, an area or a date."""
    for one in reversed(events):
        if one.topic == "action amended" and key in one.facts["changes"]:
            return str(one.facts["changes"][key][1])
        if one.topic in ("action raised", "action reassigned", "action extended") and key in one.facts:
            return str(one.facts[key])
    return ""


def figures(open_ones: Standing, day: str) -> dict[str, Counted]:
    """Members and base of open, within timescale, overdue, and overdue by how long."""
    over = {id: days_between(one["due"], day) for id, one in open_ones.items()}
    every, late = [*over], [id for id, days in over.items() if days >= 1]
    found: dict[str, Counted] = {
        "open": (every, None), "within": ([id for id in every if id not in late], every), "overdue": (late, every),
    }  # fmt: skip
    found |= {age: ([id for id in late if over[id] in days], late) for age, days in AGES.items()}
    return found | {"overdue-more": ([id for id in late if over[id] > 90], late)}


def came_of(events: Events, audits: list[str], day: str) -> dict[str, dict[str, int]]:
    """By audit, how many actions had been raised from it by a day, and were open, overdue or cancelled then."""
    raised: dict[str, list[str]] = {}
    every = streams(events, "action/")
    ends = {id: last(own, *OPENS, *ENDS) for id, own in every.items()}
    gone = {id for id, one in ends.items() if one and one.topic == ENDS[1] and one.facts["on"] <= day}
    for id, own in every.items():
        if own[0].facts["on"] <= day and own[0].facts["source"] in audits:
            raised.setdefault(own[0].facts["source"], []).append(id)
    still = standing(events, day)
    late: set[Any] = {*figures(still, day)["overdue"][0]}
    ways: dict[str, Any] = {"open": still, "overdue": late, "cancelled": gone}
    return {
        audit: {"raised": len(ids), **{name: sum(id in which for id in ids) for name, which in ways.items()}}
        for audit, ids in raised.items()
    }
