"""What every form says when a field has no sentence of its own."""

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module

import pytest
from flask import Flask, render_template_string
from werkzeug.datastructures import MultiDict
from wtforms import PasswordField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from app import forms
from app.events.typed_date import EXAMPLE
from app.forms.base import UNFIT, Form
from app.forms.cohorts import DatesForm
from app.forms.fields import DayField, choices


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
WITH_TEXT = [form for form in sorted(set(every_form()), key=lambda form: (form.__qualname__, form.__module__))
             if form.__module__.startswith("app.") and form.__name__ not in MADE_FOR_AN_AUDIT]  # fmt: skip
DATED = [(form, [field for field in form() if isinstance(field, DayField)]) for form in WITH_TEXT]
DATES = [(form, field) for form, fields in DATED for field in fields]


@pytest.mark.parametrize(("form", "field"), DATES, ids=lambda one: getattr(one, "__qualname__", None) or one.name)
def test_every_date_has_an_example_and_one_style(app: Flask, form: type[Form], field: DayField) -> None:
    with app.test_request_context():
        page = render_template_string("{{ fields.bound(field) }}", field=field)
    hint = re.search(rf'id="{field.name}-hint" class="govuk-hint">(.*?)</div>', page)
    assert hint, "It has no hint."
    assert hint[1].endswith(EXAMPLE), "Its hint ends with an example: DayField gives it."
    assert f'aria-describedby="{field.name}-hint"' in page
    assert page.count("For example") == 1


def test_two_dates_of_one_form_are_told_apart_by_what_is_said_of_them() -> None:
    assert DATES
    alike = [form.__qualname__ for form, fields in DATED if len({field.called for field in fields}) < len(fields)]
    assert not alike, "Give their dates names of their own (called)."


@pytest.mark.parametrize(
    ("typed", "said", "marked"),
    [
        (("27", "3", ""), "The date must include a year", 1),
        (("27", "", " "), "The date must include a month and year", 2),
        (("", "", "2026"), "The date must include a day and month", 2),
        (("31", "2", "2026"), "The date must be a real date", 3),
        (("x", "2", "2026"), "The date must be a real date", 3),
        (("27", "3", "26"), "The date must have a year of 4 digits", 3),
        (("27", "3", "1026"), "The date must be between 1901 and 2199", 3),
        (("27", "3", "2026"), None, 3),
    ],
)
def test_a_date_says_what_is_missing(typed: tuple[str, str, str], said: str | None, marked: int) -> None:
    class Dated(Form):
        on = DayField("When was this?")

    form = Dated(MultiDict({f"on-{part}": one for part, one in zip(("day", "month", "year"), typed, strict=True)}))
    assert form.validate() == (said is None)
    assert list(form.on.errors) == ([said] if said else [])
    assert len(form.on.wrong) == marked


@pytest.mark.parametrize("cls", WITH_TEXT, ids=lambda cls: cls.__qualname__)
def test_no_text_field_of_any_form_takes_a_character_that_cannot_be_kept(cls: type[Form]) -> None:
    texts = [field.name for field in cls() if isinstance(field, StringField)]
    form = cls(MultiDict(dict.fromkeys(texts, "a\x00b\x1b")))
    for field in form:
        if isinstance(field, SelectField) and field.choices is None:
            field.choices = []
    form.validate()
    assert [name for name in texts if UNFIT not in form[name].errors] == []


@pytest.mark.parametrize("cls", WITH_TEXT, ids=lambda cls: cls.__qualname__)
def test_no_text_field_of_any_form_keeps_what_turns_the_direction_of_writing(cls: type[Form]) -> None:
    texts = [field.name for field in cls() if isinstance(field, StringField) and not isinstance(field, PasswordField)]
    form = cls(MultiDict(dict.fromkeys(texts, "a\u202eb\u2067c\u202c")))
    for field in form:
        if isinstance(field, SelectField) and field.choices is None:
            field.choices = []
    form.validate()
    assert [name for name in texts if not form[name].data.endswith("abc")] == []


@pytest.mark.parametrize(
    ("line", "said"),
    [("16 9", "“16 9” must include a year"), ("31.2.2026", "“31.2.2026” must be a real date"), ("16/9/2026", "")],
)
def test_each_line_of_a_list_of_dates_says_what_a_date_says(line: str, said: str) -> None:
    form = DatesForm(MultiDict({"dates": f"27 3 2026\n{line}"}))
    assert form.validate() == (not said)
    assert list(form.dates.errors) == ([said] if said else [])
    assert said or form.facts() == {"dates": ["2026-03-27", "2026-09-16"]}


def test_a_text_of_one_line_is_kept_in_one_line() -> None:
    form = Asked(MultiDict({"name": "a\vb", "kind": "a", "why": "Because\tof\r\nit"}))
    assert form.validate()
    assert (form.name.data, form.why.data) == ("a b", "Because of it")
