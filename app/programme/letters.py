"""Letters: written once for a cause, a person and a kind, and cancelled when the cause goes away.

A command that has something to tell keeps the letter in its own save, so that neither is there without the other:

    told = written(house, cause=f"{concern.id}#raised", recipient=head, kind="concern-raised",
                   link="/concerns/k7m2", by=by, at=at)
    house.keep(concern, *filter(None, [told]))

What goes by the calendar is a rule in app/programme/reminding.py instead.
"""

from base64 import b32encode
from collections.abc import Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from typing import Any

from app.events.base import Refusal
from app.events.letter import Letter, LetterCancelled, LetterPutBack
from app.programme.house import House, Stale
from app.programme.letter_kinds import KINDS, Fact, Line, News, filled, line
from projections import letters as rows
from projections import people


def letter_id(cause: str, recipient: str, kind: str) -> str:
    """The id of the letter of a kind to a person for a cause: always the same, so that it is written once."""
    named = "\n".join((cause, recipient, kind)).encode()
    return f"letter/{b32encode(sha256(named).digest()[:10]).decode().lower()}"


def written(
    house: House,
    *,
    cause: str,
    recipient: str,
    kind: str,
    link: str,
    by: str,
    at: str,
    facts: Mapping[str, Fact] | None = None,
    lines: Sequence[Line | News] = (),
    calendar: str = "",
    note: str = "",
) -> Letter | None:
    """The letter, to be kept in the caller's own save; None when it has been written already.

    `cause` is a record and what happened to it ("audit/2024-05/0017#due-soon-2024-05-24"), `recipient` a person's id,
    `link` a path of this application; `facts` fill in the kind's words; `calendar` is an invitation (RFC 5545), `note`
    a checkpoint of the ledger or its keys, the last thing that the letter says. Raises KeyError for an unknown kind or
    a missing fact, ValueError for facts that are text or a link that is no path.
    """
    if not link.startswith("/") or link.startswith("//") or set(link) & set("\r\n\t \\"):
        raise ValueError(f"{link!r} is no path of this application")
    letter = house.log.load(Letter, letter_id(cause, recipient, kind))
    if letter.exists:
        return None
    letter.write(
        recipient=recipient, kind=kind, cause=cause, link=link, calendar=calendar, by=by, at=at,
        **composed(kind, facts or {}, lines, note),
    )  # fmt: skip
    return letter


def write(house: House, **facts: Any) -> Letter | None:
    """Write the letter and keep it; takes, returns and raises as `written`."""
    letter = written(house, **facts)
    if letter is not None:
        house.keep(letter)
    return letter


def cancel(house: House, id: str, reason: str, *, by: str, at: str) -> bool:
    """Cancel a letter, where it still waits; returns whether it did."""
    with suppress(Refusal, Stale):
        letter = house.load(Letter, id)
        letter.cancel(reason=reason, by=by, at=at)
        house.keep(letter)
        return True
    return False


def cancelled(house: House, cause: str, *, reason: str, by: str, at: str) -> list[Letter]:
    """The letters for a cause that nobody has sent or is sending, cancelled: to be kept in the caller's own save."""
    found = [house.load(Letter, id) for id in rows.waiting_for(house.model, cause)]
    for letter in found:
        letter.cancel(reason=reason, by=by, at=at)
    return found


def try_again(house: House, id: str, *, version: int, by: str, at: str) -> None:
    """Have a letter tried again at once, as somebody asked; raises Refusal, Stale or AlreadyDone."""
    letter = house.load_at(Letter, id, version, by, LetterPutBack)
    letter.put_back(reason="", by=by, at=at)
    house.keep(letter)


def call_off(house: House, id: str, *, version: int, reason: str, by: str, at: str) -> None:
    """Cancel a letter, as somebody decided; raises as `try_again`."""
    letter = house.load_at(Letter, id, version, by, LetterCancelled, reason=reason)
    letter.cancel(reason=reason, by=by, at=at)
    house.keep(letter)


def composed(kind: str, facts: Mapping[str, Fact], lines: Sequence[Line | News] = (), note: str = "") -> dict[str, Any]:
    """Subject, paragraphs and lines of a letter, filled in; raises as `written`."""
    words = KINDS[kind]
    text = [filled(paragraph, facts) for paragraph in words.text] + ([note] if note else [])
    return {"subject": filled(words.subject, facts), "text": text, "lines": [line(one) for one in lines]}


def enclosed(letter: Letter) -> str:
    """The checkpoint or the keys that go with a letter as a file too, "" for none."""
    return letter.text[-1] if letter.kind in KINDS and KINDS[letter.kind].encloses else ""


def words(house: House, id: str, address: str) -> dict[str, Any]:
    """Subject and words of a letter as they are sent, and whether an invitation goes with it; raises Refusal."""
    letter, council = house.load(Letter, id), people.council(house.model) or {"name": ""}
    said = body(letter, address, council["name"])
    return {"subject": letter.subject, "body": said, "invitation": bool(letter.calendar)}


def body(letter: Letter, address: str, council: str) -> str:
    """The words of a letter as they are sent, its links beginning with the address of this programme."""
    if letter.kind in KINDS and KINDS[letter.kind].outside:
        return "\n\n".join([*letter.text, OUTSIDE.format(council)]) + "\n"
    lines = [f"- {one['text']}: {address}{one['link']}" for one in letter.lines]
    parts = [*letter.text, "\n".join(lines), f"Open Audit Loop here: {address}{letter.link}"]
    why = f"You have this letter because of your part in the audit programme of {council}."
    return "\n\n".join(filter(None, [*parts, f"{why} {NO_DETAIL}"])) + "\n"


OUTSIDE = (
    "You have this letter because {} has named you as somebody who holds its checkpoints. It holds nothing about a"
    " child. Nobody reads answers to it."
)
NO_DETAIL = (
    "It holds nothing about a child: that is behind the link, once you have signed in. Nobody reads answers to it."
)
