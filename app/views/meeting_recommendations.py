"""What became of what the reports recommended, as a meeting hears it: how many are open and overdue, and which."""

import textwrap
from datetime import date
from typing import Any

from app import clock
from app.programme import recommendations as programme
from app.views.desk import house, i, model
from app.views.links import link
from app.views.words import reference
from projections import recommendations as lists

Row = dict[str, Any]
LONGEST = 140
"""Characters of what is recommended, and of how far it is, that a sheet of one page has room for."""
SHOWN = 5
"""How many of the open ones stand on the sheet; the rest is behind a link."""
READ = frozenset({"qa_lead", "head_of_service", "director", "operations_director", "inspector"})
"""Who reads what is recommended; an analyst has the counts."""


def recommendations(since: date) -> Row:
    """How many recommendations are open, overdue, and ended after a day; and the first of the open ones, by date."""
    rows = lists.before(model(), "9999-12", since.isoformat())
    today = clock.today().isoformat()
    standing = sorted((row for row in rows if row["state"] == "open"), key=lambda row: (row["due"], row["id"]))
    return {
        "open": len(standing),
        "overdue": sum(row["due"] < today for row in standing),
        "done": sum(row["state"] == "done" and row["ended_on"] > since.isoformat() for row in rows),
        "rows": [_told(row, today) for row in standing[:SHOWN]] if i().roles & READ else [],
        "more": max(0, len(standing) - SHOWN),
        "href": link("/recommendations?state=open"),
        "overdue_href": link("/recommendations?state=overdue"),
    }


def shorten(text: str, most: int) -> str:
    """A text on one line, cut at a word where it is longer."""
    return textwrap.shorten(text, most, placeholder=" …")


def _told(row: Row, today: str) -> Row:
    said = programme.said(house(), row["id"])
    href = link(f"/recommendations/{reference(row['id'])}")
    words = {"text": shorten(said.text, LONGEST), "progress": shorten(said.progress, LONGEST)}
    told = words | {"owner": row["owner_name"], "due": row["due"], "href": href}
    return told | {"overdue": row["due"] < today, "report": row["report_key"]}
