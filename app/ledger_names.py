"""What a record of the log is called in the field's words, from its id alone, and when an entry of it was recorded."""

import json
import re
from contextlib import suppress
from datetime import datetime

from app.events.england import LONDON
from app.events.periods import period
from app.programme.english import begun, listed
from app.programme.erasures import NOUNS
from ledger.leaves import Stored

OF_MONTHS = {"cycle": "{}", "report": "report of {}"}
OF_AUDITS = {"audit": "audit {} of {}", "duty": "manager follow-up of audit {} of {}", "loop": "looped audit {} of {}"}
OF_IMPACT = re.compile(r"(\d{4}-\d\d)-(\d+)-(\w+)")
OF_LINES = {
    "An event": "A line", "Event": "Line", "Events": "Lines", "event": "line", "events": "lines",
    "The log": "It", "entries": "lines", "The row at position": "Line",
}  # fmt: skip
"""What is called otherwise of the access log, which has lines and is named before."""
WORDS = re.compile("|".join(rf"\b{word}\b(?!’)" for word in sorted(OF_LINES, key=len, reverse=True)))
MORE = 8
"""So many records are named; how many there are beside them is said."""


def record(id: str) -> str:
    """A record's name: audit 4 of November 2018, child C-10482, action 2cnvvn9j."""
    kind, _, own = id.partition("/")
    if kind in OF_MONTHS and (of := period(own)):
        return OF_MONTHS[kind].format(of.label)
    month, _, number = own.partition("/")
    if kind in OF_AUDITS and number.isdecimal() and (of := period(month)):
        return OF_AUDITS[kind].format(int(number), of.label)
    if kind == "impact" and (asked := OF_IMPACT.fullmatch(own)) and (of := period(asked[1])):
        return f"impact question to the {asked[3]} on audit {int(asked[2])} of {of.label}"
    return f"{NOUNS.get(kind, kind.replace('_', ' ').replace('-', ' '))} {own}".strip()


def records(ids: list[str]) -> str:
    """Some records' names as a sentence begins with them, each once; of many the first."""
    names = sorted({record(id) for id in ids})
    more = [f"{len(names) - MORE:,} more"] if len(names) > MORE else []
    return begun(listed([*names[:MORE], *more]))


def entry(row: Stored) -> str:
    """An entry's name: Audit 4 of November 2018: “audit returned”, recorded 3 December 2018 at 16:02 (position 48,211).

    What its facts do not say any more is left out.
    """
    position, stream, _, topic, state = row
    at = _recorded(state)
    return f"{begun(record(stream))}: “{topic}”{f', recorded {at}' if at else ''} (position {position:,})"


def finding(one: str) -> str:
    """What a check found, the event's name first where it is of one that the log has."""
    row = getattr(one, "row", None)
    return f"{entry(row)}. {one}" if row else one


def finding_of_lines(one: str) -> str:
    """What a check found of the access log, or remarks on it: as a log of lines, whose numbers are their names."""
    return WORDS.sub(lambda found: OF_LINES[found[0]], getattr(one, "plain", one))


def moment(at: str) -> str:
    """A moment (ISO) in words, by the clocks of England. Raises ValueError for none."""
    found = datetime.fromisoformat(at).astimezone(LONDON)
    return f"{found.day} {found:%B %Y at %H:%M}"


def day(at: str) -> str:
    """The day of a moment (ISO) in words."""
    return moment(at).partition(" at ")[0]


def _recorded(state: bytes) -> str:
    with suppress(ValueError, TypeError, KeyError, AttributeError):
        return moment(json.loads(state)["at"])
    return ""
