"""What team managers had done by a day with the audits that they had received, by looking back."""

from tests.reports.oracle import Counted, Events, last
from tests.reports.oracle_log import streams

DUTIES = {
    "direction": "direction recorded", "discussion": "discussion recorded", "follow_up": "actions followed up",
    "closing": "follow-up closed",
}  # fmt: skip
KINDS = ("reflective", "partly_reflective", "not_reflective")


def figures(events: Events, first: str, until: str, day: str) -> dict[str, Counted]:
    """Members and base, over the audits of some months (YYYY-MM) that teams had received by a day (ISO)."""
    every = {id: own for id, own in streams(events, "duty/").items() if _is_of(own, first, until, day)}
    base = [*every]
    done = {duty: [id for id, own in every.items() if _done(own, duty, day)] for duty in DUTIES}
    found: dict[str, Counted] = {"received": (base, None)} | {duty: (ids, base) for duty, ids in done.items()}
    for kind in KINDS:
        found[kind] = ([id for id in done["discussion"] if _said(every[id], "discussion")["kind"] == kind], base)
    left = {id: [duty for duty in DUTIES if id not in done[duty]] for id in base}
    late = [id for id in base if any(every[id][0].facts["due"][duty] < day for duty in left[id])]
    return found | {"late": (late, base)}


def _is_of(own: Events, first: str, until: str, day: str) -> bool:
    return bool(own[0].facts["on"] <= day and first <= own[0].facts["audit"].split("/")[1] <= until)


def _said(own: Events, duty: str) -> dict[str, str]:
    """What is recorded of a duty and was not taken back since; empty for nothing."""
    of_it = [one for one in own if one.topic == DUTIES[duty] or one.facts.get("duty") == duty]
    found = last(of_it, DUTIES[duty], "duty record taken back")
    return dict(found.facts) if found and found.topic == DUTIES[duty] else {}


def _done(own: Events, duty: str, day: str) -> bool:
    said = _said(own, duty)
    return bool(said) and said["on"] <= day
