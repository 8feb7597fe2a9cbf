"""Answers in words, for two texts side by side and for text that is given back to be copied."""

from collections.abc import Mapping
from typing import Any

from app.events.sections import Field, Section
from app.events.text import is_blank
from app.views.words import day

NOTHING = "(nothing)"


def in_words(field: Field, value: Any, names: Mapping[str, str]) -> str:
    """A value as text: a choice by its label, rows one under the other; "(nothing)" for no answer."""
    if is_blank(value):
        return NOTHING
    labels = {id: label for id, label, _ in field.choices}
    if field.kind == "quotations":
        return "\n".join(f"“{row['text']}” ({labels.get(row['tone'], 'tone not given')})" for row in value)
    if field.kind == "actions":
        return "\n".join(_action(row, names) for row in value)
    if isinstance(value, list):
        return "\n".join(labels.get(one) or str(one) for one in value)
    return labels.get(value) or str(value)


def written(section: Section, values: dict[str, Any], names: Mapping[str, str]) -> list[tuple[str, str]]:
    """What was typed into a section, as (label, text), to be read and copied."""
    said = [(field, values[field.key]) for field in section.fields if not is_blank(values.get(field.key))]
    return [(field.label, in_words(field, value, names)) for field, value in said]


def _action(row: dict[str, Any], names: Mapping[str, str]) -> str:
    due = day(row["due"]) if len(row["due"]) == 10 and row["due"][4] == "-" else row["due"]
    return f"{row['what']} – {names.get(row['owner'], row['owner']) or 'nobody yet'}, by {due or 'no date yet'}"
