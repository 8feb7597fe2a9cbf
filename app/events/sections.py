"""The long audit form that a framework's content asks for: its sections, what they may hold and what they lack.

Answers are one flat dict {key: value}: texts and the ids of grades and choices as text ("" is no answer), themes as a
list of ids, quotations and actions as lists of dicts.
"""

from typing import Any

from app.events.content import Content
from app.events.sections_check import check, missing, progress
from app.events.sections_field import Field, Missing, Section, is_asked, is_needed
from app.events.sections_form import sections
from app.events.text import is_blank

__all__ = [
    "Field",
    "Missing",
    "Section",
    "changed",
    "check",
    "is_asked",
    "is_narrative",
    "is_needed",
    "missing",
    "narrative_keys",
    "progress",
    "section",
    "sections",
]

NARRATIVE = frozenset(
    {
        "overall.evidence",
        "strengths",
        "improvements",
        "theme_note",
        "family.positive",
        "family.less_positive",
        "quotations",
        "actions",
        "concern.reason",
    }
)
GRADED = ("evidence.", "better.")


def section(content: Content, id: str) -> Section:
    """Return one section. Raises KeyError when the form has none with that id."""
    for found in sections(content):
        if found.id == id:
            return found
    raise KeyError(id)


def changed(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of `after` that say something else than in `before`; no answer and an empty one are the same.

    A field that `after` does not name is unchanged, so the values of one section can be laid over a whole audit.
    """
    return {key: value for key, value in after.items() if _said(value) != _said(before.get(key))}


def narrative_keys(content: Content) -> frozenset[str]:
    """Return the keys of the form that hold what people wrote; no read model keeps their values."""
    choices = {f"question.{question['id']}" for question in content["questions"] if question["kind"] != "text"}
    keys = {field.key for found in sections(content) for field in found.fields}
    return frozenset(key for key in keys - choices if is_narrative(key))


def is_narrative(key: str) -> bool:
    """Return whether a key holds what people wrote, as opposed to grades, choices and themes.

    Without its framework a further question counts as narrative: its answer may be a text.
    """
    reason = key.startswith("participation.") and key.endswith(".reason")
    return key in NARRATIVE or reason or key.startswith((*GRADED, "question."))


def _said(value: Any) -> Any:
    return None if is_blank(value) else value
