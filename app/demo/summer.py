"""August and September 2018, entered once Audit Loop was there: 49 audits, and what their teams' managers had done.

A dip sample of the monthly report looked at these 49 records: 17 Inadequate, 29 Requires Improvement and 3 Good;
direction in 17, a discussion in 27 (6 reflective, 4 partly, 17 not), the actions followed up in 15 and closed in 10, as
at the end of November.
"""

from datetime import date
from random import Random
from typing import Any

from app.demo.answers import Sheet
from app.demo.courses import Course
from app.demo.duties import Hands
from app.demo.months import Month
from app.demo.plans import Plan
from app.demo.published import GRADES, INADEQUATE
from app.demo.town import Row, Town, after
from app.events.sections import sections
from app.events.vocabulary import DUTIES
from app.programme import audits, judging
from app.programme.allocations import allocation
from projections import actions_lists, duties_lists, people
from projections.asking import Asked, Reach

ENTERED, RECORDED = (date(2018, 11, 8), date(2018, 11, 12)), date(2018, 11, 22)
PLANS = tuple(
    Plan(
        month=month,
        version=1,
        opened=entered,
        allocated=allocated,
        closed=entered,
        size=size,
        courses={"uploaded": size},
        before={},
        controls={"proportional_to": "plan"},
    )
    for month, allocated, size, entered in (
        ("2018-08", date(2018, 8, 1), 24, ENTERED[0]),
        ("2018-09", date(2018, 9, 3), 25, ENTERED[1]),
    )
)
DONE = {"direction": 17, "discussion": 27, "follow_up": 15, "closing": 10}
"""For how many of the 49 each duty was done: those with the most have the others too."""
KINDS = ("reflective",) * 6 + ("partly_reflective",) * 4 + ("not_reflective",) * 17
NOT_ASKED = ("themes", "theme_note")
"""What the sheets of that summer did not ask for."""
MOST_SEEDS = 1_000


class Entered(Month):
    """A month that was over before there was anywhere to record it."""

    def enter(self) -> None:
        """Everything of it on one day, each thing with the day on which it was."""
        self.open()
        self.draw()
        now: dict[str, Any] = {"version": self.version(), "seed": self.allocation_seed()}
        now |= {"on": self.plan.allocated, **self.town.does("qa_lead")}
        allocation.allocate(self.house, self.plan.id, **now)
        rows = self.audits()
        sheets = self.sheets.graded(rows, GRADES[self.plan.month])
        for row in rows:
            self._enter(row, sheets[row["id"]])
        self.close()

    def allocation_seed(self) -> str:
        """The first seed that gives no audit to anybody who has left since: each is entered by its auditor."""
        gone = {row["id"] for row in people.everyone(self.house.model) if row["left_on"]}
        seeds = (f"Eastmere {self.plan.month} allocation {number}" for number in range(1, MOST_SEEDS))
        return next(seed for seed in seeds if not gone & self._given(seed))

    def _given(self, seed: str) -> set[str]:
        plan = allocation.preview(self.house, self.plan.id, seed=seed, on=self.plan.allocated)
        return {pair.auditor for pair in plan.outcome.pairs}

    def _enter(self, row: Row, sheet: Sheet) -> None:
        course = self.course(row, sheet)
        returned = after(self.plan.allocated, self.chance.randint(4, 14))
        made = self.writer.answers(self.content, sheet, returned)
        left_out = NOT_ASKED if sheet.overall == INADEQUATE else (*NOT_ASKED, "actions")
        course.answers = {key: value for key, value in made.items() if key not in left_out}
        self._accepted(course, returned)

    def _accepted(self, course: Course, returned: date) -> None:
        version, auditor = self.house.version(course.id), self.town.diary.stamp(course.auditor)
        for section in sections(self.content):
            values = {field.key: course.answers[field.key] for field in section.fields if field.key in course.answers}
            now: dict[str, Any] = {"version": version, "on": after(returned, -1), **auditor}
            version = audits.save_section(self.house, course.id, section.id, values, **now)
        audits.return_audit(self.house, course.id, **now | {"version": version, "on": returned})
        now = {"version": version + 1, "on": after(returned, 2), **self.town.does("qa_lead")}
        judging.accept(self.house, course.id, note="", **now)
        course.upload()


def begin(town: Town, today: date) -> None:
    """Put the two months and the managers' records into the diary."""
    for plan in PLANS:
        town.diary.put(plan.opened, lambda plan=plan: Entered(town, plan).enter())  # type: ignore[misc]
    town.diary.put(RECORDED, lambda: record_duties(town))


def record_duties(town: Town) -> None:
    """What the managers of the 49 had done by then, each duty in its turn."""
    months = {"first": PLANS[0].month, "last": PLANS[-1].month}
    found = duties_lists.matching(town.house.model, Asked(Reach(everything=True), RECORDED, months))
    Random("Eastmere summer").shuffle(found)
    found = _in_turn(town, found)
    who = Hands(town)
    for place, row in enumerate(found):
        for step, duty in enumerate(duty for duty in DUTIES if place < DONE[duty]):
            on = min(after(date.fromisoformat(row["received_on"]), 4 + 5 * step), RECORDED)
            who.record(row, duty, on, KINDS[place] if duty == "discussion" else "")


def _in_turn(town: Town, found: list[Row]) -> list[Row]:
    """Those first that are closed in the end, which waits for the audit's actions; the others as they were."""
    model = town.house.model
    closed = [row for row in found if not actions_lists.of_source(model, row["audit"])][: DONE["closing"]]
    return [*closed, *(row for row in found if row not in closed)]
