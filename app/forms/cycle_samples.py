"""Drawing the sample of a month, and changing it by hand."""

from typing import Any

from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from app.events.vocabulary import PLAN_TYPES
from app.forms.base import Form
from app.forms.cycles import REASON, WholeNumber, whole
from app.forms.fields import choices

PROPORTIONS = {
    "plan": "Plan type",
    "team": "Team",
    "plan_and_team": "Plan type, and team within it",
    "none": "Neither: every child has the same chance",
}
INSTEAD = {"reserve": "The next child of the reserve", "nobody": "Nobody"}


class DrawForm(Form):
    """The rule of a sample and its seed."""

    size = StringField(
        "How many children", [WholeNumber(1, 100_000, "Enter how many children as a whole number, at least 1.")]
    )
    plans = SelectMultipleField("Plan types", choices=choices(PLAN_TYPES), description="None chosen means all.")
    teams = SelectMultipleField("Teams", description="None chosen means all.")
    proportional_to = RadioField("Share the places in proportion to", choices=choices(PROPORTIONS))
    not_audited_months = StringField(
        "Not audited in the last (months)",
        [WholeNumber(0, 240, "Enter a whole number of months from 0 to 240.", empty=True)],
        description="0 or empty: it does not matter when they were last audited.",
    )
    min_open_days = StringField(
        "Open for at least (days)",
        [WholeNumber(0, 10_000, "Enter a whole number of days from 0 to 10,000.", empty=True)],
        description="0 or empty: it does not matter for how long they have been open.",
    )
    themes = StringField(
        "Themes",
        [Length(max=300)],
        description="Recorded with the sample, with commas between them. They leave out nobody.",
    )
    named = TextAreaField(
        "Children named",
        [Length(max=20_000)],
        description="A line for each: the reference, a space, and why, like C-10482 asked for by the head of service",
    )
    seed = StringField(
        "Seed",
        [InputRequired("Give a seed, so that the draw can be repeated."), Length(max=80)],
        description="Any text. The same seed, rule and list always give the same children.",
    )
    share_CiN = StringField("Children in need")  # noqa: N815 - the plan type as the field writes it
    share_CP = StringField("Child protection plans")  # noqa: N815
    share_CiC = StringField("Children in care")  # noqa: N815
    share_CL = StringField("Care leavers")  # noqa: N815

    def share_fields(self) -> list[Any]:
        """The four fields of explicit shares, in the order of the plan types."""
        return [self[f"share_{plan}"] for plan in PLAN_TYPES]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the shares together with everything else."""
        good = bool(super().validate(extra_validators))
        for field in self.share_fields():
            try:
                WholeNumber(0, 1000, "Enter a part as a whole number from 0 to 1,000, or leave all four empty.", True)(
                    self, field
                )
            except ValidationError as fault:
                field.errors = [*field.errors, str(fault)]
                good = False
        return good

    @property
    def controls(self) -> dict[str, Any]:
        """What was asked for, as the programme takes it; the form must have been validated."""
        shares = {plan: whole(self[f"share_{plan}"].data) for plan in PLAN_TYPES}
        given = any((field.data or "").strip() for field in self.share_fields())
        return {
            "size": whole(self.size.data),
            "plans": tuple(self.plans.data or ()),
            "teams": tuple(self.teams.data or ()),
            "proportional_to": self.proportional_to.data,
            "shares": shares if given else None,
            "not_audited_months": whole(self.not_audited_months.data),
            "min_open_days": whole(self.min_open_days.data),
            "themes": tuple(theme.strip() for theme in (self.themes.data or "").split(",") if theme.strip()),
            "named": tuple(_named(line) for line in (self.named.data or "").splitlines() if line.strip()),
        }


class AddChildForm(Form):
    """A child to put into the sample by hand."""

    child = StringField("Child's reference", [InputRequired("Enter the child's reference."), Length(max=80)])
    reason = TextAreaField("Why this child is put in", REASON)


class TakeOutForm(Form):
    """A child to take out of the sample by hand."""

    instead = RadioField("In the child's place", choices=choices(INSTEAD))
    reason = TextAreaField("Why this child is taken out", REASON)


def _named(line: str) -> tuple[str, str]:
    """The reference and the reason of a line: C-10482 complaint, C-10482: complaint, or C-10482, complaint."""
    reference, _, reason = line.strip().partition(" ")
    return reference.rstrip(":,;"), reason.strip(" :,;–-")
