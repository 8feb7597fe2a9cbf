"""Signing in, and the first run."""

from wtforms import EmailField, HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from app.forms.base import Form

SHORTEST_PASSWORD = 12


class SignInForm(Form):
    """Who, with which password, and where they were going."""

    next = HiddenField()
    email = EmailField("E-mail address", [InputRequired("Enter your e-mail address.")])
    password = PasswordField("Password", [InputRequired("Enter your password.")])


class SetUpForm(Form):
    """The council and its first administrator."""

    person = HiddenField()
    council = StringField(
        "Name of the council",
        [InputRequired("Enter the council's name."), Length(max=120)],
        description="As it stands on every page.",
    )
    name = StringField("Your name", [InputRequired("Enter your name."), Length(max=120)])
    email = EmailField("Your e-mail address", [InputRequired("Enter your e-mail address."), Length(max=200)])
    password = PasswordField(
        "Choose a password",
        [
            InputRequired("Choose a password."),
            Length(min=SHORTEST_PASSWORD, message=f"Use a password of at least {SHORTEST_PASSWORD} characters."),
        ],
        description="At least 12 characters. Three words that do not belong together are easy to keep in mind.",
    )
    again = PasswordField("The same again", [EqualTo("password", "The two are not the same.")])
