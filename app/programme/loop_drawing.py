"""Which children of a month are audited by a second person too: so many by chance, each with an auditor who may."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.programme.allocations.matching import spread
from app.programme.english import counted
from app.programme.samples.drawn import LeftOut
from app.programme.samples.seeded import in_seed_order


@dataclass(frozen=True, slots=True)
class Taker:
    """Somebody who may audit a child too: how many audits they have this month and had lately, and what was found."""

    auditor: str
    load: int
    recent: int
    grounds: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """An audit that is drawn and why, who audits the child too and why they."""

    audit: str
    why: str
    auditor: str
    grounds: str


@dataclass(frozen=True, slots=True)
class Draw:
    """What a seed gives: those that could be drawn in its order, the drawn ones and the others."""

    seed: str
    size: int
    frame: tuple[str, ...]
    chosen: tuple[Chosen, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def words(self) -> str:
        """How many were drawn, out of how many, in words."""
        n = counted(len(self.chosen), "audit")
        are = "is" if len(self.chosen) == 1 else "are"
        return f"{n} of {len(self.frame)} that could be drawn {are} drawn by chance, each with a second auditor."


def draw(audits: Sequence[str], size: int, seed: str, takers: Callable[[str], Sequence[Taker]]) -> Draw:
    """Draw so many of these audits, given in whatever order, and find each a second auditor of its `takers`.

    They are put in the order of the seed; the first of them that anybody may audit too are drawn.
    """
    frame = in_seed_order(audits, seed, lambda audit: audit)
    may: dict[str, tuple[str, Sequence[Taker]]] = {}
    left_out = []
    for place, audit in enumerate(frame, 1):
        where = f"place {place} of {len(frame)} in the order of the seed"
        found = takers(audit) if len(may) < size else ()
        if found:
            may[audit] = f"Drawn by chance: {where}.", found
        elif len(may) < size:
            left_out.append(LeftOut(audit, f"Nobody else may audit this child: {where}."))
        else:
            left_out.append(LeftOut(audit, f"Not drawn by chance: {where}."))
    return Draw(seed, size, tuple(frame), _with_auditors(may, seed), tuple(left_out))


def _with_auditors(may: Mapping[str, tuple[str, Sequence[Taker]]], seed: str) -> tuple[Chosen, ...]:
    """Give each audit to one who may have it, so that what each has this month is as even as the rules allow.

    After that, who had fewer lately goes first, then the seed decides.
    """
    known = {one.auditor: one for _, takers in may.values() for one in takers}
    pool = in_seed_order(known.values(), seed, lambda one: one.auditor)
    at = {one.auditor: place for place, one in enumerate(pool)}
    found = spread(
        choices=[sum(1 << at[one.auditor] for one in takers) for _, takers in may.values()],
        wanted=[1] * len(may),
        room=[len(may)] * len(pool),
        cost=lambda place, more: (pool[place].load + more, pool[place].recent),
    )
    given = zip(may.items(), found, strict=True)
    return tuple(_chosen(audit, why, takers, pool[places[0]].auditor) for (audit, (why, takers)), places in given)


def _chosen(audit: str, why: str, takers: Sequence[Taker], auditor: str) -> Chosen:
    one = next(taker for taker in takers if taker.auditor == auditor)
    had = f"{counted(one.load, 'audit')} this month before it, {one.recent} lately"
    among = f"one of {counted(len(takers), 'auditor')} who may"
    return Chosen(audit, why, auditor, f"{one.grounds} {had}; {among}.")
