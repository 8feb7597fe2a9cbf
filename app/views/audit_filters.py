"""The tracker's question, read from the address: filters, order and page, and the links that change them."""

from dataclasses import dataclass, replace
from math import ceil
from typing import Any

from flask import request

from app import clock
from app.events.vocabulary import AUDIT_STATES, PLAN_TYPES
from app.policy import scope
from app.programme.moderation import draws
from app.views import words
from app.views.audit_rows import content
from app.views.desk import house, i, model
from app.views.listing import in_vain, unknown
from app.views.live import address
from projections import cycles, months, tracker
from projections.completion import figures
from projections.tracker_asked import DRAW, LATE, RECORD, Wanted

LATE_WORDS = {"any": "Late", "returned": "Returned late", "overdue": "Overdue"}
RECORD_WORDS = {"yes": "On it", "old": "Changed since it was put there", "no": "Accepted, and not on it yet"}
DRAW_WORDS = {"needed": "To be drawn before it can be accepted"}
NAMES = ("cycle", "state", "team", "area", "auditor", "plan", "late", "overall", "record", "draw", "figure", "q")


@dataclass(frozen=True)
class Asked:
    """What was asked: the question, its month if it is of one, and the parameters as they came."""

    wanted: Wanted
    month: dict[str, Any] | None
    given: dict[str, str]
    sort: str
    page: int
    figure: str = ""
    not_known: str = ""
    """What the address asks for in vain, as a sentence."""

    def link(self, **changes: str) -> str:
        """The tracker's address with some parameters changed; an empty one is left out."""
        now = self.given | {"sort": self.sort} | changes
        return address("/audits", [(key, value) for key, value in now.items() if value and (key, value) != DEFAULT])

    def export(self, kind: str) -> str:
        """The address of exactly these audits as a file."""
        return self.link().replace("/audits", f"/audits.{kind}", 1)

    def pages(self, count: int) -> dict[str, Any]:
        """Which page this is of how many, with the addresses before and after it."""
        last = max(1, ceil(count / tracker.PAGE))
        before = self.link(page=str(self.page - 1)) if self.page > 1 else ""
        after = self.link(page=str(self.page + 1)) if self.page < last else ""
        return {"number": self.page, "last": last, "before": before, "after": after}

    def sort_link(self, key: str) -> str:
        """The address of the other order of a column."""
        return self.link(sort=f"-{key}" if self.sort == key else key)


DEFAULT = ("sort", "due")


def read() -> Asked:
    """Read the address. What is no known value is as if it were not there."""
    given = {name: value for name in NAMES if (value := request.args.get(name, "").strip()) and _is_known(name, value)}
    month = _month(given, scope(i()))
    asked = Asked(_wanted(given, month), month, given, request.args.get("sort", "due"), _page())
    return replace(_of_figure(asked), not_known=in_vain(_strange(given)))


def _strange(given: dict[str, str]) -> list[str]:
    """What the address asks for that is no filter, or no value of one."""
    values = {name: request.args.get(name, "").strip() for name in NAMES if name not in given}
    return unknown(NAMES) + [f"{LABELS[name]}: {value}" for name, value in values.items() if value]


def _is_known(name: str, value: str) -> bool:
    if name == "cycle":
        return value == "all" or cycles.cycle(model(), f"cycle/{value}") is not None
    return value in KNOWN.get(name, (value,))


def _wanted(given: dict[str, str], month: dict[str, Any] | None) -> Wanted:
    return Wanted(
        scope(i()),
        clock.today(),
        cycle=month["id"] if month else "",
        team=_id("team", given),
        area=_id("area", given),
        auditor=_id("person", given, "auditor"),
        reference=given.get("q", ""),
        state=given.get("state", ""),
        plan=given.get("plan", ""),
        late=given.get("late", ""),
        overall=given.get("overall", ""),
        record=given.get("record", ""),
        draw=given.get("draw", ""),
        always=draws.always(house()) if "draw" in given else (),
        scale=_scale(month),
    )


def _page() -> int:
    page = request.args.get("page", "")
    return max(1, int(page)) if page.isascii() and page.isdecimal() and len(page) < 6 else 1


KNOWN = {"state": AUDIT_STATES, "plan": PLAN_TYPES, "late": LATE, "record": RECORD, "draw": DRAW}


def _month(given: dict[str, str], seen: Any) -> dict[str, Any] | None:
    """The month asked for; the newest for those who see many audits, all months for those who see a few."""
    if "cycle" in given:
        return cycles.cycle(model(), f"cycle/{given['cycle']}")
    if "q" in given or not (seen.everything or seen.areas or seen.team):
        return None
    return newest()


