"""Granting an inspection, changing and ending it; and why a confidential note is opened."""

import re
from typing import Any

from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, StopValidation

from app.forms.acts import REASON, ActForm, CreationForm, not_after
from app.forms.fields import DayField, DayRequired, NameField, choices

EVERYTHING, NAMED = "everything", "named"
HOW = {NAMED: "The children and months named below", EVERYTHING: "Everything that an inspector can be shown"}
TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


class Terms:
    """The fields that say to whom what is shown, for how long, and as at when."""

    person = NameField("Inspector", [InputRequired("Choose an inspector.")])
    first = DayField("First day", [DayRequired("Enter the first day.")], called="First day")
    last = DayField(
        "Last day",
        [DayRequired("Enter the last day.")],
        called="Last day",
        description="At the end of this day it is over by itself.",
    )
    what = RadioField("What is shown?", [InputRequired("Choose what is shown.")], choices=choices(HOW))
    children = TextAreaField(
        "Children",
        [Length(max=20_000)],
        description="Their references, with spaces, commas or line ends between them.",
    )
    cycles = SelectMultipleField(
        "Months", description="Of a month: its figures, its audits, and what came of them.", choices=[]
    )
    pinned_on = DayField(
        "As it stood on (optional)",
        called="The date",
        description="Leave it empty to show everything as it is.",
    )
    pinned_at = StringField("At what time? (optional)", description="For example 17:00. Empty is the end of the day.")
    reason = TextAreaField("Reason", REASON, description="Who asked for it, and for what.")
    latest: Any = None

    def validate_pinned_on(self, field: DayField) -> None:
        """A moment that has been; raises StopValidation."""
        if field.data:
            not_after(self.latest, field)

    def validate_pinned_at(self, field: StringField) -> None:
        """A time of the day that is given; raises StopValidation."""
        if field.data and not TIME.fullmatch(field.data):
            raise StopValidation("Enter the time like 17:00.")
        if field.data and not self.pinned_on.data:
            raise StopValidation("Enter the day as well.")

    def terms(self) -> dict[str, Any]:
        """The facts of the terms, children and months by id."""
        everything = self.what.data == EVERYTHING
        references = re.split(r"[\s,;]+", (self.children.data or "").strip())
        return {
            "first": self.first.data,
            "last": self.last.data,
            "everything": everything,
            "children": tuple(f"child/{one}" for one in references if one),
            "cycles": tuple(f"cycle/{month}" for month in self.cycles.data or ()),
            "pinned": self._pinned(),
        }

    def _pinned(self) -> str:
        time = TIME.fullmatch(self.pinned_at.data or "")
        return self.pinned_on.data + (f"T{int(time[1]):02}:{time[2]}" if time else "")


class GrantForm(Terms, CreationForm):
    """Who is shown what."""

    def facts(self) -> dict[str, Any]:
        """The inspector, the terms, the reason, and today."""
        said = {"person": self.person.data, "terms": self.terms(), "reason": self.reason.data or ""}
        return said | {"on": self.latest}


class ChangeForm(Terms, ActForm):
    """Other terms from now on, for the same inspector."""

    person = None  # type: ignore[assignment]

    def facts(self) -> dict[str, Any]:
        """The terms, the reason, and today."""
        return {"terms": self.terms(), "reason": self.reason.data or "", "on": self.latest}


class EndForm(ActForm):
    """Nothing any more."""

    reason = TextAreaField("Reason", REASON)

    def facts(self) -> dict[str, Any]:
        """The reason, and today."""
        return {"reason": self.reason.data or "", "on": self.latest}


class RuleForm(ActForm):
    """Whether a reason is asked for, and why."""

    reason = TextAreaField("Reason", REASON)

    def facts(self) -> dict[str, Any]:
        """The reason."""
        return {"reason": self.reason.data or ""}


class WhyForm(CreationForm):
    """Why a confidential note is opened."""

    why = TextAreaField(
        "Why do you open this note?",
        [DataRequired("Say why you open this note."), Length(max=500, message="Use at most 500 characters.")],
        description="It is kept in the access log with who opened the note and when, and asked once in a visit.",
    )
