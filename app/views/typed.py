"""What somebody typed into a form, as it was sent: names with texts or lists of texts, fit to be kept as a draft."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import PasswordField

from app.forms.base import Form

Typed = dict[str, Any]
"""{name: text or list of texts}; under OVER the version of the record that the form showed, as text."""

OVER = "version"
"""No field of a form that is kept has this name: it is every form's own version, which no draft holds."""
LISTED = ".sent"
"""A hidden field `themes.sent` says that `themes` is a list, and was on the page even if nothing of it was chosen."""
CONTROLS = frozenset({"csrf_token", OVER, "draft", "go", "add", "remove", "clash", "unsent", "confirmed"})
CHOOSES = "choose."
MOST_NAMES, LONGEST_NAME, MOST_VALUES = 2_000, 200, 200


def typed(posted: MultiDict[str, str]) -> Typed:
    """The typed fields of a form that was sent, without its buttons, token and version; never a password."""
    found: Typed = {}
    for name in posted:
        if name.endswith(LISTED):
            found.setdefault(name.removesuffix(LISTED), posted.getlist(name.removesuffix(LISTED)))
        elif name not in CONTROLS | secrets() and not name.startswith(CHOOSES):
            values = posted.getlist(name)
            found[name] = values if len(values) > 1 or f"{name}{LISTED}" in posted else values[0]
    return found


@cache
def secrets() -> frozenset[str]:
    """The names of the fields of passwords, of whatever form."""
    forms: list[type[Form]] = [Form]
    for form in forms:
        forms += form.__subclasses__()
    fields = ((name, getattr(field, "field_class", type(None))) for form in forms for name, field in vars(form).items())
    return frozenset(name for name, kind in fields if issubclass(kind, PasswordField))


def written(fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was typed, to be read: the fields' names in words, and their texts."""
    texts = ((name, text if isinstance(text, str) else "\n".join(text)) for name, text in fields.items())
    named = ((name.replace(".", ": ").replace("_", " "), text) for name, text in texts if name != OVER)
    return [(f"{name[:1].upper()}{name[1:]}", text) for name, text in named if text.strip()]


def as_sent(fields: Mapping[str, Any]) -> MultiDict[str, str]:
    """Kept fields as a form sends them; an empty list stays one that was on the page."""
    sent: MultiDict[str, str] = MultiDict()
    for name, value in fields.items():
        if isinstance(value, list):
            sent.setlist(name, value)
            sent.add(f"{name}{LISTED}", "1")
        else:
            sent.add(name, value)
    return sent


def is_few(fields: Mapping[str, Any]) -> bool:
    """Whether there are no more fields, values and letters in a name than any form has."""
    lists = (value for value in fields.values() if isinstance(value, list))
    named = all(len(name) <= LONGEST_NAME for name in fields)
    return named and len(fields) <= MOST_NAMES and all(len(value) <= MOST_VALUES for value in lists)


def is_typed(fields: Any) -> bool:
    """Whether this is what a form holds: texts and lists of texts by name."""
    if not isinstance(fields, dict):
        return False
    texts = (one for value in fields.values() for one in (value if isinstance(value, list) else [value]))
    return all(isinstance(one, str) for one in texts)


def whole(fields: Mapping[str, Any]) -> Typed:
    """The fields with every half of a broken character replaced: it could be kept, and never shown."""
    return {_whole(name): [*map(_whole, v)] if isinstance(v, list) else _whole(v) for name, v in fields.items()}


def _whole(text: str) -> str:
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
