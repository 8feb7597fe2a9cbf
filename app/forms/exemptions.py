"""Exemptions: asking for one, deciding it, taking it back; deputies, and who decides."""

from datetime import date
from typing import Any

from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, StopValidation

from app.events.vocabulary import EXEMPTION_AUTHORITIES, EXEMPTION_CLASSES, ROLES
from app.forms.acts import AT_MOST, REASON, ActForm, CreationForm
from app.forms.fields import DayField, DayRequired, NameField, choices

FOR_DATES = "dates"
"""Chosen in the place of a month."""


class AskForm(CreationForm):
    """For which month or dates, what kind of reason, and the note."""

    reason_class = RadioField(
        "What kind of reason is it?",
        [InputRequired("Choose the kind of reason.")],
        choices=choices(EXEMPTION_CLASSES),
        validate_choice=False,
    )
    cycle = SelectField(
        "For which time?",
        [InputRequired("Choose a month, or other dates.")],
        description="One month, or from one day to another. Dates cover each month of which they hold at least half of"
        " the working days.",
    )
    first = DayField("First day", called="First day")
    last = DayField("Last day", called="Last day")
    note = TextAreaField(
        "Note in confidence (optional)",
        [AT_MOST],
        description="Only those who decide, the auditor and who asks read it. No list, file, history or e-mail has it.",
    )

    def validate_cycle(self, field: SelectField) -> None:
        """Dates belong to the choice of dates and to no other; raises StopValidation."""
        if field.data != FOR_DATES and (self.first.data or self.last.data):
            raise StopValidation("Choose other dates here, or take the first and the last day out.")

    def validate_first(self, field: DayField) -> None:
        """A first day for dates; raises StopValidation."""
        self._dated(field, "Enter the first day.")

    def validate_last(self, field: DayField) -> None:
        """A last day for dates; raises StopValidation."""
        self._dated(field, "Enter the last day.")

    @property
    def is_for_dates(self) -> bool:
        """Whether it is for dates, not for one month."""
        return self.cycle.data == FOR_DATES

    def facts(self) -> dict[str, Any]:
        """The kind of reason, the note, and the month or the dates."""
        said = {"reason_class": self.reason_class.data, "note": self.note.data or ""}
        if not self.is_for_dates:
            return said | {"cycle": self.cycle.data}
        return said | {"first": date.fromisoformat(self.first.data), "last": date.fromisoformat(self.last.data)}

    def _dated(self, field: DayField, sentence: str) -> None:
        if self.is_for_dates and not field.data:
            raise StopValidation(sentence)


class TodayForm(ActForm):
    """An act that is done today, with a word if wanted."""

    reason = TextAreaField("Why (optional)", [AT_MOST], description="It is read with the exemption and in its history.")

    def facts(self) -> dict[str, Any]:
        """Today and the reason."""
        return {"on": self.latest, "reason": self.reason.data or ""}


class TodayReasonForm(ActForm):
    """An act that is done today and needs a reason."""

    reason = TextAreaField("Reason", REASON, description="It is read with the exemption and in its history.")

    def facts(self) -> dict[str, Any]:
        """Today and the reason."""
        return {"on": self.latest, "reason": self.reason.data or ""}


class DeputyForm(ActForm):
    """Who stands in, and when."""

    deputy = NameField("Who stands in?", [InputRequired("Choose a deputy.")], validate_choice=False)
    first = DayField("First day", [DayRequired("Enter the first day.")], called="First day")
    last = DayField("Last day", [DayRequired("Enter the last day.")], called="Last day")
    reason = TextAreaField("Why (optional)", [AT_MOST])

    def facts(self) -> dict[str, Any]:
        """The deputy, the days, the reason and today."""
        days = {"first": date.fromisoformat(self.first.data), "last": date.fromisoformat(self.last.data)}
        return {"deputy": self.deputy.data, **days, "reason": self.reason.data or "", "on": self.latest}


class ReleaseForm(ActForm):
    """Which deputy is released today."""

    number = SelectField("Who is released?", [InputRequired("Choose a deputy.")], validate_choice=False)
    reason = TextAreaField("Why (optional)", [AT_MOST])

    def facts(self) -> dict[str, Any]:
        """Which deputy, the reason and today."""
        chosen = str(self.number.data)
        number = int(chosen) if chosen.isdecimal() and len(chosen) < 6 else 0
        return {"number": number, "reason": self.reason.data or "", "on": self.latest}


class AuthorityForm(ActForm):
    """Which role decides on exemptions."""

    authority = RadioField(
        "Who decides on exemptions?",
        [InputRequired("Choose who decides on exemptions.")],
        choices=choices({role: ROLES[role] for role in EXEMPTION_AUTHORITIES}),
        validate_choice=False,
    )
    reason = TextAreaField("Why, and by whose direction", REASON)

    def facts(self) -> dict[str, Any]:
        """The role and the reason."""
        return {"authority": self.authority.data, "reason": self.reason.data or ""}
