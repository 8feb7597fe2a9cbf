"""Who holds the ledger's checkpoints, and why the key is replaced."""

from typing import Any

from wtforms import EmailField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.forms.acts import REASON, ActForm


class HolderForm(ActForm):
    """Somebody who is sent every checkpoint."""

    name = StringField("Name", [InputRequired("Enter the holder's name."), Length(max=100)])
    email = EmailField(
        "E-mail address",
        [InputRequired("Enter an e-mail address."), Length(max=200)],
        description="One that the council cannot read or empty, such as that of the safeguarding partnership.",
    )

    def facts(self) -> dict[str, Any]:
        """The name and the address."""
        return {"name": self.name.data or "", "email": self.email.data or ""}


class LetGoForm(ActForm):
    """Who is sent checkpoints no more, and why."""

    holder = SelectField("Who is let go?", [InputRequired("Choose a holder.")], validate_choice=False)
    reason = TextAreaField("Why?", REASON)

    def facts(self) -> dict[str, Any]:
        """The holder and the reason."""
        return {"holder": self.holder.data or "", "reason": self.reason.data or ""}


class KeyForm(ActForm):
    """Why another key signs from now on."""

    reason = TextAreaField("Why is the key replaced?", REASON)

    def facts(self) -> dict[str, Any]:
        """The reason."""
        return {"reason": self.reason.data or ""}
