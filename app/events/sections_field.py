"""One thing that the audit form asks, and the sections that these things stand in."""

from dataclasses import dataclass
from typing import Any

LONG, SHORT, MOST_ROWS = 20_000, 2_000, 50
"""The most characters of a long and a short text; the most rows of quotations or actions."""

Choice = tuple[str, str, str]
"""Id, label, descriptor (empty but for grades)."""
Condition = tuple[str, frozenset[str]]
"""A key and the answers to it under which something holds."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One thing that the form asks.

    kind: grade, choice (one of `choices`), choices (any of them), text (a paragraph), long_text, quotations, actions.
    required: always needed. needed_when: needed under a condition. asked_when: shown, and needed, only under one.
    absent: the sentence that asks for it when it is needed and empty. max_length: characters, or rows of a list.
    """

    key: str
    label: str
    kind: str
    absent: str
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    required: bool = False
    needed_when: Condition | None = None
    asked_when: Condition | None = None
    max_length: int = LONG


@dataclass(frozen=True)
class Section:
    """One page of the form; `id` is a domain's, or about, family, summary, actions."""

    id: str
    label: str
    guidance: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Missing:
    """Something that stands in the way of returning: where, and a sentence that says what to do."""

    section_id: str
    key: str
    sentence: str


def is_asked(field: Field, answers: dict[str, Any]) -> bool:
    """Return whether the form shows the field, given the answers so far."""
    return field.asked_when is None or _holds(field.asked_when, answers)


def is_needed(field: Field, answers: dict[str, Any]) -> bool:
    """Return whether the audit cannot be returned without the field, given the answers so far."""
    needed = field.required or (field.needed_when is not None and _holds(field.needed_when, answers))
    return needed and is_asked(field, answers)


def _holds(condition: Condition, answers: dict[str, Any]) -> bool:
    key, values = condition
    answer = answers.get(key)
    return isinstance(answer, str) and answer in values


def choices_of(words: dict[str, str]) -> tuple[Choice, ...]:
    """Choices of words by id, without descriptors."""
    return tuple((id, label, "") for id, label in words.items())


def long_text(key: str, label: str, absent: str, **more: Any) -> Field:
    """A field for a long text."""
    return Field(key=key, label=label, absent=absent, kind="long_text", **more)


def short_text(key: str, label: str, absent: str, **more: Any) -> Field:
    """A field for a paragraph."""
    return Field(key=key, label=label, absent=absent, kind="text", max_length=SHORT, **more)
