"""Exemptions on the first page: those that wait for my decision, and my own that wait for somebody's."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from app import clock
from app.programme.english import counted
from app.views.desk import i, model
from app.views.exemption_reach import WHO_MAY_DECIDE, reach, waiting_for
from app.views.exemption_rows import Row, for_when, href
from app.views.links import link
from app.views.waiting import BLOCKS, SHOWN, Block, Item
from app.views.words import day, exemption_class, lower_first, month, reference
from projections import asking, exemption_lists, exemptions, months
from projections.asking import Asked


def to_decide() -> Block | None:
    """The exemptions that wait for a decision of the person who asks."""
    if not (found := waiting_for(i())):
        return None
    items = tuple(Item(_words(row), href(row), _since(row)) for row in found[:SHOWN])
    count = counted(len(found), "exemption")
    there, whole = "/exemptions?state=asked", "All that wait for a decision"
    return Block("Exemptions to decide", count, items, there, first=True, whole=whole)


def deputies() -> str:
    """The address at which the person who asks names who decides in their place; empty where they may not."""
    return link(f"/people/{reference(i().id)}/deputies") if i().roles & set(WHO_MAY_DECIDE) else ""


def mine() -> Block | None:
    """My own exemptions that nobody has decided yet."""
    if "auditor" not in i().roles:
        return None
    found = [row for row in exemptions.of_auditor(model(), i().id, clock.today()) if row["state"] == "asked"]
    if not found:
        return None
    items = tuple(Item(f"For {for_when(row)}", href(row), _since(row)) for row in found)
    title, there = "My exemptions that wait for a decision", f"/exemptions?auditor={reference(i().id)}&state=asked"
    return Block(title, counted(len(found), "exemption"), items, there)


def of_month(cycle: Mapping[str, Any]) -> Row | None:
    """How many of a month wait for a decision, in words: those that the reader has in lists, with where they are.

    Where there are more of them, also how many there are in the whole service; None for none at all.
    """
    if not (whole := months.waiting_exemptions(model(), cycle["id"], clock.today())):
        return None
    chosen = {"cycle": cycle["month"], "state": "asked"}
    there = link(f"/exemptions?{urlencode(chosen)}")
    asked = Asked(reach(), clock.today(), chosen)
    mine = asking.counted(model(), exemption_lists.QUESTION, asked).all if there else 0
    rest = "" if mine == whole else f", of {whole} in the whole service" if mine else " in the whole service"
    return {"text": _waits(mine or whole, month(cycle["month"])), "href": there if mine else "", "rest": rest}


def _waits(n: int, of: str) -> str:
    return f"{counted(n, 'exemption')} for {of} {'waits' if n == 1 else 'wait'} for a decision"


def _words(row: Row) -> str:
    kind = lower_first(exemption_class(row["reason_class"]))
    return f"{row['auditor_name']}, {for_when(row)}: {kind}"


def _since(row: Row) -> str:
    return f"asked on {day(row['asked_at'])}"


BLOCKS |= {"exemptions": to_decide, "my-exemptions": mine}
