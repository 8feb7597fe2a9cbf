"""What waits for me, noun by noun: each adds a block to the home page of those whose it is, alarms first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

SHOWN = 10
"""Items of a block; the whole of it is behind a link."""


@dataclass(frozen=True)
class Item:
    """One thing that waits: what, where ("" for nowhere), and by when in words; late things say so by `late`.

    `within`, a template, shows `facts` under it: a form with which it is done at once.
    """

    text: str
    href: str
    when: str = ""
    late: bool = False
    within: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Block:
    """What waits of one noun: how many there are in words, the first of them, and where all are, or all ("" then).

    Where that list may hold more than what is counted here, `whole` says what it is a list of. An alarm stands above
    everything else; what somebody's role is there for (`first`) above the rest.
    """

    title: str
    count: str
    items: tuple[Item, ...]
    href: str
    alarm: bool = False
    first: bool = False
    whole: str = ""


BLOCKS: dict[str, Callable[[], Block | None]] = {}
"""By noun: what waits of it for the person who asks, None for nothing. Each noun's module adds its own."""


def blocks() -> list[Block]:
    """What waits for the person who asks, alarms first, then what their role is there for."""
    found = [block for ask in BLOCKS.values() if (block := ask())]
    return sorted(found, key=lambda block: (not block.alarm, not block.first))
