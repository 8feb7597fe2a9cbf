"""Which columns a list of people, children or counts may have, by the names that case systems give them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from app.programme.lists.table_grid import CannotRead, Table

UNSURE_FROM = 0.7


@dataclass(frozen=True)
class Field:
    """One thing that a list can say of an entry; `names` are the headings that are known to mean it."""

    name: str
    label: str
    names: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True)
class Spec:
    """The fields of a kind of list, its key first; a column called one of `never` is not offered and not read."""

    kind: str
    fields: tuple[Field, ...]
    never: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """The name of the field by which an entry is known."""
        return self.fields[0].name

    def field(self, name: str) -> Field:
        """The field of this name; raises CannotRead for another."""
        for each in self.fields:
            if each.name == name:
                return each
        raise CannotRead(f"“{name}” is not something that this list can hold.")


@dataclass(frozen=True)
class Matching:
    """What the headings seem to mean, for a person to confirm.

    `mapping` has the fields whose column is certain; `unsure` the candidates of others, best first;
    `unmatched_required` the fields that must have a column and have not even a candidate; `unused` the rest.
    """

    mapping: dict[str, str] = field(default_factory=dict)
    unsure: dict[str, list[str]] = field(default_factory=dict)
    unmatched_required: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)


def match(columns: Sequence[str], spec: Spec) -> Matching:
    """Find each field's column by its heading; capitals, spaces and punctuation do not count."""
    offered = [column for column in columns if normal(column) not in spec.never]
    exact = {each.name: [column for column in offered if score(column, each) == 1] for each in spec.fields}
    mapping = {name: found[0] for name, found in exact.items() if len(found) == 1}
    free = [column for column in offered if column not in mapping.values()]
    guesses = {each.name: _guesses(free, each) for each in spec.fields if each.name not in mapping}
    unsure = {name: found for name, found in guesses.items() if found}
    missing = [each.name for each in spec.fields if each.required and each.name not in mapping | unsure]
    used = {*mapping.values(), *(column for found in unsure.values() for column in found)}
    return Matching(mapping, unsure, missing, [column for column in offered if column not in used])


def confirmed(table: Table, mapping: Mapping[str, str], spec: Spec) -> dict[str, int]:
    """Each chosen field's place in the rows; raises CannotRead for a choice that cannot be."""
    chosen = {spec.field(name).name: column for name, column in mapping.items() if column}
    for name, column in chosen.items():
        if column not in table.columns:
            raise CannotRead(f"The list has no column “{column}” for {spec.field(name).label}.")
        if normal(column) in spec.never:
            raise CannotRead(f"The column “{column}” is never brought in. Choose another for {spec.field(name).label}.")
        if sum(other == column for other in chosen.values()) > 1:
            raise CannotRead(f"The column “{column}” is chosen twice. Choose another for {spec.field(name).label}.")
    for each in spec.fields:
        if each.required and each.name not in chosen:
            raise CannotRead(f"Choose the column that holds the {each.label}.")
    return {each.name: table.columns.index(chosen[each.name]) for each in spec.fields if each.name in chosen}


def score(column: str, wanted: Field) -> float:
    """How well a heading fits a field: 1 for a name that is known to mean it, less for a likeness, 0 for none."""
    heading = normal(column)
    return max(_likeness(heading, name) for name in (normal(wanted.label), *wanted.names))


def normal(heading: str) -> str:
    """A heading in small letters, with single spaces instead of punctuation: "ChildRef_No." is "child ref no"."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", unicodedata.normalize("NFKC", heading))
    return " ".join(re.sub(r"[\W_]+", " ", apart).casefold().split())


def _guesses(columns: Sequence[str], wanted: Field) -> list[str]:
    scores = {column: score(column, wanted) for column in columns}
    return sorted((each for each in columns if scores[each] >= UNSURE_FROM), key=lambda each: -scores[each])


def _likeness(heading: str, name: str) -> float:
    if heading.replace(" ", "") == name.replace(" ", ""):
        return 1.0
    if len(name) > 2 and set(name.split()) <= set(heading.split()):
        return 0.7 + 0.2 * len(name) / len(heading)
    matcher = SequenceMatcher(None, heading, name)
    if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < 0.85:
        return 0.0
    return 0.9 * ratio if (ratio := matcher.ratio()) >= 0.85 else 0.0
