"""One section of an audit as a form whose fields are named after the answers' keys. It reads; it judges nothing."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field, StringField, TextAreaField

from app.events.sections import Field as Asked
from app.events.sections import Section
from app.events.typed_date import iso
from app.forms.base import Form, named
from app.forms.fields import is_no_name, no_name

Row = dict[str, str]
DAY_PARTS = ("due-day", "due-month", "due-year")
ROW = re.compile(r"(quotations|actions)\.([0-9]{1,6})\.([a-z-]{1,20})")
MOST_SHOWN = 50
"""Rows that are shown as fields; what was typed beyond them is shown as text."""


def is_sent(key: str, typed: Mapping[str, Any]) -> bool:
    """Whether a list of choices was on the page that was sent."""
    return key in typed or f"{key}.sent" in typed


class ChoicesField(Field):
    """Any of some choices; `data` is the list of their ids."""

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Take what was ticked, if the field was on the page, else what stands."""
        self.process_errors: list[str] = []
        self.data = list(data or [])
        if formdata is not None and is_sent(self.name, formdata):
            self.data = [one for one in formdata.getlist(self.name) if one]


class RowsField(Field):
    """Rows of parts named like quotations.0.text; `rows` holds them as typed, `part_errors` what is wrong by row."""

    parts: tuple[str, ...] = ()
    row = ""
    """What one row is called."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows: list[Row] = []
        self.part_errors: dict[str, str] = {}

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Take the rows that were sent, if any were on the page, else those that stand."""
        self.process_errors: list[str] = []
        found = _rows(self.name, self.parts, formdata or {})
        self.sent = bool(found)
        self.data = data or []
        self.rows = found or [self.shown(row) for row in self.data]

    def read(self, version: int) -> list[dict[str, Any]]:
        """The rows as answers; a new one is known by the version that the form showed and its place there."""
        return [self.answer(row, f"v{version}-{place}") for place, row in enumerate(self.rows)]

    def blank(self) -> Row:
        """A row in which nothing is written yet."""
        return dict.fromkeys(self.parts, "")

    def shown(self, answer: dict[str, Any]) -> Row:
        """A stored row as its parts are typed."""
        raise NotImplementedError

    def answer(self, row: Row, new_id: str) -> dict[str, Any]:
        """A typed row as it is stored."""
        raise NotImplementedError


class QuotationsField(RowsField):
    """What people said, in their own words."""

    parts = ("text", "tone")
    row = "Quotation"

    def shown(self, answer: dict[str, Any]) -> Row:
        """The words and their tone."""
        return {"text": answer["text"], "tone": answer["tone"]}

    def answer(self, row: Row, new_id: str) -> dict[str, Any]:
        """The words and their tone."""
        return dict(row)


class ActionsField(RowsField):
    """What is to be done, by whom and by when; the date is typed in three parts."""

    parts = ("id", "what", "owner", *DAY_PARTS)
    row = "Action"

    def shown(self, answer: dict[str, Any]) -> Row:
        """The date in its parts."""
        year, month, day = [*str(answer["due"]).split("-"), "", "", ""][:3]
        parts = (day.lstrip("0"), month.lstrip("0"), year)
        return {name: answer[name] for name in ("id", "what", "owner")} | dict(zip(DAY_PARTS, parts, strict=True))

    def answer(self, row: Row, new_id: str) -> dict[str, Any]:
        """The date as ISO text, or as it was typed where it is none."""
        return {"id": row["id"] or new_id, "what": row["what"], "owner": row["owner"], "due": _due(row)}


class SectionForm(Form):
    """What a section of the audit asks; `typed` are the fields as they were sent or kept, laid over the answers."""

    def __init__(self, typed: MultiDict[str, str] | None, answers: dict[str, Any]) -> None:
        super().__init__(typed, data=answers)
        self.typed: Mapping[str, Any] = typed if typed is not None else {}
        self.faults: list[tuple[str, str]] = []

    def values(self, version: int) -> dict[str, Any]:
        """The answers that were on the page; a field that was not sent is not named."""
        found: dict[str, Any] = {}
        for key, field in self._fields.items():
            if isinstance(field, RowsField):
                found |= {key: field.read(version)} if field.sent else {}
            elif key in self.typed or (isinstance(field, ChoicesField) and is_sent(key, self.typed)):
                found[key] = field.data or ("" if not isinstance(field, ChoicesField) else [])
        return found

    def nobodys(self) -> list[tuple[str, str]]:
        """(key, sentence) for each action whose owner was typed and is nobody of the list."""
        rows = (
            (field.name, place, row.get("owner", ""))
            for field in self
            if isinstance(field, ActionsField)
            for place, row in enumerate(field.rows)
        )
        return [(f"{name}.{place}.owner", no_name(who)) for name, place, who in rows if is_no_name(who, ())]

    def mark(self, faults: Iterable[tuple[str, str]]) -> None:
        """Show each sentence beside its field or row, and all of them in the summary."""
        for key, sentence in faults:
            self.faults.append((key, sentence))
            field = self._fields.get(owner(key))
            if isinstance(field, RowsField) and key != field.name:
                field.part_errors[key] = sentence
            elif field is not None:
                field.errors = [*field.errors, sentence]

    def summary(self) -> list[dict[str, str]]:
        """Everything that is wrong, each after its question, or its place in a list, and linked to its field."""
        return super().summary()[: len(self.refusals)] + [
            {"text": named(self._called(key), sentence), "href": f"#{key.replace('.', '-')}"}
            for key, sentence in self.faults
        ]

    def _called(self, key: str) -> str:
        """What a field or a row is called: Action 2."""
        field = self._fields.get(owner(key))
        if isinstance(field, RowsField) and key != field.name:
            return f"{field.row} {int(key.split('.')[1]) + 1}"
        return field.label.text if field else ""


def owner(name: str) -> str:
    """The answer's key that a field's name belongs to: actions of actions.0.due-day."""
    head, _, rest = name.partition(".")
    return head if head in ("quotations", "actions") and rest else name


@lru_cache(maxsize=128)
def section_form(section: Section) -> type[SectionForm]:
    """The form of a section."""
    fields = {field.key: _field(field) for field in section.fields}
    return type("OneSectionForm", (SectionForm,), fields)


def _field(asked: Asked) -> Any:
    made = {"choices": ChoicesField, "quotations": QuotationsField, "actions": ActionsField}.get(asked.kind)
    if made:
        return made(asked.label)
    if asked.kind in ("grade", "choice"):
        return StringField(asked.label)
    return TextAreaField(asked.label)


def _rows(name: str, parts: tuple[str, ...], typed: Mapping[str, Any]) -> list[Row]:
    found: dict[int, Row] = {}
    for field in typed:
        match = ROW.fullmatch(field)
        if match and match[1] == name and match[3] in parts:
            found.setdefault(int(match[2]), dict.fromkeys(parts, ""))[match[3]] = typed[field]
    return [found[place] for place in sorted(found)]


def _due(row: Row) -> str:
    day, month, year = (row[part].strip() for part in DAY_PARTS)
    typed = "/".join((day, month, year)) if day or month or year else ""
    return iso(day, month, year) or typed
