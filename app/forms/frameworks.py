"""The forms of a draft framework: one flat form for each part, made from the document that it changes.

A field's name is its path in the part's value, joined by hyphens: grades-2-label. Whether what was typed is true to the
rules is for the rules to say; `show` puts their sentences beside the fields.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, RadioField, StringField
from wtforms.validators import InputRequired, Length

from app.events.base import Refusal
from app.events.content_checks import LONGEST_LABEL
from app.forms.base import Form
from app.forms.fields import choices
from app.forms.framework_fields import LISTS, MOST, NUMBERS, SWITCHES, part_fields
from app.forms.framework_rows import Texts, count, plain

Content = dict[str, Any]


class StartForm(Form):
    """A new framework: its title, and whether it starts from the default one."""

    title = StringField(
        "Title",
        [InputRequired("Enter a title."), Length(max=LONGEST_LABEL)],
        description="What auditors will see, such as Core practice audit.",
    )
    start = RadioField(
        "Start from",
        choices=choices({"default": "The default framework", "empty": "An empty one"}),
        default="default",
    )


@dataclass(frozen=True)
class Row:
    """An entry of a list on its page: its position, what to call it, its fields."""

    n: int
    called: str
    fields: list[Field]
    first: bool
    last: bool

    @property
    def number(self) -> int:
        """Its number as people count: 1 for the first."""
        return self.n + 1

    @property
    def wrong(self) -> bool:
        """Whether something beside one of its fields is to be read."""
        return any(field.errors for field in self.fields)


class PartForm(Form):
    """What every part's form has besides its own fields."""

    part: str
    paths: dict[str, tuple[str, ...]]

    based_on = HiddenField()
    """The version of the stream whose text is shown. Unlike `version` it is kept with unsent text."""

    @property
    def base(self) -> int:
        """The version that the text was typed over, 0 when it cannot be told."""
        typed = str(self.based_on.data or "")
        return int(typed) if re.fullmatch("[0-9]{1,9}", typed) else 0

    @property
    def value(self) -> Content:
        """What was typed, in the shape of the document."""
        value: Content = _hollow(self.part)
        for name, path in self.paths.items():
            _put(value, path, _read(path[-1], self[name].data))
        return {key: _listed(inner) if key in LISTS else inner for key, inner in value.items()}

    @property
    def rows(self) -> list[Row]:
        """The entries of a list part, in order; none for another part."""
        count = len(self.value[self.part]) if self.part in LISTS else 0
        return [self._row(n, count) for n in range(count)]

    @property
    def single(self) -> list[Field]:
        """The fields of a part that is no list."""
        return [] if self.part in LISTS else [self[name] for name in self.paths]

    @property
    def narrow(self) -> set[str]:
        """The names of the fields that hold a number."""
        return {name for name, path in self.paths.items() if path[-1] in NUMBERS}

    @property
    def foldable(self) -> bool:
        """Whether the entries are so long and so many that each is folded away until it is wanted."""
        return self.part == "questions"

    @property
    def full(self) -> bool:
        """Whether a list part has as many entries as it may have."""
        return len(self.rows) >= MOST.get(self.part, 0)

    def show(self, faults: Iterable[tuple[str, str]]) -> None:
        """Put each fault (path within the part's value, sentence) beside the field that it is about."""
        for path, sentence in faults:
            self.refuse(Refusal(sentence, self.field_of(path)))

    def field_of(self, path: str) -> str:
        """The name of the field that a path of the part's value belongs to, empty for none."""
        steps = path.removesuffix(".id").split(".") + (["label"] if path.endswith(".id") else [])
        names = ("-".join(steps[:n]) for n in range(len(steps), 0, -1))
        return next((name for name in names if name in self.paths), "")

    def _row(self, n: int, count: int) -> Row:
        fields = [self[name] for name, path in self.paths.items() if path[1] == str(n)]
        return Row(n, self[f"{self.part}-{n}-label"].data or "", fields, n == 0, n == count - 1)


def part_form(part: str, content: Content, value: Content, base: int) -> PartForm:
    """The form of a part, filled with its value in a document that was read at a version of its stream."""
    return _form(part, content, _typed(value) | {"based_on": str(base)})


def typed_form(part: str, content: Content, texts: Mapping[str, Any]) -> PartForm:
    """The form of a part as somebody filled it in; what it has no field for is left out."""
    return _form(part, content, plain(texts))


def _form(part: str, content: Content, texts: Mapping[str, Any]) -> PartForm:
    fields = part_fields(part, content, count(part, texts))
    made: type[PartForm] = type("MadeForm", (PartForm,), {"-".join(path): field for path, field in fields.items()})
    made.part, made.paths = part, {"-".join(path): path for path in fields}
    form: PartForm = made(MultiDict(texts))
    return form


def _typed(value: Content, *above: str) -> Texts:
    """A value as texts by field name."""
    texts: Texts = {}
    for key, inner in value.items():
        if isinstance(inner, list) and key in LISTS:
            inner = {str(n): entry for n, entry in enumerate(inner)}
        if isinstance(inner, dict):
            texts |= _typed(inner, *above, key)
        else:
            texts["-".join((*above, key))] = _text(inner)
    return texts


def _text(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, list) else str(value)


def _read(name: str, typed: Any) -> Any:
    """What was typed as the document holds it; what cannot be read stays as it is, for the rules to refuse."""
    if name in SWITCHES:
        return {"yes": True, "no": False}.get(typed, typed)
    if name in NUMBERS:
        return int(typed) if re.fullmatch("[0-9]{1,9}", (typed or "").strip()) else typed
    return typed if isinstance(typed, list) else typed or ""


def _hollow(part: str) -> Content:
    if part == "overall":
        return {"overall": {"descriptors": {}}}
    return {part.partition("/")[0]: {}} if part in LISTS or part.startswith("descriptors/") else {}


def _put(value: Content, path: tuple[str, ...], typed: Any) -> None:
    for step in path[:-1]:
        value = value.setdefault(step, {})
    value[path[-1]] = typed


def _listed(entries: Content) -> list[Any]:
    return [entries[n] for n in sorted(entries, key=int)]
