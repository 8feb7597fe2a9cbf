"""What is decided about an audit after it was allocated: a reason, and the day on which it happened."""

from datetime import date
from typing import Any

from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, StopValidation

from app.forms.base import Form
from app.forms.fields import CHOOSE, DayField, DayRequired

LONGEST = 4_000
TOO_LONG = f"Use at most {LONGEST:,} characters."
REASON = [InputRequired("Give the reason."), Length(max=LONGEST, message=TOO_LONG)]


class JudgementForm(Form):
    """The day, and the version of the audit that the page showed."""

    latest: date | None = None
    """The last day that can have been; the view says which."""
    version = HiddenField()
    on = DayField("When was this?", [DayRequired("Enter the date.")])

    def validate_on(self, field: DayField) -> None:
        """Nothing is recorded before it has happened."""
        if self.latest and field.data > self.latest.isoformat():
            raise StopValidation("The date cannot be in the future.")

    def day(self) -> date:
        """The day as a date, once the form is valid."""
        return date.fromisoformat(self.on.data)

    def facts(self) -> dict[str, Any]:
        """What the command takes beside version, by and at."""
        return {"on": self.day()}


class AcceptanceForm(JudgementForm):
    """To standard, with a word to the auditor if wanted."""

    note = TextAreaField("Note to the auditor (optional)", [Length(max=LONGEST, message=TOO_LONG)])

    def facts(self) -> dict[str, Any]:
        """The day and the note."""
        return super().facts() | {"note": self.note.data or ""}


class ReasonForm(JudgementForm):
    """Everything else is decided with a reason."""

    reason = TextAreaField("Reason", REASON)

    def facts(self) -> dict[str, Any]:
        """The day and the reason."""
        return super().facts() | {"reason": self.reason.data or ""}


class UploadForm(JudgementForm):
    """A copy was put on the child's record."""

    uploaded_by = SelectField("Who put it there?", [InputRequired("Choose who put it there.")], render_kw=CHOOSE)
    reference = StringField(
        "Record reference (optional)",
        [Length(max=120, message="Use at most 120 characters.")],
        description="The number of the document in the case management system.",
    )

    def facts(self) -> dict[str, Any]:
        """The day, who, and under which reference."""
        return super().facts() | {"uploaded_by": self.uploaded_by.data, "reference": self.reference.data or ""}


class ReallocationForm(ReasonForm):
    """To which auditor, and whether beyond their share."""

    auditor = SelectField(
        "Who takes it?", [InputRequired("Choose an auditor.")], validate_choice=False, render_kw=CHOOSE
    )
    above_share = BooleanField("Give it even if they have their share of audits already")

    def facts(self) -> dict[str, Any]:
        """The day, the reason, the auditor and whether beyond their share."""
        return super().facts() | {"auditor": self.auditor.data, "above_share": bool(self.above_share.data)}
