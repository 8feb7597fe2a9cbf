"""What of one record was recorded later than it happened: how much the band of its page says, and what is listed."""

from collections.abc import Iterable

from flask import g

from app.events.log import Happened
from app.programme import histories
from app.views import came_later
from app.views.compared_words import MONTH
from app.views.desk import i, live_house
from projections import clocks

CALLED = {
    "audit": "this audit", "child": "this child", "action": "this action", "cycle": "this month",
    "person": "this person", "concern": "this concern", "duty": "this follow-up", "exemption": "this exemption",
    "recommendation": "this recommendation", "dip_sample": "this dip sample",
}  # fmt: skip
"""How the band speaks of the record of its page."""


def _of_person(id: str, after: int) -> Iterable[Happened]:
    """What happened to a person: their work only for themselves and the QA lead, as on the page of their history."""
    now, me = live_house(), i()
    with_work = id == me.id or "qa_lead" in me.roles
    return histories.happened_to_person(now, id, with_work=with_work, knower=came_later.knower(now))


OF: dict[str, came_later.Happening] = {**came_later.OF, "person": _of_person}


def positions(record: str, after: int) -> frozenset[int] | None:
    """Where in the log what concerns a record was recorded after a position; None for what may not be told."""
    kind, _, own = record.partition("/")
    if kind not in OF or not came_later.is_told(record) or (kind == "cycle" and not MONTH.fullmatch(own)):
        return None
    return frozenset(made.position for made in OF[kind](record, after) if made.position > after)


def count(position: int, day: str) -> int | None:
    """How much of the record of this page had happened by a day and was recorded after a position.

    None where the page is of none, or of one of which nothing may be told; asked once for each page.
    """
    if "recorded_later" not in g:
        found = positions(came_later.record(), position)
        live = live_house().model
        g.recorded_later = None if found is None else clocks.count_later(live, position, day, found)
    n: int | None = g.recorded_later
    return n
