"""A form with a person's unsent text laid over it, and the answer to a form whose command does not go through."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import request

from app.forms.base import Form
from app.programme.house import Stale
from app.views import desk, keeping
from app.views.desk import drafts, i, model
from app.views.typed import OVER, as_sent
from app.views.words import clock_time, moment
from projections import people

F = TypeVar("F", bound=Form)

DONE = 303


def kept(cls: type[F], key: str, **given: Any) -> F:
    """The form as this person left it, else with the values given; it knows its draft's key, version and time."""
    found = drafts().get(i().id, key)
    fields = {name: value for name, value in found.fields.items() if name != OVER} if found else {}
    return marked(cls(as_sent(fields), **given) if fields else cls(**given), key)


def marked(form: F, key: str) -> F:
    """Tell a form of which draft it is, for the page to save into."""
    found = drafts().get(i().id, key)
    saved_at = clock_time(found.saved_at) if found else ""
    form.draft = {"key": key, "version": found.version if found else 0, "saved_at": saved_at}
    return form


def posted(cls: type[F], key: str) -> F:
    """The form as it was sent."""
    form = marked(cls(request.form), key)
    form.draft["unsaved"] = True
    return form


def sent(key: str) -> None:
    """Forget the unsent text of the form that was sent, unless another tab's stands there."""
    keeping.sent(i().id, key, keeping.posted(), keeping.known_version())


def tried(form: Form, act: Callable[[], object]) -> int:
    """Do what the form asks for: DONE, also for a form sent twice, or the status to show the form with again."""
    return desk.tried(form, act, _since)


def _since(stale: Stale) -> str:
    """What was recorded while a form was open, as a sentence."""
    if not stale.since:
        return "Somebody else changed this while your form was open. Look at it again, then send it again."
    names = people.names(model())
    said = "; ".join(f"{one.TOPIC} by {names.get(one.by, 'the programme')}, {moment(one.at)}" for one in stale.since)
    return f"Since your form was opened: {said}. Look at it again, then send it again."
