"""The fields of a section as the templates show them: label, hint, value, error, and when they are asked."""

from collections.abc import Sequence
from typing import Any

from app.events.sections import Field, Section
from app.forms.audit_form import MOST_SHOWN, RowsField, SectionForm
from app.forms.fields import is_no_name
from app.programme.english import listed
from app.views import words
from app.views.audit_sheet import Sheet

ONE = {"quotations": ("quotation", "text"), "actions": ("action", "what")}
"""What one row is called, and its first part."""


def shown(sheet: Sheet, section: Section, form: SectionForm, more_rows: str = "") -> list[dict[str, Any]]:
    """Every field of a section; `more_rows` names a list that gets one more blank row."""
    return [one(sheet, section, field, form, more_rows) for field in section.fields]


def one(sheet: Sheet, section: Section, field: Field, form: SectionForm, more_rows: str = "") -> dict[str, Any]:
    """One field with what was typed or what stands."""
    made = form[field.key]
    facts = {"key": field.key, "kind": field.kind, "label": field.label, "value": made.data}
    facts |= {"hint": f"{field.hint} {_needed(sheet, field)}".strip()}
    facts |= {"error": made.errors[0] if made.errors else "", "items": _items(sheet, field), "asked": None}
    if field.asked_when:
        key, answers = field.asked_when
        is_asked = form[key].data in answers or bool(str(made.data or "").strip())
        facts["asked"] = _condition(section, key, answers) | {"now": is_asked}
    if isinstance(made, RowsField):
        facts |= _rows(made, field.key == more_rows)
        facts |= {"people": _people(sheet, made), "most": MOST_SHOWN, "soon": words.soon(sheet.today)}
        facts |= {"label_of_one": ONE[field.key][0], "first": ONE[field.key][1]}
    return facts


def _needed(sheet: Sheet, field: Field) -> str:
    """Whether the audit can be returned without it: never, under which answers to another question, or always."""
    if field.required:
        return "Always needed."
    if field.needed_when is None:
        return "Optional."
    key, answers = field.needed_when
    on = next(other for section in sheet.sections for other in section.fields if other.key == key)
    labels = [label.partition(": ")[0] for id, label, _ in on.choices if id in answers]
    return f"Needed when “{on.label}” is {listed(labels, 'or')}."


def _items(sheet: Sheet, field: Field) -> list[dict[str, str]]:
    styles = {grade["id"]: grade["style"] for grade in sheet.paper.content["grades"]} if field.kind == "grade" else {}
    styles |= {"na": "grade-na"} if styles else {}
    return [
        {"value": id, "label": label, "descriptor": descriptor, "style": styles.get(id, "")}
        for id, label, descriptor in field.choices
    ]


def _condition(section: Section, key: str, answers: frozenset[str]) -> dict[str, Any]:
    on = next(field for field in section.fields if field.key == key)
    chosen = [(id, f"“{label}”") for id, label, _ in on.choices if id in answers]
    return {"key": key, "answers": " ".join(id for id, _ in chosen), "labels": [label for _, label in chosen]}


def _rows(made: RowsField, one_more: bool) -> dict[str, Any]:
    rows = made.rows[:MOST_SHOWN]
    if not rows or (one_more and len(made.rows) < MOST_SHOWN):
        rows = [*rows, made.blank()]
    beyond = "\n".join(" | ".join(filter(None, row.values())) for row in made.rows[MOST_SHOWN:])
    errors = [_row_errors(made, place) for place in range(len(rows))]
    return {"rows": list(zip(rows, errors, strict=True)), "blank": made.blank(), "beyond": beyond}


def _row_errors(made: RowsField, place: int) -> dict[str, str]:
    start = f"{made.name}.{place}."
    return {key.removeprefix(start): text for key, text in made.part_errors.items() if key.startswith(start)}


def _people(sheet: Sheet, made: RowsField) -> Sequence[dict[str, str]]:
    """Who may be chosen, and whoever is chosen already though they may not be any more."""
    known = {person["value"] for person in sheet.people}
    rows = (row.get("owner", "") for row in made.rows[:MOST_SHOWN])
    chosen = {owner for owner in rows if owner and not is_no_name(owner, ())} - known
    return [*sheet.people, *({"value": id, "label": sheet.names.get(id, id)} for id in sorted(chosen))]
