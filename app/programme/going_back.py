"""By when an audit that goes back to its auditor is due again, as its framework counts."""

from datetime import date

from app.events.calendar import add_working_days
from app.programme import frameworks
from app.programme.house import House


def working_days(house: House, framework: str, version: int) -> int:
    """How many working days a framework's version gives an auditor to return an audit that went back."""
    return int(frameworks.content(house, framework, version)["deadlines"]["sent_back_working_days"])


def usual_date(house: House, framework: str, version: int, on: date) -> date:
    """The date (working days of England, bank holidays left out) for an audit that goes back on a day."""
    return add_working_days(on, working_days(house, framework, version))
