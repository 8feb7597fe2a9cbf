"""What the page of a sample shows, made ready: who is in and why, how it compares with the list, who is left out."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from app.events.vocabulary import AGE_BANDS, OPEN_STATES, PLAN_TYPES
from app.programme.english import counted
from app.programme.house import House
from app.programme.samples import sample, sample_check, sample_facts
from app.programme.samples.sampling import OUTSIDE
from app.programme.samples.sampling_rule import reason_words, without_reasons
from app.views.words import month
from projections import audits, cycles, people
from projections.shares import percent

DIMENSIONS = {"plan": "Plan type", "team": "Team", "age_band": "Age", "ethnicity": "Ethnicity"}


def told(model: Any, drawn: Any, *, reasons: bool = True) -> dict[str, Any] | None:
    """The draw itself: rule in words, seed, list, who drew it, the places of each stratum, and who was left out.

    With `reasons` also why somebody named a child.
    """
    if drawn is None:
        return None
    rule, left = sample_facts.rule_of(drawn.rule), drawn.left_out
    return {
        "words": drawn.rule_in_words if reasons else without_reasons(drawn.rule_in_words, rule.named),
        "seed": drawn.seed,
        "on": drawn.population_on,
        "by": people.names(model).get(drawn.by, "the programme"),
        "at": drawn.at,
        "sizes": _sizes(drawn),
        "strata": drawn.strata,
        "left_out": [(f"{n:,}", reason_words(reason, rule)) for reason, n in left.items() if n],
        "left_total": f"{sum(left.values()):,}",
    }


def _sizes(drawn: Any) -> str:
    """How many were drawn, of how many who meet the rule; children named outside it are counted apart."""
    outside = sum(OUTSIDE in one["why"] for one in drawn.children)
    also = f" and {outside:,} named outside it" if outside else ""
    meet = f"{drawn.eligible - outside:,} who meet the rule{also}"
    return f"Drawn: {counted(len(drawn.children), 'child')} of {meet}, of {drawn.population:,} on the list"


def listing(house: House, cycle: str, *, reasons: bool = True) -> dict[str, Any]:
    """The children of the sample with why they are in it, and every change by hand since the draw.

    With `reasons` also what somebody wrote who named a child or changed it by hand.
    """
    rows, names = _children(house, cycle, reasons), people.names(house.model)
    changes = _by_reason(sample_check.by_hand(house, cycle), names, reasons)
    return {"children": rows, "count": _count(rows), "changes": changes}


def one(house: House, cycle: str, child: str) -> dict[str, Any] | None:
    """One child of the sample, None when they are not in it."""
    return next((row for row in _children(house, cycle, True) if row["child"] == child), None)


def compared(model: Any, drawn: Any) -> list[dict[str, Any]]:
    """The sample beside the list by plan type, team, age and ethnicity, as it was drawn."""
    if drawn is None:
        return []
    names = people.names(model) | PLAN_TYPES | AGE_BANDS
    groups = groupby(drawn.comparison, key=lambda row: row["dimension"])
    return [
        {"title": DIMENSIONS[key], "id": key, "rows": [_side_by_side(row, names) for row in rows]}
        for key, rows in groups
    ]


def outcome(model: Any, drawing: sample_facts.Drawing) -> dict[str, Any]:
    """What a rule would give: how many meet it, who is named outside it, and the places of each stratum."""
    strata = [{"words": row.words, "quota": row.quota} for row in drawing.sample.strata if row.quota]
    outside = {one.ref: one.why.partition(f"{OUTSIDE}: ")[2] for one in drawing.sample.chosen if OUTSIDE in one.why}
    eligible = sum(row.population for row in drawing.sample.strata) - len(outside)
    meet = f"{'meets' if eligible == 1 else 'meet'} it{f', and {len(outside):,} named outside it' if outside else ''}"
    return {
        "words": f"{eligible:,} of {counted(len(drawing.candidates), 'child')} on the list {meet}.",
        "strata": strata,
        "outside": [_named_outside(model, ref, why) for ref, why in outside.items()],
    }


def _named_outside(model: Any, ref: str, why: str) -> str:
    """That a named child does not meet the rule, and which audit of theirs is not in yet."""
    waiting = [row for row in audits.of_child(model, f"child/{ref}") if row["state"] in OPEN_STATES]
    of = "; ".join(f"the audit of {month(row['cycle'])} is with {row['auditor_name']}" for row in waiting)
    return f"{ref} is named outside the rule: {why.rstrip('.')}{f' ({of})' if of else ''}."


def _children(house: House, cycle: str, reasons: bool) -> list[dict[str, Any]]:
    why, drawn = sample.reasons(house, cycle), sample_check.drawn(house, cycle)
    if drawn and not reasons:
        named = sample_facts.rule_of(drawn.rule).named
        why = {child: without_reasons(said, named) for child, said in why.items()}
    return [_child(row, why.get(row["child"], ""), reasons) for row in cycles.sample(house.model, cycle)]


def _child(row: Mapping[str, Any], why: str, reasons: bool) -> dict[str, Any]:
    by_hand = bool(row["by_hand"])
    plain = not by_hand or why.startswith("In the place of")
    words = {
        "reference": row["child"].removeprefix("child/"),
        "plan_words": PLAN_TYPES.get(row["plan"], row["plan"]),
        "age_words": AGE_BANDS.get(row["age_band"], row["age_band"]),
        "hand": "By hand" if by_hand else "",
        "put_in": not plain,
        "why": _why(why, by_hand, plain, reasons),
    }
    return {**row, **words}


def _why(why: str, by_hand: bool, plain: bool, reasons: bool) -> str:
    """Why a child is in the sample; what somebody wrote who put them in by hand comes last."""
    said = why if plain else f"Put in by hand: {why}"
    return said if reasons or not by_hand else f"{said.partition(':')[0]}."


def _count(rows: list[dict[str, Any]]) -> str:
    """How many there are now, and how they came in: 74 children: 60 drawn, 14 put in by hand."""
    put_in, reserve = (sum(row["hand"] == "By hand" and row["put_in"] is so for row in rows) for so in (True, False))
    if not put_in + reserve:
        return counted(len(rows), "child")
    parts = ((len(rows) - put_in - reserve, "drawn"), (put_in, "put in by hand"), (reserve, "from the reserve"))
    return f"{counted(len(rows), 'child')}: " + ", ".join(f"{n:,} {words}" for n, words in parts if n)


def _by_reason(made: Sequence[Any], names: Mapping[str, str], reasons: bool) -> list[dict[str, Any]]:
    """The changes by hand, those with the same reason together."""
    groups: dict[str, list[dict[str, str]]] = {}
    for one in made:
        did = _did(one).capitalize()
        groups.setdefault(f"{did}: {one.reason}" if reasons else did, []).append(_change(one, names))
    return [{"words": words, "changes": changes} for words, changes in groups.items()]


def _did(made: Any) -> str:
    return "put in" if getattr(made, "replaced_by", None) is None else "taken out"


def _change(made: Any, names: Mapping[str, str]) -> dict[str, str]:
    child = made.child.removeprefix("child/")
    instead = getattr(made, "replaced_by", None)
    also = f", {instead.removeprefix('child/')} of the reserve in their place" if instead else ""
    return {"words": f"{child} {_did(made)}{also}", "by": names.get(made.by, "the programme"), "at": made.at}


def _side_by_side(row: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    listed, drawn = row["population_n"], row["sample_n"]
    of_list, of_sample = row["population_total"], row["sample_total"]
    whole, part = percent(listed, of_list, 1) or Decimal(0), percent(drawn, of_sample, 1) or Decimal(0)
    points = (percent(drawn, of_sample, 0) or Decimal(0)) - (percent(listed, of_list, 0) or Decimal(0))
    return {
        "label": names.get(row["value"], row["value"]) or "Not recorded",
        "population": _share(listed, of_list),
        "sample": _share(drawn, of_sample),
        "population_bar": str(whole),
        "sample_bar": str(part),
        "difference": _difference(points),
    }


def _share(n: int, of: int) -> dict[str, str]:
    return {"n": f"{n:,}", "of": f"{of:,}", "percent": f"{percent(n, of, 0)}%"}


def _difference(points: Decimal) -> str:
    """How far the sample is from the list, in percentage points between the two shares that are shown."""
    if points == 0:
        return "As on the list"
    return f"{counted(int(abs(points)), 'point')} {'more' if points > 0 else 'fewer'}"
