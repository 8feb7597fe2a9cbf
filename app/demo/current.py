"""The month in progress: every state that an audit or an exemption can be in, whatever day it is.

An audit has fifteen working days, so the month is allocated some seventeen working days before the day itself (or on
its own second working day, if that is earlier): by then there are late ones. A second part of the sample comes in a
week before the day, so that there are audits that are not yet due.
"""

from datetime import date
from typing import Any

from app.demo.answers import Sheet
from app.demo.council import AREAS
from app.demo.courses import Course, Window
from app.demo.months import Month
from app.demo.plans import Plan, version_on
from app.demo.requests import Request
from app.demo.town import Row, Town, after, expanded
from app.events.calendar import add_working_days
from app.programme.allocations import allocation, swapping
from app.programme.samples import sample

DAYS_AT_WORK = 17
SECOND_PART_SIZE = 14
WINDOWS = {
    "uploaded": Window(4, 9), "late_accepted": Window(16, 16), "accepted": Window(9, 12), "waiting": Window(12, 15),
    "late_waiting": Window(16, 17), "sent_back": Window(12, 14), "sent_back_waiting": Window(9, 11),
    "sent_back_uploaded": Window(5, 7), "not_to_standard": Window(8, 12), "nil": Window(16, 17),
    "withdrawn": Window(3, 9), "released": Window(4, 12), "started": Window(10, 17), "allocated": Window(1, 1),
    "moved_started": Window(12, 13), "asked": Window(14, 16),
}  # fmt: skip
FIRST_PART = {
    "uploaded": 17, "late_accepted": 1, "accepted": 9, "waiting": 7, "late_waiting": 4, "sent_back": 3,
    "sent_back_waiting": 1, "sent_back_uploaded": 1, "not_to_standard": 2, "nil": 2, "withdrawn": 2, "released": 4,
    "started": 3, "moved_started": 2, "asked": 2,
}  # fmt: skip
SECOND_PART = {"waiting": 2, "accepted": 1, "started": 4, "asked": 1, "allocated": 5, "nearly_done": 1}
SECOND_WINDOWS = {
    "waiting": Window(3, 4), "accepted": Window(2, 2), "started": Window(1, 5), "asked": Window(2, 4),
    "allocated": Window(1, 1), "nearly_done": Window(3, 3),
}  # fmt: skip
ASKING_AREA = "Harbour and Coast"
REASON_FOR_SECOND_PART = "The front door was moving offices when the month began; its children come in now."


def last_day(today: date) -> date:
    """The working day before the demonstration starts, on which the story ends."""
    return add_working_days(today, -1)


def plan_for(today: date) -> Plan:
    """The month of a day."""
    second = add_working_days(today.replace(day=1), 1)
    allocated = min(second, after(last_day(today), -DAYS_AT_WORK))
    return Plan(
        month=today.isoformat()[:7],
        version=version_on(after(allocated, -3)),
        opened=after(allocated, -3),
        allocated=allocated,
        closed=date.max,
        size=sum(FIRST_PART.values()),
        courses=FIRST_PART,
        before={"maternity": 2, "extended_leave": 4, "health": 1, "other": 5, "moderating": 3},
        after={"health": 1, "other": 3},
        declined=2,
        controls={"proportional_to": "plan_and_team", "not_audited_months": 6, "min_open_days": 20},
        named=2,
    )


