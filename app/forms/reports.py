"""A report: which period it is of, the text of a section, the proposal, why it goes back."""

from collections.abc import Sequence
from textwrap import shorten
from typing import Any

from wtforms import HiddenField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from app.events.base import Refusal
from app.events.report import LONGEST_COMMENTARY
from app.forms.acts import AT_MOST, LONGEST, REASON, ActForm
from app.forms.base import Form
from app.forms.fields import choices

Row = dict[str, Any]


class BeginForm(Form):
    """The period that a report is to be of."""

    period = HiddenField("Period", [InputRequired("Choose a month, quarter or year.")])


class SectionForm(ActForm):
    """The commentary of a section."""

    text = TextAreaField("Commentary", [Length(max=LONGEST_COMMENTARY, message="Use at most 20,000 characters.")])


class SentBackForm(ActForm):
    """Why it is not published as it is."""

    reason = TextAreaField("What is to be changed, and why?", REASON)

    def facts(self) -> Row:
        """The reason."""
        return {"reason": self.reason.data or ""}


class NewEditionForm(SentBackForm):
    """Why there is to be a new edition."""

    reason = TextAreaField("Why is there to be a new edition?", REASON)


class ProposalForm(ActForm):
    """What is asked before a report is put forward; fields for findings and for what changed stand with it."""

    named: Sequence[Row] = ()
    hindered: Sequence[str] = ()
    """What no reason lets stand, a sentence each."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether everything is answered, and nothing stands that cannot."""
        self.refusals = [Refusal(sentence) for sentence in self.hindered]
        return super().validate(extra_validators) and not self.hindered

    def accepted(self) -> list[dict[str, str]]:
        """Each finding that stands, with the reason."""
        told = ((one, self[f"reason-{one['name']}"].data or "") for one in self.named)
        return [{"section": one["section"], "claim": one["words"], "says": one["sentence"], "reason": why.strip()}
                for one, why in told]  # fmt: skip

    def may_be_public(self) -> list[str]:
        """The quotations that are warned of and were cleared."""
        return list(self["cleared"].data or []) if "cleared" in self else []

    def what_changed(self) -> list[str]:
        """What changed against the edition before, a sentence a line; of more than may be said its beginning."""
        return (self["changes"].data or "")[:LONGEST].splitlines() if "changes" in self else []


def proposal_form(
    findings: Sequence[Row], edition: int, quoted: Sequence[tuple[str, str]], unsent: Sequence[Row] = ()
) -> type[ProposalForm]:
    """The form with a reason for each finding, for a new edition with what changed, and quotations to be cleared.

    `unsent` are texts that are typed and not put in: each is put in, or left out by a tick.
    """
    asked = [one for one in findings if one["may_stand"]]
    hindered = [one["sentence"] for one in findings if not one["may_stand"]]
    fields: Row = {f"reason-{one['name']}": _reason(one) for one in asked}
    fields |= {f"leave-{one['section']}": _left_out(str(one["typed"])) for one in unsent}
    if quoted:
        label = "Which of them may stand in the public copy as they are? You have read them, and they tell of nobody."
        fields["cleared"] = SelectMultipleField(label, choices=choices(dict(quoted)))
    if edition:
        label = f"What changed against edition {edition}? One sentence a line."
        fields["changes"] = TextAreaField(
            label, [InputRequired("Say what changed against the edition before."), AT_MOST]
        )
    return type("ProposalFormOf", (ProposalForm,), fields | {"named": tuple(asked), "hindered": tuple(hindered)})


def _reason(finding: Row) -> StringField:
    """Why a finding stands, asked by its words, so that each is told from the others in a list of errors too."""
    words = shorten(finding["words"].strip("“”"), 60, placeholder="…")
    required = InputRequired(f"Mend “{words}”, or say why it stands.")
    return StringField(f"Why does “{words}” stand?", [required, AT_MOST])


def _left_out(typed: str) -> SelectMultipleField:
    """A tick for a text that is not put in, as it is `typed` now: a tick for what stood there before is none."""

    def ticked(form: Form, field: SelectMultipleField) -> None:
        if typed not in (field.data or []):
            raise ValidationError("Put this text in the report, or tick that it is left out.")

    offered = choices({typed: "Leave this text out"})
    return SelectMultipleField("Not put in yet", [ticked], choices=offered, validate_choice=False)
