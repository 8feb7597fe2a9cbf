"""The daily letter: one to each person for all that came up for them, each thing once, and not a letter for each."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from app.programme.letter_kinds import News
from app.programme.reminding import Due, Rule, daily
from projections import letters

KIND = "daily"
BEFORE = ("action-overdue", "action-overdue-manager")
"""What had a letter each before there was a daily one: those that wait are sent, or cancelled when it is done."""
Told = tuple[str, str, str]


def due(model: Any, today: date, now: str) -> Iterator[Due]:
    """Today's letter of what nobody has told yet, and the letters that wait and of which something is still so."""
    news = {_key(one): one for tell in daily() for one in tell(model, today)}
    yield from (_of_before(one) for one in news.values() if one.kind in BEFORE)
    yield from _waiting(model, news.keys())
    told = letters.told(model, dict.fromkeys(one.cause for one in news.values()))
    for person, lines in _by_person(one for key, one in news.items() if key not in told).items():
        yield Due(f"{person}#day-{today}", person, KIND, "/", {"on": today.isoformat()}, lines)


def _waiting(model: Any, so: Iterable[Told]) -> Iterator[Due]:
    known, causes = set(so), dict[str, str]()
    for row in letters.waiting_lines(model, KIND):
        if (row["recipient"], row["kind"], row["cause"]) in known:
            causes[row["letter_cause"]] = row["recipient"]
    return (Due(cause, person, KIND, "/", new=False) for cause, person in causes.items())


def _of_before(one: News) -> Due:
    return Due(one.cause, one.recipient, one.kind, one.link, one.facts, new=False)


def _by_person(news: Iterable[News]) -> dict[str, list[News]]:
    found: dict[str, list[News]] = {}
    for one in news:
        found.setdefault(one.recipient, []).append(one)
    return found


def _key(one: News) -> Told:
    return one.recipient, one.kind, one.cause


RULES = (Rule((KIND, *BEFORE), due),)
