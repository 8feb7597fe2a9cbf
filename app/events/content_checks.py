"""The small checks that the pieces of a framework's content share. Each yields faults as (path, sentence)."""

from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any

from app.events.text import UNFIT, is_blank, is_slug, is_unfit, tidied

Fault = tuple[str, str]
Faults = Iterator[Fault]

MOST_ENTRIES = 100
LONGEST_LABEL = 200


def labelled(path: str, value: Any, noun: str, least: int, most: int) -> Faults:
    """Check a list whose entries have an id, a label and nothing else."""
    yield from entries(path, value, noun, least, most)
    for n, entry in sound(value):
        yield from parts(f"{path}.{n}", entry, f"a {noun}", ("id", "label"))


def entries(path: str, value: Any, noun: str, least: int, most: int, reserved: Collection[str] = frozenset()) -> Faults:
    """Check that a list has least to most entries, each with an id and a label that no other has."""
    if not isinstance(value, list) or len(value) < least:
        yield path, f"There must be at least {least} {noun}{'s' * (least != 1)}." if least else f"List the {noun}s."
        return
    if len(value) > most:
        yield path, f"There are {len(value)} {noun}s; there can be at most {most}."
    for n, entry in enumerate(value[:most]):
        yield from _entry(f"{path}.{n}", entry, f"{noun} {n + 1}", reserved)
    for part in ("id", "label"):
        yield from repeats(path, noun, part, [(n, entry.get(part)) for n, entry in sound(value)], part)


def _entry(path: str, entry: Any, called: str, reserved: Collection[str]) -> Faults:
    if not isinstance(entry, dict):
        yield path, f"{called} has no id and no label."
        return
    slug = entry.get("id")
    if not is_slug(slug):
        yield f"{path}.id", f"{called} needs an id of lower-case letters, digits and single hyphens, at most 60."
    elif slug in reserved:
        yield f"{path}.id", f"{called} cannot have the id {quoted(slug)}: the audit form uses it."
    yield from passage(path, entry, "label", f"the label of {called}", LONGEST_LABEL)


def repeats(path: str, noun: str, words: str, values: list[tuple[int, Any]], part: str) -> Faults:
    """Check that no two texts of a list are the same, capitals and outer spaces apart."""
    first: dict[str, int] = {}
    for n, value in values:
        if not isinstance(value, str) or is_blank(value):
            continue
        earlier = first.setdefault(value.strip().casefold(), n)
        if earlier != n:
            fault = f"{noun} {n + 1} has the same {words} as {noun} {earlier + 1}: {quoted(value)}."
            yield f"{path}.{n}.{part}", fault


def passage(path: str, piece: dict[Any, Any], part: str, called: str, longest: int, least: int = 1) -> Faults:
    """Check a text of at most `longest` characters; with least = 0 it may be empty, but not left out."""
    path, value = _to(path, part), piece.get(part)
    if not isinstance(value, str):
        yield path, f"{called} is missing."
    elif least and is_blank(value):
        yield path, f"{called} is empty."
    elif len(value) > longest:
        yield path, f"{called} has {len(value):,} characters; it can have at most {longest:,}."
    elif is_unfit(tidied(value)):
        yield path, f"{called} holds a character that cannot be shown; type it again."


def whole_number(path: str, piece: dict[Any, Any], part: str, called: str, least: int, most: int) -> Faults:
    """Check a whole number; true and false are none."""
    value = piece.get(part)
    if type(value) is not int or not least <= value <= most:
        yield _to(path, part), f"{called} must be a whole number from {least} to {most}."


def yes_or_no(path: str, piece: dict[Any, Any], part: str, called: str) -> Faults:
    """Check a true or a false."""
    if not isinstance(piece.get(part), bool):
        yield _to(path, part), f"Say {called}: yes or no."


def parts(path: str, value: dict[Any, Any], called: str, known: Collection[str]) -> Faults:
    """Check that a piece has no part that nothing would read: most often one that is misspelt."""
    for part in islice(value, MOST_ENTRIES):
        if part not in known:
            yield _to(path, step(part)), f"There is no part {quoted(part)} in {called}."


def sound(value: Any) -> list[tuple[int, dict[Any, Any]]]:
    """Return the entries of a list that can be looked into, with their positions; never more than MOST_ENTRIES."""
    entries = value[:MOST_ENTRIES] if isinstance(value, list) else []
    return [(n, entry) for n, entry in enumerate(entries) if isinstance(entry, dict)]


def ids_of(value: Any) -> dict[str, dict[Any, Any]]:
    """Return the entries of a list by id, leaving out those without a proper one."""
    return {entry["id"]: entry for _, entry in sound(value) if is_slug(entry.get("id"))}


def name_of(noun: str, n: int, entry: dict[Any, Any]) -> str:
    """Return what a sentence calls the nth entry: by its label where it has one."""
    label = entry.get("label")
    return f"{noun} {n + 1}" if is_blank(label) or not isinstance(label, str) else f"{noun} {quoted(label)}"


def quoted(value: Any) -> str:
    """Return a value of the document as a sentence can show it, however long or odd."""
    words = UNFIT.sub("\ufffd", value[:61]) if isinstance(value, str) else "something that is not text"
    return f"'{words[:60]}…'" if len(words) > 60 else f"'{words}'"


def step(part: Any) -> str:
    """Return a part's name as a path can show it."""
    return UNFIT.sub("\ufffd", part[:60]) if isinstance(part, str) else "?"


def _to(path: str, part: str) -> str:
    return f"{path}.{part}" if path else part
