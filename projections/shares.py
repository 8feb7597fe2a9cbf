"""What a figure is: its members and its base, one definition, and how its share is rounded."""

from dataclasses import dataclass
from decimal import Decimal

NONE = "–"
"""How the share of nothing reads."""


def percent(n: int, of: int, places: int) -> Decimal | None:
    """n of `of` in per cent, rounded half up once to so many places; None for 0 of 0.

    Whole numbers throughout, so that no half is lost to binary or to an earlier rounding.
    """
    if of == 0:
        return None
    return Decimal((200 * 10**places * n + of) // (2 * of)).scaleb(-places)


@dataclass(frozen=True)
class Figure:
    """One figure with everything that it counts.

    members and base are ids, of audits or of people; a count has no base. `confidential`: who is exempted, and so
    whose names only those see who run the programme or answer for it. `personal`: for what kind of reason, and so
    whose names only those see who run the programme or decide.
    """

    name: str
    label: str
    definition: str
    members: tuple[str, ...]
    members_are: str = "audits"
    base: tuple[str, ...] | None = None
    base_are: str = "audits"
    places: int = 0
    confidential: bool = False
    personal: bool = False

    @property
    def n(self) -> int:
        """How many members."""
        return len(self.members)

    @property
    def of(self) -> int | None:
        """The size of the base, None for a count."""
        return None if self.base is None else len(self.base)

    @property
    def share(self) -> Decimal | None:
        """The members in per cent of the base; None for a count and for 0 of 0."""
        return None if self.of is None else percent(self.n, self.of, self.places)

    @property
    def value(self) -> str:
        """The figure as it is printed: 45, 62%, or – for a share of nothing."""
        if self.of is None:
            return str(self.n)
        return NONE if self.share is None else f"{self.share}%"

    @property
    def words(self) -> str:
        """The figure with what it is of: 45 of 73."""
        return str(self.n) if self.of is None else f"{self.n} of {self.of}"

    @property
    def others(self) -> tuple[str, ...]:
        """Those of the base who are no members, where both are of one kind."""
        if self.base is None or self.members_are != self.base_are:
            return self.base or ()
        inside = set(self.members)
        return tuple(id for id in self.base if id not in inside)
