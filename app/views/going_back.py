"""What a page says of the date by which an audit that goes back is to be returned again, before it goes."""

from typing import Any

from app import clock
from app.forms.judgements import SendingBackForm
from app.forms.moderations import ModerationForm
from app.programme import going_back
from app.views.desk import house, model
from app.views.words import day
from projections import people


def ask(form: SendingBackForm | ModerationForm, audit: dict[str, Any]) -> None:
    """Give a form that sends an audit back what depends on the audit: its dates, and whether its auditor is exempt."""
    until = going_back.exempt_until(house(), audit["auditor"], clock.today())
    form.due.description = hint(audit, until)
    if "although_exempt" not in form:
        return
    if until:
        form.although_exempt.label.text = f"They have agreed to correct it although exempt until {day(until)}"
    else:
        del form.although_exempt


def hint(audit: dict[str, Any], exempt_until: str) -> str:
    """The date that the framework gives from today on, that another may be chosen, and that the auditor is exempt."""
    asked = house(), audit["framework"], audit["framework_version"]
    days = going_back.working_days(*asked)
    counted = f"{days} working day{'' if days == 1 else 's'} after today, bank holidays in England left out"
    usual = day(going_back.usual_date(*asked, clock.today()).isoformat())
    who = f"{people.names(model())[audit['auditor']]} is exempt until {day(exempt_until)}. " if exempt_until else ""
    return f"{who}If you leave this empty it is {usual}: {counted}. You may choose another working day."
