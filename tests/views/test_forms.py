"""What every form says when a field has no sentence of its own."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from app import forms
from app.forms.base import UNFIT, Form
from app.forms.fields import choices


class Asked(Form):
    """One field of each kind that forms leave without a sentence."""

    name = StringField("Name", [Length(max=3)])

    kind = SelectField("Kind", choices=choices({"a": "A"}))
    why = StringField("Why", [InputRequired()])


def test_a_field_without_a_sentence_of_its_own_speaks_as_we_do() -> None:
    form = Asked(MultiDict({"name": "four", "kind": "b", "why": ""}))
    assert not form.validate()
    assert form.errors == {
        "name": ["Use at most 3 characters."],
        "kind": ["Choose one of the list."],
        "why": ["Fill this in."],
    }
    assert [line["text"] for line in form.summary()] == [
        "Name: use at most 3 characters.",
        "Kind: choose one of the list.",
        "Why: fill this in.",
    ]


def every_form(of: type[Form] = Form) -> Iterator[type[Form]]:
    for module in pkgutil.iter_modules(forms.__path__, "app.forms."):
        import_module(module.name)
    for form in of.__subclasses__():
        yield from (form, *every_form(form))


MADE_FOR_AN_AUDIT = ("ModerationForm", "SectionForm")
"""Their fields come with the audit; the rules of its answers refuse such text."""
WITH_TEXT = [form for form in sorted(set(every_form()), key=lambda form: form.__qualname__)
             if form.__module__.startswith("app.") and form.__name__ not in MADE_FOR_AN_AUDIT]  # fmt: skip


@pytest.mark.parametrize("cls", WITH_TEXT, ids=lambda cls: cls.__qualname__)
def test_no_text_field_of_any_form_takes_a_character_that_cannot_be_kept(cls: type[Form]) -> None:
    texts = [field.name for field in cls() if isinstance(field, StringField)]
    form = cls(MultiDict(dict.fromkeys(texts, "a\x00b\x1b")))
    for field in form:
        if isinstance(field, SelectField) and field.choices is None:
            field.choices = []
    form.validate()
    assert [name for name in texts if UNFIT not in form[name].errors] == []


def test_a_text_of_one_line_is_kept_in_one_line() -> None:
    form = Asked(MultiDict({"name": "a\vb", "kind": "a", "why": "Because\tof\r\nit"}))
    assert form.validate()
    assert (form.name.data, form.why.data) == ("a b", "Because of it")
