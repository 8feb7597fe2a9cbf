"""Which letters were written to whom and for what, where does each stand, and which are to be sent now?"""

import json
from collections.abc import Collection, Iterable
from typing import Any

from app.events.vocabulary import SYSTEM
from projections.rows import Row, Rows, Table

TABLES = (
    Table(
        "letters",
        {
            "id": str, "recipient": str, "kind": str, "cause": str, "link": str, "state": str, "written_at": str,
            "since": str, "attempts": int, "again": str, "until": str, "sent_at": str, "to": str, "answer": str,
            "version": int, "position": int,
        },
        ("id",),
        (("state", "again"), ("recipient", "written_at"), ("cause",), ("written_at",)),
    ),
    Table(
        "letter_lines",
        {"letter": str, "number": int, "recipient": str, "kind": str, "cause": str},
        ("letter", "number"),
        (("cause",),),
    ),
)  # fmt: skip
"""A line is one thing that a letter tells of; those that only count are not among them."""

NAMED = (
    "SELECT letters.*, coalesce(people.name, holders.name) AS recipient_name FROM letters"
    " LEFT JOIN people ON people.id = recipient LEFT JOIN checkpoint_holders AS holders ON holders.id = recipient"
)
"""Letters with their recipients' names: people of the council's, or who holds the ledger's checkpoints."""
BLANK = {"attempts": 0, "again": "", "until": "", "sent_at": "", "to": "", "answer": ""}


def written(rows: Rows, event: Any) -> None:
    """It waits to be sent; its words stay in the log."""
    facts = {name: event.facts[name] for name in ("recipient", "kind", "cause", "link")}
    here = {"written_at": event.at, "since": event.at, "version": event.version, "position": event.position}
    rows["letters"].put(id=event.stream, state="waiting", **facts, **BLANK, **here)
    for number, line in enumerate(event.facts["lines"]):
        if cause := line.get("cause"):
            told = {"recipient": event.facts["recipient"], "kind": line["kind"], "cause": cause}
            rows["letter_lines"].put(letter=event.stream, number=number, **told)


def claimed(rows: Rows, event: Any) -> None:
    """Somebody is sending it."""
    facts = event.facts
    _change(rows, event, state="sending", attempts=facts["attempt"], until=facts["until"], again="")


def sent(rows: Rows, event: Any) -> None:
    """The server took it."""
    facts = event.facts
    _change(rows, event, state="sent", to=facts["to"], answer=facts["answer"], sent_at=event.at)


def could_not_be_sent(rows: Rows, event: Any) -> None:
    """It waits until it is tried again."""
    facts = event.facts
    _change(rows, event, state="waiting", to=facts["to"], answer=facts["answer"], again=facts["again"])


def given_up(rows: Rows, event: Any) -> None:
    """It is not tried any more; the last answer says more than the reason, where there is one."""
    facts = event.facts
    _change(rows, event, state="given_up", to=facts["to"], answer=facts["answer"] or facts["reason"])


def kept_back(rows: Rows, event: Any) -> None:
    """Not sent on purpose."""
    _change(rows, event, state="kept_back", answer=event.facts["reason"])


def cancelled(rows: Rows, event: Any) -> None:
    """No longer wanted; a person's own words for why stay in the log."""
    _change(rows, event, state="cancelled", answer=event.facts["reason"] if event.by == SYSTEM else "")


def put_back(rows: Rows, event: Any) -> None:
    """To be tried at once."""
    _change(rows, event, state="waiting", again="", since=event.at)


HANDLERS = {
    "letter written": written,
    "letter claimed": claimed,
    "letter sent": sent,
    "letter could not be sent": could_not_be_sent,
    "letter given up": given_up,
    "letter kept back": kept_back,
    "letter cancelled": cancelled,
    "letter put back": put_back,
}


def letter(model: Any, id: str) -> Row | None:
    """One letter with its recipient's name, None when unknown."""
    return model.one(f"{NAMED} WHERE letters.id = ?", [id])


def known(model: Any, ids: Iterable[str]) -> set[str]:
    """Which of these letters have been written."""
    sql = "SELECT id FROM letters WHERE id IN (SELECT value FROM json_each(?))"
    return {row["id"] for row in model.query(sql, [json.dumps(list(ids))])}


def told(model: Any, causes: Iterable[str]) -> set[tuple[str, str, str]]:
    """What was told of these causes, by a line of a letter or a letter of its own: recipient, kind and cause."""
    these = "cause IN (SELECT value FROM json_each(:causes))"
    sql = " UNION ".join(
        f"SELECT recipient, kind, cause FROM {table} WHERE {these}" for table in ("letter_lines", "letters")
    )
    found = model.query(sql, {"causes": json.dumps(list(causes))})
    return {(row["recipient"], row["kind"], row["cause"]) for row in found}