def newest() -> dict[str, Any] | None:
    """The month that runs: the newest that has audits and has begun, else the first that has some, else the newest.

    A month that is allocated ahead of time does not hide the one that is still to come in.
    """
    known, this_month = cycles.cycles(model()), f"{clock.today():%Y-%m}"
    allocated = [month for month in known if month["allocated_at"]]
    begun = [month for month in allocated if month["month"] <= this_month]
    return next(iter(begun or allocated[::-1] or known), None)


def _of_figure(asked: Asked) -> Asked:
    """Narrow the question to the audits that a figure of the month counts."""
    if "figure" not in asked.given or asked.month is None:
        return asked
    counted = figures(months.month(model(), asked.month["id"], content(asked.month), clock.today()))
    figure = counted.get(asked.given["figure"])
    if figure is None or figure.members_are != "audits":
        return asked
    return replace(asked, wanted=replace(asked.wanted, members=figure.members), figure=figure.label)


def _id(kind: str, given: dict[str, str], name: str = "") -> str:
    value = given.get(name or kind, "")
    return f"{kind}/{value}" if value else ""


def _scale(month: dict[str, Any] | None) -> tuple[str, ...]:
    of = month or newest()
    return tuple(grade["id"] for grade in content(of)["grades"]) if of else ()


def chosen(asked: Asked) -> list[dict[str, str]]:
    """The filters in force, each with the address without it."""
    return [
        {"text": f"{LABELS[name]}: {_said(asked, name, value)}", "remove": asked.link(**{name: ""})}
        for name, value in asked.given.items()
        if not (name == "cycle" and value == "all")
    ]


LABELS = {
    "cycle": "Month",
    "state": "State",
    "team": "Team",
    "area": "Service area",
    "auditor": "Auditor",
    "plan": "Plan type",
    "late": "Late",
    "overall": "Overall grade",
    "record": "The child's record",
    "draw": "Draw for moderation",
    "figure": "Figure",
    "q": "Reference",
}


def _said(asked: Asked, name: str, value: str) -> str:
    if name in ("team", "area", "auditor"):
        table = tracker.choices(model(), asked.wanted)[name]
        return next((row["name"] for row in table if row["id"].split("/", 1)[1] == value), value)
    if name == "cycle":
        return words.month(asked.month["id"]) if asked.month else value
    if name == "overall" and (of := asked.month or newest()):
        return next((grade["label"] for grade in content(of)["grades"] if grade["id"] == value), value)
    known = {"state": AUDIT_STATES, "plan": PLAN_TYPES, "late": LATE_WORDS, "record": RECORD_WORDS, "draw": DRAW_WORDS}
    known["figure"] = {value: asked.figure}
    return known.get(name, {}).get(value, value) or value


def options(asked: Asked) -> dict[str, list[dict[str, str]]]:
    """What the filters offer."""
    found = tracker.choices(model(), asked.wanted)
    named = {
        name: [{"value": row["id"].split("/", 1)[1], "label": row["name"]} for row in rows]
        for name, rows in found.items()
    }
    of = asked.month or newest()
    grades = content(of)["grades"] if of else []
    all_months = [{"value": "all", "label": "All months"}]
    return named | {
        "cycle": all_months + [{"value": m["month"], "label": words.month(m["month"])} for m in cycles.cycles(model())],
        "overall": [{"value": grade["id"], "label": grade["label"]} for grade in grades],
        "state": [{"value": id, "label": label} for id, label in AUDIT_STATES.items()],
        "plan": [{"value": id, "label": label} for id, label in PLAN_TYPES.items()],
        "late": [{"value": id, "label": label} for id, label in LATE_WORDS.items()],
        "record": [{"value": id, "label": label} for id, label in RECORD_WORDS.items()],
        "draw": [{"value": id, "label": label} for id, label in DRAW_WORDS.items()],
    }


def count_words(asked: Asked, counted: tracker.Counted) -> str:
    """The count in words: "67 audits of May 2024, 6 returned late, 2 overdue"."""
    text = f"{counted.all:,} audit{'' if counted.all == 1 else 's'}"
    text += f" of {words.month(asked.month['id'])}" if asked.month else " of all months"
    parts = [f"{n} {what}" for n, what in ((counted.returned_late, "returned late"), (counted.overdue, "overdue")) if n]
    return ", ".join([text, *parts])
