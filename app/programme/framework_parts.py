"""The parts of a draft framework, each changed on a page of its own, and what hangs on a part when it changes.

A part is named grades, domains, descriptors/<domain>, overall, questions, themes, deadlines, stages or rules. Its value
is a piece of the document as a page shows it: domains without their descriptors, a question's choices one per line.
"""

from collections.abc import Iterable
from typing import Any

from app.events import content as document
from app.events.base import Refusal
from app.events.content_checks import Fault
from app.events.content_faults import PIECES
from app.events.text import is_blank, is_slug

Content = dict[str, Any]
Value = dict[str, Any]

LISTS = ("grades", "domains", "questions", "themes", "stages")
KEYS = {
    "rules": ("title", "not_applicable", "rounding", "audits_owed_a_month"),
    "deadlines": ("deadlines", "moderation"),
    "overall": ("overall",),
    **{name: (name,) for name in LISTS},
}
DESCRIPTORS = "descriptors/"


class Faulty(Refusal):
    """A part cannot be saved as it is: each fault as (path within the part's value, sentence)."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults[0][1])
        self.faults = faults


def parts(content: Content) -> list[str]:
    """Return the names of the parts in the order of the overview."""
    descriptors = [DESCRIPTORS + domain["id"] for domain in content["domains"]]
    return ["rules", "grades", "domains", *descriptors, "overall", "questions", "themes", "deadlines", "stages"]


def read(content: Content, part: str) -> Value:
    """Return the value of a part. Raises KeyError when there is no such part."""
    if part.startswith(DESCRIPTORS):
        return {"descriptors": document.domain(content, part.removeprefix(DESCRIPTORS))["descriptors"]}
    value = {key: content[key] for key in KEYS[part]}
    if part == "domains":
        value["domains"] = [_without(domain, "descriptors") for domain in content["domains"]]
    if part == "questions":
        value["questions"] = [question | {"choices": _lines(question)} for question in content["questions"]]
    return value


def write(content: Content, part: str, value: Value) -> Content:
    """Return the document with a part changed and everything that hangs on it made to fit.

    New entries get an id from their label, for ever; a grade that goes takes its descriptors with it; the questions of
    a domain that goes are asked at the beginning of the form. Raises KeyError when there is no such part.
    """
    piece: Content = document.tidy(value)
    if part.startswith(DESCRIPTORS):
        changed = document.domain(content, part.removeprefix(DESCRIPTORS)) | piece
        piece = {"domains": [changed if entry["id"] == changed["id"] else entry for entry in content["domains"]]}
    elif part in LISTS:
        piece = {part: _entries(content, part, piece[part])}
    return _consistent(content, content | {key: piece[key] for key in piece if key in KEYS.get(part, ("domains",))})


def faults(content: Content) -> dict[str, list[Fault]]:
    """Return the faults of each part that has any, as (path within the part's value, sentence)."""
    found: dict[str, list[Fault]] = {}
    for part, keys in KEYS.items():
        for path, sentence in (fault for key in keys for fault in PIECES[key](content)):
            name, inner = _placed(content, part, path)
            found.setdefault(name, []).append((inner, sentence[:1].upper() + sentence[1:]))
    return found


def hindrances(content: Content, part: str) -> list[Fault]:
    """Return the faults for which a part is not saved even in a draft: all but what is still to be written."""
    return [fault for fault in faults(content).get(part, []) if not _is_gap(read(content, part), *fault)]


def _is_gap(value: Value, path: str, sentence: str) -> bool:
    """An unwritten descriptor or a list that is still too short: a draft may have them, a version may not."""
    if path in LISTS:
        return "at most" not in sentence
    above, _, grade = path.rpartition("descriptors.")
    within = value["overall"] if above else value
    return path == f"{above}descriptors.{grade}" and is_blank(within.get("descriptors", {}).get(grade))


def _placed(content: Content, part: str, path: str) -> tuple[str, str]:
    steps = path.split(".")
    if part == "domains" and len(steps) > 2 and steps[2] == "descriptors":
        return DESCRIPTORS + content["domains"][int(steps[1])]["id"], ".".join(steps[2:])
    return part, path


def _entries(content: Content, part: str, rows: list[Value]) -> list[Value]:
    rows = _identified(rows)
    former = {entry["id"]: entry for entry in content[part]}
    if part == "domains":
        return [row | {"descriptors": former.get(row["id"], {}).get("descriptors", {})} for row in rows]
    if part == "questions":
        return [row | {"choices": _choices(row, former.get(row["id"], {}).get("choices", []))} for row in rows]
    return rows


def _identified(rows: Iterable[Value]) -> list[Value]:
    """Give each row without an id of its own one that is made from its label."""
    made: dict[str, Value] = {}
    rows = list(rows)
    taken = {row["id"] for row in rows if is_slug(row["id"])}
    for row in rows:
        kept = row["id"] in taken and row["id"] not in made
        id = row["id"] if kept else document.slug(row["label"], taken | made.keys())
        made[id] = row | {"id": id}
    return list(made.values())


def _choices(question: Value, former: list[Value]) -> list[Value]:
    """A line with a label that is there already keeps its id; lines that were only reworded keep theirs in order."""
    labels = [line.strip() for line in question["choices"].split("\n") if line.strip()]
    known = {choice["label"]: choice["id"] for choice in former}
    reworded = [choice["id"] for choice in former if choice["label"] not in labels]
    new = [label for label in labels if label not in known]
    if len(reworded) == len(new):
        known |= dict(zip(new, reworded, strict=True))
    return _identified([{"id": known.get(label, ""), "label": label} for label in labels])


def _consistent(before: Content, content: Content) -> Content:
    grades = document.grade_ids(content)
    domains = {entry["id"] for entry in content["domains"]}
    gone = {entry["id"] for entry in before["domains"]} - domains
    always, former = content["moderation"]["always"], before["moderation"]["always"]
    always = former if set(always) == set(former) else always
    return content | {
        "domains": [_described(entry, grades) for entry in content["domains"]],
        "overall": _described(content["overall"], grades),
        "moderation": content["moderation"] | {"always": [id for id in always if id in grades]},
        "questions": [
            entry | {"section": "about"} if entry["section"] in gone else entry for entry in content["questions"]
        ],
    }


def _described(owner: Value, grades: Iterable[str]) -> Value:
    return owner | {"descriptors": {grade: owner.get("descriptors", {}).get(grade, "") for grade in grades}}


def _lines(question: Value) -> str:
    return "\n".join(choice["label"] for choice in question.get("choices", []))


def _without(entry: Value, part: str) -> Value:
    return {key: value for key, value in entry.items() if key != part}
