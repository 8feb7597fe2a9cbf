"""Can each value of a section be read, and what still stands in the way of returning the audit?"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from app.events.content import Content
from app.events.sections_field import SHORT, Field, Missing, Section, is_asked, is_needed
from app.events.sections_form import TONES, sections
from app.events.text import is_blank, is_unfit, tidied
from app.events.typed_date import fault

Fault = tuple[str, str]
Read = tuple[Any, list[Fault]]
"""A clean value and what is wrong; the value counts only when nothing is."""

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
ISO_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
ACTION_ID = re.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
LONGEST_OWNER = 200
UNKNOWN = "This section of the form asks no such question."


def check(content: Content, section_id: str, values: Any) -> tuple[dict[str, Any], list[Fault]]:
    """Take one section's values as they came; return the clean values of those that can be read, and (key, sentence)
    for each that cannot. Never raises.

    Empty answers are clean: "" or []. Rows of quotations and actions in which nothing is written are dropped. A fault
    in a row has the key "actions.0.due", rows counted from 0 as they came.
    """
    fields = {field.key: field for found in sections(content) if found.id == section_id for field in found.fields}
    if not fields or not isinstance(values, dict):
        return {}, [("", "This is no section of the audit form.")]
    clean: dict[str, Any] = {}
    faults: list[Fault] = []
    for key, value in values.items():
        read, wrong = _read(fields[key], value) if key in fields else (None, [(_shown(key), UNKNOWN)])
        faults += wrong
        if not wrong:
            clean[key] = read
    return clean, faults


def due_before(answers: dict[str, Any], clean: dict[str, Any], on: str) -> list[Fault]:
    """Return (key, sentence) for each action that is new or has a new date, and is due before the day (ISO).

    One that was written down in time stays as it is, however late the audit comes in.
    """
    known = {(row["id"], row["due"]) for row in answers.get("actions") or ()}
    rows = enumerate(clean.get("actions") or ())
    late = [place for place, row in rows if row["due"] < on and (row["id"], row["due"]) not in known]
    return [(f"actions.{place}.due", "Give a date that is not over yet.") for place in late]


def missing(content: Content, answers: dict[str, Any]) -> list[Missing]:
    """Return everything that stands in the way of returning the audit, in the order of the form; [] may be returned."""
    return [found for each in sections(content) for found in _missing(each, answers)]


def progress(content: Content, answers: dict[str, Any]) -> dict[str, str]:
    """Return for each section, in order, "done" (nothing is missing), "started" or "to do"."""
    return {each.id: _progress(each, answers) for each in sections(content)}


def _progress(found: Section, answers: dict[str, Any]) -> str:
    if all(is_blank(answers.get(field.key)) for field in found.fields):
        return "to do"
    return "started" if any(_missing(found, answers)) else "done"


def _missing(found: Section, answers: dict[str, Any]) -> Iterator[Missing]:
    for field in found.fields:
        value = answers.get(field.key)
        if is_blank(value):
            if is_needed(field, answers):
                yield Missing(found.id, field.key, field.absent)
        elif is_asked(field, answers):
            yield from (Missing(found.id, key, sentence) for key, sentence in _read(field, value)[1])


def _read(field: Field, value: Any) -> Read:
    if value is None:
        value = [] if field.kind in LISTS else ""
    clean, faults = READERS[field.kind](field, value)
    return clean, [(field.key + suffix, sentence) for suffix, sentence in faults]


def _text(field: Field, value: Any) -> Read:
    clean, sentence = _passage(value, field.max_length)
    return clean, [("", sentence)] if sentence else []


def _one(field: Field, value: Any) -> Read:
    known = isinstance(value, str) and (not value or value in {id for id, _, _ in field.choices})
    return value, [] if known else [("", "Choose one of the answers that the form offers.")]


def _several(field: Field, value: Any) -> Read:
    ids = [id for id, _, _ in field.choices]
    if (
        not isinstance(value, list)
        or len(value) > len(ids)
        or not all(isinstance(id, str) and id in ids for id in value)
    ):
        return [], [("", "Choose from the answers that the form offers.")]
    return [id for id in ids if id in value], []


def _quotations(field: Field, value: Any) -> Read:
    return _rows(field, value, ("text", "tone"), ("text",), _quotation)


def _quotation(row: dict[str, Any]) -> Read:
    text, sentence = _passage(row["text"], SHORT)
    faults = [(".text", sentence)] if sentence else []
    if row["tone"] not in tuple(TONES):
        faults.append((".tone", "Say whether the quotation is positive or less positive."))
    return {"text": text.strip(), "tone": row["tone"]}, faults


def _actions(field: Field, value: Any) -> Read:
    clean, faults = _rows(field, value, ("id", "what", "owner", "due"), ("what", "owner", "due"), _action)
    ids = [row["id"] for row in clean]
    if not faults and len(set(ids)) < len(ids):
        faults = [("", "Two actions have the same id; load the page again.")]
    return clean, faults


def _action(row: dict[str, Any]) -> Read:
    what, sentence = _passage(row["what"], SHORT)
    owner, wrong = _passage(row["owner"], LONGEST_OWNER)
    faults = [(".what", sentence or "Write what is to be done.")] if sentence or is_blank(what) else []
    if wrong or is_blank(owner):
        faults.append((".owner", "Say who is to do it."))
    if not _is_due_date(row["due"]):
        faults.append((".due", _no_due_date(row["due"])))
    if not isinstance(row["id"], str) or not ACTION_ID.fullmatch(row["id"]):
        faults.append((".what", "This action has lost its id; load the page again."))
    return {"id": row["id"], "what": what.strip(), "owner": owner.strip(), "due": row["due"]}, faults


def _no_due_date(value: Any) -> str:
    """What is wrong with what was typed in three parts, as every page says it; otherwise what is wanted."""
    if isinstance(value, str) and value.count("/") == 2 and (said := fault("Date due", *value.split("/"))):
        return said
    within = f"between {EARLIEST.year} and {LATEST.year}"
    return f"Date due must be {within}" if value else f"Give the date by which it is to be done, {within}."


def _is_due_date(value: Any) -> bool:
    if not isinstance(value, str) or not ISO_DATE.fullmatch(value):
        return False
    try:
        return EARLIEST <= date.fromisoformat(value) <= LATEST
    except ValueError:
        return False


def _rows(
    field: Field, value: Any, parts: tuple[str, ...], written: tuple[str, ...], read: Callable[[dict[str, Any]], Read]
) -> Read:
    """Read each row that has something written in it; a fault's key is its row's place among the rows that came."""
    if not isinstance(value, list) or len(value) > field.max_length:
        return [], [("", f"There can be at most {field.max_length} rows.")]
    clean, faults = [], []
    for n, row in enumerate(value):
        if not isinstance(row, dict) or not set(row) <= set(parts):
            faults.append((f".{n}", "This row cannot be read; load the page again."))
        elif any(not is_blank(row.get(part)) for part in written):
            made, wrong = read({part: row.get(part, "") for part in parts})
            clean.append(made)
            faults += [(f".{n}{suffix}", sentence) for suffix, sentence in wrong]
    return clean, faults


def _passage(value: Any, longest: int) -> tuple[str, str]:
    """A text with tidy line ends, and what is wrong with it or ""."""
    if not isinstance(value, str):
        return "", "This is not text."
    # Measured before it is searched, so that ten million characters cost no more than twenty thousand.
    if len(value) > 2 * longest or len(clean := tidied(value)) > longest:
        return "", f"Write at most {longest:,} characters; this has {len(value):,}."
    if is_unfit(clean):
        return "", "This holds a character that cannot be kept; delete what was pasted last and type it."
    return clean, ""


def _shown(key: Any) -> str:
    return key if isinstance(key, str) and len(key) <= SHORT and not is_unfit(key) else ""


LISTS = ("choices", "quotations", "actions")
READERS: dict[str, Callable[[Field, Any], Read]] = {
    "grade": _one,
    "choice": _one,
    "choices": _several,
    "quotations": _quotations,
    "actions": _actions,
    "text": _text,
    "long_text": _text,
}
