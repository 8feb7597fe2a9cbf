"""What keeps records from being erased on a day, in words, with whose inspection it is and until when."""

from collections.abc import Iterable
from datetime import date

from app.events.erasure import kind_of
from app.events.retention import KINDS
from app.programme.english import day, listed
from app.programme.house import House
from app.programme.retention import HOLDS
from projections import inspections, people
from projections import retention as schedule


def holding(house: House, of: str, about: str, records: Iterable[str], today: date) -> list[str]:
    """What keeps records from being erased on a day, in sentences; none where nothing does."""
    held, names = schedule.held(house.model, today), people.names(house.model)
    found = [(one, held[one]) for one in _whose(house, of, about, list(records)) if one in held]
    said = [
        f"{names.get(one) or one.partition('/')[2]} is held: {listed(dict.fromkeys(HOLDS[why] for why in whys))}."
        for one, whys in found
    ]
    if all_of_them := held.get(schedule.EVERYBODY):
        said = [f"Everything is held: {listed(HOLDS[why] for why in all_of_them)}.", *said]
    return [*said, *_inspected(house, {one for one, whys in found if "inspection" in whys}, today)]


def _inspected(house: House, children: set[str], today: date) -> list[str]:
    """Whose inspections of everything or of some children run on a day, and until when."""
    every = (row for row in inspections.everyone(house.model) if inspections.runs(row, today))
    running = [row for row in every if row["everything"] or not children.isdisjoint(row["children"])]
    return [
        f"The inspection of {row['name'] or 'somebody who is not on the list'} runs until"
        f" {day(date.fromisoformat(row['last']))}, if it is not ended before."
        for row in running
    ]


def _whose(house: House, of: str, about: str, records: list[str]) -> list[str]:
    """The children and persons whose records these are."""
    found = [] if of == "schedule" else [about]
    kinds = {kind_of(record) for record in records} if of == "schedule" else set()
    for kind in sorted(kinds & KINDS.keys()):
        theirs = schedule.whose(house.model, kind, [record for record in records if kind_of(record) == kind])
        found += [one for row in theirs for one in (row["child"], row["person"])]
    return list(dict.fromkeys(filter(None, found)))
