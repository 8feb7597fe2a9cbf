"""The rules of a letter: written once, claimed before it is sent, tried again, given up, kept back, cancelled."""

from typing import Any

import pytest

from app.events.letter import (
    Letter,
    LetterCancelled,
    LetterClaimed,
    LetterCouldNotBeSent,
    LetterGivenUp,
    LetterKeptBack,
    LetterPutBack,
    LetterSent,
    LetterWritten,
)
from tests.events.deciding import SAID, Fact, decided, given, refusal

ID, TO = "letter/5j73bc32fxcgdh73", "ben.carter@eastmere.example"
NOW = SAID["at"]
LATER, BEFORE = "2024-05-20T09:15:00+00:00", "2024-05-20T08:59:59+00:00"
WORDS: dict[str, Any] = {
    "recipient": "person/ben-carter", "kind": "audit-overdue", "cause": "audit/2024-05/0002#overdue-2024-05-17",
    "link": "/audits/2024-05/2", "subject": "An audit of yours is overdue", "text": ["Return it."], "lines": [],
    "calendar": "",
}  # fmt: skip
WRITTEN: Fact = (LetterWritten, WORDS)
CLAIMED: Fact = (LetterClaimed, {"attempt": 1, "until": LATER, "unsure": False})
LAPSED: Fact = (LetterClaimed, {"attempt": 1, "until": BEFORE, "unsure": False})
FAILED: Fact = (LetterCouldNotBeSent, {"attempt": 1, "to": TO, "answer": "452 Full.", "again": LATER})
TIME_HAS_COME: Fact = (LetterCouldNotBeSent, {"attempt": 1, "to": TO, "answer": "452 Full.", "again": NOW})
SENT: Fact = (LetterSent, {"attempt": 1, "to": TO, "message": "<5j@eastmere.example>", "answer": "250 OK"})
GIVEN_UP: Fact = (LetterGivenUp, {"attempt": 1, "to": TO, "answer": "550 No.", "reason": "Refused for good."})
KEPT_BACK: Fact = (LetterKeptBack, {"reason": "A demonstration."})
CANCELLED: Fact = (LetterCancelled, {"reason": "It was returned."})
PUT_BACK: Fact = (LetterPutBack, {"reason": ""})

