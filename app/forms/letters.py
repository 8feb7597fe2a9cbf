"""What is decided about a letter that waits."""

from typing import Any

from wtforms import TextAreaField

from app.forms.acts import REASON, ActForm


class CallOffForm(ActForm):
    """Why it is not sent."""

    reason = TextAreaField("Why is it not to be sent?", REASON)

    def facts(self) -> dict[str, Any]:
        """The reason."""
        return {"reason": self.reason.data or ""}
