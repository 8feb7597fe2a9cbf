"""A learning session: the plan, another day, not at all, who was there."""

from datetime import date
from typing import Any

from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.events.learning import KINDS, MOST_OTHERS
from app.forms.acts import AT_MOST, REASON, ActForm, CreationForm, DatedForm, from_today
from app.forms.fields import DayField, DayRequired, choices
from app.forms.numbers import NumberField

WHO = "Who was there, of the people here?"
LONG = Length(max=20_000, message="Use at most 20,000 characters.")
ONE_EACH = "One on each line, by full name or e-mail address."


class SessionForm(CreationForm):
    """A new session."""

    title = StringField("Title", [InputRequired("Give the session a title."), Length(max=120)])
    kind = RadioField("What kind of session is it?", [InputRequired("Choose the kind.")], choices=choices(KINDS))
    day = DayField("When does it take place?", [DayRequired("Enter the date.")], called="The date of the session")
    place = StringField("Where?", [InputRequired("Say where it takes place."), Length(max=120)])
    domains = SelectMultipleField(
        "Which domains call for it?", description="The figure of each is recorded with the plan, as it stands now."
    )
    themes = SelectMultipleField("Which themes call for it?")
    why = TextAreaField("Why, in a sentence? (optional with a domain or theme)", [AT_MOST])

    def validate_day(self, field: DayField) -> None:
        """Nothing is planned for a day that has gone."""
        from_today(self.latest, field)

    def facts(self) -> dict[str, Any]:
        """Everything that is asked."""
        facts = {name: self[name].data or "" for name in ("title", "kind", "place", "why")}
        lists = {name: self[name].data or [] for name in ("domains", "themes")}
        return facts | lists | {"day": date.fromisoformat(self.day.data)}


class MoveForm(ActForm):
    """Another day or place."""

    day = DayField("When does it take place now?", [DayRequired("Enter the date.")], called="The date of the session")
    place = StringField("Where?", [InputRequired("Say where it takes place."), Length(max=120)])
    reason = TextAreaField("Reason", REASON)

    def validate_day(self, field: DayField) -> None:
        """Nothing is moved to a day that has gone."""
        from_today(self.latest, field)

    def facts(self) -> dict[str, Any]:
        """The day, the place and the reason."""
        day = date.fromisoformat(self.day.data)
        return {"day": day, "place": self.place.data or "", "reason": self.reason.data or ""}


class CancellationForm(ActForm):
    """It does not take place."""

    reason = TextAreaField("Reason", REASON)

    def facts(self) -> dict[str, Any]:
        """The reason."""
        return {"reason": self.reason.data or ""}


class HeldForm(DatedForm):
    """It took place."""

    present = TextAreaField(WHO, [LONG], description=ONE_EACH)
    others = NumberField("How many others were there?", 0, MOST_OTHERS, default="0")

    def facts(self) -> dict[str, Any]:
        """The day, the people as they are written, and how many others."""
        return super().facts() | {"present": self.present.data or "", "others": self.others.number}


class AttendanceForm(ActForm):
    """Who was there after all."""

    present = TextAreaField(WHO, [LONG], description=ONE_EACH)
    others = NumberField("How many others were there?", 0, MOST_OTHERS)
    reason = TextAreaField("Why was the list not right?", REASON)

    def facts(self) -> dict[str, Any]:
        """The people as they are written, how many others, and the reason."""
        return {"present": self.present.data or "", "others": self.others.number, "reason": self.reason.data or ""}
