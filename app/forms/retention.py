"""The retention schedule: a rule for a kind of record, and taking one back."""

from typing import Any

from wtforms import SelectField, TextAreaField
from wtforms.validators import InputRequired

from app.events.retention import MOST_YEARS
from app.forms.acts import AT_MOST, REASON, ActForm
from app.forms.numbers import NumberField


class RuleForm(ActForm):
    """How long records of a kind are kept."""

    kind = SelectField("What is it for?", [InputRequired("Choose what the rule is for.")])
    years = NumberField("For how many years is it kept after it is closed?", 0, MOST_YEARS)
    ground = TextAreaField(
        "By what right is it held so long?",
        [InputRequired("Say by what right they are held so long."), AT_MOST],
        description="The law, the council’s own schedule, or why it is needed.",
    )
    reason = TextAreaField("Why is the rule made or changed?", REASON)

    def facts(self) -> dict[str, Any]:
        """Everything that is asked."""
        said = {name: self[name].data or "" for name in ("kind", "ground", "reason")}
        return said | {"years": self.years.number}


class NoRuleForm(ActForm):
    """Which rule is taken back, and why."""

    kind = SelectField("Which rule?", [InputRequired("Choose the rule.")])
    reason = TextAreaField("Reason", REASON)

    def facts(self) -> dict[str, Any]:
        """The kind and the reason."""
        return {name: self[name].data or "" for name in ("kind", "reason")}
