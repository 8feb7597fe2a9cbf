"""Dates between which to count, a target for a pool, and taking one back."""

from datetime import date
from typing import Any

from wtforms import SelectField, TextAreaField
from wtforms.validators import InputRequired, StopValidation

from app.events.pool_target import POOLS
from app.forms.acts import AT_MOST, REASON, ActForm, DatedForm, not_after
from app.forms.base import Form
from app.forms.fields import DayField, DayRequired, choices
from app.forms.numbers import NumberField

MOST = 10_000


class BetweenForm(Form):
    """Between which dates to count."""

    latest: date | None = None
    first = DayField("From", [DayRequired("Enter the first day.")], called="The first day")
    last = DayField("To the end of", [DayRequired("Enter the last day.")], called="The last day")

    def validate_last(self, field: DayField) -> None:
        """Neither after today nor before the first day."""
        not_after(self.latest, field)
        if self.first.data and field.data < self.first.data:
            raise StopValidation("The last day is before the first one.")


class TargetForm(DatedForm):
    """A target; `on` is the day of setting it."""

    pool = SelectField("Which pool?", choices=choices(POOLS))
    number = NumberField("How many are there to be?", 1, MOST)
    by_date = DayField("By which date?", [DayRequired("Enter the date.")], called="The date of the target")
    why = TextAreaField("Why?", [InputRequired("Say why this is the target."), AT_MOST])
    on = DayField("When was this decided?", [DayRequired("Enter the date.")], called="The date of the decision")

    def facts(self) -> dict[str, Any]:
        """Everything that is asked."""
        facts = {"pool": self.pool.data, "number": self.number.number, "by_date": date.fromisoformat(self.by_date.data)}
        return super().facts() | facts | {"why": self.why.data or ""}


class WithdrawalForm(ActForm):
    """Which target is taken back, and why."""

    target = SelectField("Which target?", [InputRequired("Choose the target.")])
    reason = TextAreaField("Reason", REASON)

    def facts(self) -> dict[str, Any]:
        """The target as pool and date, and the reason."""
        return {"target": self.target.data, "reason": self.reason.data or ""}
