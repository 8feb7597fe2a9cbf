"""Exemptions on the first page: those that wait for my decision, and my own that wait for somebody's."""

from app import clock
from app.programme.english import counted
from app.views.desk import i, model
from app.views.exemption_reach import waiting_for
from app.views.exemption_rows import Row, for_when, href
from app.views.waiting import BLOCKS, SHOWN, Block, Item
from app.views.words import day, exemption_class, lower_first, reference
from projections import exemptions


def to_decide() -> Block | None:
    """The exemptions that wait for a decision of the person who asks."""
    if not (found := waiting_for(i())):
        return None
    items = tuple(Item(_words(row), href(row), _since(row)) for row in found[:SHOWN])
    count = counted(len(found), "exemption")
    return Block("Exemptions to decide", count, items, "/exemptions?state=asked", first=True)


def mine() -> Block | None:
    """My own exemptions that nobody has decided yet."""
    if "auditor" not in i().roles:
        return None
    found = [row for row in exemptions.of_auditor(model(), i().id, clock.today()) if row["state"] == "asked"]
    if not found:
        return None
    items = tuple(Item(f"For {for_when(row)}", href(row), _since(row)) for row in found)
    title, there = "My exemptions that wait for a decision", f"/exemptions?auditor={reference(i().id)}"
    return Block(title, counted(len(found), "exemption"), items, there)


def _words(row: Row) -> str:
    kind = lower_first(exemption_class(row["reason_class"]))
    return f"{row['auditor_name']}, {for_when(row)}: {kind}"


def _since(row: Row) -> str:
    return f"asked on {day(row['asked_at'])}"


BLOCKS |= {"exemptions": to_decide, "my-exemptions": mine}
