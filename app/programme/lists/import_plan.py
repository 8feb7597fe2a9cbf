"""What bringing a list in would do to what is held now: add, change, end, or nothing."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any, Self

from app.events.base import Refusal
from app.programme.english import counted
from app.programme.lists.import_reading import Reading, Record
from app.programme.lists.table_grid import Fault

Current = Mapping[str, Mapping[str, Any]]
"""The entries held now, ended ones too, by key, under the names of the records' fields."""

ENDS = {"people": "left_on", "children": "ended_on"}
MANY_ENDS = 0.2


@dataclass(frozen=True)
class Change:
    """What changes about one entry: each field's value before and after."""

    key: str
    fields: dict[str, list[Any]]


@dataclass(frozen=True)
class End:
    """An entry that ends on a date (ISO); `listed` when the list itself says so, else because it is not on it."""

    key: str
    on: str
    listed: bool


@dataclass
class ImportPlan:
    """Everything that an import would do. `passed_over` are closed children who are not held here anyway.

    `digest` stands for file, mapping and what is held now: the same digest is the same plan.
    """

    kind: str
    on: str = ""
    add: list[Record] = field(default_factory=list)
    change: list[Change] = field(default_factory=list)
    end: list[End] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    more: int = 0
    warnings: list[str] = field(default_factory=list)
    digest: str = ""
    held: str = ""

    @property
    def blocked(self) -> bool:
        """Whether a fault stands in the way."""
        return any(not fault.warning for fault in self.faults)

    @property
    def nothing_to_do(self) -> bool:
        """Whether everything on the list is held already."""
        return not (self.add or self.change or self.end)

    def require_ready(self, current: Current) -> None:
        """Raise Refusal when the list has faults, or when what is held now is not what the plan was made for."""
        if self.blocked:
            number = sum(not fault.warning for fault in self.faults)
            raise Refusal(f"The list has {counted(number, 'fault')}. Put them right in the file and bring it in again.")
        if digest_of(current) != self.held:
            raise Refusal("What is held here has changed since this preview. Look at a new preview and confirm that.")

    def to_json(self) -> str:
        """The plan as text, to be kept between preview and confirmation."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The plan that `to_json` wrote; raises ValueError for anything else."""
        try:
            held = json.loads(text)
            lists = {"change": Change, "end": End, "faults": Fault}
            return cls(**held | {name: [made(**each) for each in held[name]] for name, made in lists.items()})
        except (TypeError, KeyError, ValueError) as error:
            raise ValueError("This is not a plan of an import.") from error


def plan(reading: Reading, current: Current) -> ImportPlan:
    """Compare a list with what is held.

    Only fields that both the list and the entry have are compared, so a list without a column changes nothing
    there. A child who is open and not on a whole list ends on the list's date; a person only by a date of their own.
    """
    made = ImportPlan(reading.kind, reading.on, faults=list(reading.faults), more=reading.more)
    held = {key.casefold(): key for key in current}
    for record in reading.records:
        key = held.get(record[reading.key].casefold())
        if key is None:
            _add(made, record, reading.key)
        else:
            _compare(made, record, reading.key, key, current[key])
    if reading.whole:
        made.end += [End(key, reading.on, False) for key in _absent(reading, current)]
    made.warnings = _warnings(made, current)
    made.held = digest_of(current)
    made.digest = digest_of([reading.digest, made.held])
    return made


def digest_of(value: Any) -> str:
    """The SHA-256, in hexadecimal, of a JSON-native value whatever the order of its keys."""
    return sha256(json.dumps(value, sort_keys=True, ensure_ascii=False, default=dict).encode()).hexdigest()


def _add(made: ImportPlan, record: Record, key: str) -> None:
    if made.kind == "children" and record["ended_on"]:
        made.passed_over.append(record[key])
    else:
        made.add.append(record)


def _compare(made: ImportPlan, record: Record, key_field: str, key: str, now: Mapping[str, Any]) -> None:
    fields = {
        name: [now[name], value]
        for name, value in record.items()
        if name in now and name != key_field and now[name] != value and not _goes_back(name, now[name], value)
    }
    ending = fields.pop(ENDS.get(made.kind, ""), None)
    if ending and not ending[0]:
        made.end.append(End(key, ending[1], True))
    elif ending and not ending[1]:
        fields[ENDS[made.kind]] = ending
    if fields:
        made.change.append(Change(key, fields))
    elif not ending or all(ending):
        made.same.append(key)


def _goes_back(name: str, before: Any, after: Any) -> bool:
    """A case system learns of an audit later than this log: the day of the last one never moves back."""
    return name == "last_audited" and after < before


def _absent(reading: Reading, current: Current) -> list[str]:
    end = ENDS[reading.kind]
    return [key for key, now in current.items() if not now.get(end) and key.casefold() not in reading.seen]


def _warnings(made: ImportPlan, current: Current) -> list[str]:
    absent = sum(not end.listed for end in made.end)
    held = sum(not now.get("ended_on") for now in current.values())
    if made.kind == "children" and absent > MANY_ENDS * held:
        return [f"Not on this list, so they would end: {absent:,} of {held:,} open children. Is it the whole list?"]
    return []
