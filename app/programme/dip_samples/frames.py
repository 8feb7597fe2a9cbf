"""The frame of a dip sample: what it may be drawn from, in words and as a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.events.base import Refusal
from app.events.dip_sample_plan import FRAMES
from app.events.vocabulary import PLAN_TYPES
from app.programme import frameworks
from app.programme.english import counted, day, listed, month
from app.programme.house import House
from app.programme.samples.sampling_rule import plan_words
from projections import children, dip_sample_lists, people
from projections import frameworks as framework_rows
from projections.rows import Row

STANDINGS = {"accepted": "Audits to standard", "completed": "All audits that are in"}
KEYS = {
    "children": ("plans", "teams", "areas", "ended_from", "ended_to"),
    "audits": ("plans", "teams", "areas", "first", "last", "grades", "standing"),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """What a frame holds now: its members, in words, and the date as at which it stands."""

    asked: dict[str, Any]
    words: str
    on: str
    members: tuple[Row, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    """The names of teams and plan types as they stood then."""

    @property
    def size(self) -> int:
        """How many it holds: N."""
        return len(self.members)

    @property
    def counted(self) -> str:
        """How many it holds, in words."""
        return counted(self.size, "child" if self.asked["kind"] == "children" else "audit")


def frame(house: House, asked: Mapping[str, Any], today: str) -> Frame:
    """The frame that is asked for by its filters, as it stands today (ISO); raises Refusal for one that is none."""
    kind = asked["kind"]
    if kind not in FRAMES:
        raise Refusal("Choose what it is drawn from.", "kind")
    kept = {"kind": kind} | {key: asked[key] for key in KEYS[kind]}
    _check(kept)
    on = children.listed_on(house.model) if kind == "children" else today
    members = tuple(dip_sample_lists.frame(house.model, kept))
    return Frame(kept, words(house, kept, on), on, members, people.names(house.model) | PLAN_TYPES)


def newest_framework(house: House) -> tuple[str, int]:
    """The framework whose themes and rounding a new dip sample has, and its version; ("", 0) before there is one."""
    found = [row for row in framework_rows.frameworks(house.model) if row["latest"]]
    core = next((row for row in found if row["id"] == frameworks.CORE), next(iter(found), None))
    return (core["id"], core["latest"]) if core else ("", 0)


def grades(house: House) -> dict[str, str]:
    """The labels of the newest framework's grades, by id."""
    framework, version = newest_framework(house)
    content = frameworks.content(house, framework, version) if version else {"grades": []}
    return {grade["id"]: grade["label"] for grade in content["grades"]}


def words(house: House, asked: Mapping[str, Any], on: str) -> str:
    """A frame as a sentence."""
    said = _children(asked, on) if asked["kind"] == "children" else _audits(house, asked)
    names = people.names(house.model)
    where = [names.get(id, id) for id in (*asked["teams"], *asked["areas"])]
    return said + (f", in {listed(where)}" if where else "") + "."


def _children(asked: Mapping[str, Any], on: str) -> str:
    plans = listed([plan_words(2, plan, PLAN_TYPES) for plan in asked["plans"]]) or "children of every plan type"
    first, last = asked["ended_from"], asked["ended_to"]
    if not first and not last:
        return f"Open {plans} on the list{f' of {_day(on)}' if on else ''}"
    ended = " and ".join([f"from {_day(first)}"] * bool(first) + [f"to {_day(last)}"] * bool(last))
    return f"{plans[:1].upper()}{plans[1:]} whose service ended {ended.replace(' and to', ' to')}"


def _audits(house: House, asked: Mapping[str, Any]) -> str:
    period = listed([month(one) for one in dict.fromkeys((asked["first"], asked["last"]))]).replace(" and ", " to ")
    labels = grades(house)
    graded = " or ".join(labels.get(grade, grade) for grade in asked["grades"])
    plans = listed([plan_words(2, plan, PLAN_TYPES) for plan in asked["plans"]])
    said = f"{STANDINGS[asked['standing']]} of {period}"
    return said + (f" whose overall grade is {graded}" if graded else "") + (f", of {plans}" if plans else "")


def _check(asked: Mapping[str, Any]) -> None:
    if asked["kind"] == "children" and asked["ended_to"] and asked["ended_to"] < asked["ended_from"]:
        raise Refusal("The last day cannot be before the first.", "ended_to")
    if asked["kind"] == "audits":
        _check_months(asked["first"], asked["last"])
        if asked["standing"] not in STANDINGS:
            raise Refusal("Choose which audits.", "standing")


def _check_months(first: str, last: str) -> None:
    for name, value in (("first", first), ("last", last)):
        if not _is_month(value):
            raise Refusal("Choose a month.", name)
    if last < first:
        raise Refusal("The last month cannot be before the first.", "last")


def _is_month(value: str) -> bool:
    try:
        date.fromisoformat(f"{value}-01")
    except ValueError:
        return False
    return len(value) == 7


def _day(iso: str) -> str:
    return day(date.fromisoformat(iso))


def named(rows: Sequence[Row], tokens: Sequence[str]) -> tuple[list[Row], list[str]]:
    """The members that were named, by a child's reference or an audit's address, and the names that are of none."""
    known: dict[str, list[Row]] = {}
    for row in rows:
        for name in {row["id"], row["child"], row["id"].partition("/")[2], row["child"].partition("/")[2], _short(row)}:
            known.setdefault(name.lower(), []).append(row)
    found = {row["id"]: row for token in tokens for row in known.get(token.lower(), [])}
    return list(found.values()), [token for token in dict.fromkeys(tokens) if token.lower() not in known]


def _short(row: Row) -> str:
    """An audit as its address says it: 2024-05/17."""
    kind, _, own = row["id"].partition("/")
    return f"{own[:8]}{int(own[8:])}" if kind == "audit" else own
