"""Rows and people of a month as far as this person sees the audits: an operations director's are of their areas."""

from collections.abc import Iterable, Sequence
from typing import Any

from app.policy import scope
from app.programme.english import counted
from app.views.desk import i, model
from projections import months, people


def sees_all() -> bool:
    """Whether this person sees the audits of every service area."""
    return scope(i()).everything


def reads_reasons() -> bool:
    """Whether this person reads why somebody named a child, or changed a sample or an allocation by hand; an
    analyst does not.
    """
    return bool(i().reads_as - {"analyst"})


def of_mine(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows, with a team each, that are of this person's service areas; all for who sees them all."""
    if sees_all():
        return list(rows)
    areas, mine = {team["id"]: team["area"] for team in people.teams(model())}, i().areas
    return [row for row in rows if (row.get("area") or areas.get(row["team"])) in mine]


def people_of_mine(ids: Iterable[str]) -> list[dict[str, Any]]:
    """Those of these people who work in this person's service areas, by name; all for who sees them all."""
    return of_mine(months.people(model(), tuple(ids)))


def not_shown(rows: Sequence[Any], shown: Sequence[Any], what: str) -> str:
    """How many rows of other service areas are left out, as a sentence; empty for none."""
    left = len(rows) - len(shown)
    return f"{counted(left, what)} of other service areas {'is' if left == 1 else 'are'} not shown." if left else ""
