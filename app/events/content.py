"""A framework's content: the one JSON document that holds a council's audit tool, stored whole when it is published.

`faults` says what each of its parts must satisfy; default_framework.json shows them all. Everything else here takes a
content that has no faults, as every published one has.
"""

import re
import unicodedata
from collections.abc import Collection
from typing import Any

from app.events.content_differences import Difference, differences
from app.events.content_faults import NOT_APPLICABLE, RESERVED_DOMAINS, STYLES, faults
from app.events.text import LONGEST_SLUG, tidied

__all__ = [
    "NOT_APPLICABLE",
    "STYLES",
    "Difference",
    "concerns",
    "differences",
    "domain",
    "faults",
    "grade",
    "grade_ids",
    "slug",
    "tidy",
]

Content = dict[str, Any]


def grade(content: Content, id: str) -> dict[str, Any]:
    """Return the grade with the id. Raises KeyError when the framework has none; "na" is no grade."""
    return _entry(content["grades"], id)


def domain(content: Content, id: str) -> dict[str, Any]:
    """Return the domain with the id. Raises KeyError when the framework has none."""
    return _entry(content["domains"], id)


def grade_ids(content: Content) -> tuple[str, ...]:
    """Return the ids of the grades, best first."""
    return tuple(entry["id"] for entry in content["grades"])


def concerns(content: Content) -> frozenset[str]:
    """Return the ids of the grades that count as concern."""
    return frozenset(entry["id"] for entry in content["grades"] if entry["counts_as"] == "concern")


def slug(label: str, taken: Collection[str]) -> str:
    """Return an id for a label that is neither taken nor used by the audit form itself.

    The id is for ever: a label may change later and keeps it.
    """
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower().replace("'", "")
    words = re.sub("[^a-z0-9]+", "-", plain).strip("-")[: LONGEST_SLUG - 5].strip("-") or "item"
    refused = {*taken, *RESERVED_DOMAINS, NOT_APPLICABLE}
    return next(name for n in range(1, len(refused) + 2) if (name := f"{words}-{n}" if n > 1 else words) not in refused)


def tidy(content: Any) -> Any:
    """Return the document with the line ends of every text made newlines and the spaces round it dropped."""
    if isinstance(content, str):
        return tidied(content).strip()
    if isinstance(content, list):
        return [tidy(entry) for entry in content]
    return {part: tidy(value) for part, value in content.items()} if isinstance(content, dict) else content


def _entry(entries: list[dict[str, Any]], id: str) -> dict[str, Any]:
    for entry in entries:
        if entry["id"] == id:
            return entry
    raise KeyError(id)
