"""Who is a child of concern, in which category since when, and who has to do what about it by when?"""

from typing import Any

from app.events.england import day_of
from projections.rows import Row, Rows, Table

TABLES = (
    Table(
        "concerns",
        {
            "id": str, "child": str, "category": str, "state": str, "raised_at": str, "raised_by": str, "source": str,
            "times_raised": int, "team": str, "area": str, "was_category_1": int,
            "clock_since": str, "respond_by": str, "told_at": str, "told": int, "failed_at": str,
            "seen_at": str, "seen_by": str, "director_seen_at": str, "director_seen_by": str,
            "answered_at": str, "answered_on": str, "answer_recorded_at": str, "answered_by": str,
            "overseen_on": str, "escalated_at": str, "reviewed_on": str, "review_by": str, "ended_on": str,
            "actions": int, "span": int, "clock": int, "awaited": int, "version": int, "position": int,
        },
        ("id",),
        (("child",), ("state", "category")),
    ),
    Table(
        "concern_spans",
        {"concern": str, "number": int, "child": str, "category": str, "from_on": str, "to_on": str},
        ("concern", "number"),
        (("to_on",),),
    ),
    Table(
        "concern_clocks",
        {
            "concern": str, "number": int, "since": str, "since_on": str, "respond_by": str, "answered_at": str,
            "answered_on": str, "recorded_on": str,
        },
        ("concern", "number"),
    ),
    Table(
        "concern_reviews",
        {"concern": str, "number": int, "from_on": str, "due": str, "to_on": str},
        ("concern", "number"),
        (("to_on",),),
    ),
    Table(
        "concern_raisings",
        {"concern": str, "number": int, "by": str, "at": str, "source": str, "category": str, "raising": str},
        ("concern", "number"),
        (("by",), ("source",), ("raising",)),
    ),
)  # fmt: skip
"""A span is a time, from one day on to before another, in which a child was of concern in one category; a review is
awaited from one day on to before another, by its due date; a clock without a date to respond by is Category 2, which is
answered without one. So every count as at a day is a count of such rows."""

FROM_START = (
    "clock_since", "respond_by", "told_at", "failed_at", "seen_at", "seen_by", "director_seen_at", "director_seen_by",
    "answered_at", "answered_on", "answer_recorded_at", "answered_by", "overseen_on", "escalated_at",
    "reviewed_on", "ended_on",
)  # fmt: skip
NEW_CLOCK = (
    "told_at", "seen_at", "seen_by", "director_seen_at", "director_seen_by", "answered_at", "answered_on",
    "answer_recorded_at", "answered_by", "overseen_on", "escalated_at",
)  # fmt: skip
"""What is blank once more when a clock begins."""
SEEN_AS = {"head_of_service": "", "director": "director_"}


def raised(rows: Rows, event: Any) -> None:
    """A child of concern, in a category from that day on; why stays in the log."""
    facts, on = event.facts, day_of(event.at)
    row = dict.fromkeys(FROM_START, "") | {key: facts[key] for key in ("child", "category", "team", "area", "source")}
    row |= dict.fromkeys(("told", "actions", "was_category_1", "span", "clock", "awaited", "times_raised"), 0)
    row |= {"state": "open", "raised_at": event.at, "raised_by": event.by, "review_by": facts["review_by"]}
    rows["concerns"].put(id=event.stream, **row, version=event.version, position=event.position)
    _raising(rows, event)
    _begin_span(rows, event, facts["category"], on)
    _await_review(rows, event, on, facts["review_by"])
    _await_answer(rows, event)
    _begin_clock(rows, event)


def raised_again(rows: Rows, event: Any) -> None:
    """Raised once more: perhaps in a worse category, perhaps with a new clock."""
    facts, on = event.facts, day_of(event.at)
    _raising(rows, event)
    if facts["stands"] != facts["was"]:
        _begin_span(rows, event, facts["stands"], on)
    _begin_clock(rows, event)


def told(rows: Rows, event: Any) -> None:
    """Who must act was told."""
    _change(rows, event, told_at=event.at, told=len(event.facts["people"]), failed_at="")


def not_told(rows: Rows, event: Any) -> None:
    """Somebody could not be told."""
    _change(rows, event, failed_at=event.at)


def acknowledged(rows: Rows, event: Any) -> None:
    """Seen by the first head of service, or by the first director."""
    row, role = rows["concerns"].get(event.stream), event.facts["role"]
    seen = {f"{SEEN_AS[role]}seen_at": event.at, f"{SEEN_AS[role]}seen_by": event.by}
    first = row is not None and not any(row[key] for key in seen)
    _change(rows, event, **seen if first else {})


