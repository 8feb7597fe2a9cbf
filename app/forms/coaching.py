"""Coaching: an offer, that it took place, and that it did not."""

from datetime import date
from typing import Any

from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired

from app.events.coaching import CAUSES, FORMS
from app.forms.acts import AT_MOST, CreationForm, DatedForm, ReasonForm, not_after
from app.forms.fields import DayField, DayRequired, NameField, choices

PRIVATE = "Only the person, the coach and the QA lead read it."


class OfferForm(CreationForm):
    """An offer."""

    person = NameField("Who is offered coaching?", [InputRequired("Choose who is offered it.")])
    coach = NameField("Who is to coach? (optional)")
    cause = SelectField("Why is it offered?", [InputRequired("Choose why it is offered.")])
    form = RadioField("How is it given?", [InputRequired("Choose how it is given.")], choices=choices(FORMS))
    note = TextAreaField("Note (optional)", [AT_MOST], description=PRIVATE)
    on = DayField("When was it offered?", [DayRequired("Enter the date.")])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cause.choices = choices({"": "Choose"} | CAUSES)

    def validate_on(self, field: DayField) -> None:
        """Nothing is offered before it is."""
        not_after(self.latest, field)

    def facts(self) -> dict[str, Any]:
        """Everything that is asked."""
        facts = {name: self[name].data or "" for name in ("person", "coach", "cause", "form", "note")}
        return facts | {"on": date.fromisoformat(self.on.data)}


class AcceptingForm(DatedForm):
    """The person would like it."""


class TakingForm(DatedForm):
    """It took place."""

    coach = NameField("Who coached?", [InputRequired("Choose who coached.")])
    note = TextAreaField("Note (optional)", [AT_MOST], description=PRIVATE)

    def facts(self) -> dict[str, Any]:
        """The coach, the note and the day."""
        return super().facts() | {"coach": self.coach.data, "note": self.note.data or ""}


class DecliningForm(DatedForm):
    """The person would rather not."""

    reason = TextAreaField("Reason (optional)", [AT_MOST], description=PRIVATE)

    def facts(self) -> dict[str, Any]:
        """The day and the reason."""
        return super().facts() | {"reason": self.reason.data or ""}


class TakingBackForm(ReasonForm):
    """The offer is taken back."""
