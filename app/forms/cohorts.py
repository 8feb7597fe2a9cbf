"""A training cohort: the plan, its days, who joins and leaves, the end."""

import re
from datetime import date
from typing import Any

from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, StopValidation

from app.events.cohort import MOST_PLACES
from app.events.typed_date import EXAMPLE, fault, iso
from app.forms.acts import AT_MOST, REASON, ActForm, CreationForm, DatedForm, ReasonForm
from app.forms.fields import DayField, DayRequired
from app.forms.numbers import NumberField

ONE_EACH = "One on each line, by full name or e-mail address."


class CohortForm(CreationForm):
    """A new cohort."""

    name = StringField("What is the cohort called?", [InputRequired("Name the cohort."), Length(max=80)])
    starts = DayField("When does it start?", [DayRequired("Enter the date on which it starts.")], called="Start date")
    places = NumberField("How many places are there?", 1, MOST_PLACES)
    trainers = TextAreaField("Who trains, of the people here? (optional)", [AT_MOST], description=ONE_EACH)
    external = StringField("Who trains from outside? (optional)", [Length(max=200)])

    def facts(self) -> dict[str, Any]:
        """Everything that is asked."""
        return {"name": self.name.data} | _plan(self)


class ReplanForm(ActForm):
    """Another plan, and why."""

    starts = DayField("When does it start?", [DayRequired("Enter the date on which it starts.")], called="Start date")
    places = NumberField("How many places are there?", 1, MOST_PLACES)
    trainers = TextAreaField("Who trains, of the people here? (optional)", [AT_MOST], description=ONE_EACH)
    external = StringField("Who trains from outside? (optional)", [Length(max=200)])
    reason = TextAreaField("Reason", REASON)

    def facts(self) -> dict[str, Any]:
        """Everything that is asked."""
        return _plan(self) | {"reason": self.reason.data or ""}


class DatesForm(ActForm):
    """The days on which it meets, all of them."""

    dates = TextAreaField(
        "On which days does the cohort meet?",
        [InputRequired("Enter at least one date."), AT_MOST],
        description=f"One date on each line. {EXAMPLE}",
    )

    def validate_dates(self, field: TextAreaField) -> None:
        """Each line is a date."""
        for line in _lines(field.data):
            if said := fault(f"“{line}”", *_parts(line)):
                raise StopValidation(said)

    def facts(self) -> dict[str, Any]:
        """The days (ISO)."""
        return {"dates": [iso(*_parts(line)) for line in _lines(self.dates.data)]}


class JoinForm(DatedForm):
    """Who joins."""

    people = TextAreaField("Who joins?", [InputRequired("Say who joins."), AT_MOST], description=ONE_EACH)

    def facts(self) -> dict[str, Any]:
        """The people as they are written, and the day."""
        return super().facts() | {"people": self.people.data or ""}


class LeaveForm(ReasonForm):
    """Who gives up their place."""

    only_offered = ("person",)
    person = SelectField("Who leaves the cohort?", [InputRequired("Choose who leaves.")], validate_choice=False)

    def facts(self) -> dict[str, Any]:
        """The person, the day and the reason."""
        return super().facts() | {"person": self.person.data}


class CompletionForm(DatedForm):
    """Who has completed the training."""

    only_offered = ("trained",)
    trained = SelectMultipleField(
        "Who has completed the training?",
        validate_choice=False,
        description="Whoever is not chosen stays in training.",
    )

    def facts(self) -> dict[str, Any]:
        """The people and the day."""
        return super().facts() | {"trained": self.trained.data or []}


def _parts(line: str) -> list[str]:
    """Day, month and year of a date as people write it; empty for what is not there."""
    return [*re.split("[ ./-]", line, maxsplit=2), "", ""][:3]


def _lines(text: str | None) -> list[str]:
    return [" ".join(line.split()) for line in (text or "").splitlines() if line.strip()]


def _plan(form: Any) -> dict[str, Any]:
    plan = {"starts": date.fromisoformat(form.starts.data), "places": form.places.number}
    return plan | {"trainers": form.trainers.data or "", "external": form.external.data or ""}
