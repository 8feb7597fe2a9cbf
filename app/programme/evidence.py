"""What belongs into an evidence pack: which events, which of them are shown, and what stays out, with the reason."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from app.events.log import Happened
from app.programme.duties import duty_id
from app.programme.house import House
from projections import (
    actions_lists,
    audits,
    concern_lists,
    dip_samples,
    good_practice_lists,
    impact,
    packs,
    seals,
)

IN_CONFIDENCE = frozenset({"impact answered", "impact declined", "family view of impact recorded"})
"""What was written to those who asked, and to nobody else: sealed it stays sealed, and open it stays out."""
OF_EXEMPTIONS = frozenset({"audit released"})
"""They say why somebody was away."""
CHILD, AUDIT = re.compile(r"child/[A-Za-z0-9.-]+"), re.compile(r"audit/\d{4}-\d\d/\d{4,}")
PARTS = re.compile(r"[a-z0-9]+")
LONGEST = 4
"""So many parts (letters and digits between other characters) may make up a reference, however it is written."""
OTHER_CHILD = "It names a child who is not in this pack."
CONFIDENCE = "What was written there is in confidence."
EXEMPT = "It says why somebody was exempt, which is in confidence."
SEALED_PAIR = "It names an audit of a looped pair that is not agreed yet."
SEVERAL = "It names other children. What it says of a child in this pack is told in the index."


@dataclass(frozen=True)
class Drawn:
    """An event that names many, and what it says of a child in the pack."""

    made: Happened
    child: str
    said: dict[str, Any]


@dataclass(frozen=True)
class Gathered:
    """What a pack is of: its audits and children, its events, and the draws, which are proved and not shown."""

    audits: tuple[str, ...]
    children: tuple[str, ...]
    events: tuple[Happened, ...]
    draws: tuple[Drawn, ...] = ()
    sealed: int = 0
    """How many audits stay out because their pair is not agreed yet."""


@dataclass
class Scope:
    """Which children a pack may name, and which audits none may; what is known now decides, not what was known then."""

    children: frozenset[str]
    strangers: frozenset[str]
    """References of all other children."""
    sealed: frozenset[str]
    model: Any
    every_audit: bool = False
    _child_of: dict[str, str] = field(default_factory=dict)

    def keeps_back(self, topic: str, facts: Any) -> str:
        """Why an event with these facts is not shown, "" where it is."""
        text = json.dumps(facts, ensure_ascii=False)
        named = set(AUDIT.findall(text))
        if topic in OF_EXEMPTIONS:
            return EXEMPT
        if named & self.sealed:
            return SEALED_PAIR
        if self.names_another(text):
            return OTHER_CHILD
        if not self.every_audit and any(self._of(one) not in self.children for one in named):
            return OTHER_CHILD
        return ""

    def names_another(self, text: str) -> bool:
        """Whether a text names a child who is not in the pack, by id or by reference."""
        return bool(set(CHILD.findall(text)) - self.children or self._strangers & _references(text))

    @cached_property
    def _strangers(self) -> frozenset[str]:
        """The references of all other children as `_references` finds them: C-10482, c10482 and "C 10482." are one."""
        own = {_plain(one.removeprefix("child/")) for one in self.children}
        return frozenset(map(_plain, self.strangers)) - own

    def _of(self, audit: str) -> str:
        if audit not in self._child_of:
            self._child_of[audit] = (audits.audit(self.model, audit) or {"child": ""})["child"]
        return self._child_of[audit]


def _plain(reference: str) -> str:
    return "".join(PARTS.findall(reference.lower()))


def _references(text: str) -> set[str]:
    """Whatever in a text could be a reference: each part, and those that follow on it joined."""
    parts = PARTS.findall(text.lower())
    return {"".join(parts[n : n + many]) for many in range(1, LONGEST + 1) for n in range(len(parts) - many + 1)}


def gathered(house: House, now: House, kind: str, of: Iterable[str]) -> Gathered:
    """What a pack of a kind, of these ids, is made of: `house` stands where it ends, `now` knows what is sealed."""
    sealed = seals.sealed(now.model)
    return GATHER[kind](house, list(of), sealed)


def scope(house: House, now: House, kind: str, found: Gathered) -> Scope:
    """Which children and audits a pack may name."""
    others = packs.references(now.model) - {id.removeprefix("child/") for id in found.children}
    of = frozenset(found.children)
    return Scope(of, others, seals.sealed(now.model), house.model, every_audit=kind == "edition")


def _of_children(house: House, of: list[str], sealed: frozenset[str]) -> Gathered:
    """Each child's own events, with every audit, concern and action of theirs."""
    theirs = [row["id"] for child in of for row in audits.of_child(house.model, child)]
    open_ones = [id for id in theirs if id not in sealed]
    streams = [*of, *(one for audit in open_ones for one in _around(house, audit))]
    for child in of:
        streams += [row["id"] for row in concern_lists.of_child(house.model, child) if row["source"] not in sealed]
        rows = actions_lists.of_child(house.model, child)
        streams += [row["id"] for row in rows if row["source"] not in sealed]
    draws = tuple(one for child in of for one in _draws(house, child))
    return Gathered(tuple(open_ones), tuple(of), _events(house, streams), draws, len(theirs) - len(open_ones))


