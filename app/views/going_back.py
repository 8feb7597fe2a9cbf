"""What a page says of the date by which an audit that goes back is to be returned again, before it goes."""

from typing import Any

from app import clock
from app.programme import going_back
from app.views.desk import house, model
from app.views.words import day, month
from projections import exemptions, people


def hint(audit: dict[str, Any]) -> str:
    """The date that the framework gives from today on, that another may be chosen, and that the auditor is exempt."""
    asked = house(), audit["framework"], audit["framework_version"]
    days = going_back.working_days(*asked)
    counted = f"{days} working day{'' if days == 1 else 's'} after today, bank holidays in England left out"
    usual = day(going_back.usual_date(*asked, clock.today()).isoformat())
    return f"{_exempt(audit)}If you leave this empty it is {usual}: {counted}. You may choose another working day."


def _exempt(audit: dict[str, Any]) -> str:
    """That its auditor is exempt from its month, so that nobody may be at work on it; empty where they are not."""
    rows = exemptions.months_of_auditor(model(), audit["auditor"])
    if not any(one["cycle"] == audit["cycle"] and one["state"] == "authorised" for one in rows):
        return ""
    who = f"{people.names(model())[audit['auditor']]} is exempted for {month(audit['cycle'])}"
    return f"{who}: the audit will wait for them or be given to somebody else. "
