"""The acts on a letter that was not sent: try again, cancel."""

from typing import Any

from flask import Blueprint

from app.events.vocabulary import LETTER_STATES
from app.forms.acts import ActForm
from app.forms.letters import CallOffForm
from app.policy import ADMIN, QA
from app.programme import letters
from app.views import acting, mail_words
from app.views.acting import Act
from app.views.desk import model
from projections import letters as rows

pages = Blueprint("letter_acts", __name__)
SEES = QA | ADMIN


def _can_be_tried(letter: dict[str, Any]) -> bool:
    """Given up or kept back, or waiting for its next try."""
    return letter["state"] in ("given_up", "kept_back") or bool(letter["state"] == "waiting" and letter["again"])


def _waits(letter: dict[str, Any]) -> bool:
    return bool(letter["state"] == "waiting")


ACTS = (
    Act(
        "another-try",
        SEES,
        ActForm,
        letters.try_again,
        "Try again",
        "The letter waits to be sent, and is tried at the next round of mail.",
        "The letter waits to be tried again.",
        open_to=_can_be_tried,
    ),
    Act(
        "cancellation",
        SEES,
        CallOffForm,
        letters.call_off,
        "Cancel the letter",
        "It is not sent. Its recipient is not told.",
        "The letter is cancelled.",
        open_to=_waits,
        warning=True,
    ),
)
PLACE = acting.Place(
    rule="/mail/<letter>",
    find=lambda letter: rows.letter(model(), f"letter/{letter}"),
    href=lambda letter: mail_words.path(letter["id"]),
    title=lambda letter: f"the letter to {letter['recipient_name'] or 'nobody on the list'}",
    caption=lambda letter: mail_words.kind(letter["kind"]),
    state=lambda letter: LETTER_STATES[letter["state"]],
)
acting.put(pages, PLACE, ACTS)
