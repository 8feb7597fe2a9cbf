"""Filling a dip sample in, cell by cell, by several people at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.events import measures as rules
from app.events.base import Refusal
from app.events.dip_sample import DipSample
from app.events.dip_sample_answers import record_answers
from app.programme.house import House, Stale

Cell = tuple[str, str]
Cells = Mapping[Cell, str]
"""What was typed, by member and measure."""
TRIES = 6


@dataclass(frozen=True, slots=True)
class Theirs:
    """What somebody else answered in a cell meanwhile (None: took the answer out), who and when."""

    value: Any
    by: str
    at: str


class Clash(Exception):  # noqa: N818 - somebody else was first, nothing went wrong
    """Cells that two people filled in otherwise; nothing of what was sent is stored. `version` shows both."""

    def __init__(self, cells: Mapping[Cell, Theirs], version: int) -> None:
        super().__init__("Somebody else answered this while your page was open.")
        self.cells, self.version = cells, version


class Unfit(Exception):  # noqa: N818 - the rules refuse, nothing went wrong
    """Cells that hold no answer, each with why; nothing of what was sent is stored."""

    def __init__(self, cells: Mapping[Cell, str]) -> None:
        super().__init__("Some of the answers cannot be kept.")
        self.cells = cells


def record(house: House, id: str, cells: Cells, *, seen: int, by: str, at: str) -> int:
    """Record the answers that differ from what the page showed at version `seen`; all of them or none.

    A cell that somebody else answered since in another way is a Clash, unless it says the same. Returns the version of
    the record after it. Raises Clash, Unfit, or Refusal for what is no cell and a sample that is not to be filled in.
    """
    for left in range(TRIES - 1, -1, -1):
        sample = house.load(DipSample, id)
        typed = _typed(sample, _seen(house, id, seen, sample), cells)
        _must_not_clash(sample, typed, seen, by)
        _take(sample, typed, by, at)
        try:
            house.keep(sample)
            break
        except Stale:  # Another save came between: decide again over what it left.
            if not left:
                raise
    return sample.version


def _seen(house: House, id: str, seen: int, sample: DipSample) -> DipSample:
    """The record as the page showed it."""
    if seen >= sample.version:
        return sample
    return house.log.load(DipSample, id, seen) if seen > 0 else DipSample(id)


def _typed(sample: DipSample, shown: DipSample, cells: Cells) -> dict[Cell, Any]:
    """The answers that the person changed on their page."""
    found: dict[Cell, Any] = {}
    unfit: dict[Cell, str] = {}
    for cell, text in cells.items():
        member, id = cell
        if member not in sample.members or id not in sample.measures:
            raise Refusal("What is asked, or of whom, was changed meanwhile. Look at the grid again.")
        try:
            value = rules.read(sample.measures[id], text)
            if value != shown.answer(member, id):
                found[cell] = value
        except Refusal as refusal:
            unfit[cell] = refusal.sentence
    if unfit:
        raise Unfit(unfit)
    return found


def _must_not_clash(sample: DipSample, typed: Mapping[Cell, Any], seen: int, by: str) -> None:
    theirs = {}
    for (member, id), value in typed.items():
        last, stands = sample.cells.get((member, id)), sample.answer(member, id)
        if last and last.by != by and last.originator_version > seen and stands != value:
            theirs[member, id] = Theirs(stands, last.by, last.at)
    if theirs:
        raise Clash(theirs, sample.version)


def _take(sample: DipSample, typed: Mapping[Cell, Any], by: str, at: str) -> None:
    of_members: dict[str, dict[str, Any]] = {}
    for (member, id), value in typed.items():
        of_members.setdefault(member, {})[id] = value
    unfit: dict[Cell, str] = {}
    for member, answers in of_members.items():
        try:
            record_answers(sample, member, answers, by=by, at=at)
        except Refusal as refusal:
            if not refusal.field:
                raise
            unfit[member, refusal.field] = refusal.sentence
    if unfit:
        raise Unfit(unfit)
