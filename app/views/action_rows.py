"""How an action reads in a list: whose, by when in words, where it stands, and, for who may read it, what it is."""

from datetime import date
from typing import Any

from app import clock
from app.events.vocabulary import ACTION_SOURCES, ACTION_STATES
from app.programme import actions as programme
from app.programme.english import begun, counted, shortened
from app.views.action_reach import may_read
from app.views.desk import house, i
from app.views.words import month, reference

Row = dict[str, Any]


def listed(action: Row) -> Row:
    """An action as a page lists it, with its address and what is to be done for who may read it."""
    readable = may_read(action)
    return told(action) | {
        "href": href(action) if readable else "",
        "what": shortened(what(action)) if readable else "",
        "mine": action["owner"] == i().id and action["state"] == "open",
        "due_words": due_words(action),
        "from": from_words(action),
    }


def told(action: Row) -> Row:
    """An action as a file tells of it: never what is to be done."""
    days = days_over(action)
    standing = ("overdue" if days > 0 else "within_timescale") if action["state"] == "open" else action["state"]
    return action | {
        "standing": standing,
        "standing_words": STANDING_WORDS[standing],
        "days_over": days if standing == "overdue" else None,
        "late": standing == "overdue",
    }


STANDING_WORDS = ACTION_STATES | {"overdue": "Overdue", "within_timescale": "Within timescale"}


def what(action: Row) -> str:
    """What is to be done, from the log, as at the version that the row is of."""
    return programme.what(house(), action["id"], action["version"])


def href(action: Row) -> str:
    """The address of an action."""
    return f"/actions/{reference(action['id'])}"


def days_over(action: Row) -> int:
    """How many days ago the date was; less than 1 when it has not passed."""
    return (clock.today() - date.fromisoformat(action["due"])).days


def due_words(action: Row) -> str:
    """How far the date of an open action is: "12 days overdue", "due today", "in 5 days"."""
    if action["state"] != "open":
        return ""
    days = days_over(action)
    if days > 0:
        return f"{counted(days, 'day')} overdue"
    return "due today" if days == 0 else f"in {counted(-days, 'day')}"


def from_words(action: Row) -> str:
    """What an action comes from: "Audit 17 of May 2024", "Moderation of audit 17 of May 2024", "Report of May 2024"."""
    kind, _, rest = action["source"].partition("/")
    if kind == "audit" and "/" in rest:
        of, number = rest.split("/")
        audit = f"audit {int(number)} of {month(of)}"
        return f"Moderation of {audit}" if action["kind"] == "moderation" else begun(audit)
    if kind == "report" and len(rest) == len("2018-10"):
        return f"Report of {month(rest)}"
    return ACTION_SOURCES.get(action["kind"], kind.replace("_", " ").capitalize())
