"""The entries of a list as they were typed: added, removed and put in another order before anything is saved."""

import re
from collections.abc import Mapping
from typing import Any

from app.forms.framework_fields import LISTS, MOST

Texts = dict[str, Any]
"""What was typed, by field name: a text, or a list of texts for tick boxes."""


def plain(typed: Mapping[str, Any]) -> Texts:
    """Return of what was typed only what a form can hold: texts and lists of texts."""
    return {name: text for name, text in typed.items() if isinstance(text, str) or _is_texts(text)}


def count(part: str, texts: Mapping[str, Any]) -> int:
    """Return how many entries of a list part were typed, at most a hundred."""
    found = (_named(part, name) for name in texts)
    return max((int(match[1]) + 1 for match in found if match), default=0)


def arranged(part: str, texts: Mapping[str, Any], act: str) -> tuple[Texts, int]:
    """Return the texts after an act on their entries, and the entry to go on with.

    act: add, up-3, down-3 or remove-3, counted from 0. An act that is none of these, or that has no such entry, changes
    nothing.
    """
    entries = _entries(part, texts)
    if act == "add" and part in LISTS and len(entries) < MOST[part]:
        return _flat(part, texts, [*entries, {"id": "", "label": ""}]), len(entries)
    match = re.fullmatch("(up|down|remove)-([0-9]{1,2})", act)
    if not match or int(match[2]) >= len(entries):
        return dict(texts), 0
    n = int(match[2])
    entry = entries.pop(n)
    place = {"up": max(n - 1, 0), "down": n + 1, "remove": n}[match[1]]
    if match[1] != "remove":
        entries.insert(place, entry)
    return _flat(part, texts, entries), max(min(place, len(entries) - 1), 0)


def written(part: str, texts: Mapping[str, Any]) -> Texts:
    """Return the texts without the entries that were added and left empty."""
    entries = [entry for entry in _entries(part, texts) if entry.get("id") or _says_something(entry)]
    return _flat(part, texts, entries)


def _says_something(entry: Texts) -> bool:
    return any(str(entry.get(name, "")).strip() for name in ("label", "short", "guidance", "choices", "hint"))


def _entries(part: str, texts: Mapping[str, Any]) -> list[Texts]:
    entries: list[Texts] = [{} for _ in range(count(part, texts))]
    for name, text in texts.items():
        if match := _named(part, name):
            entries[int(match[1])][match[2]] = text
    return entries


def _flat(part: str, texts: Mapping[str, Any], entries: list[Texts]) -> Texts:
    rest = {name: text for name, text in texts.items() if not _named(part, name)}
    return rest | {f"{part}-{n}-{name}": text for n, entry in enumerate(entries) for name, text in entry.items()}


def _named(part: str, name: str) -> re.Match[str] | None:
    return re.fullmatch(rf"{part}-([0-9]{{1,2}})-([a-z_]+)", name)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)
