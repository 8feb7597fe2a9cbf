"""What moderation kept and changed, and where two auditors agree, by looking back over the events of each audit."""

from collections.abc import Callable, Iterable
from typing import Any

from tests.reports.oracle import ENDS, Counted, Events, OneAudit, last
from tests.reports.oracle_log import audits_of, streams

Content = dict[str, Any]
Test = Callable[[OneAudit], bool]
QUALITIES = ("strong", "sound", "thin", "not_to_standard")
LEFT = ("agreed", "changed")
"""The outcomes of a moderation that leaves grades."""


def sealed(events: Events) -> set[str]:
    """The audits of every loop that was neither lifted nor ended since it was opened."""
    still = [
        own[0].facts for own in streams(events, "loop/").values() if not last(own, "loop seal lifted", "loop ended")
    ]
    return {facts[which] for facts in still for which in ("first", "second")}


def moderation(events: Events, first: str, until: str, content_of: Callable[[str, int], Content]) -> dict[str, Counted]:
    """Members and base of every figure of moderation of some months (YYYY-MM), by its name."""
    hidden = sealed(events)
    every = audits_of(events, first, until)
    drawn = [one for one in every if last(one.events, "audit drawn for moderation")]
    domains = {one["id"] for audit in drawn for one in _content(audit, content_of)["domains"]}
    drawn, seen = ([one for one in group if one.id not in hidden] for group in (drawn, every))
    found = {**_counts(drawn), **_qualities(drawn), **_challenges(seen)}
    for domain in [*sorted(domains), "overall"]:
        found |= _changes(drawn, domain, content_of)
    found["grade-kept"] = found["overall:kept"]
    for how in ("chance", "always"):
        part = [one for one in drawn if last(one.events, "audit drawn for moderation").facts["drawn_as"] == how]
        found[f"grade-kept-{how}"] = _changes(part, "overall", content_of)["overall:kept"]
    return found


def _ids(audits: Iterable[OneAudit], test: Test) -> list[str]:
    return [one.id for one in audits if test(one)]


def _went_back(audit: OneAudit) -> bool:
    return any(one.topic == "audit moderated" and one.facts["outcome"] == "sent_back" for one in audit.events)


def _outcome(audit: OneAudit) -> str:
    return str(audit.judged.facts["outcome"]) if audit.judged else ""


def _counts(drawn: list[OneAudit]) -> dict[str, Counted]:
    over = set(ENDS.values())
    return {
        "drawn": (_ids(drawn, lambda one: True), None),
        "moderated": (_ids(drawn, lambda one: one.judged is not None), None),
        "to-moderate": (_ids(drawn, lambda one: one.judged is None and one.state() not in over), None),
        "found-not-to-standard": (_ids(drawn, lambda one: _outcome(one) == "not_to_standard"), None),
        "sent-back": (_ids(drawn, _went_back), _ids(drawn, lambda one: _went_back(one) or one.judged is not None)),
    }


def _qualities(drawn: list[OneAudit]) -> dict[str, Counted]:
    judged = [one for one in drawn if one.judged]
    base = [one.id for one in judged]
    return {
        f"quality-{quality}": (_ids(judged, lambda one, quality=quality: one.judged.facts["quality"] == quality), base)  # type: ignore[misc]
        for quality in QUALITIES
    }


def _challenges(audits: list[OneAudit]) -> dict[str, Counted]:
    """By state: a challenge waits until the answer with its number."""
    states: dict[str, set[str]] = {audit.id: set() for audit in audits}
    for audit in audits:
        answers = {one.facts["challenge"]: one.facts for one in audit.events if one.topic == "challenge answered"}
        for made in (one for one in audit.events if one.topic == "finding challenged"):
            answer = answers.get(made.facts["challenge"])
            states[audit.id].add(answer["outcome"] if answer else "waiting")
    found: dict[str, Counted] = {"challenged": ([id for id, said in states.items() if said], None)}
    for state in ("waiting", "upheld", "partly", "not_upheld"):
        found[f"challenge-{state}"] = ([id for id, said in states.items() if state in said], None)
    return found


def _changes(drawn: list[OneAudit], domain: str, content_of: Callable[[str, int], Content]) -> dict[str, Counted]:
    """Kept, to a better and to a worse grade, from or to not applicable: what the moderator said, nobody after them."""
    ways: dict[str, list[str]] = {"kept": [], "up": [], "down": [], "otherwise": []}
    for audit in drawn:
        facts = audit.judged.facts if _outcome(audit) in LEFT else {"overall": [], "grades": {}}
        pair = facts["overall"] if domain == "overall" else facts["grades"].get(domain)
        if pair and pair[0] and pair[1]:
            ways[_way(pair[0], pair[1], [one["id"] for one in _content(audit, content_of)["grades"]])].append(audit.id)
    base = [id for found in ways.values() for id in found]
    return {f"{domain}:{way}": (found, base) for way, found in ways.items()}


def _way(was: str, now: str, best_first: list[str]) -> str:
    if was == now:
        return "kept"
    if "na" in (was, now):
        return "otherwise"
    return "up" if best_first.index(now) < best_first.index(was) else "down"


def _content(audit: OneAudit, content_of: Callable[[str, int], Content]) -> Content:
    facts = audit.events[0].facts
    return content_of(facts["framework"], facts["framework_version"])


def agreement(events: Events, first: str, until: str, scale: list[str]) -> tuple[int, int]:
    """Of how many looped pairs of some months both gave the same overall grade, when the second came in: same, n."""
    pairs = [pair for pair in (given(events, own) for own in _both_in(events, first, until)) if set(pair) <= {*scale}]
    return sum(one == other for one, other in pairs), len(pairs)


def _both_in(events: Events, first: str, until: str) -> list[Events]:
    every = [own for own in streams(events, "loop/").values() if first <= own[0].facts["cycle"][6:] <= until]
    return [own for own in every if last(own, "loop seal lifted") and not last(own, "loop ended")]


def given(events: Events, loop: Events, domain: str = "") -> tuple[str, str]:
    """What the auditors of a loop had given at the moment at which both were in: a domain's grade, or the overall."""
    at, key = last(loop, "loop seal lifted").position, f"grade.{domain}" if domain else "overall.grade"
    audits = streams(events, "audit/")
    first, second = (_said(audits.get(loop[0].facts[which], []), at, key) for which in ("first", "second"))
    return first, second


def _said(own: Events, at: int, key: str) -> str:
    before = [one for one in own if one.position < at]
    return OneAudit(own[0].stream, before).said(key) if before else ""
