"""On which days audits can be drawn for moderation and given to moderators: not before they came in and were drawn."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from app.events.audit import Audit
from app.events.base import Refusal
from app.events.text import day_in_words
from app.programme.english import begun
from app.programme.history_words import Names
from app.programme.house import House
from projections import moderations


def fits(house: House, cycle: str, drawn: Iterable[str], on: date) -> None:
    """Raise Refusal for a draw before the last of the audits that it draws came in, or before the last draw."""
    wanted, said = set(drawn), on.isoformat()
    came_in = [(row["returned_on"], row["id"]) for row in moderations.frame(house.model, cycle) if row["id"] in wanted]
    day, audit = max(came_in, default=("", ""))
    if said < day:
        named = begun(Names(house).of(audit))
        raise Refusal(f"{named} came in on {day_in_words(day)}. It cannot be drawn before that.", "on")
    if said < (last := moderations.last_draw(house.model, cycle)):
        raise Refusal(f"The last draw was on {day_in_words(last)}. This one cannot be before it.", "on")


def none_before_its_draw(rows: Iterable[dict[str, Any]], on: date) -> None:
    """Raise Refusal for a day before the draw of any of these moderations."""
    _not_before(max((str(row["drawn_on"]) for row in rows), default=""), on)


def not_before_its_draw(audit: Audit, on: date) -> None:
    """Raise Refusal for a day before an audit's draw."""
    _not_before(audit.drawn_on, on)


def _not_before(drawn: str, on: date) -> None:
    if on.isoformat() < drawn:
        said = f"They were drawn on {day_in_words(drawn)}."
        raise Refusal(f"{said} Nobody can have been given them before that.", "on")
