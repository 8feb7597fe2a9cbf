"""What those who received audits said came of them, and the good practice that was found: by looking back."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from tests.reports.oracle import Events, OneAudit, last
from tests.reports.oracle_log import streams

CORRECTED = "impact answer corrected"
OVER = {"impact answered": "answered", "impact declined": "declined", "impact lapsed": "lapsed"}


def tally(events: Events, month: str, day: str) -> dict[str, int]:
    """What the requests about the audits that came in in a month (YYYY-MM) come to as at a day (ISO); no noughts."""
    total: Counter[str] = Counter()
    put = streams(events, "impact/")
    for own in put.values():
        if own[0].facts["returned_on"][:7] == month:
            total.update(_put(own, day))
    for audit in (OneAudit(id, own) for id, own in streams(events, "audit/").items()):
        total.update(name for name in _not_put(audit, put, month, day))
    return dict(total)


def _put(own: Events, day: str) -> list[str]:
    """What one request adds: asked, or nobody to ask."""
    heard = last(own, "family view of impact recorded")
    said = ["n", *(["heard"] if heard else []), *(["agreed"] if heard and heard.facts["agreed"] else [])]
    asked = last(own, "impact asked", "impact handed over")
    if asked is None:
        return [*said, "not_asked"]
    time = "over" if asked.facts["lapses_on"] <= day else "running"
    answer = last(own, "impact answered")
    if answer is None:
        return [*said, "asked", time]
    right = {key: pair[1] for one in own if one.topic == CORRECTED for key, pair in one.facts["changes"].items()}
    chosen = answer.facts["answers"] | right
    yes = [question for question in ("practice", "helped") if chosen[question] == "yes"]
    return [*said, "asked", time, "answered", f"{time}_answered", *yes]


def _not_put(audit: OneAudit, put: dict[str, Events], month: str, day: str) -> list[str]:
    """What an audit that was judged adds for each recipient to whom nothing was put yet."""
    if audit.state() not in ("accepted", "not_to_standard"):
        return []
    returned = audit.returned_on
    _, of, number = audit.id.split("/")
    left = [part for part in ("worker", "manager") if f"impact/{of}-{number}-{part}" not in put]
    if returned[:7] != month:
        return []
    judged = last(audit.events, "audit accepted", "audit judged not to standard").facts["on"]
    first = max((date.fromisoformat(returned) + timedelta(weeks=6)).isoformat(), judged)
    until = (date.fromisoformat(first) + timedelta(days=28)).isoformat()
    stands = [] if day < first else ["due"] if day < until else ["not_asked"]
    return ["n", *stands] * len(left)


def themes(events: Events, month: str) -> dict[str, tuple[int, int]]:
    """By theme, how much good practice of a month is on the register, and how much of it was followed up."""
    notes = streams(events, "good_practice/")
    entries = [(own[0].facts, own) for own in notes.values() if own[0].facts["source"] == "direct"]
    for audit in (OneAudit(id, own) for id, own in streams(events, "audit/").items()):
        entries += _flagged(audit, notes)
    found: dict[str, tuple[int, int]] = {}
    for facts, own in entries:
        if facts["on"][:7] == month:
            n, followed = found.get(facts["theme"], (0, 0))
            is_followed = last(own, "good practice followed up") is not None
            found[facts["theme"]] = (n + 1, followed + is_followed)
    return found


def _flagged(audit: OneAudit, notes: dict[str, Events]) -> list[tuple[dict[str, Any], Events]]:
    """What an accepted audit flags, found when it was accepted or as its own record says since."""
    if audit.state() != "accepted":
        return []
    _, month, number = audit.id.split("/")
    accepted, found = last(audit.turn, "audit accepted"), []
    for theme in audit.said("themes"):
        own = notes.get(f"good_practice/{month}-{number}-{theme}", [])
        is_newer = bool(own) and own[0].position > accepted.position
        found.append((own[0].facts if is_newer else {"theme": theme, "on": accepted.facts["on"]}, own))
    return found
