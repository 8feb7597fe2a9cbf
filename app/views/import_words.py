"""Records of a list as people read them: names for ids, words for choices, dates as dd/mm/yyyy."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from app.events.vocabulary import JOB_LEVELS, PLAN_TYPES, ROLES
from app.programme.lists.imports import Change
from app.views.words import short_day

WORDS = {**JOB_LEVELS, **ROLES, **PLAN_TYPES}


def said(record: Mapping[str, Any], key: str, names: dict[str, str]) -> str:
    """All that a record says but for its key, in one line."""
    return ", ".join(text for name, value in record.items() if name != key and (text := _word(value, names)))


def from_to(change: Change, names: dict[str, str]) -> list[dict[str, str]]:
    """What changes about an entry: each field with its words before and after."""
    return [
        {
            "label": name.replace("_", " ").capitalize(),
            "was": _word(was, names) or "blank",
            "now": _word(now, names) or "blank",
        }
        for name, (was, now) in change.fields.items()
    ]


def _word(value: Any, names: dict[str, str]) -> str:
    """A value of a record as people read it: names for ids, words for choices, dates as dd/mm/yyyy."""
    if isinstance(value, list):
        return ", ".join(_words(value, names))
    text = str(value)
    try:
        return (
            short_day(date.fromisoformat(text).isoformat()) if len(text) == 10 and text[4] == "-" else _one(text, names)
        )
    except ValueError:
        return _one(text, names)


def _words(values: Iterable[Any], names: dict[str, str]) -> list[str]:
    return [_one(str(value), names) for value in values]


def _one(text: str, names: dict[str, str]) -> str:
    return names.get(text) or WORDS.get(text, text)
