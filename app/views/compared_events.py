"""What was recorded of some records between two moments, as whoever asks may be told it; of the rest only how much."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import current_app, url_for

from app.events.log import Happened
from app.programme import histories as programme
from app.programme.history_seal import Knower, as_known
from app.views import history_worker
from app.views.concern_reach import unknown
from app.views.desk import house, i, model
from app.views.figure_moments import Moment
from app.views.histories import Told, as_told
from app.views.inspected import told as told_to
from app.views.reading_about import record_of
from app.views.reading_note import note
from app.views.reading_table import HISTORY
from projections import seals

Names = dict[str, Any]
RECORDS, EACH, ALONE = 25, 5, 100
"""Of so many records the events are told, so many of each; so many of a record whose own page is compared."""
SAVED = "audit section saved"
PAGES = {
    "audit": "histories.of_audit",
    "child": "histories.of_child",
    "concern": "histories.of_concern",
    "dip_sample": "histories.of_dip_sample",
    "person": "histories.of_person",
    "cycle": "cycle_reopening.history",
    "action": "actions.show",
    "duty": "duties.show",
    "exemption": "exemptions.show",
    "recommendation": "recommendations.show",
}
"""By kind of record: the page on which its history stands."""
OF_AN_AUDIT = frozenset({"good_practice", "impact"})
"""What is told in the history of the audit that it comes of."""
WITHOUT_NARRATIVE = frozenset({"recommendation"})


@dataclass(frozen=True)
class Between:
    """What was recorded of a record: what may be told, how much more of it there is, and how much may not be told."""

    record: str
    href: str
    entries: tuple[Told, ...]
    more: int = 0
    hidden: int = 0

    def at(self, entry: Told) -> str:
        """Where an entry stands in the history."""
        return f"{self.href}?entry={entry.position}#entry-{entry.position}" if "/history" in self.href else self.href


def names_of(record: str) -> Names:
    """What an address names for a record (id); nothing for a kind that has no history of its own."""
    kind, _, rest = record.partition("/")
    if kind == "audit":
        month, _, number = rest.partition("/")
        return {"month": month, "number": int(number)} if number.isdecimal() else {}
    named = {"child": "reference", "cycle": "month"}.get(kind, kind)
    return {named: rest.replace("/", "-")} if kind in PAGES else {}


def opened(record: str) -> str:
    """The address of the history that a record stands in, where that is open to whoever asks; else nothing."""
    kind = record.partition("/")[0]
    within = seals.comes_of(model(), record) if kind in OF_AN_AUDIT else record
    names = names_of(within or "")
    endpoint = PAGES.get(within.partition("/")[0], "") if names else ""
    there = bool(endpoint) and current_app.extensions["policy"].allows(i(), endpoint, names)
    return url_for(endpoint, **names) if there else ""


def of_rows(records: Sequence[str], first: Moment, last: Moment) -> dict[str, Between]:
    """What was recorded of each of some records, at most RECORDS of them, in their own streams."""
    wanted = list(dict.fromkeys(filter(None, records)))[:RECORDS]
    return {id: between(id, _own(id), first, last, EACH) for id in wanted}


def of_record(record: str, first: Moment, last: Moment) -> Between:
    """What was recorded of the record that a page is of, and of what belongs to it."""
    return between(record, WHOLE.get(record.partition("/")[0], _own)(record), first, last, ALONE)


def told_of(record: str) -> list[Happened]:
    """All that was recorded of a record and may be told to whoever asks, oldest first; nothing without its history."""
    kind = record.partition("/")[0]
    if kind not in PAGES and i().inspects:
        return []  # What an inspection shows of a record is known by its page.
    theirs = opened(record) and not only_their_work(record)
    happened = WHOLE.get(kind, _own)(record) if theirs else []
    if record.startswith("concern/"):
        happened = list(as_known(house(), happened, knower()))
    told = told_to((one for one in happened if one.topic != SAVED), PAGES.get(kind, ""))
    return sorted(told, key=lambda one: one.position)


def between(record: str, happened: Iterable[Happened], first: Moment, last: Moment, most: int) -> Between:
    """The newest of what happened between, told if the record's history is open to whoever asks, and noted as read."""
    late = (one for one in happened if first.position < one.position <= last.position and one.topic != SAVED)
    made = list(told_to(late, PAGES.get(record.partition("/")[0], "histories.of_audit")))
    href = opened(record)
    if not href:
        return Between(record, "", (), hidden=len(made))
    told = programme.entries(house(), as_known(house(), made, knower()) if record.startswith("concern/") else made)
    told = history_worker.told(told) if only_their_work(record) else told
    if told and record.partition("/")[0] not in WITHOUT_NARRATIVE:
        note(HISTORY, record_of(names_of(record)))
    return Between(record, href, tuple(as_told(told[-most:])), more=max(0, len(told) - most))


def knower() -> Knower:
    """Who asks, and of which concerns they know only what they said."""
    return Knower(i().id, unknown(i()))


def _own(record: str) -> list[Happened]:
    return house().reader.stream(record)


def _audit(record: str) -> list[Happened]:
    return programme.happened_to_audit(house(), record, knower())


def _child(record: str) -> list[Happened]:
    return programme.happened_to_child(house(), record, knower())


def _cycle(record: str) -> list[Happened]:
    return programme.happened_to_cycle(house(), record, i().id)


WHOLE: dict[str, Callable[[str], list[Happened]]] = {"audit": _audit, "child": _child, "cycle": _cycle}
"""By kind of record: what happened to it and to what belongs to it, as its history tells."""


def only_their_work(record: str) -> bool:
    """Whether it is an audit that this person reads as the practitioner whose work it is, and as nobody else."""
    others = replace(i(), roles=i().roles - {"practitioner"})
    names, asked = names_of(record), current_app.extensions["policy"]
    return record.startswith("audit/") and not asked.allows(others, PAGES["audit"], names)