def waiting_lines(model: Any, kind: str) -> list[Row]:
    """What the letters of a kind that wait to be sent tell of: the letter's `letter_cause`, and each line's row."""
    sql = (
        "SELECT letters.cause AS letter_cause, letter_lines.* FROM letters"
        " JOIN letter_lines ON letter_lines.letter = letters.id"
        " WHERE letters.state = 'waiting' AND letters.kind = ? ORDER BY letters.id, number"
    )
    return model.query(sql, [kind])


def unsent(model: Any, kinds: Collection[str]) -> list[Row]:
    """The letters of these kinds that wait to be sent."""
    sql = "SELECT * FROM letters WHERE state = 'waiting' AND kind IN (SELECT value FROM json_each(?)) ORDER BY id"
    return model.query(sql, [json.dumps(list(kinds))])


def waiting(model: Any) -> int:
    """How many letters wait to be sent."""
    return int(model.one("SELECT count(*) AS n FROM letters WHERE state = 'waiting'")["n"])


def to_send(model: Any, at: str, urgent: Collection[str], most: int) -> list[Row]:
    """The letters that can be tried at a moment, urgent kinds first, then the oldest; at most so many.

    Also those that somebody claimed and has not said the end of in time.
    """
    sql = (
        "SELECT * FROM letters WHERE (state = 'waiting' AND again <= :at) OR (state = 'sending' AND until <= :at)"
        " ORDER BY kind NOT IN (SELECT value FROM json_each(:urgent)), since, id LIMIT :most"
    )
    return model.query(sql, {"at": at, "urgent": json.dumps(list(urgent)), "most": most})


def first_of(model: Any, kind: str, since: str) -> str:
    """When the first letter of a kind was written since a moment (ISO, UTC), "" for none."""
    sql = "SELECT min(written_at) AS at FROM letters WHERE kind = ? AND written_at >= ?"
    return str(model.one(sql, [kind, since])["at"] or "")


def last_sent(model: Any, records: Iterable[str]) -> dict[tuple[str, str], Row]:
    """The last letter about each of some records that was sent to each person: `kind` and `sent_at`, by both ids.

    A demonstration keeps every letter back: there the day on which it was written counts.
    """
    sql = (
        "SELECT asked.value AS record, recipient, kind,"
        " max(CASE state WHEN 'sent' THEN sent_at ELSE written_at END) AS sent_at FROM json_each(?) asked"
        # The plus keeps SQLite from reading every letter that was sent, in place of the few about each record.
        " JOIN letters ON cause >= asked.value || '#' AND cause < asked.value || '$'"
        " AND +state IN ('sent', 'kept_back')"
        " GROUP BY record, recipient"
    )
    return {(row["record"], row["recipient"]): row for row in model.query(sql, [json.dumps(list(records))])}


def position(model: Any, month: str) -> int:
    """The newest change of a letter about an audit of a month (YYYY-MM)."""
    sql = "SELECT coalesce(max(position), 0) AS position FROM letters WHERE cause >= ? AND cause < ?"
    return int(model.one(sql, [f"audit/{month}/", f"audit/{month}0"])["position"])


def waiting_for(model: Any, cause: str) -> list[str]:
    """The letters for a cause that wait to be sent."""
    sql = "SELECT id FROM letters WHERE cause = ? AND state = 'waiting' ORDER BY id"
    return [row["id"] for row in model.query(sql, [cause])]


def in_trouble(model: Any, since: str) -> list[Row]:
    """The letters that were given up of those that waited since a moment or later, or were tried in vain and wait."""
    sql = (
        f"{NAMED} WHERE (letters.state = 'given_up' AND since >= :since) OR (letters.state = 'waiting' AND again <> '')"
        " ORDER BY letters.written_at DESC, letters.id"
    )
    return model.query(sql, {"since": since})


def recipients(model: Any) -> list[Row]:
    """Everybody to whom a letter was written, by name."""
    asked = "SELECT 1 FROM letters WHERE recipient = people.id"  # So that it does not grow with the letters.
    sql = f"SELECT id, name FROM people WHERE EXISTS ({asked}) ORDER BY name, id"
    return model.query(sql)


def about(model: Any, record: str) -> list[str]:
    """The letters about a record (their causes are it and what happened to it), oldest first."""
    sql = "SELECT id FROM letters WHERE cause >= ? AND cause < ? ORDER BY written_at, id"
    return [row["id"] for row in model.query(sql, [f"{record}#", f"{record}$"])]


def reached(model: Any) -> set[str]:
    """Everybody who can be told something: they have not left, and have an address and a role."""
    sql = "SELECT id FROM people WHERE left_on = '' AND email <> '' AND id IN (SELECT person FROM roles)"
    return {row["id"] for row in model.query(sql)}


def _change(rows: Rows, event: Any, **values: Any) -> Row:
    return rows["letters"].change(event.stream, **values, version=event.version, position=event.position)