class CurrentMonth(Month):
    """Lives the plan of the month in progress, to the working day before today."""

    def __init__(self, town: Town, plan: Plan, today: date) -> None:
        super().__init__(town, plan)
        self.windows = WINDOWS
        self.second = after(last_day(today), -6)

    def begin(self) -> None:
        """The first part of the month, and the second."""
        self.prepare()
        self.town.diary.put(after(self.second, -1), self.add_children)
        self.town.diary.put(self.second, self.allocate_second)

    def allocation_seed(self) -> str:
        """The first seed that leaves the named auditor for the second part, so that her audit is not yet due."""
        seeds = (f"Eastmere {self.plan.month} allocation {number}" for number in range(1, 100))
        return next(seed for seed in seeds if not self._falls_to_named_auditor(seed))

    def _falls_to_named_auditor(self, seed: str) -> bool:
        plan = allocation.preview(self.house, self.plan.id, seed=seed, on=self.town.diary.today)
        return any(pair.auditor == self.town.named("auditor") for pair in plan.outcome.pairs)

    def add_children(self) -> None:
        """Children who come into the sample by hand, a week before today."""
        month = self.house.model.query("SELECT child FROM sample WHERE cycle = ?", [self.plan.id])
        inside = {row["child"] for row in month}
        waiting = [
            ref
            for ref, child in sorted(self.town.children.items())
            if ref not in inside and child.team == AREAS["Front Door and Assessment"][0]
        ]
        for ref in self.chance.sample(waiting, SECOND_PART_SIZE):
            stamp = self.town.does("qa_lead")
            sample.add_child(self.house, self.plan.id, ref, REASON_FOR_SECOND_PART, version=self.version(), **stamp)

    def allocate_second(self) -> None:
        """The second part; the named auditor has one of these audits, nearly written."""
        before = len(self.audits())
        facts: dict[str, Any] = {"version": self.version(), "seed": self._second_seed()}
        allocation.allocate(self.house, self.plan.id, **facts, on=self.second, **self.town.does("qa_lead"))
        self._go_on_with_second(self.audits()[before:])

    def _second_seed(self) -> str:
        """The first seed by which the named auditor has one of the second part, else the first of all."""
        first = f"Eastmere {self.plan.month} second part"
        seeds = (first, *(f"{first} {number}" for number in range(2, 20)))
        return next((seed for seed in seeds if self._falls_to_named_auditor(seed)), first)

    def _go_on_with_second(self, rows: list[Row]) -> None:
        anna = self.town.named("auditor")
        hers = next((row for row in rows if row["auditor"] == anna), None)
        hers = hers or next((row for row in rows if self._may_have(anna, row)), rows[-1])
        names = expanded({name: number for name, number in SECOND_PART.items() if name != "nearly_done"})
        others = [row for row in rows if row is not hers]
        for row, name in zip(others, self.chance.sample(names, len(others)), strict=True):
            day = SECOND_WINDOWS[name].day(self.second, self.chance)
            self.set_off(self.course(row, self.sheets.usual(row)), name, day, iter(()))
        course = self.course(hers, self.sheets.usual(hers))
        if hers["auditor"] == anna:
            course.nearly_done(after(self.second, 3))
        else:
            course.given_to(anna, after(self.second, 1), Course.nearly_done)

    def _may_have(self, auditor: str, row: Row) -> bool:
        return not any(move.barred for move in swapping.moves_to(self.house, row["id"], [auditor]))

    def made_sheets(self, fated: Any) -> dict[str, Sheet]:
        """Nothing is printed of this month: the audits are as audits mostly are."""
        return {row["id"]: self.sheets.usual(row) for row, _ in fated}

    def fated(self, rows: Any, courses: dict[str, int]) -> list[tuple[Row, str]]:
        """The named practitioner's audits are done; those who still ask for an exemption are of one area."""
        names = expanded(courses)
        chosen: list[tuple[Row, str]] = []
        left = self.chance.sample(list(rows), len(rows))
        for name, wanted in (("uploaded", self._is_practitioners), ("asked", self._asks)):
            for row in [row for row in left if wanted(row)][: courses[name]]:
                left.remove(row)
                names.remove(name)
                chosen.append((row, name))
        return sorted([*chosen, *zip(left, names, strict=True)], key=lambda pair: pair[0]["number"])

    def _is_practitioners(self, row: Row) -> bool:
        return bool(row["worker"] == self.town.named("practitioner"))

    def _asks(self, row: Row) -> bool:
        area = self.house.model.one(
            "SELECT teams.area FROM people JOIN teams ON teams.id = people.team WHERE people.id = ?", [row["auditor"]]
        )
        return bool(area and area["area"] == self.town.ids[ASKING_AREA])

    def set_off(self, course: Course, name: str, day: date, classes: Any) -> None:
        """As in a finished month, but for what is still open."""
        course.way = name
        if name == "asked":
            course.started(day)
            self.town.diary.put(day, Request(self.town, self.plan.id, course.auditor, "other").ask)
        elif name == "late_accepted":
            course.accepted_at_once(day)
        elif name == "late_waiting":
            course.waiting(day)
        else:
            super().set_off(course, name, day, classes)
