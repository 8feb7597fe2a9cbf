"""Forms on people: details, roles, the two pools, passwords."""

from wtforms import EmailField, HiddenField, PasswordField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from app.events.vocabulary import JOB_LEVELS, ROLES
from app.forms.base import Form
from app.forms.fields import DayField, DayRequired, NameField, choices, named
from app.forms.sessions import SHORTEST_PASSWORD

WHY = "Enter the reason."
A_DATE = "Enter the date."


class RolesForm(Form):
    """What a person may do here."""

    roles = SelectMultipleField(
        "Roles",
        choices=choices(ROLES),
        description="A person may hold several. Without any they can sign in and see nothing.",
    )


class PersonForm(Form):
    """A person's details."""

    name = StringField("Name", [InputRequired("Enter the person's name."), Length(max=100)])
    email = EmailField("E-mail address", [InputRequired("Enter an e-mail address."), Length(max=200)])
    job_level = SelectField("Job level", choices=choices(JOB_LEVELS), default="social_worker")
    team = NameField("Team", description="Team managers see the audits of their team.")
    supervisor = NameField(
        "Supervisor",
        description="Nobody audits the work of those whom they supervise.",
    )

    def offer(self, teams: list[dict[str, str]], people: list[dict[str, str]]) -> None:
        """The teams and supervisors that can be chosen, by name."""
        self.team.choices = named(teams, "No team")
        self.supervisor.choices = named(people, "Nobody")

    @property
    def details(self) -> dict[str, str]:
        """The details, for the command."""
        names = ("name", "email", "job_level", "team", "supervisor")
        return {name: self[name].data or "" for name in names}


class NewPersonForm(PersonForm, RolesForm):
    """A new person's details and roles."""

    person = HiddenField()


class OnForm(Form):
    """When it happened."""

    on = DayField("When did the training start?", [DayRequired(A_DATE)])


class TrainedForm(Form):
    """When the training was completed."""

    on = DayField("When was the training completed?", [DayRequired(A_DATE)])


class LeavePoolForm(Form):
    """When and why a person stops auditing."""

    on = DayField("Last day in the pool", [DayRequired(A_DATE)], called="Last day in the pool")
    reason = StringField("Reason", [InputRequired(WHY), Length(max=300)])


class ModeratorForm(Form):
    """As what and from when a person moderates."""

    kind = RadioField(
        "Moderator",
        [InputRequired("Choose internal or external.")],
        choices=choices({"internal": "Internal", "external": "External"}),
        default="internal",
    )
    on = DayField("From", [DayRequired(A_DATE)])


class StandDownForm(Form):
    """When and why a person moderates no more."""

    on = DayField("Last day as a moderator", [DayRequired(A_DATE)], called="Last day as a moderator")
    reason = StringField("Reason", [InputRequired(WHY), Length(max=300)])


class LeaveForm(Form):
    """When and why a person leaves the council."""

    on = DayField("Last day", [DayRequired(A_DATE)], called="Last day")
    reason = StringField("Reason", [Length(max=300)], description="Leave it out if it is nobody's business.")
    actions_to = NameField("Who takes their open actions?", choices=(), validate_choice=False)

    def offer(self, how_many: str, people: dict[str, str]) -> None:
        """Ask who takes so many open actions; where there is nobody to ask about, do not ask."""
        self.actions_to.choices = choices({"": "Choose a person"} | people)
        self.actions_to.description = f"They have {how_many}. The dates stay as they are."


class WrongForm(Form):
    """Why what was recorded is not so."""

    reason = StringField("What was wrong?", [InputRequired(WHY), Length(max=300)])


class TrainingWrongForm(TrainedForm, WrongForm):
    """On which day the training ended after all, and why another was recorded."""


class ReturnForm(Form):
    """From when a person who left is here again."""

    on = DayField("First day back", [DayRequired(A_DATE)], called="First day back")
    reason = StringField("Reason", [Length(max=300)], description="Leave it out if it is nobody's business.")


def _new_password() -> PasswordField:
    return PasswordField(
        "New password",
        [
            InputRequired("Choose a password."),
            Length(SHORTEST_PASSWORD, 200, f"Use a password of at least {SHORTEST_PASSWORD} characters."),
        ],
        description=f"At least {SHORTEST_PASSWORD} characters. Three odd words together are easily kept in mind.",
    )


class FirstPasswordForm(Form):
    """A password chosen with a link."""

    password = _new_password()
    again = PasswordField("The same again", [EqualTo("password", "The two are not the same.")])


class PasswordForm(Form):
    """One's own password, changed."""

    current = PasswordField("Your password now", [InputRequired("Enter your password as it is now.")])
    password = _new_password()
    again = PasswordField("The same again", [EqualTo("password", "The two are not the same.")])
