"""What is done to an action: evidence, a note, a later date, another owner; and a new action."""

from datetime import date
from typing import Any

from wtforms import HiddenField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired

from app.forms.acts import AT_MOST, REASON, ActForm, CreationForm, DatedForm, ReasonForm, from_today, not_after
from app.forms.base import Form
from app.forms.fields import DayField, DayRequired, NameField

DONE_WHEN = "When was it done?"
WHO = "Choose who is to do it."


class CompletionForm(ActForm):
    """What was done and where it can be seen; the text first, as it is all that most will type."""

    evidence = TextAreaField(
        "What was done, and where can it be seen?",
        [InputRequired("Say what was done and where it can be seen."), AT_MOST],
        description="For example, the date and title of the entry on the child's record.",
    )
    on = DayField(DONE_WHEN, [DayRequired("Enter the date.")])

    def validate_on(self, field: DayField) -> None:
        """Nothing is done before it has happened."""
        not_after(self.latest, field)

    def facts(self) -> dict[str, Any]:
        """The evidence and the day."""
        return {"evidence": self.evidence.data or "", "on": date.fromisoformat(self.on.data)}


class ProgressForm(DatedForm):
    """How far it is."""

    note = TextAreaField("How far is it?", [InputRequired("Write how far it is."), AT_MOST])

    def facts(self) -> dict[str, Any]:
        """The day and the note."""
        return super().facts() | {"note": self.note.data or ""}


class VerificationForm(DatedForm):
    """Found done, with a word if wanted."""

    note = TextAreaField("What did you look at? (optional)", [AT_MOST])

    def facts(self) -> dict[str, Any]:
        """The day and the note."""
        return super().facts() | {"note": self.note.data or ""}


class ExtensionForm(ReasonForm):
    """By which later date."""

    due = DayField("By when is it to be done now?", [DayRequired("Enter the new date.")], called="The new date")

    def validate_due(self, field: DayField) -> None:
        """An action is not extended to a day that has gone."""
        from_today(self.latest, field)

    def facts(self) -> dict[str, Any]:
        """The day, the reason and the new date."""
        return super().facts() | {"due": date.fromisoformat(self.due.data)}


class ReassignmentForm(ReasonForm):
    """To whom."""

    owner = NameField("Who takes it?", [InputRequired(WHO)], validate_choice=False)

    def facts(self) -> dict[str, Any]:
        """The day, the reason and the new owner."""
        return super().facts() | {"owner": self.owner.data}


class HandingOverForm(Form):
    """Several actions of one owner to another person; each chosen one says at which version its page showed it."""

    latest: date | None = None
    owner = HiddenField()
    actions = SelectMultipleField("Which actions?", validate_choice=False)
    to = NameField("Who takes them?", [InputRequired(WHO)], validate_choice=False)
    reason = TextAreaField("Reason", REASON)

    @property
    def chosen(self) -> dict[str, int]:
        """The version of each chosen action by id; what is not like that is left out."""
        pairs = (value.rpartition("@") for value in self.actions.data or [])
        return {id: int(version) for id, _, version in pairs if version.isdecimal() and len(version) < 10}


class ActionForm(CreationForm):
    """A new action."""

    source = SelectField("Where does it come from?", [InputRequired("Choose what it comes from.")])
    what = TextAreaField("What is to be done?", [InputRequired("Write what is to be done."), AT_MOST])
    owner = NameField("Who is to do it?", [InputRequired(WHO)], validate_choice=False)
    due = DayField("By when?", [DayRequired("Give the date by which it is to be done.")], called="Date due")

    def validate_due(self, field: DayField) -> None:
        """Nothing can be done by a day that has gone."""
        from_today(self.latest, field)

    def facts(self) -> dict[str, Any]:
        """Everything that is asked."""
        return {name: self[name].data or "" for name in ("source", "what", "owner", "due")}


class StandingForm(Form):
    """As at which day to count."""

    latest: date | None = None
    by = HiddenField()
    on = DayField("As at the end of which day?", [DayRequired("Enter the date.")])

    def validate_on(self, field: DayField) -> None:
        """What is to come is not known."""
        not_after(self.latest, field)
