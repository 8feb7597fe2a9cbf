"""A looped audit: who audits too, when the meeting is, and what it agreed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, StopValidation

from app.forms.acts import AT_MOST, REASON, ActForm, DatedForm
from app.forms.cycles import WholeNumber, whole
from app.forms.fields import DayField, DayRequired, NameField, choices

AT_MOST_80 = Length(max=80, message="Use at most 80 characters.")
GUESTS = (
    "Beside the two auditors: names or e-mail addresses, one on each line. An address of nobody on the list is noted;"
    " no letter goes to it."
)
OTHERS = "Beside the two auditors, and you if you were: names or e-mail addresses, one on each line."


class SecondAuditForm(DatedForm):
    """Who audits the child too, and why."""

    auditor = NameField(
        "Who audits this child too?",
        [InputRequired("Choose an auditor.")],
        validate_choice=False,
    )
    why = TextAreaField("Reason", REASON, description="Neither auditor reads this before both audits are in.")

    def facts(self) -> dict[str, Any]:
        """The day, the auditor and why."""
        return super().facts() | {"auditor": self.auditor.data, "why": self.why.data or ""}


class LoopDrawForm(DatedForm):
    """How many are drawn, from which seed and why."""

    size = StringField(
        "How many children?",
        [WholeNumber(1, 200, "Enter how many children as a whole number, at least 1.")],
        description="A framework often asks for one or two a month.",
    )
    seed = StringField(
        "Seed",
        [InputRequired("Give a seed, so that the draw can be repeated."), AT_MOST_80],
        description="Any words. The same seed gives the same audits again, and nobody can tell beforehand which.",
    )
    why = TextAreaField("Reason", REASON, description="None of the auditors reads this before both audits are in.")

    def facts(self) -> dict[str, Any]:
        """The day, how many, the seed and why."""
        said = {"size": whole(self.size.data), "seed": (self.seed.data or "").strip(), "why": self.why.data or ""}
        return super().facts() | said


class MeetingForm(ActForm):
    """When and where, and who comes beside the two auditors."""

    day = DayField(
        "On which day is the meeting?",
        [DayRequired("Enter the date of the meeting.")],
        called="The date of the meeting",
    )
    time = StringField("At what time?", [InputRequired("Enter the time.")], description="Like 14:30")
    place = StringField("Where?", [Length(max=120, message="Use at most 120 characters.")])
    others = TextAreaField("Who else comes? (optional)", [AT_MOST], description=GUESTS)

    def validate_time(self, field: StringField) -> None:
        """A time of the day; raises StopValidation."""
        field.data = (field.data or "").strip().replace(".", ":").zfill(5)
        if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", field.data):
            raise StopValidation("Enter the time like 14:30.")

    def facts(self) -> dict[str, Any]:
        """When, where and with whom."""
        said = {"day": self.day.data, "time": self.time.data, "place": self.place.data or ""}
        return said | {"others": self.others.data or "", "reason": ""}


class MovedMeetingForm(MeetingForm):
    """When and where it is now, who comes, and why it is moved."""

    reason = TextAreaField("Why is it moved?", REASON)

    def facts(self) -> dict[str, Any]:
        """When, where, with whom and why."""
        return super().facts() | {"reason": self.reason.data or ""}


@dataclass(frozen=True)
class Difference:
    """A domain, or overall, that the two graded differently: its label, and the scale as (id, label)."""

    key: str
    label: str
    scale: tuple[tuple[str, str], ...]


class AgreementForm(DatedForm):
    """A decision for each difference and learning for each auditor; a pair's own form has two fields a difference."""

    labels: ClassVar[dict[str, str]] = {}
    """By key: what was graded differently, its domain or overall."""
    others = TextAreaField("Who else was there? (optional)", [AT_MOST], description=OTHERS)
    first_learning = TextAreaField("Learning for the first auditor", [AT_MOST])
    second_learning = TextAreaField("Learning for the second auditor", [AT_MOST])

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Say everything that is missing at once; the rules say the same one by one."""
        valid = super().validate(*args, **kwargs)
        lacking = list(self._lacking())
        for name, sentence in lacking:
            self[name].errors = [*self[name].errors, sentence]
        return valid and not lacking

    def _lacking(self) -> Iterable[tuple[str, str]]:
        for key, label in self.labels.items():
            if not self[f"to.{key}"].data:
                yield f"to.{key}", f"The two grades of “{label}” differ: choose the one that was agreed."
            if not (self[f"why.{key}"].data or "").strip():
                yield f"why.{key}", f"Say why the grade of “{label}” was agreed."
        for name in ("first_learning", "second_learning"):
            if not (self[name].data or "").strip():
                yield name, "Say what this auditor can learn from it."

    def facts(self) -> dict[str, Any]:
        """The day, who was there, each decision and the learning."""
        decisions = {key: (self[f"to.{key}"].data or "", self[f"why.{key}"].data or "") for key in self.labels}
        learning = (self.first_learning.data or "", self.second_learning.data or "")
        return super().facts() | {"others": self.others.data or "", "decisions": decisions, "learning": learning}


@lru_cache(maxsize=64)
def agreement_form(differences: tuple[Difference, ...]) -> type[AgreementForm]:
    """The form for what two auditors graded differently."""
    fields: dict[str, Any] = {"labels": {one.key: one.label for one in differences}}
    for one in differences:
        fields[f"to.{one.key}"] = RadioField(one.label, choices=choices(dict(one.scale)), validate_choice=False)
        fields[f"why.{one.key}"] = TextAreaField("Why this grade?", [AT_MOST])
    return type("PairAgreementForm", (AgreementForm,), fields)
