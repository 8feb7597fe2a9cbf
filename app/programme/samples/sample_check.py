"""A stored sample made again from its seed, over the list as it stood at the draw; and why a child is not in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from app.events import cycle as events
from app.events.base import Event, Refusal
from app.programme.house import House
from app.programme.samples.sample import draw_from
from app.programme.samples.sample_facts import Drawing, facts, rule_of
from app.programme.samples.sampling_rule import without_reasons
from projections import ReadModel, cycles

CHANGES = (events.SampleDrawn, events.ChildAddedToSample, events.ChildTakenOutOfSample)


@dataclass(frozen=True, slots=True)
class Check:
    """A sample drawn again: whether the children, their order and what each was drawn from are the stored ones.

    The words of a reason may be put better with time, so that they are not held against a draw of before.
    """

    identical: bool
    children: int
    missing: tuple[str, ...]
    extra: tuple[str, ...]


def draw_again(house: House, cycle: str) -> Check:
    """Draw the stored sample again from its seed and rule, over the list as it stood; raises Refusal before a draw."""
    stored, drawing = _again(house, cycle)
    was, now = (
        [(_ref(chosen["child"]), chosen["stratum"]) for chosen in children]
        for children in (stored.children, facts(drawing)["children"])
    )
    missing, extra = (tuple(sorted(ref for ref, _ in found)) for found in (set(was) - set(now), set(now) - set(was)))
    return Check(was == now, len(was), missing, extra)


def why_not(house: House, cycle: str, reference: str, *, reasons: bool = True) -> str:
    """Why a child is or is not in the month's sample, as a sentence; changes by hand are told first.

    With `reasons` also what somebody wrote who named the child or changed the sample by hand.
    """
    reference = reference.strip().removeprefix("child/")
    if said := _by_hand(house, cycle, f"child/{reference}", reasons):
        return said
    stored, drawing = _again(house, cycle)
    why = {chosen.ref: chosen.why for chosen in drawing.sample.chosen}
    if not reasons:
        named = rule_of(stored.rule).named
        why = {ref: without_reasons(said, named) for ref, said in why.items()}
    return f"{reference} is in the sample. {why[reference]}" if reference in why else drawing.sample.why_not(reference)


def drawn(house: House, cycle: str) -> events.SampleDrawn | None:
    """The draw that stands: the newest one of the month, None before there is one."""
    made = [found for found in house.log.history(cycle) if isinstance(found, events.SampleDrawn)]
    return made[-1] if made else None


def draws(house: House, cycle: str) -> int:
    """How often the month's sample was drawn."""
    return sum(isinstance(found, events.SampleDrawn) for found in house.log.history(cycle))


def state_number(house: House, cycle: str) -> int:
    """Which state of the month's sample it is: 1 as first drawn, one more for each new draw and change by hand."""
    return sum(isinstance(found, CHANGES) for found in house.log.history(cycle))


def rule_before(house: House, cycle: str) -> tuple[str, events.SampleDrawn] | None:
    """The month (id) and the draw that a new draw's rule begins with: its own, else the newest one of before it."""
    newest_first = (row["id"] for row in cycles.cycles(house.model) if row["id"] <= cycle)
    return next(((id, made) for id in newest_first if (made := drawn(house, id))), None)


def by_hand(house: House, cycle: str) -> list[events.ChildAddedToSample | events.ChildTakenOutOfSample]:
    """Every change by hand since the draw that stands, oldest first."""
    stored = drawn(house, cycle)
    later = house.log.history(cycle)[stored.originator_version if stored else 0 :]
    return [made for made in later if isinstance(made, events.ChildAddedToSample | events.ChildTakenOutOfSample)]


def _again(house: House, cycle: str) -> tuple[events.SampleDrawn, Drawing]:
    stored = drawn(house, cycle)
    if stored is None:
        raise Refusal("No sample has been drawn for this month yet.")
    with as_before(house, stored) as model:
        return stored, draw_from(model, cycle, rule_of(stored.rule), stored.seed)


@contextmanager
def as_before(house: House, stored: Event) -> Iterator[ReadModel]:
    """The read model as it stood just before an event: the list may have changed since."""
    position = house.reader.stream(stored.originator_id)[stored.originator_version - 1].position
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        model = ReadModel(Path(folder) / "then.sqlite", house.reader, house.views, upto=position - 1)
        try:
            model.catch_up()
            yield model
        finally:
            model.close()


def _by_hand(house: House, cycle: str, child: str, reasons: bool) -> str:
    said = ""
    for made in by_hand(house, cycle):
        because = f": {made.reason}" if reasons else "."
        if isinstance(made, events.ChildAddedToSample):
            said = f"{_ref(child)} was put in by hand{because}" if made.child == child else said
        elif made.child == child:
            said = f"{_ref(child)} was taken out by hand{because}"
        elif made.replaced_by == child:
            said = f"{_ref(child)} came in from the reserve in the place of {_ref(made.child)}{because}"
    return said


def _ref(child: str) -> str:
    return child.removeprefix("child/")
