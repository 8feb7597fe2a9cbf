"""What is recorded of a team manager's duty: the day, who did it, and where it stands on the child's record."""

from typing import Any

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.events.vocabulary import DISCUSSIONS, DUTIES
from app.forms.acts import AT_MOST, REASON, ActForm, DatedForm
from app.forms.fields import choices


class DutyForm(DatedForm):
    """The day, who did it, the record's reference, and a word if wanted."""

    done_by = SelectField("Who did it?", [InputRequired("Choose who did it.")])
    reference = StringField(
        "Where does it stand on the child's record?",
        [
            InputRequired("Say where it stands on the child's record."),
            Length(max=120, message="Use at most 120 characters."),
        ],
        description="The number or title of the case note in the case management system.",
    )
    note = TextAreaField("Anything to add? (optional)", [AT_MOST])

    def facts(self) -> dict[str, Any]:
        """The day, who, the reference and the note."""
        said = {"done_by": self.done_by.data, "reference": self.reference.data or "", "note": self.note.data or ""}
        return super().facts() | said


class DiscussionForm(DutyForm):
    """And what kind of discussion it was."""

    kind = RadioField(
        "What kind of discussion was it?",
        [InputRequired("Choose what kind of discussion it was.")],
        choices=choices(DISCUSSIONS),
        description="Reflective: it looked at why things went as they did and what that means for the child.",
    )

    def facts(self) -> dict[str, Any]:
        """Everything, and the kind."""
        return super().facts() | {"kind": self.kind.data}


class ClosingForm(DutyForm):
    """The closing, which no open action may stand against."""


class TakingBackForm(ActForm):
    """Which record was wrong, and why."""

    duty = RadioField("Which record is wrong?", [InputRequired("Choose the record.")], choices=choices(DUTIES))
    reason = TextAreaField("Reason", REASON)

    def facts(self) -> dict[str, Any]:
        """The duty and the reason."""
        return {"duty": self.duty.data, "reason": self.reason.data or ""}
