"""Who may decide on whose exemption on a day: the council's rule, the areas' directors, deputies, and who is left."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from projections import deciders

ABOVE = ("operations_director", "director")
"""Who decides where nobody else may."""
OTHERWISE = "Decided by another operations director or the director of children's services"
WORDS = {
    "operations_director": "the operations director over the auditor's area",
    "head_of_service": "a head of service",
    "director": "the director of children's services",
    "qa_lead": "a QA lead",
}
NOBODY = {
    "operations_director": "no operations director is over it",
    "head_of_service": "there is no other head of service",
    "director": "there is no other director of children's services",
    "qa_lead": "there is no other QA lead",
}


@dataclass(frozen=True, slots=True)
class Ground:
    """Why somebody may decide: the rule in words, and in whose place if they stand in for somebody."""

    rule: str
    in_place_of: str = ""


@dataclass(frozen=True, slots=True)
class Authority:
    """Who may decide an auditor's exemption, each by which ground, and the rule that says so."""

    rule: str
    grounds: Mapping[str, Ground]

    @property
    def people(self) -> frozenset[str]:
        """The ids of everybody who may decide."""
        return frozenset(self.grounds)


@dataclass(frozen=True, slots=True)
class Deciding:
    """Everything that says who decides on a day."""

    role: str
    """The role that the council has chosen to decide."""
    holders: Mapping[str, frozenset[str]]
    """Everybody who holds a role, by role."""
    directors: Mapping[str, str]
    """The operations director over each area."""
    deputies: Mapping[str, str]
    """Who stands in, by the person whose place it is."""

    def over(self, auditor: str, area: str, asked_by: str = "") -> Authority:
        """Who decides on an auditor of an area ("" for none), for whom this person has asked: neither of the two."""
        barred = {auditor, asked_by}
        by_rule = self._by_the_rule(area)
        grounds = self._deputies(by_rule, barred)
        rule = f"Decided by {WORDS[self.role]}."
        if not (left := by_rule - barred):
            left = self._above() - barred
            rule = f"{OTHERWISE}: {self._why(by_rule, auditor)}."
        return Authority(rule, grounds | {person: Ground(rule) for person in sorted(left)})

    def _by_the_rule(self, area: str) -> frozenset[str]:
        if self.role != "operations_director":
            return self.holders.get(self.role, frozenset())
        director = self.directors.get(area, "")
        return frozenset({director}) if director else frozenset()

    def _above(self) -> frozenset[str]:
        return frozenset(person for role in ABOVE for person in self.holders.get(role, ()))

    def _deputies(self, people: frozenset[str], barred: set[str]) -> dict[str, Ground]:
        rule = f"Decided by the deputy of {WORDS[self.role]}."
        pairs = [(self.deputies[person], person) for person in sorted(people) if person in self.deputies]
        return {deputy: Ground(rule, person) for deputy, person in pairs if deputy not in barred | people}

    def _why(self, by_rule: frozenset[str], auditor: str) -> str:
        if self.role != "operations_director" or not by_rule:
            return NOBODY[self.role]
        who = "is the auditor" if auditor in by_rule else "asked for it"
        return f"the operations director over the area {who}"


def deciding(model: Any, on: date | None = None) -> Deciding:
    """Who decides on a day; with no day nobody stands in for anybody."""
    holders: dict[str, set[str]] = {}
    for row in deciders.deciding(model):
        holders.setdefault(row["role"], set()).add(row["person"])
    return Deciding(
        role=deciders.authority(model),
        holders={role: frozenset(people) for role, people in holders.items()},
        directors=deciders.directors(model),
        deputies=deciders.deputies_on(model, on) if on else {},
    )
