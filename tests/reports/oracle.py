"""A month's figures by another route: plain Python over the list of events, sharing no code with the projections.

Where a projection folds forward into rows, this looks back: what was said last, before what, since when. It knows the
definitions from `docs` and the brief of the field only: who is completed, what counts as late, which grade counts.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

Events = list[Any]
Counted = tuple[list[str], list[str] | None]
"""Members, and the base of a share."""
ENDS = {"nil return recorded": "nil_return", "audit withdrawn": "withdrawn", "audit released": "released"}
GIVES = {
    "audit allocated": "allocated", "audit reallocated": "allocated", "audit returned": "returned",
    "audit accepted": "accepted", "audit judged not to standard": "not_to_standard", "audit sent back": "sent_back",
} | ENDS  # fmt: skip
REGRADES = ("audit moderated", "grade changed after challenge", "audit graded in its loop", "moderation corrected")
RETURNS = ("audit returned", "audit return corrected")
SAYINGS = ("audit section saved", "audit answers corrected")
IN, OPEN = ("returned", "accepted", "not_to_standard"), ("allocated", "started", "sent_back")
LONG, HEALTH = ("maternity", "extended_leave"), ("maternity", "extended_leave", "health")


def last(events: Iterable[Any], *topics: str) -> Any:
    """The last event of these types, None for none."""
    return next((one for one in reversed(list(events)) if one.topic in topics), None)


def _said(event: Any) -> dict[str, Any]:
    """What an audit says from here on: of a correction, what is right."""
    changes: dict[str, Any] = event.facts["changes"]
    return {key: now for key, (_, now) in changes.items()} if event.topic == SAYINGS[1] else changes


class _Judged(NamedTuple):
    """A moderation as it is known now."""

    facts: dict[str, Any]


def _regraded(facts: dict[str, Any]) -> dict[str, Any]:
    """What gives other grades, in one shape: a correction of a moderation names each answer that it changes."""
    if "changes" not in facts:
        return facts
    pairs: dict[str, list[str]] = facts["changes"]
    grades = {key.removeprefix("grade."): pair for key, pair in pairs.items() if key.startswith("grade.")}
    return {"grades": grades, "overall": pairs.get("overall.grade", [])}


@dataclass
class OneAudit:
    """An audit as its own events tell it; `turn` are those since somebody was given it last."""

    id: str
    events: Events

    @property
    def turn(self) -> Events:
        begun = last(self.events, "audit allocated", "audit reallocated")
        return self.events[self.events.index(begun) :]

    @property
    def auditor(self) -> str:
        return str(self.turn[0].facts["auditor"])

    def state(self, upto: int | None = None) -> str:
        events = self.events[:upto]
        for place in range(len(events) - 1, -1, -1):
            topic = events[place].topic
            if topic in GIVES:
                return GIVES[topic]
            if topic == "audit started" and self.state(place) == "allocated":
                return "started"
            if topic == "audit reopened":
                ending = max(n for n in range(place) if events[n].topic in ENDS)
                return self.state(ending)
        return ""

    @property
    def days_late(self) -> int:
        found = last(self.turn, *RETURNS, "audit sent back")
        return int(found.facts["working_days_late"]) if found and found.topic in RETURNS else 0

    @property
    def returned_on(self) -> str:
        """The day on which it came in, as it is known now."""
        found = last(self.turn, *RETURNS).facts
        return str(found.get("returned_on") or found["on"])

    @property
    def due(self) -> str:
        return str(last(self.turn, "audit allocated", "audit reallocated", "audit sent back").facts["due"])

    def said(self, key: str) -> str:
        """What the auditor said last under a key."""
        given = [_said(one) for one in self.turn if one.topic in SAYINGS]
        return next((one[key] or "" for one in reversed(given) if key in one), "")

    def grade(self, domain: str) -> str:
        """The grade that counts: the last that was put in the auditor's place, else the auditor's."""
        later = [_regraded(one.facts) for one in self.turn if one.topic in REGRADES]
        if domain == "overall":
            return next((one["overall"][1] for one in reversed(later) if one["overall"]), self.said("overall.grade"))
        found = next((one["grades"][domain][1] for one in reversed(later) if domain in one["grades"]), None)
        return self.said(f"grade.{domain}") if found is None else str(found)

    @property
    def released_by(self) -> str:
        found = last(self.turn, "audit released", "audit reopened")
        return str(found.facts["exemption"]) if found and found.topic == "audit released" else ""

    @property
    def judged(self) -> Any:
        """What the moderator judged, once the audit was drawn: never that it goes back."""
        if not last(self.events, "audit drawn for moderation"):
            return None
        found = last([one for one in self.events if one.facts.get("outcome") != "sent_back"], "audit moderated")
        return found and _Judged(self._put_right(found))

    def _put_right(self, judged: Any) -> dict[str, Any]:
        """What a moderation says with everything that was corrected of it since."""
        said = {key: judged.facts[key] for key in ("outcome", "quality", "moderator")}
        pairs = {"overall": judged.facts["overall"], **judged.facts["grades"]}
        for one in self.events:
            if one.topic == "moderation corrected" and one.position > judged.position:
                said |= {"outcome": one.facts["outcome"]}
                for key, (_, now) in one.facts["changes"].items():
                    if key in ("quality", "moderator"):
                        said[key] = now
                    elif "grade" in key:
                        which = "overall" if key == "overall.grade" else key.removeprefix("grade.")
                        pairs[which] = [(pairs.get(which) or [now])[0], now] if now else []
        return said | {"overall": pairs.pop("overall"), "grades": {key: pair for key, pair in pairs.items() if pair}}


@dataclass
class TheMonth:
    """Everything of one month, as its events tell it."""

    cycle: str
    events: Events
    content: dict[str, Any]
    today: str

    def __post_init__(self) -> None:
        prefix = f"audit/{self.cycle.removeprefix('cycle/')}/"
        streams = sorted({one.stream for one in self.events if one.stream.startswith(prefix)})
        self.audits = [OneAudit(id, [one for one in self.events if one.stream == id]) for id in streams]
        pool = last((one for one in self.events if one.stream == self.cycle), "cycle opened", "pool recounted")
        self.pool = sorted(pool.facts["pool"])
        self.exempted = self._exempted()

    def _exempted(self) -> list[tuple[str, str, str, bool]]:
        """Exemption, auditor, class and whether it came after the allocation, of those authorised for this month."""
        found = []
        for stream in sorted({one.stream for one in self.events if one.stream.startswith("exemption/")}):
            own = [one for one in self.events if one.stream == stream]
            if self.standing(stream) == "authorised":
                yes, asked = last(own, "exemption authorised"), own[0].facts
                allocated = (one for one in self.events if one.stream == self.cycle and one.position < yes.position)
                after = last(allocated, "audits allocated") is not None
                found.append((stream, asked["auditor"], asked["reason_class"], after))
        return found

    def standing(self, exemption: str) -> str:
        """Where an exemption stands for this month, "" where it is not of it."""
        own = [one for one in self.events if one.stream == exemption]
        months = own[0].facts.get("months") or [own[0].facts.get("cycle")] if own else []
        if self.cycle not in months:
            return ""
        reversals = [one for one in own if one.topic == "exemption reversed" and self.cycle in one.facts["months"]]
        ends = {"exemption declined": "declined", "exemption withdrawn": "withdrawn", "exemption lapsed": "lapsed"}
        if reversals:
            return "reversed"
        found = last(own, "exemption authorised", *ends)
        return "asked" if found is None else ends.get(found.topic, "authorised")

    def loop(self, audit: str) -> tuple[str, bool]:
        """Where the loop of an audit stands, and whether another audit counts in its place."""
        opened = [one for one in self.events if one.topic == "loop opened"
                  and audit in (one.facts["first"], one.facts["second"])]  # fmt: skip
        if not opened:
            return "", False
        opening = opened[-1]
        own = [one for one in self.events if one.stream == opening.stream]
        states = {"loop opened": "sealed", "loop seal lifted": "both_in", "loop meeting arranged": "arranged",
                  "loop meeting moved": "arranged", "loop agreed": "agreed", "loop ended": "ended"}  # fmt: skip
        return states[last(own, *states).topic], self._second(audit, opening, own)

    def _second(self, audit: str, opening: Any, own: Events) -> bool:
        found = last(own, "loop agreed", "loop ended")
        if found is None:
            return bool(audit == opening.facts["second"])
        if found.topic == "loop agreed":
            return bool(audit != found.facts["graded_on"])
        return bool(audit == found.facts["audit"])

    def where(self, test: Callable[[OneAudit], bool]) -> list[str]:
        return [one.id for one in self.audits if test(one)]

    def graded(self) -> list[OneAudit]:
        """Accepted, of no loop that is under way, and the one of two that counts."""
        found = [one for one in self.audits if one.state() == "accepted"]
        loops = {one.id: self.loop(one.id) for one in found}
        return [one for one in found if loops[one.id][0] in ("", "agreed", "ended") and not loops[one.id][1]]


def figures(of: TheMonth) -> dict[str, Counted]:
    """Members and base of every figure of a month, by its name."""
    return {**_people(of), **_audits(of), **_completion(of), **_exemptions(of), **_grades(of), **_parts(of)}


def _people(of: TheMonth) -> dict[str, Counted]:
    before = {who: kind for _, who, kind, after in reversed(of.exempted) if not after}
    kinds: dict[str, set[str]] = {}
    for _, who, kind, after in of.exempted:
        kinds.setdefault(who, set()).add(kind) if not after else None
    leave = [one for one in of.pool if kinds.get(one, set()) & set(LONG)]
    maternity = [one for one in leave if "maternity" in kinds[one]]
    exempt = [one for one in of.pool if one in before and one not in leave]
    late = {who for _, who, _, after in of.exempted if after}
    after = [one for one in of.pool if one in late and one not in leave and one not in exempt]
    other = {who for _, who, kind, _ in of.exempted if kind not in HEALTH}
    expected = [one for one in of.pool if one not in before]
    held = Counter(one.auditor for one in of.audits)
    owed = of.content["audits_owed_a_month"]
    named = {
        "pool": of.pool, "long-leave": leave, "exempt": exempt, "expected": expected, "maternity-leave": maternity,
        "extended-leave": [one for one in leave if one not in maternity], "exempted-after": after,
        "exempted-for-health": [one for one in of.pool if one in exempt + after and one not in other],
        "expected-without-audit": [one for one in expected if not held[one]],
        "above-share": sorted(one for one, n in held.items() if n > owed),
        "not-expected": sorted(set(held) - set(expected)),
    }  # fmt: skip
    return {name: (members, None) for name, members in named.items()}


def _audits(of: TheMonth) -> dict[str, Counted]:
    states = {one.id: one.state() for one in of.audits}
    released = {one.id: of.standing(one.released_by) for one in of.audits if states[one.id] == "released"}
    loops = {one.id: of.loop(one.id) for one in of.audits}
    tests: dict[str, Callable[[OneAudit], bool]] = {
        "allocated": lambda one: True,
        "exempted-afterwards": lambda one: states[one.id] == "released" and released[one.id] != "reversed",
        "released-to-nobody": lambda one: released.get(one.id) == "reversed",
        "started": lambda one: last(one.turn, "audit started") is not None,
        "returned": lambda one: states[one.id] in IN,
        "late": lambda one: states[one.id] in IN and one.days_late > 0,
        "still-open": lambda one: states[one.id] in OPEN,
        "within-reach": lambda one: states[one.id] in IN + OPEN,
        "nil": lambda one: states[one.id] == "nil_return",
        "withdrawn": lambda one: states[one.id] == "withdrawn",
        "not-to-standard": lambda one: states[one.id] == "not_to_standard",
        "sent-back": lambda one: states[one.id] == "sent_back",
        "accepted": lambda one: states[one.id] == "accepted",
        "to-agree": lambda one: states[one.id] == "accepted" and loops[one.id][0] in ("both_in", "arranged"),
        "counted-by-other": lambda one: states[one.id] == "accepted" and loops[one.id] == ("agreed", True),
        "waiting": lambda one: states[one.id] == "returned",
        "drawn-for-moderation": lambda one: last(one.events, "audit drawn for moderation") is not None,
        "moderated": lambda one: one.judged is not None,
        "uploaded": lambda one: last(one.turn, "audit uploaded to record") is not None,
        "overdue": lambda one: states[one.id] in OPEN and one.due < of.today,
    }
    return {name: (of.where(test), None) for name, test in tests.items()}


def _completion(of: TheMonth) -> dict[str, Counted]:
    counts = {name: members for name, (members, _) in _audits(of).items()}
    allocated = counts["allocated"]
    expected = [one for one in allocated if one not in counts["exempted-afterwards"]]
    open_ones = (one for one in of.audits if of.loop(one.id)[0] != "sealed")
    kept = [one for one in open_ones if one.judged and one.judged.facts["outcome"] in ("agreed", "changed")]
    same = [
        one.id
        for one in kept
        if (one.judged.facts["overall"] or ["", ""])[0] == (one.judged.facts["overall"] or ["", ""])[1]
    ]
    return {
        "completion-of-pool": (counts["returned"], of.pool),
        "completion-of-allocated": (counts["returned"], allocated),
        "completion-to-standard": (counts["accepted"], allocated),
        "completion-within-reach": (counts["within-reach"], allocated),
        "completion-of-expected": (counts["returned"], expected),
        "grade-kept": (same, [one.id for one in kept]),
    }


def _exemptions(of: TheMonth) -> dict[str, Counted]:
    people = {name: members for name, (members, _) in _people(of).items()}
    base = [one for one in of.pool if one not in people["long-leave"]]
    other = {who for _, who, kind, _ in of.exempted if kind not in HEALTH}
    avoidable = [one for one in base if one in other]
    health = [one for one in of.pool if one in people["long-leave"] + people["exempted-for-health"]]
    return {
        "exemptions-not-health-or-leave": (avoidable, base),
        "exemptions-not-health-or-leave-of-pool": (avoidable, of.pool),
        "exemptions-health-or-leave": (health, of.pool),
    }


def _grades(of: TheMonth) -> dict[str, Counted]:
    found: dict[str, Counted] = {}
    rule = of.content["not_applicable"]["in_denominator"]
    for domain in [*(one["id"] for one in of.content["domains"]), "overall"]:
        given = {one.id: grade for one in of.graded() if (grade := one.grade(domain))}
        base = [id for id, grade in given.items() if grade != "na" or rule]
        found[f"graded:{domain}"] = (base, None)
        for grade in [*(one["id"] for one in of.content["grades"]), *(["na"] if domain != "overall" else [])]:
            counted = [id for id, said in given.items() if said == grade]
            found[f"grade:{domain}:{grade}"] = (counted, base if grade != "na" or rule else None)
        good = {one["id"] for one in of.content["grades"] if one["counts_as"] == "good"}
        found[f"good:{domain}"] = ([id for id, said in given.items() if said in good], base)
    return found


def _parts(of: TheMonth) -> dict[str, Counted]:
    completed = of.where(lambda one: one.state() in IN and of.loop(one.id)[0] != "sealed")
    standard = of.where(lambda one: one.state() == "accepted" and of.loop(one.id)[0] != "sealed")
    by_id = {one.id: one for one in of.audits}
    asked = {
        "worker": (completed, ("took-part", "legitimate-reason", "not")),
        "manager": (completed, ("took-part", "tried", "not")),
        "child": (standard, ("contacted", "tried", "not-applicable")),
        "parent": (standard, ("gave-views", "tried", "declined", "not-applicable")),
    }
    found: dict[str, Counted] = {}
    for who, (base, answers) in asked.items():
        said = {id: by_id[id].said(f"participation.{who}").replace("_", "-") for id in base}
        found |= {f"{who}-{answer}": ([id for id in base if said[id] == answer], base) for answer in answers}
    heard = {*found["parent-gave-views"][0], *found["child-contacted"][0]}
    return found | {"families-heard": ([id for id in standard if id in heard], standard)}
