"""The forms of the Word template of reports: another file, and going back to the one of the programme."""

from typing import Any

from wtforms import FileField, TextAreaField
from wtforms.validators import InputRequired

from app.forms.acts import AT_MOST, REASON, ActForm


class TemplateForm(ActForm):
    """A file to be the template from now on."""

    file = FileField("The template", description="A Word document (.docx) of at most 300 kB.")
    reason = TextAreaField(
        "What is different in it?", [InputRequired("Say what is different in this template."), AT_MOST]
    )


class TemplateWithdrawalForm(ActForm):
    """Why the programme's own template is to be used again."""

    reason = TextAreaField("Reason", REASON)

    def facts(self) -> dict[str, Any]:
        """The reason."""
        return {"reason": self.reason.data or ""}
