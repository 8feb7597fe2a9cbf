"""A wrong entry is corrected: what is right, and why it was wrong."""

from datetime import date
from typing import Any

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.events.impact_questions import QUESTIONS
from app.forms.acts import REASON, ActForm, not_after
from app.forms.fields import DayField, DayRequired, choices

SHORT = Length(max=120, message="Use at most 120 characters.")


class AgreementForm(ActForm):
    """Yes to a correction."""

    def facts(self) -> dict[str, Any]:
        """The day, which is the last that can have been."""
        return {"on": self.latest}


class CorrectionForm(AgreementForm):
    """Why it was wrong; each correction adds what is right."""

    def facts(self) -> dict[str, Any]:
        """The day and the reason."""
        return super().facts() | {"reason": self["reason"].data or ""}


def _why() -> TextAreaField:
    return TextAreaField(
        "Why was it wrong?", REASON, description="It stands in the history beside what was recorded and what is right."
    )


class DecliningForm(CorrectionForm):
    """No to a correction."""

    reason = TextAreaField("Why does it stay as it is?", REASON)


class WithdrawingForm(CorrectionForm):
    """The proposal is taken back."""

    reason = TextAreaField("Why do you take it back?", REASON)


class AnswerForm(CorrectionForm):
    """Which answer should say what."""

    change = SelectField("What should it say?", [InputRequired("Choose what it should say.")], validate_choice=False)
    reason = _why()

    def facts(self) -> dict[str, Any]:
        """The day, the reason and the change, as key=value."""
        return super().facts() | {"change": self.change.data or ""}


class ModerationForm(AnswerForm):
    """What of a moderation should say what."""


class ModerationAgreementForm(AgreementForm):
    """Yes to a correction of a moderation."""


class ModerationDecliningForm(DecliningForm):
    """No to one."""


class ModerationWithdrawingForm(WithdrawingForm):
    """A proposal of one is taken back."""


class _DayForm(CorrectionForm):
    """The day that is right, under a name of its own."""

    DAY = ""

    def validate(self, extra_validators: Any = None) -> bool:
        """Nothing is recorded before it has happened."""
        extra = {self.DAY: [lambda form, field: not_after(form.latest, field)]}
        return super().validate({**(extra_validators or {}), **extra})

    def facts(self) -> dict[str, Any]:
        """The day of the correction, the reason and the day that is right."""
        return super().facts() | {self.DAY: date.fromisoformat(self[self.DAY].data)}


class ReturnForm(_DayForm):
    """On which day the audit came in."""

    DAY = "returned_on"
    returned_on = DayField("On which day did it come in?", [DayRequired("Enter the date.")])
    reason = _why()


class UploadForm(_DayForm):
    """When the copy came onto the record, and under which reference."""

    DAY = "uploaded_on"
    uploaded_on = DayField("On which day was it put on the record?", [DayRequired("Enter the date.")])
    reference = StringField("Record reference (optional)", [SHORT])
    reason = _why()

    def facts(self) -> dict[str, Any]:
        """The day of the correction, the reason, the day that is right and the reference."""
        return super().facts() | {"reference": self.reference.data or ""}


class CompletionForm(_DayForm):
    """On which day the action was done."""

    DAY = "completed_on"
    completed_on = DayField("On which day was it done?", [DayRequired("Enter the date.")])
    reason = _why()


class ResponseCorrectionForm(_DayForm):
    """When the response was, to the minute, and where it is proved."""

    DAY = "responded_on"
    responded_on = DayField("On which day was the response?", [DayRequired("Enter the date.")])
    time = StringField("At what time?", [InputRequired("Enter the time.")], description="Such as 16:40.")
    reference = StringField(
        "Where does the child's record show it?",
        [InputRequired("Give the reference under which the record shows it."), SHORT],
    )
    reason = _why()

    def facts(self) -> dict[str, Any]:
        """The day of the correction, the reason, and the day, time and reference that are right."""
        return super().facts() | {"time": self.time.data or "", "reference": self.reference.data or ""}


class ImpactForm(CorrectionForm):
    """What the recipient meant."""

    practice = RadioField(
        QUESTIONS["practice"]["label"], [InputRequired("Choose an answer.")], validate_choice=False,
        choices=choices(QUESTIONS["practice"]["choices"]),
    )  # fmt: skip
    helped = RadioField(
        QUESTIONS["helped"]["label"], [InputRequired("Choose an answer.")], validate_choice=False,
        choices=choices(QUESTIONS["helped"]["choices"]),
    )  # fmt: skip
    reason = _why()

    def facts(self) -> dict[str, Any]:
        """The day, the reason and both answers."""
        return super().facts() | {"practice": self.practice.data or "", "helped": self.helped.data or ""}
