"""What every form says when a field has no sentence of its own."""

from werkzeug.datastructures import MultiDict
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from app.forms.base import Form
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
