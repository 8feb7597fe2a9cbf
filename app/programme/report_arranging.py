"""The order of a report: what is moved goes to its place and the others make room, and what an order takes away."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from app.events.report_layout import Section, is_confidential

Places = Mapping[str, int | None]
"""By id, the place that was typed; None for none."""


@dataclass(frozen=True)
class Typed:
    """An order as it was typed: titles and places of sections, in which section each part stands, and at which place.

    A section with an empty title is left out, and a part in no section ("") stands nowhere.
    """

    titles: Mapping[str, str]
    places: Places
    stands_in: Mapping[str, str]
    part_places: Places
    opened: Collection[str] = ()
    """The confidential sections that are for the public copy from now on."""


@dataclass(frozen=True)
class Lost:
    """What an order takes away: sections (titles), parts (ids), and from the public copy parts by section's title."""

    sections: Sequence[str] = ()
    parts: Sequence[str] = ()
    closed: Sequence[tuple[str, Sequence[str]]] = ()

    @property
    def anything(self) -> bool:
        """Whether there is any of it."""
        return bool(self.sections or self.parts or self.closed)


def ordered(before: Sequence[Section], typed: Typed) -> list[Section]:
    """The order that was typed over the one before; a section that was confidential stays so unless it is opened."""
    secret = {one["id"] for one in before if is_confidential(one)} - {*typed.opened}
    there = [id for id, title in typed.titles.items() if title]
    stood = {one["id"]: one["blocks"] for one in before}
    sections = []
    for id in placed([one["id"] for one in before], there, typed.places):
        parts = [part for part, section in typed.stands_in.items() if section == id]
        blocks = placed(stood.get(id, ()), parts, typed.part_places)
        sections.append({"id": id, "title": typed.titles[id], "blocks": blocks, "confidential": id in secret})
    return sections


def placed(stood: Sequence[str], here: Sequence[str], places: Places) -> list[str]:
    """What is here, in order: what has another place than it stood at goes there, and the others keep theirs.

    Of two that are moved to one place the one that stood first comes first. What is new and has no place comes last.
    """
    was = {id: n for n, id in enumerate(stood, 1)}
    stays = [id for id in stood if id in here and places.get(id) in (None, was[id])]
    comes = sorted((id for id in here if id not in stays), key=lambda id: was.get(id, len(was) + 1))
    order = stays + [id for id in comes if places.get(id) is None]
    moved = ((place, -n, id) for n, id in enumerate(comes) if (place := places.get(id)) is not None)
    for place, _, id in sorted(moved):
        order.insert(max(place - 1, 0), id)
    return order


def lost(before: Sequence[Section], after: Sequence[Section]) -> Lost:
    """What one order has and another has not, in it or in its public copy."""
    kept, shown = {one["id"] for one in after}, {part for one in after for part in one["blocks"]}
    gone = [part for one in before for part in one["blocks"] if part not in shown]
    return Lost([one["title"] for one in before if one["id"] not in kept], gone, _closed(before, after))


def _closed(before: Sequence[Section], after: Sequence[Section]) -> list[tuple[str, Sequence[str]]]:
    public = [one for one in before if not is_confidential(one)]
    ids, parts = {one["id"] for one in public}, {part for one in public for part in one["blocks"]}
    secret = ((one, [part for part in one["blocks"] if part in parts]) for one in after if is_confidential(one))
    return [(one["title"], out) for one, out in secret if out or one["id"] in ids]


def anew(
    order: Sequence[Section], layout: Sequence[Section], known: Collection[str], texts: Mapping[str, str]
) -> tuple[list[Section], set[str]]:
    """An order for a report that has another now: as it is kept, and the sections that it opens to the public copy.

    A section that was left out comes back as a new one, without its text; one that is confidential now stays so where
    something is written in it.
    """
    here = {one["id"]: one for one in layout}
    fresh = (id for n in count(1) if (id := f"section-{n}") not in {*known, *(one["id"] for one in order)})
    left_out = {one["id"] for one in order if one["id"] in known and one["id"] not in here}
    made = [one | {"id": next(fresh) if one["id"] in left_out else one["id"]} for one in order]
    secret = {id for id, one in here.items() if one["confidential"]}
    closed = {id for id in secret if texts.get(id)}
    made = [one | {"confidential": is_confidential(one) or one["id"] in closed} for one in made]
    return made, {one["id"] for one in made if one["id"] in secret and not one["confidential"]}