def responded(rows: Rows, event: Any) -> None:
    """Answered, at the moment that is proven, however later it was recorded; what was overseen before was not this."""
    facts = event.facts
    values = {"answered_at": facts["moment"], "answered_on": facts["on"]}
    whose = facts["in_the_name_of"] or event.by
    row = _change(rows, event, **values, answer_recorded_at=event.at, answered_by=whose, overseen_on="")
    if row["clock"]:
        rows["concern_clocks"].change(event.stream, row["clock"], **values, recorded_on=day_of(event.at))


def response_corrected(rows: Rows, event: Any) -> None:
    """Answered at another moment; when that was recorded first stays."""
    facts = event.facts
    values = {"answered_at": facts["moment"], "answered_on": facts["responded_on"]}
    row = _change(rows, event, **values)
    if row["clock"]:
        rows["concern_clocks"].change(event.stream, row["clock"], **values)


def overseen(rows: Rows, event: Any) -> None:
    """The director has looked at it."""
    _change(rows, event, overseen_on=event.facts["on"])


def reviewed(rows: Rows, event: Any) -> None:
    """Reviewed; the next review is awaited from that day on."""
    facts = event.facts
    _change(rows, event, reviewed_on=facts["on"], review_by=facts["next_by"])
    _await_review(rows, event, facts["on"], facts["next_by"])


def recategorised(rows: Rows, event: Any) -> None:
    """In the other category from that day on."""
    _begin_span(rows, event, event.facts["category"], event.facts["on"])
    _begin_clock(rows, event)


def escalated(rows: Rows, event: Any) -> None:
    """Those above were told that it is late."""
    _change(rows, event, escalated_at=event.at)


def stepped_down(rows: Rows, event: Any) -> None:
    """Tracked as actions from that day on."""
    _end(rows, event, "stepped_down")
    _change(rows, event, actions=len(event.facts["actions"]))


def closed(rows: Rows, event: Any) -> None:
    """No child of concern from that day on."""
    _end(rows, event, "closed")


HANDLERS = {
    "concern raised": raised,
    "concern raised again": raised_again,
    "concern told": told,
    "concern telling failed": not_told,
    "concern acknowledged": acknowledged,
    "concern responded to": responded,
    "concern overseen by director": overseen,
    "concern reviewed": reviewed,
    "concern recategorised": recategorised,
    "concern escalated": escalated,
    "concern stepped down": stepped_down,
    "concern closed": closed,
    "concern response corrected": response_corrected,
}


def _change(rows: Rows, event: Any, **values: Any) -> Row:
    return rows["concerns"].change(event.stream, **values, version=event.version, position=event.position)


def _raising(rows: Rows, event: Any) -> None:
    said = {key: event.facts[key] for key in ("source", "category", "raising")}
    rows["concern_raisings"].put(concern=event.stream, number=event.version, by=event.by, at=event.at, **said)
    rows["concerns"].touch(event.stream)["times_raised"] += 1
    _change(rows, event)


def _begin_span(rows: Rows, event: Any, category: str, on: str) -> None:
    row = rows["concerns"].touch(event.stream)
    _end_span(rows, event, row, on)
    values = {"child": row["child"], "category": category, "from_on": on, "to_on": ""}
    rows["concern_spans"].put(concern=event.stream, number=event.version, **values)
    _change(rows, event, category=category, span=event.version)


def _end_span(rows: Rows, event: Any, row: Row, on: str) -> None:
    if row["span"]:
        rows["concern_spans"].change(event.stream, row["span"], to_on=on)


def _begin_clock(rows: Rows, event: Any) -> None:
    """Start the clock of Category 1, where this event does."""
    if by := event.facts["respond_by"]:
        _await_answer(rows, event)
        started = {"clock_since": event.at, "respond_by": by, "was_category_1": 1}
        _change(rows, event, **dict.fromkeys(NEW_CLOCK, ""), **started)


def _await_answer(rows: Rows, event: Any) -> None:
    """An answer is awaited: by the end of a day in Category 1, else without a clock."""
    blank = dict.fromkeys(("answered_at", "answered_on", "recorded_on"), "")
    values = {"since": event.at, "since_on": day_of(event.at), "respond_by": event.facts["respond_by"]}
    rows["concern_clocks"].put(concern=event.stream, number=event.version, **values, **blank)
    _change(rows, event, clock=event.version)


def _await_review(rows: Rows, event: Any, on: str, due: str) -> None:
    row = rows["concerns"].touch(event.stream)
    _end_review(rows, event, row, on)
    rows["concern_reviews"].put(concern=event.stream, number=event.version, from_on=on, due=due, to_on="")
    _change(rows, event, awaited=event.version)


def _end_review(rows: Rows, event: Any, row: Row, on: str) -> None:
    if row["awaited"]:
        rows["concern_reviews"].change(event.stream, row["awaited"], to_on=on)


def _end(rows: Rows, event: Any, state: str) -> None:
    on = event.facts["on"]
    row = _change(rows, event, state=state, ended_on=on, review_by="", failed_at="")
    _end_span(rows, event, row, on)
    _end_review(rows, event, row, on)
