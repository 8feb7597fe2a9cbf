"""A practitioner's reply to the audit of their work."""

from typing import Any

from wtforms import TextAreaField
from wtforms.validators import InputRequired

from app.forms.acts import AT_MOST
from app.forms.impact import TodayForm


class ReplyForm(TodayForm):
    """What one wants to say."""

    text = TextAreaField(
        "Your reply",
        [InputRequired("Write your reply."), AT_MOST],
        description="What you agree with, see differently, or have done since. Leave out names of the family.",
    )

    def facts(self) -> dict[str, Any]:
        """The day and the words."""
        return super().facts() | {"text": (self.text.data or "").strip()}
