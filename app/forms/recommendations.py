"""A recommendation of a report: made, changed, how far it is, done, dropped, taken up again."""

from datetime import date
from typing import Any

from wtforms import SelectField, TextAreaField
from wtforms.validators import InputRequired

from app.forms.acts import AT_MOST, REASON, ActForm, CreationForm, from_today
from app.forms.fields import DayField, DayRequired, NameField

WHO, WHAT, BY_WHEN = "Choose who sees to it.", "Write what is recommended.", "Give the date by which it is to be done."
DUE = "The date by which it is to be done"


class RecommendationForm(CreationForm):
    """A new recommendation."""

    report = SelectField("In which report is it made?", [InputRequired("Choose a report that is begun.")])
    text = TextAreaField("What is recommended?", [InputRequired(WHAT), AT_MOST])
    owner = NameField("Who sees to it?", [InputRequired(WHO)], validate_choice=False)
    due = DayField("By when?", [DayRequired(BY_WHEN)], called=DUE)

    def validate_due(self, field: DayField) -> None:
        """Nothing can be done by a day that has gone."""
        from_today(self.latest, field)

    def facts(self) -> dict[str, Any]:
        """Everything that is asked."""
        facts = {name: self[name].data or "" for name in ("report", "text", "owner")}
        return facts | {"due": date.fromisoformat(self.due.data)}


class ChangeForm(ActForm):
    """Another text, owner or date."""

    text = TextAreaField("What is recommended?", [InputRequired(WHAT), AT_MOST])
    owner = NameField("Who sees to it?", [InputRequired(WHO)], validate_choice=False)
    due = DayField("By when?", [DayRequired(BY_WHEN)], called=DUE)
    reason = TextAreaField("Reason", REASON)

    def facts(self) -> dict[str, Any]:
        """Everything that is asked."""
        facts = {name: self[name].data or "" for name in ("text", "owner", "reason")}
        return facts | {"due": date.fromisoformat(self.due.data)}


class ProgressForm(ActForm):
    """How far it is."""

    text = TextAreaField("How far is it?", [InputRequired("Write how far it is."), AT_MOST])

    def facts(self) -> dict[str, Any]:
        """What was written."""
        return {"text": self.text.data or ""}


class DoneForm(ProgressForm):
    """What was done."""

    text = TextAreaField("What was done?", [InputRequired("Write what was done."), AT_MOST])


class DropForm(ActForm):
    """Why it is not followed any more."""

    reason = TextAreaField("Reason", REASON)

    def facts(self) -> dict[str, Any]:
        """The reason."""
        return {"reason": self.reason.data or ""}


class TakenUpForm(DropForm):
    """By which other date, and why."""

    due = DayField("By when?", [DayRequired(BY_WHEN)], called=DUE)

    def validate_due(self, field: DayField) -> None:
        """Nothing can be done by a day that has gone."""
        from_today(self.latest, field)

    def facts(self) -> dict[str, Any]:
        """The date and the reason."""
        return super().facts() | {"due": date.fromisoformat(self.due.data)}
