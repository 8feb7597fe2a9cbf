"""Children of concern on a day, and how soon Category 1 was answered in twelve months: by looking back."""

from typing import Any

from tests.reports.oracle import Events
from tests.reports.oracle_log import english_day, streams

ENDS = ("concern stepped down", "concern closed")
ANSWERS = ("concern responded to", "concern response corrected")
MOVES = {
    "concern raised": "category",
    "concern raised again": "stands",
    "concern recategorised": "category",
}


def counts(events: Events, day: str) -> dict[str, int]:
    """How many stood at the end of a day (ISO): open, one, two, and overdue for their review."""
    every = [[one for one in own if _day(one) <= day] for own in streams(events, "concern/").values()]
    held = [own for own in every if own and not any(one.topic in ENDS for one in own)]
    categories = [_category(own) for own in held]
    return {
        "open": len(held), "one": categories.count("1"), "two": categories.count("2"),
        "overdue": sum(_review_by(own) < day for own in held),
    }  # fmt: skip


def _day(event: Any) -> str:
    """The day of which it tells: that which it names, or on which it was recorded."""
    return str(event.facts.get("on") or english_day(event.at))


def _category(own: Events) -> str:
    return next(str(one.facts[MOVES[one.topic]]) for one in reversed(own) if one.topic in MOVES)


def _review_by(own: Events) -> str:
    newest = next(one for one in reversed(own) if one.topic in ("concern raised", "concern reviewed"))
    return str(newest.facts["next_by" if newest.topic == "concern reviewed" else "review_by"])


def answers(events: Events, day: str) -> dict[str, int]:
    """Concerns with a clock of Category 1 begun within twelve months before a day and come to something: n in time.

    `recorded_later` are those of n of which an answer in time was recorded after its day.
    """
    clocks = [_counted(own, day) for own in streams(events, "concern/").values()]
    some = [found for found in clocks if found]
    well = [found for found in some if all(in_time for in_time, _ in found)]
    return {"of": len(some), "n": len(well), "recorded_later": sum(any(later for _, later in one) for one in well)}


def _counted(own: Events, day: str) -> list[tuple[bool, bool]]:
    """Of each clock that counts: whether the answer came in time by the day, and was recorded after its own."""
    starts = [one for one in own if one.facts.get("respond_by") and one.topic in MOVES]
    ends = [one.position for one in starts[1:]] + [float("inf")] * bool(starts)
    found = []
    for start, end in zip(starts, ends, strict=True):
        replies = [one for one in own if one.topic == "concern responded to" and start.position < one.position < end]
        answered = answered_by(own, start.position, end, day)
        by = start.facts["respond_by"]
        if _within_year(english_day(start.at), day) and (answered or by < day):
            in_time = bool(answered) and answered <= by
            found.append((in_time, in_time and english_day(replies[0].at) > by))
    return found


def answered_by(own: Events, start: int, end: float, day: str) -> str:
    """The day of the answer to a clock, as it is known now; "" where it had not come by a day."""
    found = [one.facts for one in own if one.topic in ANSWERS and start < one.position < end]
    on = str(found[-1].get("responded_on") or found[-1]["on"]) if found else ""
    return on if on <= day else ""


def _within_year(begun: str, day: str) -> bool:
    return begun <= day < f"{int(begun[:4]) + 1}{begun[4:]}"
