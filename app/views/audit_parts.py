"""What stands below the findings on an audit's page, noun by noun: each adds its part for those who may see it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """A noun's part: its template, and what that shows as `part` for an audit's row, None for nothing.

    `on_record` puts it on the copy for the child's record too.
    """

    template: str
    shown: Callable[[Row], Row | None]
    on_record: bool = False


PARTS: dict[str, Part] = {}
"""By noun. Each noun's module adds its own."""
ORDER = ("loops", "moderations", "concerns", "actions", "duties", "replies", "good_practice", "impact")
"""The nouns as the work goes; any other comes after them."""


def parts(audit: Row, on_record: bool = False) -> list[Row]:
    """The parts of an audit that the person who asks may see, in order, each with its template."""
    place = {noun: n for n, noun in enumerate(ORDER)}
    nouns = sorted(PARTS, key=lambda noun: (place.get(noun, len(place)), noun))
    wanted = [PARTS[noun] for noun in nouns if PARTS[noun].on_record or not on_record]
    return [shown | {"template": part.template} for part in wanted if (shown := part.shown(audit)) is not None]
