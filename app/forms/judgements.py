"""What is decided about an audit after it was allocated: a reason, and the day on which it happened."""

from typing import Any

from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.forms.acts import AT_MOST, DatedForm, ReasonForm
from app.forms.fields import DayField, NameField

__all__ = ["AcceptanceForm", "ReallocationForm", "ReasonForm", "SendingBackForm", "UploadForm"]

BACK_BY = "By when is it to be returned again? (optional)"
CALLED = "The date to return it by"
ALTHOUGH_EXEMPT = "They have agreed to correct it although they are exempt"


class AcceptanceForm(DatedForm):
    """To standard, with a word to the auditor if wanted."""

    note = TextAreaField("Note to the auditor (optional)", [AT_MOST])

    def facts(self) -> dict[str, Any]:
        """The day and the note."""
        return super().facts() | {"note": self.note.data or ""}


class SendingBackForm(ReasonForm):
    """Why it goes back, and a date of one's own by which it is to be returned again."""

    due = DayField(BACK_BY, called=CALLED)
    although_exempt = BooleanField(ALTHOUGH_EXEMPT, description="The auditor is exempt")

    def facts(self) -> dict[str, Any]:
        """The day, the reason, the date, empty for that of the framework, and whether an exempt auditor has agreed."""
        agreed = "although_exempt" in self and bool(self.although_exempt.data)
        return super().facts() | {"due": self.due.data, "although_exempt": agreed}


class UploadForm(DatedForm):
    """A copy was put on the child's record."""

    uploaded_by = NameField("Who put it there?", [InputRequired("Choose who put it there.")])
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

    auditor = NameField(
        "Who takes it?",
        [InputRequired("Choose an auditor.")],
        validate_choice=False,
    )
    above_share = BooleanField(
        "Give it even if they have their share of audits already", description="If their share is full"
    )

    def facts(self) -> dict[str, Any]:
        """The day, the reason, the auditor and whether beyond their share."""
        return super().facts() | {"auditor": self.auditor.data, "above_share": bool(self.above_share.data)}
