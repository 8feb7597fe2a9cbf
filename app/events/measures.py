"""What a dip sample asks of each of its members: a measure, its answers, and the base that its figures are of.

A measure is a JSON document: {"id", "label", "hint", "kind", "answers": [{"id", "label"}], "na": "" | "in" | "out" (is
"not applicable" in its base or out of it), "unit", "base"}. The base is {"kind": "all"}, {"kind": "answered",
"measure", "answers"} (the members for whom another measure has one of these answers) or {"kind": "outside", "number",
"source"} (a count from elsewhere).
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import isfinite
from typing import Any

from app.events.base import Refusal
from app.events.text import LONGEST_SLUG, is_unfit, tidied

Measure = dict[str, Any]
Answers = Mapping[str, Any]
"""What was answered for one member, by the measure's id."""

KINDS = {
    "yes_no": "Yes or no",
    "yes_no_na": "Yes, no or not applicable",
    "choice": "One of a set of answers",
    "number": "A number",
    "text": "A note",
}
WITH_ANSWERS = ("yes_no", "yes_no_na", "choice")
NA = {"id": "na", "label": "Not applicable"}
YES_NO = ({"id": "yes", "label": "Yes"}, {"id": "no", "label": "No"})
MOST_ANSWERS, MOST_LETTERS, LARGEST = 9, 4_000, 1_000_000
"""Nine, as each has a number key of its own."""
NUMBER = re.compile(r"[0-9]{1,7}(\.[0-9]{1,2})?")


def made(asked: Mapping[str, Any], others: Mapping[str, Measure]) -> Measure:
    """A measure as it is kept, of what was asked for; `others` are the measures that its base may rest on.

    Raises Refusal, beside the field, for one without a label, of no known kind, with no two answers, or with a base
    that is not there, rests on itself, or is two things at once.
    """
    kind, label = asked["kind"], _line(asked["label"], "label")
    if not label:
        raise Refusal("Write what is asked of each member.", "label")
    if any(one["label"].lower() == label.lower() for one in others.values()):
        raise Refusal("Another measure asks this already.", "label")
    if kind not in KINDS:
        raise Refusal("Choose what kind of answer it takes.", "kind")
    na = _na(kind, asked["na"])
    found = {"id": asked["id"], "label": label, "hint": _line(asked["hint"], "hint"), "kind": kind, "na": na}
    found |= {"answers": _answers(kind, na, asked["answers"])}
    found |= {"unit": _line(asked["unit"], "unit") if kind == "number" else ""}
    return found | {"base": _base(asked["base"], others, asked["id"])}


def slug(label: str, taken: Collection[str]) -> str:
    """An id of a label's letters and digits that is not taken yet."""
    plain = "-".join(re.findall("[a-z0-9]+", label.lower()))[: LONGEST_SLUG - 4].strip("-") or "answer"
    numbers = (plain, *(f"{plain}-{number}" for number in range(2, len(taken) + 3)))
    return next(one for one in numbers if one not in taken)


def answer_set(labels: Sequence[str], before: Sequence[Mapping[str, str]] = ()) -> list[dict[str, str]]:
    """Answers of these labels; one that was there before keeps its id."""
    known, found = {one["label"].lower(): one["id"] for one in before}, list[dict[str, str]]()
    for label in filter(None, (one.strip() for one in labels)):
        taken = {one["id"] for one in found} | set(known.values()) | {NA["id"]}
        found.append({"id": known.get(label.lower()) or slug(label, taken), "label": label})
    return found


def read(measure: Measure, text: str) -> Any:
    """The answer that a text stands for, as it is kept; None for nothing. Raises Refusal for what is no answer."""
    text = tidied(text).strip()
    if not text:
        return None
    if measure["kind"] == "number":
        if not NUMBER.fullmatch(text):
            raise Refusal("Enter a number, such as 12 or 2.5.")
        return int(text) if text.isdecimal() else float(text)
    return text


def check(measure: Measure, value: Any) -> None:
    """Raise Refusal for a value that is no answer of the measure; None, nothing, always is."""
    kind = measure["kind"]
    if value is None:
        return
    if kind in WITH_ANSWERS and value not in {one["id"] for one in measure["answers"]}:
        raise Refusal("Choose one of the answers.")
    if kind == "number" and not _is_number(value):
        raise Refusal("Enter a number, such as 12 or 2.5.")
    if kind == "text" and (not isinstance(value, str) or is_unfit(value)):
        raise Refusal("This text holds a character that cannot be kept.")
    if kind == "text" and len(value) > MOST_LETTERS:
        raise Refusal(f"Use at most {MOST_LETTERS:,} characters.")


