"""The vocabulary of letters: what each kind says. Fixed words, with dates, months and counts filled in, nothing else.

So no letter can hold a name, a child's reference or anything that somebody wrote, whatever its sender hands over.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.programme import english

Fact = str | int
LONDON = ZoneInfo("Europe/London")
KINDS: dict[str, "Kind"] = {}
"""By key, for ever: letters that were written name it. A noun may add its own."""
LINES: dict[str, str] = {}
"""The words of a line of the daily letter, by kind of news, for ever. A noun adds its own; {due} is as in a letter."""


@dataclass(frozen=True)
class Kind:
    """A kind of letter: its name on the tracker, its subject and its paragraphs.

    {due} and the like are filled in from facts: an ISO date, a month (2024-05), a moment or a count. An `urgent` one
    goes before all others; one that is written on `any_day` does not wait for a working day, as no urgent one does; of
    one that is `ended` none is written any more. One for `outside` goes to who has no account here: it has no link. The
    last thing that one says which `encloses` goes with it as a file too.
    """

    name: str
    subject: str
    text: tuple[str, ...]
    urgent: bool = False
    any_day: bool = False
    ended: bool = False
    outside: bool = False
    encloses: bool = False


@dataclass(frozen=True)
class Matter:
    """Something that the weekly letter counts: "open action", "of your team", how late ones are called, where all are.

    `counts` takes the read model and the day, and gives each person (id) with how many there are and how many are late.
    """

    noun: str
    late: str
    link: str
    counts: Callable[[Any, date], Iterable[tuple[str, int, int]]]
    whose: str = ""


@dataclass(frozen=True)
class Line:
    """How many there are of a matter, and how many of those are late."""

    matter: Matter
    n: int
    late: int = 0


@dataclass(frozen=True)
class News:
    """One thing that the daily letter tells somebody (a person's id), once: what happened to which record, and where.

    `kind` says which words of LINES; `cause` is as a letter's, and `facts` fill the words in.
    """

    cause: str
    recipient: str
    kind: str
    link: str
    facts: Mapping[str, Fact]


def urgent() -> list[str]:
    """The kinds that go before all others."""
    return [key for key, kind in KINDS.items() if kind.urgent]


def filled(words: str, facts: Mapping[str, Fact]) -> str:
    """Words with the facts filled in. Raises KeyError for a fact that is missing, ValueError for one that is text."""
    return words.format_map({name: said(value) for name, value in facts.items()})


def said(value: Fact) -> str:
    """A count, date (28 May 2024), month (May 2024) or moment (28 May 2024 at 10:42, in England) in words.

    Raises ValueError for anything else: text has no place in a letter.
    """
    if isinstance(value, int):
        return f"{value:,}"
    if re.fullmatch(r"\d{4}-\d\d", value):
        return english.day(date.fromisoformat(f"{value}-01")).partition(" ")[2]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return english.day(date.fromisoformat(value))
    moment = datetime.fromisoformat(value).astimezone(LONDON)
    return f"{english.day(moment.date())} at {moment:%H:%M}"


def line(one: Line | News) -> dict[str, str]:
    """A line of the weekly letter: how many, how many of them late, and where they are; or one thing that is told.

    What is told of keeps its kind and cause, so that it is known that it was. Raises as `filled`.
    """
    if isinstance(one, News):
        return {"text": filled(LINES[one.kind], one.facts), "link": one.link, "kind": one.kind, "cause": one.cause}
    of, late = one.matter, f", {one.late:,} of them {one.matter.late}" if one.late and one.matter.late else ""
    return {"text": " ".join(filter(None, (english.counted(one.n, of.noun), of.whose))) + late, "link": of.link}


KINDS |= {
    "audit-allocated": Kind(
        "Audit allocated",
        "An audit is allocated to you",
        ("An audit for {month} is allocated to you. It is due on {due}.",),
    ),
    "audit-due-soon": Kind(
        "Audit due soon",
        "An audit of yours is due on {due}",
        (
            "An audit that is allocated to you is due on {due} and is not returned yet.",
            "If you cannot return it in time, tell the QA lead, or ask for an exemption, before that day.",
        ),
    ),
    "audit-overdue": Kind(
        "Audit overdue",
        "An audit of yours is overdue",
        (
            "An audit that is allocated to you was due on {due} and is not returned yet.",
            "Return it, or tell the QA lead what is in the way.",
        ),
    ),
    "audit-overdue-manager": Kind(
        "Audit overdue, to the manager",
        "An audit by somebody whom you manage is overdue",
        (
            "An audit by somebody whom you manage was due on {due} and is not returned yet. They have been told.",
            "Help them to return it, or tell the QA lead what is in the way.",
        ),
    ),
    "audit-sent-back": Kind(
        "Audit sent back",
        "An audit of yours is sent back",
        ("An audit that you returned is sent back to you, with the reason beside it. It is due again on {due}.",),
    ),
    "weekly": Kind(
        "Weekly letter",
        "What waits for you this week",
        ("This is what waited for you in Audit Loop on {on}:",),
    ),
    "daily": Kind(
        "Daily letter",
        "What came up for you",
        ("This is what came up for you in Audit Loop on {on}. Each thing is told once:",),
    ),
    "checkpoint": Kind(
        "Checkpoint of the ledger",
        "Checkpoint {number} of the audit programme's ledger",
        (
            "This is checkpoint {number}, made on {on}: what the log of {events} events was then, in three lines and a"
            " signature. Keep it where nobody of the council can change it, with those before it.",
            "Nothing has to be done with it, until somebody asks whether the log is what it was: then it is held"
            " against the checkpoints that you have kept. A number that you were never sent is a question to ask.",
        ),
        any_day=True,
        outside=True,
        encloses=True,
    ),
    "checkpoint-of-readings": Kind(
        "Checkpoint of the access log",
        "Checkpoint {number} of the audit programme's access log",
        (
            "This is checkpoint {number} of the access log, made on {on}: what the {events} lines of who read what were"
            " then. Keep it as you keep the others: with it a line that was taken out or changed later is found.",
        ),
        any_day=True,
        outside=True,
        encloses=True,
    ),
    "checkpoint-key": Kind(
        "Keys of the ledger",
        "What the checkpoints of the audit programme's ledger are verified with",
        (
            "The lines beneath are the keys that checkpoints are verified with, the oldest first, as they are on {on}."
            " Keep them with the checkpoints: a checkpoint that none of them verifies is not one.",
            "When this letter comes again, a key was replaced or added: ask the QA lead why, by another way than"
            " e-mail.",
        ),
        any_day=True,
        outside=True,
        encloses=True,
    ),
    "checkpoint-holder-let-go": Kind(
        "Checkpoint holder let go",
        "A holder of the ledger's checkpoints was let go",
        (
            "On {on} one of those who hold the checkpoints of the audit programme's ledger was let go. Those who"
            " hold them now: {others}. If that is not as you know it, ask the QA lead.",
        ),
        any_day=True,
        outside=True,
    ),
    "test": Kind(
        "Test letter",
        "A test letter from Audit Loop",
        ("You asked for this letter to see whether mail from Audit Loop arrives. It has arrived.",),
    ),
}
