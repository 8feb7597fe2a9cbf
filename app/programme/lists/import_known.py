"""The teams, areas and people that a list may name, found by what people call them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property

from app.programme.lists.import_cells import Unfit, shortened, tidy

SUGGESTIONS = 200
"""Likenesses looked up in one reading: a column of nothing but unknown names must not take minutes."""

A_TEAM, AN_AREA, A_PERSON = "a team here", "a service area here", "a person here"
MAKE_CERTAIN = {
    A_TEAM: "Give the teams different names first.",
    AN_AREA: "Give the service areas different names first.",
    A_PERSON: "Give the e-mail address.",
}


@dataclass(frozen=True)
class Known:
    """What is here already: names of teams and areas by id, (name, e-mail) of people by id."""

    teams: Mapping[str, str]
    people: Mapping[str, tuple[str, str]]
    areas: Mapping[str, str] = field(default_factory=dict)
    suggested: dict[tuple[str, str], str] = field(default_factory=dict, compare=False, repr=False)

    def team(self, text: str) -> str:
        """The id of a team by its name or id; raises Unfit, with the likeliest name."""
        return self._one(text, self._teams, A_TEAM)

    def area(self, text: str) -> str:
        """The id of a service area by its name or id; raises Unfit, with the likeliest name."""
        return self._one(text, self._areas, AN_AREA)

    def person(self, text: str) -> str:
        """The id of a person by e-mail or exact name, "Bell, Anna" too; raises Unfit for nobody and for two."""
        return self._one(text, self._people, A_PERSON)

    @cached_property
    def _teams(self) -> dict[str, list[tuple[str, str]]]:
        return _index((word, id, name) for id, name in self.teams.items() for word in (id, name, id.partition("/")[2]))

    @cached_property
    def _areas(self) -> dict[str, list[tuple[str, str]]]:
        return _index((word, id, name) for id, name in self.areas.items() for word in (id, name, id.partition("/")[2]))

    @cached_property
    def _people(self) -> dict[str, list[tuple[str, str]]]:
        return _index((word, id, word) for id, person in self.people.items() for word in person)

    def _one(self, text: str, index: dict[str, list[tuple[str, str]]], kind: str) -> str:
        found = {id for id, _ in index.get(_folded(text), index.get(_folded(_turned(text)), []))}
        if len(found) > 1:
            raise Unfit(f"'{shortened(text)}' could be any of {len(found)} here. {MAKE_CERTAIN[kind]}")
        if not found:
            raise Unfit(f"'{shortened(text)}' is not {kind}.{self._suggestion(text, index, kind)}")
        return found.pop()

    def _suggestion(self, text: str, index: dict[str, list[tuple[str, str]]], kind: str) -> str:
        if (kind, text) not in self.suggested and len(self.suggested) < SUGGESTIONS:
            close = get_close_matches(_folded(text), index, 1, 0.7)
            self.suggested[kind, text] = f" Did you mean {index[close[0]][0][1]}?" if close else ""
        return self.suggested.get((kind, text), "")


def _index(entries: Iterable[tuple[str, str, str]]) -> dict[str, list[tuple[str, str]]]:
    index: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for word, id, name in entries:
        if word:
            index[_folded(word)].append((id, name))
    return dict(index)


def _folded(text: str) -> str:
    return tidy(text).casefold()


def _turned(text: str) -> str:
    surname, comma, forename = text.partition(",")
    return f"{forename} {surname}" if comma else text