def is_asked(measure: Measure, measures: Mapping[str, Measure], answers: Answers) -> bool:
    """Whether a member with these answers is in the measure's base, all through the measures that it rests on."""
    base = measure["base"]
    if base["kind"] != "answered":
        return True
    below = measures.get(base["measure"])
    return below is not None and answers.get(below["id"]) in base["answers"] and is_asked(below, measures, answers)


def expected(measures: Mapping[str, Measure], answers: Answers) -> set[str]:
    """The ids of the measures that are to be answered for a member: those that are asked, but for notes."""
    return {id for id, one in measures.items() if one["kind"] != "text" and is_asked(one, measures, answers)}


def in_base(measure: Measure, given: Iterable[Any]) -> int:
    """How many of the answers given are in the base: not nothing, and not "not applicable" where it is left out."""
    left_out = NA["id"] if measure["na"] == "out" else None
    return sum(value is not None and value != left_out for value in given)


def over(measure: Measure, given: Iterable[Any]) -> int:
    """How many answers are in the base where they are more than its number from elsewhere, else 0; notes have none."""
    base, n = measure["base"], in_base(measure, given)
    return n if base["kind"] == "outside" and measure["kind"] != "text" and n > base["number"] else 0


def rest_on(measures: Mapping[str, Measure], id: str) -> list[Measure]:
    """The measures whose base is some answers of this one."""
    return [one for one in measures.values() if one["base"].get("measure") == id]


def _line(text: str, field: str) -> str:
    """A text in one line; raises Refusal for one that is too long or cannot be kept."""
    line = " ".join(tidied(text).split())
    if len(line) > 300:
        raise Refusal("Use at most 300 characters.", field)
    if is_unfit(line):
        raise Refusal("This text holds a character that cannot be kept.", field)
    return line


def _na(kind: str, na: str) -> str:
    if kind == "yes_no_na":
        if na not in ("in", "out"):
            raise Refusal("Say whether “not applicable” is in the base.", "na")
        return na
    return na if kind == "choice" and na in ("in", "out") else ""


def _answers(kind: str, na: str, asked: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    if kind not in WITH_ANSWERS:
        return []
    found = [{"id": one["id"], "label": _line(one["label"], "answers")} for one in asked if one["id"] != NA["id"]]
    found = (found if kind == "choice" else [dict(one) for one in YES_NO]) + ([dict(NA)] if na else [])
    labels = {one["label"].lower() for one in found}
    if len(found) - bool(na) < 2:
        raise Refusal("Write at least two answers, each on a line of its own.", "answers")
    if len(labels) < len(found):
        raise Refusal("Two of the answers are the same.", "answers")
    if len(found) > MOST_ANSWERS:
        raise Refusal(f"A measure has at most {MOST_ANSWERS} answers.", "answers")
    return found


def _base(asked: Mapping[str, Any], others: Mapping[str, Measure], own: str) -> dict[str, Any]:
    kind = asked["kind"]
    if kind == "outside":
        source, number = _line(asked["source"], "source"), asked["number"]
        if not isinstance(number, int) or not 0 < number <= LARGEST:
            raise Refusal("Enter how many there are in the base, as a whole number.", "number")
        if not source:
            raise Refusal("Say where the number of the base comes from.", "source")
        return {"kind": kind, "number": number, "source": source}
    if kind == "answered":
        return {"kind": kind, **_rests_on(asked, others, own)}
    return {"kind": "all"}


def _rests_on(asked: Mapping[str, Any], others: Mapping[str, Measure], own: str) -> dict[str, Any]:
    below = others.get(asked["measure"])
    if below is None or not set(asked["answers"]) <= {one["id"] for one in below["answers"]} or not asked["answers"]:
        raise Refusal("Choose answers that another measure has.", "only_where")
    while below is not None:
        if below["id"] == own:
            raise Refusal("A measure cannot rest on itself.", "only_where")
        below = others.get(below["base"].get("measure", ""))
    return {"measure": asked["measure"], "answers": [str(one) for one in asked["answers"]]}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value) and 0 <= value <= LARGEST
