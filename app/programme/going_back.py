"""By when an audit that goes back to its auditor is due again, as its framework counts; and whether it may go back."""

from datetime import date

from app.events.audit import Audit
from app.events.base import Refusal
from app.events.calendar import add_working_days
from app.events.england import day_of
from app.events.text import day_in_words
from app.programme import frameworks
from app.programme.house import House
from projections import exemptions, people


def working_days(house: House, framework: str, version: int) -> int:
    """How many working days a framework's version gives an auditor to return an audit that went back."""
    return int(frameworks.content(house, framework, version)["deadlines"]["sent_back_working_days"])


def usual_date(house: House, framework: str, version: int, on: date) -> date:
    """The date (working days of England, bank holidays left out) for an audit that goes back on a day."""
    return add_working_days(on, working_days(house, framework, version))


def exempt_until(house: House, auditor: str, today: date) -> str:
    """The last day (ISO) until which an auditor is exempt, if they are today; "" if not."""
    return exemptions.exempt_until(house.model, auditor, today)


def settled(house: House, audit: Audit, although_exempt: bool, *, at: str) -> str:
    """Until when the auditor is exempt who has agreed to correct an audit all the same; "" for one who is not exempt.

    Raises Refusal for one who is exempt today and has not agreed.
    """
    until = exempt_until(house, audit.auditor, date.fromisoformat(day_of(at)))
    if until and not although_exempt:
        name = people.names(house.model).get(audit.auditor, "Its auditor")
        raise Refusal(
            f"{name} is exempt until {day_in_words(until)}, so nobody would correct the audit."
            " Judge it not to standard, send it back after that day, or say that they have agreed to correct it.",
            "although_exempt",
        )
    return until
