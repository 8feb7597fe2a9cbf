"""The gallery's form: one field of every kind."""

from wtforms import (
    EmailField,
    FileField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)

from app.events.vocabulary import PLAN_TYPES, ROLES
from app.forms.base import Form
from app.forms.fields import DayField, choices


class GalleryForm(Form):
    """One field of every kind, each with a hint."""

    minted = HiddenField()
    title = StringField("A line of text", description="A hint stands under the label.")
    email = EmailField("An e-mail address")
    password = PasswordField("A password")
    evidence = TextAreaField("A text", description="As long as it needs to be.")
    plan = RadioField("One of few", choices=choices(PLAN_TYPES))
    roles = SelectMultipleField("Some of several", choices=choices(ROLES))
    role = SelectField("One of many", choices=choices(ROLES))
    due = DayField("A date")
    list = FileField("A file", description="CSV or Excel.")

    def go_wrong(self) -> None:
        """Put an error to every field that is seen."""
        for field in self:
            if field.type != "HiddenField":
                field.errors = [f"{field.label.text}: what is wrong, and what to do."]
