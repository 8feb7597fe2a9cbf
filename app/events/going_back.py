"""By when an audit that goes back to its auditor is to be returned again."""

from datetime import date

from app.events.base import Refusal
from app.events.calendar import is_working_day
from app.events.england import day_of


def back_by(usual: str, chosen: str, *, at: str) -> dict[str, str]:
    """The new date as facts: that of the framework's working days (`usual`), or another that was chosen, "" for none.

    `usual` is empty among the facts unless another was chosen. Raises Refusal for one that has passed at the moment
    `at`, and for one on which nobody works.
    """
    if chosen in ("", usual):
        return {"due": usual, "usual": ""}
    if chosen < day_of(at):
        raise Refusal("The date by which it is to be returned again cannot be in the past.", "due")
    day = date.fromisoformat(chosen)
    if not is_working_day(day):
        raise Refusal(f"{day:%A} {day.day} {day:%B %Y} is not a working day. Choose another.", "due")
    return {"due": chosen, "usual": usual}
