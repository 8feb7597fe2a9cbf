"""What a page says of the date by which an audit that goes back is to be returned again, before it goes."""

from typing import Any

from app import clock
from app.programme import going_back
from app.views.desk import house
from app.views.words import day


def hint(audit: dict[str, Any]) -> str:
    """The date that the framework gives from today on, and that another may be chosen."""
    asked = house(), audit["framework"], audit["framework_version"]
    days = going_back.working_days(*asked)
    counted = f"{days} working day{'' if days == 1 else 's'} after today, bank holidays in England left out"
    usual = day(going_back.usual_date(*asked, clock.today()).isoformat())
    return f"If you leave this empty it is {usual}: {counted}. You may choose another working day."
