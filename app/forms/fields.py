"""Fields of our own: a date in three parts, as people write it."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from wtforms import Field, HiddenField, SelectChoice, SelectField
from wtforms.validators import StopValidation

from app.events.typed_date import EXAMPLE, PARTS, fault, iso, lacking

EARLIEST, LATEST = "1901", "2199"
ID = re.compile("[a-z-]+/[^ ]")


def is_no_name(value: str, known: Collection[str]) -> bool:
    """Whether something was typed that is none of a long list; an id that the list does not offer was not typed."""
    return bool(value) and value not in known and not ID.match(value)


def no_name(value: str) -> str:
    """What is said of it."""
    return f"“{value}” is not in the list. Choose one of its names."


class OfferedField(HiddenField):
    """What an address brought into a form, unseen: one of those that a view has `offered`, or nothing."""

    offered: Collection[str] = ()

    def pre_validate(self, form: Any) -> None:
        """Refuse all else as what is not there; raises StopValidation."""
        if self.data and self.data not in self.offered:
            raise StopValidation("Choose one of the list.")


class NameField(SelectField):
    """One of a long list of names, which choose.js lets one find by typing; what is none of them is refused by name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.render_kw = {"data-choose": ""}

    def pre_validate(self, form: Any) -> None:
        """Refuse what was typed and is no name of the list; raises StopValidation."""
        if is_no_name(str(self.data or ""), [str(value) for value, *_ in self.iter_choices()] if self.choices else ()):
            raise StopValidation(no_name(str(self.data)))
        super().pre_validate(form)


class DayField(Field):
    """A date typed as day, month and year; `data` is ISO text, empty for none; what was typed is kept in `parts`.

    Its hint ends with an example; `called` is how a sentence on it begins ("Date due must include a year").
    """

    def __init__(self, *args: Any, called: str = "The date", description: str = "", **kwargs: Any) -> None:
        super().__init__(*args, description=f"{description} {EXAMPLE}".strip(), **kwargs)
        self.called = called
        self.parts: dict[str, str] = dict.fromkeys(PARTS, "")

    @property
    def wrong(self) -> list[str]:
        """The parts to mark when something is wrong: those that lack, else all."""
        return (lacking(**self.parts) if any(self.parts.values()) else []) or list(PARTS)

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
            sentence = fault(self.called, **self.parts)
            raise StopValidation(sentence or f"{self.called} must be between {EARLIEST} and {LATEST}")

    def _iso(self) -> str:
        typed = iso(**self.parts)
        return typed if EARLIEST <= typed[:4] <= LATEST else ""


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
