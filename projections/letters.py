"""Which letters were written to whom and for what, where does each stand, and which are to be sent now?"""

from typing import Any

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
)  # fmt: skip

BLANK = {"attempts": 0, "again": "", "until": "", "sent_at": "", "to": "", "answer": ""}


def written(rows: Rows, event: Any) -> None:
    """It waits to be sent; its words stay in the log."""
    facts = {name: event.facts[name] for name in ("recipient", "kind", "cause", "link")}
    here = {"written_at": event.at, "since": event.at, "version": event.version, "position": event.position}
    rows["letters"].put(id=event.stream, state="waiting", **facts, **BLANK, **here)


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
    """No longer wanted; the reason may be a person's own words and stays in the log."""
    _change(rows, event, state="cancelled", answer="")


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


def _change(rows: Rows, event: Any, **values: Any) -> Row:
    return rows["letters"].change(event.stream, **values, version=event.version, position=event.position)
