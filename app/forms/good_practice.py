"""Good practice: noted, followed up, shared, named or not."""

from datetime import date
from typing import Any

from wtforms import SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired

from app.events.good_practice import CONDITIONS, PLACES
from app.forms.acts import AT_MOST, CreationForm, DatedForm, not_after
from app.forms.fields import DayField, DayRequired, NameField, OfferedField, choices
from app.forms.impact import TodayForm


class NoteForm(CreationForm):
    """Whose, in which theme, and what was good about it."""

    audit = OfferedField()
    domain = OfferedField()
    worker = NameField("Whose practice is it?", [InputRequired("Choose whose practice it is.")])
    theme = SelectField("Theme")
    what = TextAreaField(
        "What was good about it?",
        [InputRequired("Write what was good about it."), AT_MOST],
        description="Leave out names of children and families.",
    )
    on = DayField("When was it seen?", [DayRequired("Enter the date.")])

    def validate_on(self, field: DayField) -> None:
        """Nothing is noted before it has happened."""
        not_after(self.latest, field)

    def facts(self) -> dict[str, Any]:
        """Everything of it."""
        told = {name: self[name].data or "" for name in ("audit", "domain", "worker", "theme", "what")}
        return told | {"on": date.fromisoformat(self.on.data)}


class FollowUpForm(DatedForm):
    """What the practitioner said made it possible."""

    conditions = SelectMultipleField(
        "What made it possible?",
        choices=choices(CONDITIONS),
        description="What in their practice, or the conditions around them, fostered this? Choose all that they named.",
    )
    found = TextAreaField("In their words (optional)", [AT_MOST])

    def facts(self) -> dict[str, Any]:
        """The day, the conditions and the words."""
        return super().facts() | {"conditions": self.conditions.data or [], "found": (self.found.data or "").strip()}


class SharingForm(DatedForm):
    """Where others heard of it."""

    place = SelectField("Where was it shared?", [InputRequired("Choose where it was shared.")],
                        choices=choices({"": "Choose"} | PLACES))  # fmt: skip
    note = TextAreaField("Which one? (optional)", [AT_MOST], description="For example: newsletter of March 2026.")

    def facts(self) -> dict[str, Any]:
        """The day, the place and the note."""
        return super().facts() | {"place": self.place.data, "note": (self.note.data or "").strip()}


class NamingForm(TodayForm):
    """Nothing is asked."""
