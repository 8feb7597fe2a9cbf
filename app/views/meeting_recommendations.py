"""What became of what the reports recommended, as a meeting hears it: how many are open and overdue, and which."""

import textwrap
from datetime import date
from typing import Any

from app.programme import recommendations as programme
from app.views.desk import house, i, model
from app.views.links import link
from app.views.meeting_figures import Side
from app.views.words import reference
from projections import people
from projections import recommendations as lists

Row = dict[str, Any]
LONGEST = 140
"""Characters of what is recommended, and of how far it is, that a sheet of one page has room for."""
SHOWN = 5
"""How many of the open ones stand on the sheet; the rest is behind a link."""
READ = frozenset({"qa_lead", "head_of_service", "director", "operations_director", "inspector"})
"""Who reads what is recommended; an analyst has the counts."""


def recommendations(now: Side, since: date) -> Row:
    """How many recommendations are open and overdue on a sheet's day, and done after another; and the first open ones.

    They are as they were at the end of the day, of reports that were published by then; today's open to their list.
    """
    on = now.on.isoformat()
    found = [(row, programme.said(house(), row["id"], day=on)) for row in lists.published_by(model(), on)]
    standing = sorted(
        ((row, it) for row, it in found if it.state == "open"), key=lambda one: (one[1].due, one[0]["id"])
    )
    return {
        "open": len(standing),
        "overdue": sum(it.due < on for _, it in standing),
        "done": sum(it.state == "done" and it.ended_on > since.isoformat() for _, it in found),
        "rows": [_told(row, it, on) for row, it in standing[:SHOWN]] if i().roles & READ else [],
        "more": max(0, len(standing) - SHOWN),
        "href": link("/recommendations?state=open") if now.is_now else "",
        "overdue_href": link("/recommendations?state=overdue") if now.is_now else "",
    }


def shorten(text: str, most: int) -> str:
    """A text on one line, cut at a word where it is longer."""
    return textwrap.shorten(text, most, placeholder=" …")


def _told(row: Row, it: programme.Said, on: str) -> Row:
    href = link(f"/recommendations/{reference(row['id'])}")
    words = {"text": shorten(it.text, LONGEST), "progress": shorten(it.progress, LONGEST)}
    told = words | {"owner": people.names(model()).get(it.owner, ""), "due": it.due, "href": href}
    return told | {"overdue": it.due < on, "report": row["report_key"]}
