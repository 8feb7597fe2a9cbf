"""Whether what an event did still stands: an audit that was returned, sent back and returned again is returned anew."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from app.events.base import Event, Subject

ABOUT = frozenset({"id", "version", "_pending"})
"""What every subject has whatever happened to it."""


def stands(cls: type[Subject], history: Sequence[Event], made: Event) -> bool:
    """Whether no later event of a subject's history changed anything that this one changed, not even for a while.

    What was added to a collection stands while it is in it, whatever else is added.
    """
    subject = cls.project(made.originator_id, history[: made.originator_version - 1])
    before = _state(subject)
    subject.evolve(made)
    did = [
        (name, _Change(before.get(name), after)) for name, after in _state(subject).items() if before.get(name) != after
    ]
    for later in history[made.originator_version :]:
        subject.evolve(later)
        if not all(change.is_in(getattr(subject, name)) for name, change in did):
            return False
    return True


class _Change:
    """What was added to a value and taken from it; of what has no parts, the whole of it."""

    def __init__(self, before: Any, after: Any) -> None:
        was, self._is = _parts(before), after
        now = _parts(after)
        self._added, self._gone = [one for one in now if one not in was], [one for one in was if one not in now]

    def is_in(self, value: Any) -> bool:
        """Whether a later value still has it so."""
        if not self._added and not self._gone:  # Only the order of its parts is another.
            return bool(value == self._is)
        parts = _parts(value)
        return all(one in parts for one in self._added) and not any(one in parts for one in self._gone)


def _parts(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.items())
    return list(value) if isinstance(value, list | tuple | set | frozenset) else [value]


def _state(subject: Subject) -> dict[str, Any]:
    return {name: deepcopy(value) for name, value in vars(subject).items() if name not in ABOUT}
