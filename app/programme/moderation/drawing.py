"""Which audits of a month are moderated: the framework's share by chance, and the grades that always are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.events.vocabulary import COMPLETED_STATES, OPEN_STATES
from app.programme.english import counted
from app.programme.samples.drawn import LeftOut
from app.programme.samples.seeded import in_seed_order

CAN_BE_DRAWN = ("returned", "accepted")
GAP = "A gap"
"""How a draw names an audit that came onto record without the moderation that its grade asks for."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The framework's rule: what share of the audits that came in, and which overall grades always, best first.

    `labels` are the words of every grade of the scale.
    """

    share_percent: int
    always: tuple[str, ...]
    labels: Mapping[str, str]

    @property
    def words(self) -> str:
        """The rule as a sentence."""
        share = f"{self.share_percent}% of the audits that came in, rounded up, by chance"
        grades = " or ".join(self.labels[grade] for grade in self.always)
        return f"{share}; and every audit graded {grades}." if grades else f"{share}."


@dataclass(frozen=True, slots=True)
class Standing:
    """An audit as a draw looks at it: its state, the auditor's overall grade, and how it was drawn before, if ever."""

    audit: str
    state: str
    overall: str
    on_record: bool = False
    drawn_as: str = ""
    agreed: bool = False
    """Whether its grades were agreed by two auditors, which moderation does not put aside."""

    @property
    def came_in(self) -> bool:
        """Whether it counts in the base of the share: it is in, or was when it was drawn and is awaited again."""
        return self.state in COMPLETED_STATES or (self.drawn_as != "" and self.state in OPEN_STATES)


@dataclass(frozen=True, slots=True)
class Chosen:
    """An audit that is drawn: by chance or for its grade, and why in words."""

    audit: str
    drawn_as: str
    why: str


@dataclass(frozen=True, slots=True)
class Draw:
    """What a seed gives: the base, those that could be drawn in the seed's order, the chosen ones and the others."""

    seed: str
    came_in: int
    wanted: int
    before: int
    frame: tuple[Standing, ...]
    chosen: tuple[Chosen, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def by_chance(self) -> int:
        """How many are drawn by chance now."""
        return sum(one.drawn_as == "chance" for one in self.chosen)


def draw(audits: Sequence[Standing], rule: Rule, seed: str) -> Draw:
    """Draw from a month's audits, in whatever order they are given.

    The share is of all audits that came in, rounded up; what was drawn by chance before counts towards it. The audits
    that can be drawn now are put in the order of the seed, and the first of them are drawn; of the others, those with a
    grade that is always moderated are added.
    """
    base = [one for one in audits if one.came_in]
    frame = in_seed_order([one for one in base if _can_be_drawn(one)], seed, lambda one: one.audit)
    wanted, before = share_of(len(base), rule.share_percent), sum(one.drawn_as == "chance" for one in base)
    places = min(max(wanted - before, 0), len(frame))
    told = [_told(one, place, places, len(frame), rule) for place, one in enumerate(frame, 1)]
    chosen = tuple(one for one in told if isinstance(one, Chosen))
    others = [LeftOut(one.audit, _why_not(one, rule)) for one in base if not _can_be_drawn(one)]
    left_out = sorted([*(one for one in told if isinstance(one, LeftOut)), *others], key=lambda one: one.audit)
    return Draw(seed, len(base), wanted, before, tuple(frame), chosen, tuple(left_out))


def share_of(n: int, percent: int) -> int:
    """So many per cent of n, rounded up, so that at least the share is moderated."""
    return -(-n * percent // 100)


def sums(made: Draw, rule: Rule) -> str:
    """How many are drawn by chance and how many for their grade, with the sum, in words."""
    always = len(made.chosen) - made.by_chance
    before = f"; {made.before} had been drawn by chance before" if made.before else ""
    of = counted(made.came_in, "audit")
    base = f"{rule.share_percent}% of {of} that came in, rounded up, is {made.wanted}{before}"
    said = f"{base}. {made.by_chance} of {len(made.frame)} that could be drawn are drawn by chance"
    return f"{said}, and {always} more because of {'its' if always == 1 else 'their'} grade." if always else f"{said}."


def _can_be_drawn(one: Standing) -> bool:
    return one.state in CAN_BE_DRAWN and not (one.on_record or one.drawn_as or one.agreed)


def _told(one: Standing, place: int, places: int, of: int, rule: Rule) -> Chosen | LeftOut:
    where = f"by chance, {places} of {of}: number {place} in the order that the seed gives"
    always = _graded(one, rule)
    if place <= places:
        return Chosen(one.audit, "chance", f"Drawn {where}{'; also ' if always else ''}{always}.")
    if always:
        return Chosen(one.audit, "always", f"Always moderated: {always}. Not drawn {where}.")
    why = f"Not drawn {where}." if places else "Not drawn: the share is reached already."
    return LeftOut(one.audit, why)


def _graded(one: Standing, rule: Rule) -> str:
    """The grade for which an audit is always moderated, as words; empty for any other."""
    return f"graded {rule.labels.get(one.overall, one.overall)}" if one.overall in rule.always else ""


def _why_not(one: Standing, rule: Rule) -> str:
    if one.drawn_as:
        return "Drawn before."
    if one.agreed:
        return "Two auditors have agreed its grades."
    if one.on_record:
        missed = f" {GAP}: {_graded(one, rule)}, which is always moderated." if _graded(one, rule) else ""
        return f"On the child's record already.{missed}"
    return "Judged not to standard already."
