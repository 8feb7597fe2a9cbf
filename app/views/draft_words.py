"""The words for what somebody typed, in one place; each means one thing on every page.

Saved: it is on the disk, for whoever typed it and nobody else ("Saved at 10:42"). Put in the audit, or in the draft of
a framework: its form was sent, and those whose it is find it there. Kept on this page: it is in the browser alone.
"""

from collections.abc import Callable

from app import clock
from app.views.words import clock_time


def saved_words(at: str) -> str:
    """Saved at 10:42, of a time of the clock; empty stays empty. The script in drafts.js says the same."""
    return f"Saved at {at}" if at else ""


def put_in(record: str, part: str) -> str:
    """What is said once a part was put in a record: Quality of plans: put in the audit at 10:42."""
    return f"{part}: put in the {record} at {clock_time(clock.now())}."


def not_in(record: str) -> str:
    """What is said of text that is saved and not put in a record: text not in the audit yet."""
    return f"text not in the {record} yet"


FILTERS: dict[str, Callable[..., str]] = {"saved_words": saved_words, "not_in": not_in}
