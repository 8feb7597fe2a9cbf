"""What a history tells of a concern to somebody who audits the same child blind: what they said, and nothing else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.events.concern import DIRECT
from app.events.log import Happened
from app.programme.house import House
from projections import concern_lists, seals

RAISINGS = frozenset({"concern raised", "concern raised again"})
BEFORE = {"respond_by": "", "review_by": "", "responsible": []}
"""What the raising of a concern started, which is not of what its raiser said."""


@dataclass(frozen=True)
class Knower:
    """Who reads a history (a person id, "" for nobody), and the concerns of which they know only what they said."""

    id: str = ""
    unknown: frozenset[str] = frozenset()


ANYBODY = Knower()


def as_known(house: House, happened: Iterable[Happened], knower: Knower) -> Iterator[Happened]:
    """What happened to concerns as somebody knows it: no sealed audit is named, and of some only what they said."""
    sealed = seals.sealed_from(house.model, knower.id)
    for made in happened:
        facts = made.facts
        if facts.get("source") in sealed:
            facts = facts | {"source": DIRECT}
        if made.stream not in knower.unknown:
            yield made._replace(facts=facts)
        elif made.topic in RAISINGS and made.by == knower.id:
            yield _said(house, made._replace(facts=facts))


def _said(house: House, made: Happened) -> Happened:
    """A raising, whether the first or not, as a first one without what it started."""
    child = (concern_lists.concern(house.model, made.stream) or {"child": ""})["child"]
    kept = {key: made.facts[key] for key in ("by", "at", "category", "why", "source")}
    return made._replace(topic="concern raised", facts=kept | BEFORE | {"child": child})
