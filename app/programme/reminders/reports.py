"""Reports: told to whoever may publish them when they are put forward, and to their authors when that is decided."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from app.programme.letter_kinds import KINDS, Kind
from app.programme.reminding import Due, Rule
from projections import reports
from projections.people_lists import holders
from projections.rows import Row

PUBLISHERS = ("director", "head_of_service", "qa_lead")
NEW_DAYS = timedelta(days=7)
"""For so long a decision is news."""

KINDS |= {
    "report-to-publish": Kind(
        "Report to publish",
        "A report waits to be published",
        ("The report that ends with {month} is put forward. Read it, and publish it or send it back.",),
        any_day=True,
    ),
    "report-published": Kind(
        "Report published",
        "A report that you wrote is published",
        ("Edition {edition} of the report that ends with {month}, which you wrote part of, was published on {on}.",),
        any_day=True,
    ),
    "report-sent-back": Kind(
        "Report sent back",
        "A report that you wrote is sent back",
        ("The report that ends with {month}, which you wrote part of, is sent back. The reason stands there.",),
        any_day=True,
    ),
}


def to_publish(model: Any, today: date, now: str) -> Iterator[Due]:
    """A report is put forward: told to everybody who may publish it and wrote none of it."""
    for row in reports.put_forward_now(model):
        people = {one["id"] for one in holders(model, PUBLISHERS, today.isoformat())} - set(_authors(row))
        for person in sorted(people):
            cause = f"{row['id']}#put-forward-{row['version']}"
            yield Due(cause, person, "report-to-publish", f"{_page(row)}/publication", {"month": row["last"]})


def published(model: Any, today: date, now: str) -> Iterator[Due]:
    """An edition is published: told to who wrote it."""
    for row in reports.editions_since(model, (today - NEW_DAYS).isoformat()):
        facts = {"month": row["last"], "edition": row["edition"], "on": row["on"]}
        link = f"/reports/{row['key']}/editions/{row['edition']}"
        for person in _authors(row):
            yield Due(f"{row['report']}#published-{row['edition']}", person, "report-published", link, facts)


def sent_back(model: Any, today: date, now: str) -> Iterator[Due]:
    """A report is sent back: told to who wrote it, until it is put forward again."""
    for row in reports.sent_back_now(model):
        for person in _authors(row):
            cause = f"{row['id']}#sent-back-{row['sent_back_at']}"
            yield Due(cause, person, "report-sent-back", _page(row), {"month": row["last"]})


def _authors(row: Row) -> list[str]:
    ids: list[str] = json.loads(row["authors"])["ids"]
    return ids


def _page(row: Row) -> str:
    return f"/reports/{row['key']}"


RULES = (
    Rule(("report-to-publish",), to_publish),
    Rule(("report-published",), published),
    Rule(("report-sent-back",), sent_back),
)
