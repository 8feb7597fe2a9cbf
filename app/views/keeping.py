"""Typed text that a request could not save is kept as the person's draft; nothing of another tab's is overwritten."""

from contextlib import suppress

from flask import request

from app import clock
from app.drafts import LONGEST_PAGE, Draft, DraftConflict, DraftGone, DraftTooLong, is_of_tab
from app.room import FAULTS
from app.views.desk import drafts
from app.views.typed import OVER, Typed, typed, whole

ASIDE = "~"
"""After a draft's key: another unsent text of the same form, which stood there before."""
NO_SCRIPT = "none"
"""The page of text that was sent without a script: it comes with the form alone, and never late."""


def lay(person: str, key: str, fields: Typed, mine: int = 0) -> Draft | None:
    """Keep typed text as the person's draft of a form; None when it is more than a draft takes.

    `mine` is the draft's version that the form knew. A draft that it did not know is put aside, not overwritten.
    """
    standing = drafts().get(person, key)
    try:
        if standing and not is_known(standing, fields, mine):
            _put(person, key + ASIDE, standing)
        return _put(person, key, Draft(0, fields, clock.now(), _page_sent()))
    except DraftTooLong:
        return None


def sent(person: str, key: str, fields: Typed, mine: int) -> None:
    """Forget the draft of a form that was sent, unless it holds what another tab typed.

    What an earlier page of the same tab saved is forgotten too, though it came after this page was shown.
    """
    drafts().close(person, key, known_page())
    standing = drafts().get(person, key)
    if standing and (is_known(standing, fields, mine) or is_of_tab(standing.page, _page_sent())):
        with suppress(*FAULTS):  # The form is stored already; its draft only stays to be discarded.
            drafts().drop(person, key)


def is_known(standing: Draft, fields: Typed, mine: int) -> bool:
    """Whether the form that sent these fields knew the draft: by its version, or because it says the same."""
    return standing.version <= mine or _said(standing.fields) == _said(fields)


def known_version() -> int:
    """The version of the draft that the form which was sent knew, 0 for none."""
    value = request.form.get("draft", "").partition(".")[0]
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0


def known_page() -> str:
    """The page whose form was sent, as its script calls it; empty where none saved anything."""
    return request.form.get("draft", "").partition(".")[2][:LONGEST_PAGE]


def posted() -> Typed:
    """What was typed into the form that was sent, and the version that it showed."""
    over = request.form.get(OVER, "")
    return whole(typed(request.form)) | {OVER: over if over.isascii() and over.isdigit() and len(over) < 10 else "0"}


def _page_sent() -> str:
    return known_page() or NO_SCRIPT


def _put(person: str, key: str, draft: Draft) -> Draft:
    """Put over whatever stands there, also when another tab's text comes between."""
    while True:
        standing = drafts().get(person, key)
        try:
            version = standing.version if standing else 0
            return drafts().put(person, key, version, draft.fields, draft.saved_at, draft.page, late=False)
        except (DraftConflict, DraftGone):
            continue


def _said(fields: Typed) -> Typed:
    """The fields that say something, with one kind of line end; one tick is sent as a text and kept as a list."""
    lists = {name: value if isinstance(value, list) else [value] for name, value in fields.items() if name != OVER}
    plain = {name: [one.replace("\r\n", "\n") for one in value if one] for name, value in lists.items()}
    return {name: value for name, value in plain.items() if value}
