"""The grades of two auditors of one child, side by side: what each gave, what counts now, and what they agreed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.events import loop as events
from app.events.audit import Audit
from app.events.audit_challenge import final
from app.events.audit_moderation import original
from app.events.content import Content
from app.events.loop import Pair
from app.events.moderation_words import OVERALL
from app.programme import frameworks
from app.programme.house import House


@dataclass(frozen=True)
class Both:
    """Of a domain or overall: what each of the two gave, what counts of each at the meeting, the agreed grade and why.

    `agreed` and `why` are empty before there is an agreement.
    """

    given: Pair
    counts: Pair
    agreed: str = ""
    why: str = ""

    @property
    def differ(self) -> bool:
        """Whether there is something to settle: the two that count are not the same."""
        return self.counts[0] != self.counts[1]


def side_by_side(house: House, row: Mapping[str, Any]) -> dict[str, Both]:
    """Both audits of a loop's row by domain and overall: as they stand, or as they were when it was agreed."""
    agreed = [made.facts for made in house.reader.stream(row["id"]) if made.topic == events.LoopAgreed.TOPIC]
    if not agreed:
        first, second = (house.load(Audit, row[which]) for which in ("first", "second"))
        given = grades(content_of(house, first), first, second)
        return {key: Both(given[key], pair) for key, pair in counting(given, first, second).items()}
    counted, found = agreed[-1]["counted"], agreed[-1]["grades"]
    return {
        key: Both((one, other), tuple(counted.get(key, (one, other))), grade, why)
        for key, (one, other, grade, why) in found.items()
    }


def grades(content: Content, first: Audit, second: Audit) -> dict[str, Pair]:
    """What each of the two auditors gave, by domain and overall in the framework's order; "" for none."""
    keys = [*(domain["id"] for domain in content["domains"]), OVERALL]
    return {key: (original(first, key), original(second, key)) for key in keys}


def counting(keys: Mapping[str, Any], first: Audit, second: Audit) -> dict[str, Pair]:
    """The grade of each that counts now: the moderated one, or a challenge's, where there is one."""
    return {key: (final(first, key), final(second, key)) for key in keys}


def scales(content: Content) -> dict[str, list[str]]:
    """The grades that can be agreed, best first, by domain and overall."""
    scale = [grade["id"] for grade in content["grades"]]
    more = {one["id"]: ["na"] if one.get("may_be_not_applicable") else [] for one in content["domains"]}
    return {id: [*scale, *na] for id, na in more.items()} | {OVERALL: scale}


def content_of(house: House, audit: Audit) -> Content:
    """The framework of an audit."""
    return frameworks.content(house, audit.framework, audit.framework_version)
