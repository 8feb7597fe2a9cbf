"""A form with a person's unsent text laid over it, and the answer to a form whose command does not go through."""

from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from typing import Any, TypeVar

from flask import request

from app import clock
from app.drafts import Draft
from app.forms.base import Form
from app.programme.house import Stale
from app.room import FAULTS
from app.views import desk, keeping, moderator_names
from app.views.desk import drafts, i
from app.views.typed import OVER, Typed, as_sent, is_few
from app.views.words import clock_time, moment

F = TypeVar("F", bound=Form)

DONE = 303


def kept(cls: type[F], key: str, **given: Any) -> F:
    """The form as this person left it, else with the values given; it knows its draft's key, version and time."""
    found = drafts().get(i().id, key)
    fields = {name: value for name, value in found.fields.items() if name != OVER} if found else {}
    form = cls(as_sent(fields), **given) if fields else cls(**given)
    form.draft = Kept(key, was_sent=False)
    return form


class Kept:
    """The draft of a form on a page: under which key, which version, when it was saved, and whether it holds the form.

    A form that is shown again after it was sent is first kept as it was sent, so that this is true of what is shown.
    """

    def __init__(self, key: str, was_sent: bool) -> None:
        self.key, self._was_sent = key, was_sent

    @cached_property
    def _held(self) -> Draft | None:
        return _laid(self.key) if self._was_sent else drafts().get(i().id, self.key)

    @property
    def version(self) -> int:
        """The version of the draft that the page knows, 0 for none."""
        return self._held.version if self._held else keeping.known_version()

    @property
    def saved_at(self) -> str:
        """The time of the clock at which what the page shows was saved; empty where it is not."""
        return clock_time(self._held.saved_at) if self._held else ""

    @property
    def unsaved(self) -> bool:
        """Whether the page shows typed text that was sent and could not be kept."""
        return self._was_sent and not self._held and _is_typed(keeping.posted())

    def keep(self) -> None:
        """Keep what was sent and refused, also where the page has no form to show it in."""
        _ = self._held


def marked(form: F, key: str) -> F:
    """Tell a form that was sent of which draft it is: shown again, it is kept as that."""
    form.draft = Kept(key, was_sent=True)
    return form


def posted(cls: type[F], key: str) -> F:
    """The form as it was sent."""
    return marked(cls(request.form), key)


def _laid(key: str) -> Draft | None:
    """What was sent, kept as the draft of its form; None where nothing was typed or it cannot be kept."""
    fields = keeping.posted()
    if is_few(fields) and (_is_typed(fields) or drafts().get(i().id, key)):
        with suppress(*FAULTS):
            return keeping.lay(i().id, key, fields, keeping.known_version())
    return None


def _is_typed(fields: Typed) -> bool:
    """Whether anything was typed: not the record's version, nor its new id, nor today's date, which stood there."""
    today = clock.today()
    given = {"on-day": str(today.day), "on-month": str(today.month), "on-year": str(today.year)}
    stood = {OVER, "id", *(name for name, part in given.items() if fields.get(name) == part)}
    return any(value for name, value in fields.items() if name not in stood)


def sent(key: str) -> None:
    """Forget the unsent text of the form that was sent, unless another tab's stands there."""
    keeping.sent(i().id, key, keeping.posted(), keeping.known_version())


def tried(form: Form, act: Callable[[], object]) -> int:
    """Do what the form asks for: DONE, also for a form sent twice, or the status to show the form with again."""
    status = desk.tried(form, act, _since)
    if status != DONE and hasattr(form, "draft"):
        form.draft.keep()
    return status


def _since(stale: Stale) -> str:
    """What was recorded while a form was open, as a sentence."""
    if not stale.since:
        return "Somebody else changed this while your form was open. Look at it again, then send it again."
    said = "; ".join(f"{one.TOPIC} by {moderator_names.doer(one)}, {moment(one.at)}" for one in stale.since)
    return f"Since your form was opened: {said}. Look at it again, then send it again."
