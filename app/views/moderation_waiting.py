"""What waits of moderation on the home page: a moderator's queue, and what the QA lead has to share out or answer."""

from datetime import timedelta
from typing import Any

from app import clock
from app.policy import scope
from app.programme.english import counted
from app.programme.moderation import draws
from app.views import waiting
from app.views.desk import house, i, model
from app.views.moderation_rows import is_late, waiting_item
from app.views.waiting import SHOWN, Block, Item
from app.views.words import audit_path, day, month, reference
from projections import moderations, seals, tracker
from projections.tracker_asked import Wanted

RECENT = timedelta(days=14)


def mine() -> Block | None:
    """The moderations that I have, the first due first."""
    if "moderator" not in i().roles:
        return None
    rows = moderations.open_of(model(), i().id)
    items = tuple(Item(**waiting_item(row)) for row in rows[:SHOWN])
    count = f"{counted(len(rows), 'audit')} to moderate"
    return Block("My moderations", count, items, "/moderations", whole="All moderations") if rows else None


def changed() -> Block | None:
    """The audits that I did and of which moderation changed grades in the last fortnight."""
    if "auditor" not in i().roles:
        return None
    rows = moderations.changed_since(model(), i().id, (clock.today() - RECENT).isoformat())
    count = f"{counted(len(rows), 'audit')} in the last 14 days"
    return (
        Block("Grades of mine that moderation changed", count, tuple(map(_changed, rows[:SHOWN])), "") if rows else None
    )


def _changed(row: dict[str, Any]) -> Item:
    text = f"Your audit of {reference(row['child'])}, {month(row['cycle'])}, was moderated:"
    href = f"{audit_path(row['id'])}#moderation"
    return Item(f"{text} {counted(len(moderations.changed(row)), 'grade')} changed", href, day(row["moderated_on"]))


def to_draw() -> Block | None:
    """Audits that the framework always has moderated and nobody has drawn, month by month, for the QA lead."""
    if "qa_lead" not in i().roles:
        return None
    wanted = Wanted(scope(i()), clock.today(), draw="needed", always=draws.always(house()))
    rows = tracker.everything(model(), wanted, "returned")
    items = []
    for cycle in sorted({row["cycle"] for row in rows}, reverse=True)[:SHOWN]:
        of_month = [row for row in rows if row["cycle"] == cycle]
        text = f"{month(cycle)}: {counted(len(of_month), 'audit')} with a grade that is always moderated"
        href, since = f"/cycles/{reference(cycle)}/moderation/draw", day(of_month[0]["returned_on"])
        items.append(Item(text, href, f"in since {since}"))
    count, href = f"{counted(len(rows), 'audit')} to draw", "/audits?cycle=all&draw=needed"
    return Block("To be drawn before they can be accepted", count, tuple(items), href) if rows else None


def to_share_out() -> Block | None:
    """Drawn audits that nobody has been given, month by month, for the QA lead."""
    rows = moderations.to_assign(model()) if "qa_lead" in i().roles else []
    months = sorted({row["cycle"] for row in rows}, reverse=True)
    items = []
    for cycle in months[:SHOWN]:
        of_month = [row for row in rows if row["cycle"] == cycle]
        text = f"{month(cycle)}: {counted(len(of_month), 'drawn audit')} without a moderator"
        late = any(is_late(row, clock.today()) for row in of_month)
        href = f"/cycles/{reference(cycle)}/moderation/assignment"
        items.append(Item(text, href, f"due from {day(of_month[0]['due'])}", late))
    count = f"{counted(len(rows), 'audit')} to share out"
    return Block("Moderations to share out", count, tuple(items), "/moderations?state=to_assign") if rows else None


def to_answer() -> Block | None:
    """Challenges that wait for an answer, for the QA lead and for the moderator of the audit; never for its auditor."""
    me = i()
    rows = [
        row
        for row in seals.unsealed(model(), me.id, moderations.open_challenges(model()), "audit")
        if ("qa_lead" in me.roles or ("moderator" in me.roles and row["moderator"] == me.id))
        and me.id not in (row["auditor"], row["challenger"])
        and (row["challenger"] != row["auditor"] or row["moderator"] != me.id)
    ]
    items = tuple(
        Item(f"{reference(row['child'])}, challenge {row['number']}", _answering(row), f"since {day(row['raised_on'])}")
        for row in rows[:SHOWN]
    )
    return Block("Challenges to answer", counted(len(rows), "challenge"), items, "") if rows else None


def _answering(row: dict[str, object]) -> str:
    return f"{audit_path(str(row['audit']))}/challenges/{row['number']}/answer"


waiting.BLOCKS |= {
    "moderations": mine,
    "grades that moderation changed": changed,
    "audits to draw": to_draw,
    "moderations to share out": to_share_out,
    "challenges": to_answer,
}
