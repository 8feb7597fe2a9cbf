"""What the answers of a dip sample come to, each measure over its own base: by looking back over its events."""

from statistics import median
from typing import Any

from tests.reports.oracle import Events, last

Measure = dict[str, Any]
DEFINED = ("dip sample measure defined", "dip sample measure changed")


def figures(own: Events) -> list[dict[str, Any]]:
    """Of each measure that is asked, in order: id, asked, base, missing, not_applicable, of, counts and spread."""
    drawn = last(own, "dip sample drawn")
    members = [one["id"] for one in drawn.facts["members"]] if drawn else []
    asked = measures(own)
    given = {member: {id: _answer(own, member, id) for id in asked} for member in members}
    return [_found(measure, asked, given) for measure in asked.values()]


def measures(own: Events) -> dict[str, Measure]:
    """The measures by id as they are asked now, in the order in which each was asked first."""
    found = {one.facts["measure"]["id"]: one.facts["measure"] for one in own if one.topic in DEFINED}
    gone = {one.facts["measure"] for one in own if one.topic == "dip sample measure removed"}
    return {id: measure for id, measure in found.items() if id not in gone}


def _answer(own: Events, member: str, id: str) -> Any:
    """What was answered last for a member, unless it was set aside or the members were drawn anew since."""
    for one in reversed(own):
        facts = one.facts
        if one.topic == "dip sample drawn":
            return None
        is_asked_otherwise = one.topic == "dip sample measure changed" and facts["measure"]["id"] == id
        if is_asked_otherwise and facts["answers"] == "set aside":
            return None
        if one.topic == "dip sample answers recorded" and facts["member"] == member:
            if id in facts["answers"]:
                return facts["answers"][id]
            if id in facts.get("texts", ()):
                return True  # What it says in words is sealed.
    return None


def _is_asked(measure: Measure, asked: dict[str, Measure], answers: dict[str, Any]) -> bool:
    base = measure["base"]
    if base["kind"] != "answered":
        return True
    under = asked.get(base["measure"])
    return under is not None and answers[under["id"]] in base["answers"] and _is_asked(under, asked, answers)


def _found(measure: Measure, asked: dict[str, Measure], given: dict[str, dict[str, Any]]) -> dict[str, Any]:
    whose = [member for member, answers in given.items() if _is_asked(measure, asked, answers)]
    said = {member: value for member in whose if (value := given[member][measure["id"]]) is not None}
    out = [member for member, value in said.items() if value == "na" and measure["na"] == "out"]
    base = [member for member in said if member not in out]
    outside = measure["base"]["kind"] == "outside"
    ids = [one["id"] for one in measure["answers"] if not (one["id"] == "na" and measure["na"] == "out")]
    numbers = sorted(said.values()) if measure["kind"] == "number" else []
    return {
        "id": measure["id"], "asked": whose, "base": base, "missing": [one for one in whose if one not in said],
        "not_applicable": out, "of": measure["base"]["number"] if outside else len(base),
        "counts": {id: [member for member, value in said.items() if value == id] for id in ids},
        "spread": (len(numbers), median(numbers), numbers[0], numbers[-1]) if numbers else None,
    }  # fmt: skip