STATES: dict[str, list[Fact]] = {
    "not written": [],
    "waiting": [WRITTEN],
    "waiting for its next try": [WRITTEN, CLAIMED, FAILED],
    "its next try is due": [WRITTEN, CLAIMED, TIME_HAS_COME],
    "being sent": [WRITTEN, CLAIMED],
    "claim lapsed": [WRITTEN, LAPSED],
    "sent": [WRITTEN, CLAIMED, SENT],
    "given up": [WRITTEN, CLAIMED, GIVEN_UP],
    "kept back": [WRITTEN, KEPT_BACK],
    "cancelled": [WRITTEN, CANCELLED],
    "put back": [WRITTEN, CLAIMED, GIVEN_UP, PUT_BACK],
}
ACTS: dict[str, dict[str, Any]] = {
    "write": WORDS,
    "claim": {"until": LATER},
    "sent": {"to": TO, "message": "<5j@eastmere.example>", "answer": "250 OK"},
    "fail": {"to": TO, "answer": "452 Full.", "again": LATER},
    "give_up": {"to": TO, "answer": "550 No.", "reason": "Refused for good."},
    "keep_back": {"reason": "A demonstration."},
    "cancel": {"reason": " It was returned. "},
    "put_back": {"reason": ""},
}
HELD, NOT_NOW = "Somebody is sending this letter.", "This letter is not to be sent now."
UNCLAIMED, NOT_WAITING = "Nobody has claimed this letter.", "This letter does not wait to be sent."
WRITTEN_ALREADY = "This letter has been written already."
REFUSED: dict[str, dict[str, str]] = {
    "not written": {
        "claim": NOT_NOW, "sent": UNCLAIMED, "fail": UNCLAIMED, "give_up": NOT_WAITING, "keep_back": NOT_WAITING,
        "cancel": NOT_WAITING, "put_back": "There is no such letter.",
    },
    "waiting": {"sent": UNCLAIMED, "fail": UNCLAIMED, "put_back": "This letter is tried next already."},
    "waiting for its next try": {"claim": NOT_NOW, "sent": UNCLAIMED, "fail": UNCLAIMED},
    "its next try is due": {"sent": UNCLAIMED, "fail": UNCLAIMED},
    "being sent": {"claim": HELD, "keep_back": HELD, "cancel": HELD, "put_back": HELD},
    "claim lapsed": {"put_back": HELD},
    "sent": {
        "claim": NOT_NOW, "sent": UNCLAIMED, "fail": UNCLAIMED, "give_up": NOT_WAITING, "keep_back": NOT_WAITING,
        "cancel": NOT_WAITING, "put_back": "This letter has been sent.",
    },
    "given up": {
        "claim": NOT_NOW, "sent": UNCLAIMED, "fail": UNCLAIMED, "give_up": NOT_WAITING, "keep_back": NOT_WAITING,
        "cancel": NOT_WAITING,
    },
    "kept back": {
        "claim": NOT_NOW, "sent": UNCLAIMED, "fail": UNCLAIMED, "give_up": NOT_WAITING, "keep_back": NOT_WAITING,
        "cancel": NOT_WAITING,
    },
    "cancelled": {
        "claim": NOT_NOW, "sent": UNCLAIMED, "fail": UNCLAIMED, "give_up": NOT_WAITING, "keep_back": NOT_WAITING,
        "cancel": NOT_WAITING, "put_back": "This letter was cancelled.",
    },
    "put back": {"sent": UNCLAIMED, "fail": UNCLAIMED, "put_back": "This letter is tried next already."},
}  # fmt: skip


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", ACTS)
def test_every_act_in_every_state_is_done_or_refused_in_words(state: str, act: str) -> None:
    letter = given(Letter, ID, *STATES[state])
    refused = REFUSED[state] | ({"write": WRITTEN_ALREADY} if state != "not written" else {})
    if act in refused:
        with refusal(refused[act]):
            getattr(letter, act)(**ACTS[act], **SAID)
        assert decided(letter) == []
    else:
        getattr(letter, act)(**ACTS[act], **SAID)
        assert len(decided(letter)) == 1


def test_a_letter_is_claimed_then_sent() -> None:
    letter = given(Letter, ID)
    letter.write(**WORDS, **SAID)
    letter.claim(until=LATER, **SAID)
    letter.sent(**ACTS["sent"], **SAID)
    assert decided(letter) == [WRITTEN, CLAIMED, SENT]
    assert letter.state == "sent"


def test_each_claim_is_another_attempt_and_says_when_the_one_before_never_ended() -> None:
    letter = given(Letter, ID, WRITTEN, LAPSED)
    letter.claim(until=LATER, **SAID)
    letter.fail(**ACTS["fail"], **SAID)
    second = {"attempt": 2, "until": LATER, "unsure": True}
    assert decided(letter) == [(LetterClaimed, second), (LetterCouldNotBeSent, FAILED[1] | {"attempt": 2})]
    assert (letter.attempts, letter.tries, letter.again) == (2, 2, LATER)


def test_a_letter_that_is_put_back_begins_its_tries_and_its_waiting_anew() -> None:
    letter = given(Letter, ID, WRITTEN, CLAIMED, GIVEN_UP)
    letter.put_back(reason="", by="person/ruth-okafor", at=LATER)
    assert (letter.state, letter.tries, letter.attempts, letter.since, letter.again) == ("waiting", 0, 1, LATER, "")


def test_a_cancellation_needs_its_reason_beside_its_field() -> None:
    with refusal("Say why the letter is cancelled.", "reason"):
        given(Letter, ID, WRITTEN).cancel(reason=" ", **SAID)


@pytest.mark.parametrize("missing", ["recipient", "subject", "text"])
def test_a_letter_without_recipient_subject_or_words_is_none(missing: str) -> None:
    with refusal("A letter has a recipient, a subject and words."):
        given(Letter, ID).write(**WORDS | {missing: type(WORDS[missing])()}, **SAID)
