"""Exemptions: told to whoever decides and, decided, to the auditor and who asked; undecided ones lapse in time."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from app.programme.exemption_authority import deciding
from app.programme.exemptions import lapse_due
from app.programme.letter_kinds import KINDS, Kind, Matter
from app.programme.reminding import Due, Rule
from projections import exemptions
from projections.rows import Row

NEW_DAYS = timedelta(days=7)
"""For so long a decision is news."""

KINDS |= {
    "exemption-to-decide": Kind(
        "Exemption to decide",
        "An exemption waits for your decision",
        ("Somebody is to be exempt from auditing, and that is yours to decide.",),
    ),
    "exemption-decided": Kind(
        "Exemption decided",
        "An exemption is decided",
        ("An exemption for you, or one that you asked for, is decided. What was decided stands behind the link.",),
    ),
}


def to_decide(model: Any, today: date, now: str) -> Iterator[Due]:
    """An exemption waits: told to everybody who may decide it today."""
    for row, people in _waiting(model, today):
        for person in sorted(people):
            yield Due(f"{row['id']}#asked", person, "exemption-to-decide", _page(row))


def decided(model: Any, today: date, now: str) -> Iterator[Due]:
    """An exemption was authorised, declined or taken back: told to its auditor and to who asked for it."""
    for row in exemptions.decided_since(model, today - NEW_DAYS):
        for person in sorted({row["auditor"], row["asked_by"]}):
            yield Due(f"{row['id']}#{row['state']}-{row['decided_at']}", person, "exemption-decided", _page(row))


def waiting(model: Any, today: date) -> Iterable[tuple[str, int, int]]:
    """Everybody who may decide exemptions that wait, with how many."""
    return [(person, n, 0) for person, n in Counter(one for _, some in _waiting(model, today) for one in some).items()]


def _waiting(model: Any, today: date) -> Iterator[tuple[Row, frozenset[str]]]:
    who = deciding(model, today)
    for row in exemptions.waiting(model, today):
        yield row, who.over(row["auditor"], row["area"] or "", row["asked_by"]).people


def _page(row: Row) -> str:
    return f"/exemptions/{row['id'].partition('/')[2]}"


RULES = (Rule(("exemption-to-decide",), to_decide), Rule(("exemption-decided",), decided))
MATTERS = (Matter("exemption", "", "/exemptions?state=asked", waiting, "to be decided by you"),)
SWEEPS = (lapse_due,)
"""One that nobody has decided lapses when the last of its months is over."""
