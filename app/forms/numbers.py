"""A whole number typed as text, so that what was typed stays in its field."""

import re
from typing import Any

from wtforms import StringField
from wtforms.validators import StopValidation

THOUSANDS = re.compile(r"[0-9]{1,3}(,[0-9]{3})+")


class NumberField(StringField):
    """A whole number from `least` to `most`; `data` is what was typed, `number` the number once the form is valid."""

    def __init__(self, label: str, least: int, most: int, **kwargs: Any) -> None:
        super().__init__(label, render_kw={"inputmode": "numeric"}, **kwargs)
        self.least, self.most = least, most

    def process_data(self, value: Any) -> None:
        """A number that is given is shown as its digits."""
        self.data = "" if value is None else str(value)

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no whole number or outside the limits; raises StopValidation."""
        typed = _plain(self.data)
        if not (typed.isascii() and typed.isdecimal() and len(typed) < 10):
            raise StopValidation(f"Enter a whole number from {self.least:,} to {self.most:,}.")
        if not self.least <= int(typed) <= self.most:
            raise StopValidation(f"Enter a number from {self.least:,} to {self.most:,}.")

    @property
    def number(self) -> int:
        """What was typed, as a number."""
        return int(_plain(self.data))


def _plain(typed: str | None) -> str:
    """What was typed, without the commas that stand between thousands; one elsewhere stays, and is no number."""
    text = (typed or "").strip()
    return text.replace(",", "") if THOUSANDS.fullmatch(text) else text
