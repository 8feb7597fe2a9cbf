"""What a list says, row by row: records of plain values, and a fault for each cell that says nothing."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.programme.lists.import_cells import Unfit, shortened, tidy
from app.programme.lists.import_columns import Field, Spec, confirmed, normal
from app.programme.lists.import_steps import Tell, nobody
from app.programme.lists.table_grid import Fault, Row, Table

MAX_FAULTS = 1_000
NOT_KEPT = "(not kept)"

Record = dict[str, Any]
"""JSON-native values by field: text, whole numbers, ISO dates, ids; "" for a blank cell, [] for no roles."""

Readers = Mapping[str, Callable[[str], Any]]


@dataclass(frozen=True)
class Reading:
    """A list as understood: a record for each row without a fault, with the fields that have a column.

    `seen` holds the keys of every row in small letters, faulty rows too; `on` is the list's date (ISO); a `whole`
    list ends whoever is not on it; `more` counts faults beyond the thousand kept; `digest` stands for file and mapping.
    """

    kind: str
    key: str
    records: list[Record]
    faults: list[Fault]
    seen: frozenset[str] = frozenset()
    on: str = ""
    whole: bool = False
    more: int = 0
    digest: str = ""

    @property
    def blocked(self) -> bool:
        """Whether there is a fault that is more than a warning: then nothing of the list can be brought in."""
        return any(not fault.warning for fault in self.faults)


@dataclass
class Sheet:
    """A table being read under a mapping, with what has been found wrong so far."""

    table: Table
    spec: Spec
    readers: Readers
    places: dict[str, int]
    faults: list[Fault] = field(default_factory=list)
    rows_of: dict[str, int] = field(default_factory=dict)
    counted: Counter[bool] = field(default_factory=Counter)
    tell: Tell = nobody

    def records(self) -> Iterator[tuple[Row, Record, bool]]:
        """Each row with what could be read of it, and whether all of it could."""
        for fault in self.table.faults:
            if not fault.column or fault.column in self._columns():
                self.keep(fault)
        faulty = {fault.row for fault in self.faults if not fault.warning}
        for done, row in enumerate(self.table.rows, 1):
            before = self.counted[False]
            record = {name: value for name in self.places if (value := self._value(row, name)) is not None}
            self._note_key(row, record.get(self.spec.key))
            yield row, record, self.counted[False] == before and row.number not in faulty
            self.tell("check", done, len(self.table.rows))

    def cell(self, row: Row, name: str) -> str:
        """The tidied text of a field's cell; empty when the field has no column."""
        return tidy(row.cells[self.places[name]]) if name in self.places else ""

    def fault(self, row: Row, name: str, sentence: str, *, secret: bool = False, warning: bool = False) -> None:
        """Note something about a cell; the text of a secret one is not kept."""
        value = NOT_KEPT if secret else shortened(self.cell(row, name))
        self.keep(Fault(row.number, self._called(self.spec.field(name)), value, sentence, warning))

    def keep(self, fault: Fault) -> None:
        """Keep the first thousand faults and the first thousand warnings; count them all."""
        self.counted[fault.warning] += 1
        if self.counted[fault.warning] <= MAX_FAULTS:
            self.faults.append(fault)

    def reading(self, records: list[Record], **facts: Any) -> Reading:
        """The whole as a Reading, its faults in the order of the rows."""
        if not self.table.rows:
            self.keep(Fault(0, "", "", "The list has headings and nothing under them."))
        faults = sorted(self.faults, key=lambda fault: fault.row)
        more = self.counted.total() - len(faults)
        return Reading(self.spec.kind, self.spec.key, records, faults, frozenset(self.rows_of), more=more, **facts)

    def _value(self, row: Row, name: str) -> Any:
        text = self.cell(row, name)
        if not text:
            if self.spec.field(name).required:
                self.fault(row, name, f"The {self.spec.field(name).label} is missing.")
            return [] if name == "roles" else ""
        try:
            return self.readers[name](text)
        except Unfit as unfit:
            self.fault(row, name, unfit.sentence, secret=unfit.secret)
            return None

    def _note_key(self, row: Row, key: str | None) -> None:
        if key and (first := self.rows_of.setdefault(key.casefold(), row.number)) != row.number:
            self.fault(row, self.spec.key, f"'{shortened(key)}' is in row {first} and in row {row.number}.")

    def _called(self, wanted: Field) -> str:
        """The field's name, with the sheet's heading where that is another."""
        heading = self.table.columns[self.places[wanted.name]] if wanted.name in self.places else wanted.label
        label, called = (normal(words).replace(" ", "") for words in (wanted.label, heading))
        return wanted.label if label in called or called in label else f"{wanted.label} ({heading})"

    def _columns(self) -> set[str]:
        return {self.table.columns[place] for place in self.places.values()}


def sheet(table: Table, mapping: Mapping[str, str], spec: Spec, readers: Readers, tell: Tell = nobody) -> Sheet:
    """A table ready to be read; raises CannotRead for a mapping that cannot be."""
    return Sheet(table, spec, readers, confirmed(table, mapping, spec), tell=tell)
