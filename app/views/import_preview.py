"""What a file would do, made ready for the page: its columns, its faults and its changes in words."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from app.programme.english import counted, listed
from app.programme.house import House
from app.programme.lists import importing
from app.programme.lists.import_steps import Tell
from app.programme.lists.imports import SPECS, Fault, ImportPlan, Matching, match
from app.programme.lists.tables import CannotRead, Table, read_table
from app.uploads import Upload
from app.views.import_words import from_to, said
from app.views.listing import items_of
from projections import people

SHOWN_FAULTS = 200
SHOWN_ROWS = 100
NOUNS = {"people": "person", "children": "child", "population": "plan type"}

Values = dict[str, Any]
"""What a page shows, JSON-native, so that it can be kept from the thread that makes it to the request that shows it."""


@dataclass(frozen=True)
class Preview:
    """A file under a choice of columns: the plan, or the sentence why there is none."""

    upload: Upload
    brought: importing.Brought
    table: Table
    matching: Matching
    mapping: dict[str, str]
    plan: ImportPlan | None = None
    cannot: str = ""

    @property
    def sha256(self) -> str:
        """The digest of the file."""
        return self.table.sha256

    @property
    def faults(self) -> list[Fault]:
        """What is wrong by cell, each column under the file's own heading, warnings last."""
        fields = SPECS[self.upload.kind].fields
        headings = {each.label: self.mapping[each.name] for each in fields if self.mapping.get(each.name)}
        found = self.plan.faults if self.plan else []
        named = [replace(fault, column=headings.get(fault.column, fault.column)) for fault in found]
        return sorted(named, key=lambda fault: fault.warning)

    @property
    def settled(self) -> bool:
        """Whether the columns are certain or were chosen by a person."""
        return self.upload.mapping is not None or not self.matching.unsure

    @property
    def ready(self) -> bool:
        """Whether the list can be brought in as it is."""
        return bool(self.plan and self.settled and not self.plan.blocked and not self.plan.nothing_to_do)


def made(house: House, upload: Upload, tell: Tell) -> Preview:
    """Read an upload and compare it with what is held now; raises CannotRead for a file that cannot be read."""
    tell("read", 0, 0)
    table, spec = read_table(upload.file_name, upload.data), SPECS[upload.kind]
    found = match(table.columns, spec)
    mapping = importing.best(found) if upload.mapping is None else upload.mapping
    brought = importing.Brought(upload.kind, upload.file_name, upload.on, upload.whole)
    preview = Preview(upload, brought, table, found, mapping)
    try:
        return replace(preview, plan=importing.planned(house, brought, table, mapping, tell))
    except CannotRead as cannot:
        return replace(preview, cannot=cannot.sentence)


def values(preview: Preview, house: House) -> Values:
    """Everything that the page shows of a preview, and the rows of its file of faults."""
    plan, upload = preview.plan, preview.upload
    return {
        "file_name": upload.file_name,
        "kind": upload.kind,
        "on": upload.on,
        "notes": list(preview.table.notes),
        "cannot": preview.cannot,
        "settled": preview.settled,
        "ready": preview.ready,
        "columns": [_column(each, preview) for each in SPECS[upload.kind].fields],
        "plan": _plan(plan, people.names(house.model)) if plan else None,
        "faults": _faults(preview),
        "every_fault": _every_fault(preview),
    }


def _plan(plan: ImportPlan, names: dict[str, str]) -> Values:
    key = SPECS[plan.kind].key
    sound = _sound(plan)
    added, changed, ended = _some(sound.add), _some(sound.change), _some(sound.end)
    return {
        "blocked": plan.blocked,
        "nothing_to_do": plan.nothing_to_do,
        "digest": plan.digest,
        "warnings": plan.warnings,
        "summary": _summary(sound),
        "added": added | {"rows": [{"key": each[key], "said": said(each, key, names)} for each in added["rows"]]},
        "changed": changed | {"rows": [{"key": each.key, "fields": from_to(each, names)} for each in changed["rows"]]},
        "ended": ended | {"rows": [{"key": end.key, "on": end.on} for end in ended["rows"]]},
    }


def _sound(plan: ImportPlan) -> ImportPlan:
    """What a list would do but for entries that a fault is about, such as the first of two rows of one reference."""
    key = SPECS[plan.kind].key
    named = {fault.value.casefold() for fault in plan.faults if not fault.warning}
    add = [each for each in plan.add if str(each[key]).casefold() not in named]
    return replace(plan, add=add, change=[each for each in plan.change if each.key.casefold() not in named])


def _faults(preview: Preview) -> Values:
    """The first of the faults, and in words how many there are, and how many of them only warn."""
    found, more = preview.faults, preview.plan.more if preview.plan else 0
    warnings = sum(fault.warning for fault in found)
    whole = len(found) + more
    parts = [(whole - warnings, "fault"), (warnings, "warning")]
    words = listed(counted(n, noun) for n, noun in parts if n)
    cut = f", of which the first {SHOWN_FAULTS:,} are here" if whole > SHOWN_FAULTS else ""
    return {"rows": [asdict(fault) for fault in found[:SHOWN_FAULTS]], "count": f"{words}{cut}"}


def _every_fault(preview: Preview) -> list[list[str]]:
    rows = [[str(fault.row or ""), fault.column, fault.value, fault.sentence] for fault in preview.faults]
    more = preview.plan.more if preview.plan else 0
    return [*rows, ["", "", "", f"and {more:,} more"]] if more else rows


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


def _column(wanted: Any, preview: Preview) -> Values:
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


def _some(rows: Sequence[Any], most: int = SHOWN_ROWS, beyond: int = 0) -> Values:
    """The first of many rows, and in words how many there are; `beyond` counts those that are not even here."""
    whole = len(rows) + beyond
    words = f"{whole:,}" if whole <= most else f"{whole:,}, of which the first {most:,} are here"
    return {"rows": rows[:most], "count": words}
