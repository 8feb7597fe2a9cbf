"""Fields of our own: a date in three parts, as people write it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from wtforms import Field, SelectChoice
from wtforms.validators import StopValidation

PARTS = ("day", "month", "year")
CHOOSE = {"data-choose": ""}
"""For a long list of names: choose.js lets one find a name by typing."""


class DayField(Field):
    """A date typed as day, month and year; `data` is ISO text, empty for none; what was typed is kept in `parts`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts: dict[str, str] = dict.fromkeys(PARTS, "")

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Take the three parts from what was sent, or from an ISO date."""
        self.process_errors: list[str] = []
        self.data = (self.default or "") if data is None or not isinstance(data, str) else data
        if formdata is not None and f"{self.name}-day" in formdata:
            self.parts = {part: formdata.get(f"{self.name}-{part}", "").strip() for part in PARTS}
            self.data = self._iso()
        elif self.data:
            year, month, day = self.data.split("-")
            self.parts = {"day": str(int(day)), "month": str(int(month)), "year": year}

    def pre_validate(self, form: Any) -> None:
        """Refuse a date that cannot be, in words; raises StopValidation."""
        if any(self.parts.values()) and not self.data:
            typed = "/".join(self.parts[part] or "–" for part in PARTS)
            raise StopValidation(f"{typed} is not a date. Enter it like 27 3 2026.")

    def _iso(self) -> str:
        try:
            day, month, year = (int(self.parts[part]) for part in PARTS)
            return date(year, month, day).isoformat() if 1900 < year < 2200 else ""
        except ValueError:
            return ""


class DayRequired:
    """A validator: the date must be given."""

    field_flags: dict[str, bool] = {}

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __call__(self, form: Any, field: DayField) -> None:
        """Raise StopValidation with the sentence when no date was given."""
        if not field.data:
            raise StopValidation(self.sentence)


def choices(words: dict[str, str]) -> list[SelectChoice]:
    """A vocabulary as the choices of a field."""
    return [SelectChoice(value, label) for value, label in words.items()]


def named(rows: Sequence[Mapping[str, Any]], blank: str) -> list[SelectChoice]:
    """Records with an id and a name as the choices of a field, after a blank one in the given words."""
    return [SelectChoice("", blank), *(SelectChoice(row["id"], row["name"]) for row in rows)]
