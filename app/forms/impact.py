"""The questions about impact, what the family say, and that one does not answer."""

from typing import Any

from wtforms import RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired

from app.forms.acts import AT_MOST, REASON, ActForm
from app.forms.fields import NameField, choices

ANSWERED = [InputRequired("Choose an answer.")]


class TodayForm(ActForm):
    """An act that is done as it is sent: nobody is asked when."""

    def facts(self) -> dict[str, Any]:
        """The day, which is the last that can have been."""
        return {"on": self.latest}


class ImpactForm(TodayForm):
    """The questions; their words and choices are those of the set that was put."""

    practice = RadioField("", ANSWERED, choices=[], validate_choice=False)
    practice_more = TextAreaField("", [AT_MOST])
    helped = RadioField("", ANSWERED, choices=[], validate_choice=False)
    helped_more = TextAreaField("", [AT_MOST])
    obstacles = SelectMultipleField("", choices=[], validate_choice=False, description="Choose all that apply.")
    obstacles_more = TextAreaField("", [AT_MOST])
    useful = TextAreaField("", [AT_MOST])

    def ask(self, questions: dict[str, Any]) -> None:
        """Give the form the words and choices of a set of questions."""
        for name in ("practice", "helped", "obstacles"):
            self[name].label.text = questions[name]["label"]
            self[name].choices = choices(questions[name]["choices"])
            self[f"{name}_more"].label.text = questions[name]["more"]
        self.useful.label.text = questions["useful"]["label"]

    def facts(self) -> dict[str, Any]:
        """The day and the answers."""
        given = {field.name: field.data or "" for field in self if field.name != "version"}
        answers = {name: value.strip() if isinstance(value, str) else value for name, value in given.items()}
        return super().facts() | {"answers": answers | {"obstacles": self.obstacles.data or []}}


class DecliningForm(TodayForm):
    """One does not answer, and why."""

    reason = TextAreaField(
        "Why can you not answer?", REASON, description="For example: somebody else has the work now."
    )

    def facts(self) -> dict[str, Any]:
        """The day and the reason."""
        return super().facts() | {"reason": self.reason.data or ""}


class HandingOverForm(TodayForm):
    """Who is asked in the place of somebody who has left, and why them."""

    recipient = NameField(
        "Who is asked now?",
        [InputRequired("Choose who is asked now.")],
        validate_choice=False,
    )
    reason = TextAreaField("Why are they asked?", REASON, description="For example: they have taken the work on.")

    def facts(self) -> dict[str, Any]:
        """The day, the person and the reason."""
        return super().facts() | {"recipient": self.recipient.data, "reason": self.reason.data or ""}


class FamilyForm(TodayForm):
    """Whether the family agreed to say something, and what."""

    agreed = RadioField(
        "Did the family agree to say what has changed for them?",
        ANSWERED,
        choices=choices({"yes": "Yes", "no": "No, or it was not right to ask them"}),
    )
    said = TextAreaField(
        "What did they say?",
        [AT_MOST],
        description="In their own words where you can. Leave out names and anything by which somebody could be known.",
    )

    def facts(self) -> dict[str, Any]:
        """The day, whether, and what."""
        agreed = self.agreed.data == "yes"
        return super().facts() | {"agreed": agreed, "said": (self.said.data or "").strip() if agreed else ""}
