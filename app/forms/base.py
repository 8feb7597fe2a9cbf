"""What every form has: its errors as a summary, and a place for what the rules refuse."""

from typing import Any

from wtforms import Form as WTForm

from app.events.base import Refusal


class Form(WTForm):
    """Text in, command out: whether it can be read is decided here, whether it is true to the rules is not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refusals: list[Refusal] = []

    def refuse(self, refusal: Refusal) -> None:
        """Show the rules' sentence beside its field, or above the form when it belongs to none."""
        if refusal.field in self._fields:
            field = self._fields[refusal.field]
            field.errors = [*field.errors, refusal.sentence]
        else:
            self.refusals.append(refusal)

    def summary(self) -> list[dict[str, str]]:
        """Everything that is wrong, each linked to its field, for the top of the page."""
        top = [{"text": refusal.sentence} for refusal in self.refusals]
        return top + [
            {"text": str(sentence), "href": f"#{name.replace('.', '-')}"}
            for name, errors in self.errors.items()
            for sentence in errors
        ]
