"""What a file would do, made ready for the page: its columns, its faults and its changes in words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.events.vocabulary import JOB_LEVELS, PLAN_TYPES, ROLES
from app.programme.english import counted, listed
from app.programme.house import House
from app.programme.lists import importing
from app.programme.lists.imports import SPECS, Fault, ImportPlan, Matching, match
from app.programme.lists.tables import CannotRead, Table, read_table
from app.uploads import Upload
from app.views.listing import items_of
from app.views.words import short_day
from projections import people

SHOWN_FAULTS = 200
SHOWN_ROWS = 100
NOUNS = {"people": "person", "children": "child", "population": "plan type"}
WORDS = {**JOB_LEVELS, **ROLES, **PLAN_TYPES}


@dataclass(frozen=True)
class Preview:
    """A file under a choice of columns: the plan, or the sentence why there is none."""

    upload: Upload
    brought: importing.Brought
    table: Table
    matching: Matching
    mapping: dict[str, str]
    plan: ImportPlan | None
    cannot: str = ""

    @property
    def sha256(self) -> str:
        """The digest of the file."""
        return self.table.sha256

    @property
    def faults(self) -> list[Fault]:
        """What is wrong by cell, warnings last."""
        return sorted(self.plan.faults, key=lambda fault: fault.warning) if self.plan else []

    @property
    def settled(self) -> bool:
        """Whether the columns are certain or were chosen by a person."""
        return self.upload.mapping is not None or not self.matching.unsure

    @property
    def ready(self) -> bool:
        """Whether the list can be brought in as it is."""
        return bool(self.plan and self.settled and not self.plan.blocked and not self.plan.nothing_to_do)


@dataclass
class Shown:
    """Some of many rows, and in words how many there are."""

    rows: list[Any] = field(default_factory=list)
    count: str = ""


def made(house: House, upload: Upload) -> Preview:
    """Read an upload and compare it with what is held now."""
    table, spec = read_table(upload.file_name, upload.data), SPECS[upload.kind]
    found = match(table.columns, spec)
    mapping = importing.best(found) if upload.mapping is None else upload.mapping
    brought = importing.Brought(upload.kind, upload.file_name, upload.on, upload.whole)
    try:
        return Preview(upload, brought, table, found, mapping, importing.planned(house, brought, table, mapping))
    except CannotRead as cannot:
        return Preview(upload, brought, table, found, mapping, None, cannot.sentence)


def shown(preview: Preview, house: House) -> dict[str, Any]:
    """The values of the page, other than the preview itself."""
    plan, names = preview.plan, people.names(house.model)
    columns = [_column(each, preview) for each in SPECS[preview.upload.kind].fields]
    if plan is None:
        return {
            "columns": columns,
            "summary": "",
            "faults": Shown(),
            "added": Shown(),
            "changed": Shown(),
            "ended": Shown(),
        }
    key = SPECS[plan.kind].key
    return {
        "columns": columns,
        "summary": _summary(plan),
        "faults": _some(preview.faults, SHOWN_FAULTS, plan.more),
        "added": _some([{"key": record[key], "said": _said(record, key, names)} for record in plan.add]),
        "changed": _some([{"key": each.key, "fields": _fields(each.fields, names)} for each in plan.change]),
        "ended": _some([{"key": end.key, "on": end.on} for end in plan.end]),
    }


def _summary(plan: ImportPlan) -> str:
    noun = NOUNS[plan.kind]
    parts = [
        f"{counted(len(rows), noun)} {words}"
        for rows, words in (
            (plan.add, "to add"),
            (plan.change, "to change"),
            (plan.end, "to end"),
            (plan.same, "the same"),
        )
        if rows or words != "to end"
    ]
    return f"{listed(parts)}."


def _column(wanted: Any, preview: Preview) -> dict[str, Any]:
    sure = wanted.name in preview.matching.mapping
    required = "must be chosen" if wanted.required else ""
    unsure = "" if sure or wanted.name not in preview.matching.unsure else "please check"
    return {
        "name": f"column.{wanted.name}",
        "label": wanted.label.capitalize(),
        "value": preview.mapping.get(wanted.name, ""),
        "items": items_of({column: column for column in preview.table.columns}),
        "hint": unsure or ("" if sure else required),
    }


def _some(rows: list[Any], most: int = SHOWN_ROWS, beyond: int = 0) -> Shown:
    whole = len(rows) + beyond
    return Shown(rows[:most], f"{whole:,}" if whole <= most else f"{whole:,}, of which the first {most:,} are here")


def _said(record: dict[str, Any], key: str, names: dict[str, str]) -> str:
    return ", ".join(text for name, value in record.items() if name != key and (text := _word(value, names)))


def _fields(changes: dict[str, list[Any]], names: dict[str, str]) -> list[dict[str, str]]:
    return [
        {
            "label": name.replace("_", " ").capitalize(),
            "was": _word(was, names) or "blank",
            "now": _word(now, names) or "blank",
        }
        for name, (was, now) in changes.items()
    ]


def _word(value: Any, names: dict[str, str]) -> str:
    """A value of a record as people read it: names for ids, words for choices, dates as dd/mm/yyyy."""
    if isinstance(value, list):
        return ", ".join(_words(value, names))
    text = str(value)
    try:
        return (
            short_day(date.fromisoformat(text).isoformat()) if len(text) == 10 and text[4] == "-" else _one(text, names)
        )
    except ValueError:
        return _one(text, names)


def _words(values: Iterable[Any], names: dict[str, str]) -> list[str]:
    return [_one(str(value), names) for value in values]


def _one(text: str, names: dict[str, str]) -> str:
    return names.get(text) or WORDS.get(text, text)
