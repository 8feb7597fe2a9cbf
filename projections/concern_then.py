"""What a list said of a concern at the end of a day gone by: what came after that day is not there yet."""

from app.events.england import end_of
from projections.rows import Row

MOMENTS = ("told_at", "failed_at", "seen_at", "director_seen_at", "escalated_at")
DAYS = ("overseen_on", "ended_on")


def at_end_of(row: Row, day: str) -> Row:
    """A row of the question of concern_lists that was asked for a day (ISO), as it was when that day was over.

    Who was told and who saw it is known of the newest clock only, so of one before it nothing is said.
    """
    over, same_clock = end_of(day), row["then_since"] == row["clock_since"]
    moments = {name: row[name] if same_clock and row[name] < over else "" for name in MOMENTS}
    days = {name: row[name] if row[name] <= day else "" for name in DAYS}
    review = {"review_by": row["review_due"] or "", "reviewed_on": row["awaited_from"] if row["reviewed"] else ""}
    stood = {"category": row["stood"], "state": "open", **review} if row["stood"] else {}
    return row | moments | days | stood | _clock(row, day, over)


def _clock(row: Row, day: str, over: str) -> Row:
    """The clock that ran on the day, with its answer if that had come."""
    since = {"clock_since": row["then_since"], "respond_by": row["then_respond_by"]}
    answered = row["then_answered_on"] and row["then_answered_on"] <= day
    names = ("answered_at", "answered_on")
    answer = {name: row[f"then_{name}"] if answered else "" for name in names}
    recorded = row["answer_recorded_at"] if answered and row["answer_recorded_at"] < over else ""
    return (since if row["then_respond_by"] else dict.fromkeys(since, "")) | answer | {"answer_recorded_at": recorded}
