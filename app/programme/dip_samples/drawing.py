"""Drawing a dip sample from its frame, in a way that anybody can repeat, and the check that it repeats."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.events.base import Refusal
from app.events.dip_sample import DipSample, DipSampleDrawn
from app.events.dip_sample_plan import BY_CHANCE, STRATA
from app.events.text import tidied
from app.programme.dip_samples import frames, strata
from app.programme.dip_samples.frames import Frame
from app.programme.english import counted, listed, ordinal
from app.programme.house import House
from app.programme.samples.sample_check import as_before
from app.programme.samples.seeded import in_seed_order
from projections.rows import Row

LONGEST_SEED, SHOWN = 80, 5
MEMBER = ("id", "child", "team", "area", "plan")


@dataclass(frozen=True, slots=True)
class Check:
    """A draw made again: whether the members and their reasons are the recorded ones, and whether the frame is."""

    identical: bool
    members: int
    frame_size: int
    frame_then: int
    missing: tuple[str, ...]
    extra: tuple[str, ...]


def draw(
    house: House, id: str, *, version: int, seed: str = "", references: str = "", reason: str = "", on: date, by: str,
    at: str,
) -> None:  # fmt: skip
    """Draw the members as the plan says: by chance from a seed, all of the frame, or those named by reference.

    Raises Refusal where that cannot be, Stale or AlreadyDone.
    """
    sample = house.load_at(DipSample, id, version, by, DipSampleDrawn, on=on.isoformat(), seed=_seed_of(seed))
    frame = frames.frame(house, sample.frame, on.isoformat())
    how = sample.selection["how"]
    members = _members(frame, sample.selection, _seed_of(seed), references, reason)
    facts = {"how": how, "seed": _seed_of(seed) if how in BY_CHANCE else "", "reason": reason, "on": on.isoformat()}
    facts |= {"rule_in_words": rule_in_words(how, members, frame), "frame_in_words": frame.words}
    sample.draw(members, **facts, frame_size=frame.size, frame_on=frame.on, by=by, at=at)
    house.keep(sample)


def frame_now(house: House, id: str, today: str) -> Frame:
    """What the frame of a dip sample holds today."""
    return frames.frame(house, house.load(DipSample, id).frame, today)


def draw_again(house: House, id: str) -> Check:
    """Draw the recorded members again from the seed, over the frame as it stood then; raises Refusal before a draw."""
    drawn = house.load(DipSample, id).drawing
    if drawn is None:
        raise Refusal("Nothing has been drawn yet.")
    before = house.log.load(DipSample, id, drawn.originator_version - 1)
    with as_before(house, drawn) as model:
        frame = frames.frame(House(house.log, house.reader, model), before.frame, drawn.on)
    references = " ".join(one["id"] for one in drawn.members)
    selection = {"how": drawn.how, "size": before.selection["size"]}
    made = _members(frame, selection, drawn.seed, references, drawn.reason)
    was, now = ({(one["id"], one["why"]) for one in found} for found in (drawn.members, made))
    missing, extra = (tuple(sorted(one for one, _ in found)) for found in (was - now, now - was))
    same = was == now and frame.size == drawn.frame_size
    return Check(same, len(drawn.members), frame.size, drawn.frame_size, missing, extra)


def rule_in_words(how: str, members: Sequence[Row], frame: Frame) -> str:
    """How the members were found, as a sentence."""
    n = len(members)
    whole = f"{n:,} of {frame.counted}"
    if how in STRATA:
        return strata.rule(whole, members, frame, STRATA[how])
    return {
        "drawn": f"{whole}, each with the same chance: the first {n:,} in the order that the seed gives.",
        "all": f"All {frame.counted} of the frame.",
        "by_hand": f"{whole}, chosen by hand.",
    }[how]


def _members(
    frame: Frame, selection: dict[str, Any], seed: str, references: str, reason: str
) -> list[dict[str, str]]:  # fmt: skip
    if selection["how"] == "all":
        return [_member(row, f"All {frame.counted} of the frame are in the sample.") for row in frame.members]
    if selection["how"] == "by_hand":
        why = f"Chosen by hand: {reason.strip().rstrip('.')}."
        return [_member(row, why) for row in _by_hand(frame, references)]
    if selection["how"] in STRATA:
        _must_hold(frame, selection["size"], seed)
        found = strata.drawn(frame, selection["size"], seed, STRATA[selection["how"]])
        return [_member(row, why) for row, why in found]
    return _drawn(frame, selection["size"], seed)


def _drawn(frame: Frame, size: int, seed: str) -> list[dict[str, str]]:
    """Simple random sampling without replacement: the first in the order of the seed, whatever order they came in."""
    _must_hold(frame, size, seed)
    how = f"One of {size:,} drawn from {frame.counted}"
    ordered = in_seed_order(frame.members, seed, lambda row: str(row["id"]))[:size]
    return [
        _member(row, f"{how}; {ordinal(rank)} in the order drawn from seed “{seed}”.")
        for rank, row in enumerate(ordered, 1)
    ]


def _must_hold(frame: Frame, size: int, seed: str) -> None:
    if not seed:
        raise Refusal("Enter a seed: any word or number, from which the draw can be repeated.", "seed")
    if size > frame.size:
        raise Refusal(f"The frame holds {frame.counted} now, fewer than the {size:,} to be drawn. Change the plan.")


def _by_hand(frame: Frame, references: str) -> list[Row]:
    tokens = re.split(r"[\s,;]+", tidied(references).strip())
    found, unknown = frames.named(frame.members, [token for token in tokens if token])
    if unknown:
        raise Refusal(f"Not in the frame: {_some(unknown)}.", "references")
    return found


def _some(names: Sequence[str]) -> str:
    shown = [name[:30] for name in names[:SHOWN]]
    return listed([*shown, counted(len(names) - SHOWN, "other")] if len(names) > SHOWN else shown)


def _member(row: Row, why: str) -> dict[str, str]:
    return {key: str(row[key] or "") for key in MEMBER} | {"why": why}


def _seed_of(text: str) -> str:
    seed = " ".join(tidied(text).split())
    if len(seed) > LONGEST_SEED:
        raise Refusal(f"Use at most {LONGEST_SEED} characters.", "seed")
    return seed
