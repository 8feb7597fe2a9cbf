"""Paths, which name the personal fields among the facts of an event.

"reason"; "changes/evidence.*", those entries of a map; "changes/!grade.*|themes", all but those; "answers/@texts",
those that the fact `texts` lists; "grades/*/2", the third of each list in a map. What is left of a list that lost an
item has null in its place.
"""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

Facts = dict[str, Any]
"""JSON-native."""
Step = str | int
Found = tuple[tuple[Step, ...], Any]
"""Something that a path names: the steps to it, and what it is."""


def holds(facts: Facts, paths: tuple[str, ...]) -> bool:
    """Whether there is anything in the facts that the paths name."""
    return any(True for path in paths for _ in within(facts, path))


def within(facts: Facts, path: str) -> Iterator[Found]:
    """What a path names in the facts, each with its own steps; what is empty has nothing to hide and stays."""
    yield from _found(facts, _steps(path), facts, ())


def taken(facts: Facts, found: list[Found]) -> Facts:
    """The facts without what was found in them; those that were given stay as they are."""
    within_others = {str(steps[0]) for steps, _ in found if len(steps) > 1}
    left = facts | {name: _copied(facts[name]) for name in within_others}
    for steps, _ in found:
        inner: Any = _reached(left, steps)
        if isinstance(inner, list):
            inner[int(steps[-1])] = None
        else:
            del inner[steps[-1]]
    return left


def put(facts: Facts, path: str, value: Any) -> None:
    """Put something where it was taken from. Raises LookupError or TypeError where there is no such place."""
    steps = tuple(step.replace("~1", "/").replace("~0", "~") for step in path.split("/"))
    inner: Any = _reached(facts, steps)
    inner[int(steps[-1]) if isinstance(inner, list) else steps[-1]] = value


def joined(steps: tuple[Step, ...]) -> str:
    """Steps as one path (RFC 6901 without its first slash)."""
    return "/".join(str(step).replace("~", "~0").replace("/", "~1") for step in steps)


@cache
def _steps(path: str) -> tuple[str, ...]:
    return tuple(path.split("/"))


def _found(
    value: Any, left: tuple[str, ...], facts: Facts, steps: tuple[Step, ...]
) -> Iterator[tuple[tuple[Step, ...], Any]]:
    if not left:
        if value not in (None, "", [], {}):
            yield steps, value
    elif not steps:
        if left[0] in facts:
            yield from _found(facts[left[0]], left[1:], facts, (left[0],))
    else:
        for step, inner in _entries(value):
            if _is_named(str(step), left[0], facts):
                yield from _found(inner, left[1:], facts, (*steps, step))


def _is_named(step: str, by: str, facts: Facts) -> bool:
    """Whether a step of a path names an entry: by itself or a pattern, by exception, or as another fact lists them."""
    if by[0] == "@":
        return step in facts[by[1:]]
    if by[0] == "!":
        return not any(fnmatchcase(step, but) for but in by[1:].split("|"))
    return fnmatchcase(step, by)


def _entries(value: Any) -> list[tuple[Step, Any]]:
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []


def _copied(value: Any) -> Any:
    """A copy whose maps and lists can be changed."""
    if isinstance(value, dict):
        return {name: _copied(inner) for name, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list) else value


def _reached(facts: Facts, steps: tuple[Step, ...]) -> Any:
    """The map or list that the last of the steps is in."""
    inner: Any = facts
    for step in steps[:-1]:
        inner = inner[int(step)] if isinstance(inner, list) else inner[step]
    return inner
