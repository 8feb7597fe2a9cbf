"""The clock of Category 1 in words: raised, told, seen, answered or not, and for how long already."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from app import clock
from app.events.concern import TELL_WITHIN
from app.events.england import day_of, end_of
from app.views.words import clock_time, day, moment, short_day
from projections.concern_mail import letters

Row = dict[str, Any]


def elapsed(since: str, until: str) -> str:
    """How long it is from one moment to another: 40 min, 3 h 40 min, 2 days 4 h.

    Counted between the minutes that are printed, so that whoever takes one time from the other gets the same.
    """
    first, last = (datetime.fromisoformat(at).replace(second=0, microsecond=0) for at in (since, until))
    minutes = int((last - first).total_seconds() // 60)
    days, hours, left = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return f"{days} {'day' if days == 1 else 'days'} {hours} h"
    return f"{hours} h {left} min" if hours else f"{left} min"


def is_running(row: Row) -> bool:
    """Whether a concern is in Category 1 and not answered."""
    return bool(row["state"] == "open" and row["category"] == "1" and not row["answered_at"])


def minute() -> str:
    """The minute that it is, for the mark of what says how long a clock has been running."""
    return clock.now()[11:16].replace(":", "")


def is_late(row: Row) -> bool:
    """Whether its day is over without an answer, whatever ran or did not run meanwhile."""
    return is_running(row) and clock.now() >= end_of(row["respond_by"])


def is_untold(row: Row) -> bool:
    """Whether somebody who must act could not be told, and no head of service has seen it since."""
    waits = is_running(row) and not row["seen_at"]
    return bool(waits and (row["failed_at"] or row["undelivered"] or is_unmailed(row)))


def is_unmailed(row: Row) -> bool:
    """Whether nobody has acknowledged it within the time for it, and a letter about it has not been sent, or none was.

    Whatever the reason: the first try failed, no mail server is set, nothing leaves a demonstration.
    """
    if not is_running(row) or row["seen_at"] or row["director_seen_at"]:
        return False
    waited = datetime.fromisoformat(clock.now()) - datetime.fromisoformat(row["clock_since"])
    found = letters(row)
    return waited >= TELL_WITHIN and not (found and all(one["state"] == "sent" for one in found))


def words(row: Row) -> str:
    """The clock as one line: raised 09:12, seen by Helen Price 09:20, mail sent 09:13, not yet answered, 3 h 40 min."""
    return ", ".join(parts(row))


def in_short(row: Row) -> str:
    """The clock in a list: the whole of it while it runs, then how long it took."""
    if is_running(row) or not row["answered_at"] or not row["clock_since"]:
        return words(row)
    return f"{short_day(row['answered_on'])}, {_after(row)}"


def in_short_then(row: Row, on: str) -> str:
    """The clock in a list as at the end of a day gone by (ISO): how long it took, or had been running."""
    if not row["clock_since"]:
        return ""
    if row["answered_at"]:
        return f"{short_day(row['answered_on'])}, {_after(row)}"
    ran = elapsed(row["clock_since"], end_of(on))
    return f"in Category 1 since {moment(row['clock_since'])}, {ran} by the end of that day"


def parts(row: Row) -> Iterator[str]:
    """The clock, step by step; nothing where it never was Category 1."""
    since = row["clock_since"]
    if not since:
        return
    at = _Times()
    yield f"{'raised' if since == row['raised_at'] else 'in Category 1 since'} {at(since)}"
    yield from _told(row, at)
    yield from _answer(row, at)
    if row["overseen_on"]:
        yield f"director's oversight {short_day(row['overseen_on'])}"


def by_when(row: Row) -> str:
    """By when it is to be answered: by midnight today; empty when it is answered."""
    if not is_running(row):
        return ""
    if is_late(row):
        return f"The day of the response was {day(row['respond_by'])}. It is over."
    left = elapsed(clock.now(), end_of(row["respond_by"]))
    return f"To be answered by midnight today, {day(row['respond_by'])}: {left} left."


def review_words(row: Row, today: date) -> str:
    """When it is reviewed next, and whether that is past on a day; empty when it is over, or of a day gone by."""
    due = row["review_by"]
    if not due or row["state"] != "open":
        return ""
    late = (today - date.fromisoformat(due)).days
    if late > 0:
        return f"overdue by {late} {'day' if late == 1 else 'days'}"
    if today < clock.today():
        return ""
    return {0: "today", 1: "tomorrow"}.get(-late, f"in {-late} days")


def _told(row: Row, at: "_Times") -> Iterator[str]:
    """How far those who must act know: what was seen on a screen and by whom, and what became of the letters."""
    if row["failed_at"] or not row["told_at"]:
        yield "telling failed"
    if row["seen_at"]:
        yield f"seen by {row['seen_by_name']} {at(row['seen_at'])}"
    elif row["told_at"]:
        yield f"on the screens of those who must act since {at(row['told_at'])}"
    if row["director_seen_at"]:
        yield f"seen by the director {row['director_seen_by_name']} {at(row['director_seen_at'])}"
    if row["told_at"] and not row["seen_at"] and not row["answered_at"]:
        yield "not seen by a head of service"
    yield mail_words(row, at)


def mail_words(row: Row, at: Callable[[str], str]) -> str:
    """What became of the letters: mail sent 10:02; mail: 1 sent, 1 waiting; no mail."""
    found = letters(row)
    states = Counter(MAIL[one["state"]] for one in found)
    if len(states) == 1:
        (said,) = states
        return f"mail {said}" + (f" {at(max(one['sent_at'] for one in found))}" if said == MAIL["sent"] else "")
    return "mail: " + " and ".join(f"{n} {said}" for said, n in sorted(states.items())) if states else "no mail"


MAIL = {
    "sent": "sent",
    "waiting": "waiting",
    "sending": "waiting",
    "kept_back": "kept back",
    "given_up": "given up",
    "cancelled": "cancelled",
}
"""What became of a letter, in a clock's words."""


def _answer(row: Row, at: "_Times") -> Iterator[str]:
    if not row["answered_at"]:
        if row["escalated_at"]:
            yield f"escalated {at(row['escalated_at'])}"
        # One that is stepped down or closed had been answered, so this is only ever said of one that stands.
        yield "not yet answered"
        yield elapsed(row["clock_since"], clock.now())
        return
    yield f"answered by {row['answered_by_name']} {at(row['answered_at'])}"
    yield "the same day" if row["answered_on"] <= row["respond_by"] else "after its day"
    yield _after(row)
    if day_of(row["answer_recorded_at"]) > row["answered_on"]:
        yield f"recorded {moment(row['answer_recorded_at'])}"


def _after(row: Row) -> str:
    """How long it took; whoever telephoned first answered before it was entered, and that took no time."""
    if row["answered_at"][:16] < row["clock_since"][:16]:
        return "answered before it was entered, 0 min"
    return f"after {elapsed(row['clock_since'], row['answered_at'])}"


class _Times:
    """Times one after another, each with its day where that is another than the one before, at first than today."""

    def __init__(self) -> None:
        self.on = clock.today().isoformat()

    def __call__(self, at: str) -> str:
        before, self.on = self.on, day_of(at)
        return clock_time(at) if self.on == before else f"{self._named()} at {clock_time(at)}"

    def _named(self) -> str:
        ago = (clock.today() - date.fromisoformat(self.on)).days
        return {0: "today", 1: "yesterday"}.get(ago, short_day(self.on))
