"""Impact: the questions are put on their day, told, told once more after a week, and lapse when their time is over."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from app.events.england import day_of
from app.programme import impact as programme
from app.programme.house import House
from app.programme.letter_kinds import KINDS, Kind, Matter
from app.programme.reminding import Due, Rule
from projections import impact
from projections.rows import Row

KINDS |= {
    "impact-asked": Kind(
        "What came of an audit",
        "What came of an audit? Two minutes",
        (
            "Six weeks ago an audit of your work, or of your team's, came in. Please say what came of it: two minutes.",
            "You can answer until {until}.",
        ),
    ),
    "impact-reminded": Kind(
        "What came of an audit, once more",
        "Once more: what came of an audit?",
        ("A week ago you were asked what came of an audit. It takes two minutes, and you can answer until {until}.",),
    ),
}


def put(house: House, at: str) -> programme.Swept:
    """Put, remind and let lapse what is so at a moment."""
    return programme.ask_due(house, date.fromisoformat(day_of(at)), at=at)


def asked(model: Any, today: date, now: str) -> Iterator[Due]:
    """Questions are put to somebody."""
    return (_due("impact-asked", row) for row in impact.open_on(model, today))


def reminded(model: Any, today: date, now: str) -> Iterator[Due]:
    """A week later they are not answered."""
    return (_due("impact-reminded", row) for row in impact.open_on(model, today) if row["stands"] == "reminded")


def _due(kind: str, row: Row) -> Due:
    link, facts = f"/impact/{row['id'].partition('/')[2]}", {"until": impact.last_day(row)}
    return Due(f"{row['id']}#{kind.rpartition('-')[2]}", row["recipient"], kind, link, facts)


def waiting(model: Any, today: date) -> Iterable[tuple[str, int, int]]:
    """Everybody to whom questions are put, with how many wait."""
    found = Counter(row["recipient"] for row in impact.open_on(model, today))
    return [(person, n, 0) for person, n in found.items()]


RULES = (Rule(("impact-asked",), asked), Rule(("impact-reminded",), reminded))
MATTERS = (Matter("request", "", "/", waiting, "to say what came of an audit"),)
SWEEPS = (put,)
