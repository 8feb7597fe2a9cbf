"""What the form of every act has: the version of the record that its page showed, and the day where one is asked."""

from datetime import date
from typing import Any

from wtforms import HiddenField, TextAreaField
from wtforms.validators import InputRequired, Length, StopValidation

from app.forms.base import Form
from app.forms.fields import DayField, DayRequired

LONGEST = 4_000
AT_MOST = Length(max=LONGEST, message=f"Use at most {LONGEST:,} characters.")
REASON = [InputRequired("Give the reason."), AT_MOST]


class ActForm(Form):
    """An act on a record as it was when the page showed it."""

    latest: date | None = None
    """The last day that can have been; the view says which."""
    version = HiddenField()

    def facts(self) -> dict[str, Any]:
        """What the command takes beside version, by and at."""
        return {}


class CreationForm(Form):
    """A new record; its id was minted when the page was made, so that a form sent twice meets itself."""

    latest: date | None = None
    id = HiddenField()

    def facts(self) -> dict[str, Any]:
        """What the command takes beside the id, by and at."""
        return {}


class DatedForm(ActForm):
    """An act and the day on which it was done."""

    on = DayField("When was this?", [DayRequired("Enter the date.")])

    def validate_on(self, field: DayField) -> None:
        """Nothing is recorded before it has happened."""
        not_after(self.latest, field)

    def day(self) -> date:
        """The day as a date, once the form is valid."""
        return date.fromisoformat(self.on.data)

    def facts(self) -> dict[str, Any]:
        """The day."""
        return {"on": self.day()}


class ReasonForm(DatedForm):
    """An act that needs a reason."""

    reason = TextAreaField("Reason", REASON)

    def facts(self) -> dict[str, Any]:
        """The day and the reason."""
        return super().facts() | {"reason": self.reason.data or ""}


def not_after(latest: date | None, field: DayField) -> None:
    """Refuse a day after the last that can have been; raises StopValidation."""
    if latest and field.data > latest.isoformat():
        raise StopValidation("The date cannot be in the future.")


def from_today(today: date | None, field: DayField) -> None:
    """Refuse a day that has gone for what is still to be done; raises StopValidation."""
    if today and field.data and field.data < today.isoformat():
        raise StopValidation("Give a date from today on.")
