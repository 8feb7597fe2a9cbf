"""What every form has: its errors as a summary, and a place for what the rules refuse."""

from typing import Any, ClassVar

from wtforms import Form as WTForm
from wtforms import PasswordField, StringField
from wtforms.widgets import TextInput

from app.events.base import Refusal
from app.events.text import is_unfit, tidied, unturned

OURS = {
    "Field cannot be longer than %(max)d characters.": "Use at most %(max)d characters.",
    "Field must be at least %(min)d characters long.": "Use at least %(min)d characters.",
    "Field must be between %(min)d and %(max)d characters long.": "Use %(min)d to %(max)d characters.",
    "Number must be at least %(min)s.": "Enter a number of at least %(min)s.",
    "Number must be at most %(max)s.": "Enter a number of at most %(max)s.",
    "Number must be between %(min)s and %(max)s.": "Enter a number from %(min)s to %(max)s.",
    "Not a valid choice.": "Choose one of the list.",
    "Invalid Choice: could not coerce.": "Choose one of the list.",
    "'%(value)s' is not a valid choice for this field.": "Choose from the list.",
    "'%(value)s' are not valid choices for this field.": "Choose from the list.",
    "Not a valid integer value.": "Enter a whole number.",
    "This field is required.": "Fill this in.",
}
"""What a field says when it has no sentence of its own, by what the library would say."""
UNFIT = "This text holds a character that cannot be kept."
UNNAMED = ("Choose an answer.", UNFIT, *(words.partition("%")[0] for words in OURS.values()))
"""How a sentence begins that does not say of which field it is."""


class _Words:
    """The library's sentences in ours, as its translations are looked up."""

    def gettext(self, sentence: str) -> str:
        """The sentence in our words, or as it is."""
        return OURS.get(sentence, sentence)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """The sentence for a number in our words, which do for one too, or as it is."""
        return OURS.get(plural, singular if n == 1 else plural)


class Form(WTForm):
    """Text in, command out: whether it can be read is decided here, whether it is true to the rules is not."""

    only_offered: ClassVar[tuple[str, ...]] = ()
    """Fields whose choices are for the rules to judge, which say more of what is not offered than may be told."""

    class Meta:
        """Every form speaks as we do."""

        def get_translations(self, form: WTForm) -> _Words:
            """Our words in the place of the library's."""
            return _Words()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refusals: list[Refusal] = []

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether everything can be read; text with a character that cannot be kept is refused, whatever field it is.

        A text of one line is kept in one line, and none with what turns the direction of writing.
        """
        for field in self:
            if isinstance(field.data, str) and isinstance(field, StringField) and not isinstance(field, PasswordField):
                field.data = unturned(field.data)
            if isinstance(field.data, str) and isinstance(field.widget, TextInput):
                field.data = " ".join(tidied(field.data).replace("\t", "\n").split("\n"))
        valid = bool(super().validate(extra_validators))
        unfit = [field for field in self if any(is_unfit(tidied(text)) for text in _texts(field.data))]
        for field in unfit:
            field.errors = [*field.errors, UNFIT]
        return valid and not unfit

    def not_offered(self) -> dict[str, set[str]]:
        """By field of `only_offered`, what was sent that is none of the choices of whoever sends it."""
        found = {name: _sent(self[name]) - _offered(self[name]) for name in self.only_offered}
        return {name: strangers for name, strangers in found.items() if strangers}

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
            {"text": _named(self[name].label.text, str(sentence)), "href": f"#{name.replace('.', '-')}"}
            for name, errors in self.errors.items()
            for sentence in errors
        ]


def _offered(field: Any) -> set[str]:
    """The choices; what stands after a space is the version at which one was shown."""
    return {str(value).partition(" ")[0] for value, *_ in field.iter_choices()} if field.choices else set()


def _sent(field: Any) -> set[str]:
    """What was chosen; nothing where nothing was."""
    return {str(one).partition(" ")[0] for one in (field.data if isinstance(field.data, list) else [field.data]) if one}


def _texts(data: Any) -> list[str]:
    """The texts that a field holds."""
    return [one for one in (data if isinstance(data, list) else [data]) if isinstance(one, str)]


def _named(label: str, sentence: str) -> str:
    """The sentence, after its field's label where it would not say which one is meant."""
    return named(label, sentence) if sentence.startswith(UNNAMED) else sentence


def named(label: str, sentence: str) -> str:
    """The sentence after its field's label: "Reason: use at most 4,000 characters."; as it is without a label."""
    if not label or label.endswith("?"):
        return f"{label} {sentence}".strip()
    return f"{label}: {sentence[0].lower()}{sentence[1:]}"
