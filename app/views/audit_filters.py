"""The tracker's question, read from the address: filters, order and page, and the links that change them."""

from dataclasses import dataclass, replace
from math import ceil
from typing import Any

from flask import request

from app import clock
from app.events.vocabulary import AUDIT_STATES, PLAN_TYPES
from app.policy import scope
from app.programme.moderation import draws
from app.views.audit_rows import content
from app.views.cycles import newest
from app.views.desk import house, i, model
from app.views.listing import in_vain, unknown
from app.views.live import address
from projections import cycles, months, report_figures, tracker
from projections.tracker_asked import DRAW, LATE, RECORD, Wanted

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
NAMES = tuple(LABELS)


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


def _of_figure(asked: Asked) -> Asked:
    """Narrow the question to the audits that a figure of the month counts."""
    if "figure" not in asked.given or asked.month is None:
        return asked
    counted = report_figures.of_month(months.month(model(), asked.month["id"], content(asked.month), clock.today()))
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
