"""Children of concern: what is asked when one is raised, answered, reviewed, moved or ended."""

from datetime import date
from typing import Any

from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, StopValidation

from app.events.england import moment_of
from app.events.sections_form import CONCERN
from app.events.vocabulary import CONCERN_CATEGORIES
from app.forms.acts import AT_MOST, CreationForm, DatedForm
from app.forms.fields import DayField, DayRequired, choices

WORDS = {category: CONCERN[category] for category in CONCERN_CATEGORIES}
ASKED = "What do you ask of the allocated worker? (optional)"
THEY_READ = "The worker reads this, and nothing else that is written here."


class RaisingForm(CreationForm):
    """A child of concern, and why."""

    audit = HiddenField()
    child = StringField(
        "The child's reference",
        [InputRequired("Enter the child's reference."), Length(max=60, message="Use at most 60 characters.")],
        description="As it is on the list of open children, such as C-10482.",
    )
    category = RadioField(
        "Which category?",
        [InputRequired("Choose the category.")],
        choices=choices(WORDS),
        validate_choice=False,
    )
    why = TextAreaField(
        "Why is this a child of concern?",
        [InputRequired("Say why this is a child of concern."), AT_MOST],
        description="What did you find, and what is the child at risk of now?",
    )

    def facts(self) -> dict[str, Any]:
        """The child's reference, the category, why, and the audit that is being filled in, "" for none."""
        said = {"category": self.category.data or "", "why": self.why.data or ""}
        return said | {"child": (self.child.data or "").strip(), "audit": self.audit.data or ""}


class ResponseForm(DatedForm):
    """What was done, when to the minute, and the proof."""

    time = StringField(
        "At what time?",
        description="Such as 16:40. When it was done: if the telephone came first, that is before it was entered here.",
    )
    what = TextAreaField("What was done?", [InputRequired("Say what was done."), AT_MOST])
    reference = StringField(
        "Where does the child's record show it?",
        [
            InputRequired("Give the reference under which the record shows it."),
            Length(max=120, message="Use at most 120 characters."),
        ],
        description="The number of the case note or document in the case management system.",
    )
    asked = TextAreaField(ASKED, [AT_MOST], description=THEY_READ)
    in_the_name_of = SelectField("Whose response is it?", validate_choice=False)

    def validate_time(self, field: StringField) -> None:
        """It has to be a time; raises StopValidation."""
        try:
            moment_of(self.on.data or "2024-01-01", field.data or "")
        except ValueError as fault:
            raise StopValidation(str(fault)) from fault

    def facts(self) -> dict[str, Any]:
        """The day, the time, what, where, what is asked, and in whose name, "" for one's own."""
        names = ("time", "what", "reference", "asked", "in_the_name_of")
        return super().facts() | {name: self[name].data or "" for name in names}


class OversightForm(DatedForm):
    """What the director looked at."""

    note = TextAreaField(
        "What did you look at, and what do you expect?",
        [InputRequired("Say what you looked at and what you expect."), AT_MOST],
    )

    def facts(self) -> dict[str, Any]:
        """The day and the note."""
        return super().facts() | {"note": self.note.data or ""}


class ReviewForm(DatedForm):
    """What the week's review found, and when the next one is."""

    found = TextAreaField("What was found?", [InputRequired("Say what was found."), AT_MOST])
    asked = TextAreaField(ASKED, [AT_MOST], description=THEY_READ)
    next_by = DayField(
        "By when is it reviewed again?",
        [DayRequired("Enter the date.")],
        description="Within the week after.",
        called="The date of the next review",
    )

    def facts(self) -> dict[str, Any]:
        """The day, what was found, what is asked, and the next day."""
        said = {"found": self.found.data or "", "asked": self.asked.data or ""}
        return super().facts() | said | {"next_by": date.fromisoformat(self.next_by.data)}


class WhyForm(DatedForm):
    """An act that says why."""

    why = TextAreaField("Why?", [InputRequired("Give the reason."), AT_MOST])

    def facts(self) -> dict[str, Any]:
        """The day and why."""
        return super().facts() | {"why": self.why.data or ""}


class CategoryForm(WhyForm):
    """The other category."""

    category = RadioField(
        "Which category?", [InputRequired("Choose the category.")], choices=choices(WORDS), validate_choice=False
    )

    def facts(self) -> dict[str, Any]:
        """The day, why, and the category."""
        return super().facts() | {"category": self.category.data or ""}


class SteppingDownForm(WhyForm):
    """The actions that follow."""

    actions = SelectMultipleField("Which actions follow it?", validate_choice=False)

    def facts(self) -> dict[str, Any]:
        """The day, why, and the ids of the actions."""
        return super().facts() | {"actions": list(self.actions.data or [])}