def _of_audit(house: House, of: list[str], sealed: frozenset[str]) -> Gathered:
    """An audit with what came of it."""
    child = (audits.audit(house.model, of[0]) or {"child": ""})["child"]
    if of[0] in sealed or not child:
        return Gathered((), (child,), (), sealed=1)
    streams = [*_around(house, of[0]), *(row["id"] for row in concern_lists.of_source(house.model, of[0]))]
    draws = tuple(one for one in _draws(house, child) if _month(of[0]) == one.made.stream)
    return Gathered((of[0],), (child,), _events(house, streams), draws)


def _of_cycle(house: House, of: list[str], sealed: frozenset[str]) -> Gathered:
    """A month: its own events, and each audit of it with what came of it."""
    every = packs.audits_of(house.model, of[0])
    open_ones = [id for id in every if id not in sealed]
    streams = [*of, *(one for audit in open_ones for one in _around(house, audit))]
    told = house.reader.stream(of[0])
    named = {child for made in told for child in CHILD.findall(json.dumps(made.facts))}
    return Gathered(tuple(open_ones), tuple(sorted(named)), _events(house, streams), (), len(every) - len(open_ones))


def _of_edition(house: House, of: list[str], sealed: frozenset[str]) -> Gathered:
    """A report's own events."""
    return Gathered((), (), _events(house, of))


GATHER = {
    "child": _of_children,
    "sample": _of_children,
    "audit": _of_audit,
    "cycle": _of_cycle,
    "edition": _of_edition,
}


def _around(house: House, audit: str) -> list[str]:
    """The streams of an audit and of what came of it."""
    found = [audit, *(row["id"] for row in actions_lists.of_source(house.model, audit)), duty_id(audit)]
    return [*found, *impact.streams(house.model, audit), *good_practice_lists.streams(house.model, audit)]


def _events(house: House, streams: Iterable[str]) -> tuple[Happened, ...]:
    """Every event of some streams, in the order of the log."""
    return tuple(sorted(made for one in dict.fromkeys(streams) for made in house.reader.stream(one)))


def _month(audit: str) -> str:
    return f"cycle/{audit.split('/')[1]}"


def _draws(house: House, child: str) -> Iterator[Drawn]:
    """How a child came into samples of months and into dip samples that are concluded."""
    months = dict.fromkeys(_month(row["id"]) for row in audits.of_child(house.model, child))
    for month in months:
        for made in house.reader.stream(month):
            if said := _said_of(made, child):
                yield Drawn(made, child, said)
    for row in dip_samples.of_child(house.model, child):
        if row["state"] == "concluded":
            found = (made for made in house.reader.stream(row["id"]) if made.topic == "dip sample drawn")
            yield from (Drawn(made, child, {"title": row["title"], **_rule(made.facts)}) for made in found)


def _said_of(made: Happened, child: str) -> dict[str, Any]:
    """What an event of a month says of one child; nothing for most."""
    if made.topic == "sample drawn":
        mine = [one for one in (*made.facts["children"], *made.facts["reserve"]) if one["child"] == child]
        return _rule(made.facts) | {"why": mine[0].get("why", "In reserve")} if mine else {}
    if made.topic == "audits allocated":
        mine = [one for one in made.facts["pairs"] if one["child"] == child]
        return {"seed": made.facts["seed"], **{k: mine[0][k] for k in ("auditor", "grounds")}} if mine else {}
    named = made.facts.get("child") == child and made.topic != "looped audit added"
    return {"why": made.facts.get("reason", "")} if named else {}


def _rule(facts: dict[str, Any]) -> dict[str, Any]:
    """The rule and the seed of a draw, and from how many."""
    names = ("rule_in_words", "seed", "population_on", "eligible", "population", "frame_in_words", "frame_size")
    return {name: facts[name] for name in names if name in facts}
