"""Opening, allocating, swapping and closing a month."""

import re
from typing import Any

from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from app.forms.base import Form
from app.forms.fields import DayField, DayRequired, NameField, choices

WHOLE_SERVICE = "whole"
SCOPES = {WHOLE_SERVICE: "The whole service", "areas": "Some service areas"}
LONGEST_REASON = 2000
REASON = [InputRequired("Give the reason."), Length(max=LONGEST_REASON)]


class WholeNumber:
    """A validator: a whole number from `least` to `most`; an empty field passes where `empty` is so."""

    field_flags: dict[str, bool] = {}

    def __init__(self, least: int, most: int, sentence: str, empty: bool = False) -> None:
        self.least, self.most, self.sentence, self.empty = least, most, sentence, empty

    def __call__(self, form: Any, field: Any) -> None:
        """Raise ValidationError with the sentence for anything else."""
        typed = (field.data or "").strip()
        if not typed and self.empty:
            return
        if not re.fullmatch("[0-9]{1,6}", typed) or not self.least <= int(typed) <= self.most:
            raise ValidationError(self.sentence)


def whole(typed: str | None) -> int:
    """A checked field's number, 0 for an empty one."""
    return int((typed or "").strip() or 0)


class OpenCycleForm(Form):
    """Which month, for whom, with which framework, aiming at what."""

    month = SelectField("Month", validate_choice=False)
    scope = RadioField("Scope", choices=choices(SCOPES))
    areas = SelectMultipleField("Service areas", description="Only for some service areas.")
    framework = SelectField("Framework", description="Every audit of the month keeps this version for ever.")
    target = StringField(
        "Target: audits completed, in per cent",
        [WholeNumber(0, 100, "Enter the target as a whole number from 0 to 100, or leave it empty.", empty=True)],
        description="Leave it empty for no target.",
    )

    def validate_areas(self, field: Any) -> None:
        """Some service areas must be some."""
        if self.scope.data == "areas" and not field.data:
            raise ValidationError("Choose at least one service area.")

    @property
    def chosen_areas(self) -> list[str]:
        """The area ids of the scope, none for the whole service."""
        return sorted(self.areas.data or []) if self.scope.data == "areas" else []

    @property
    def chosen_framework(self) -> tuple[str, int]:
        """Framework id and version."""
        id, _, number = (self.framework.data or "").rpartition(" ")
        return id, int(number) if number.isdecimal() else 0

    @property
    def targets(self) -> dict[str, int]:
        """The targets in per cent, by name."""
        return {"completion": whole(self.target.data)} if (self.target.data or "").strip() else {}


class AllocateForm(Form):
    """What an allocation is made by."""

    seed = StringField(
        "Seed",
        [InputRequired("Give a seed, so that the allocation can be repeated."), Length(max=80)],
        description="It decides between auditors whom the rules and their loads do not tell apart. Unless you change"
        " it, it is the same until the sample changes, and so are the pairs.",
    )
    on = DayField(
        "Allocated on",
        [DayRequired("Enter the day of the allocation.")],
        description="The working days to return count from this day.",
    )
    external = SelectMultipleField(
        "External auditors may be given the work of", description="None chosen: external auditors are given no audits."
    )
    shown = HiddenField()


class ExchangeForm(Form):
    """Two audits to exchange."""

    only_offered = ("other",)
    other = NameField("Exchange it with", validate_choice=False)
    reason = TextAreaField("Why they are exchanged", REASON)

    def validate_other(self, field: Any) -> None:
        """An audit must be chosen."""
        if not field.data:
            raise ValidationError("Choose the other audit.")


class RecountForm(Form):
    """Why the pool is counted again."""

    reason = TextAreaField("Why the pool is counted again", REASON)


class CloseForm(Form):
    """The day on which a month is closed."""

    on = DayField("Closed on", [DayRequired("Enter the day on which the month is closed.")])
