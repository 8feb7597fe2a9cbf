"""August and September 2018, entered once Audit Loop was there: 49 audits, and what their teams' managers had done.

A dip sample of the monthly report looked at these 49 records: direction in 17, a discussion in 27 (6 reflective, 4
partly, 17 not), the actions followed up in 15 and closed in 10, as at the end of November.
"""

from datetime import date
from random import Random
from typing import Any

from app.demo.courses import Course
from app.demo.duties import Hands
from app.demo.months import Month
from app.demo.plans import Plan
from app.demo.published import IMPROVE, INADEQUATE
from app.demo.town import Row, Town, after
from app.events.sections import sections
from app.events.vocabulary import DUTIES
from app.programme import audits, judging
from app.programme.allocations import allocation
from projections import duties_lists
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
LEFT_OUT = ("actions", "themes", "theme_note")
"""What the sheets of that summer did not ask for."""


class Entered(Month):
    """A month that was over before there was anywhere to record it."""

    def enter(self) -> None:
        """Everything of it on one day, each thing with the day on which it was."""
        self.open()
        self.draw()
        now: dict[str, Any] = {"version": self.version(), "seed": self.allocation_seed()}
        now |= {"on": self.plan.allocated, **self.town.does("qa_lead")}
        allocation.allocate(self.house, self.plan.id, **now)
        for row in self.audits():
            self._enter(row)
        self.close()

    def _enter(self, row: Row) -> None:
        sheet = self.sheets.usual(row)
        if sheet.overall == INADEQUATE:
            sheet.overall, sheet.concern = IMPROVE, "none"  # One that is Inadequate asks for actions.
        course = self.course(row, sheet)
        returned = after(self.plan.allocated, self.chance.randint(4, 14))
        made = self.writer.answers(self.content, sheet, returned)
        course.answers = {key: value for key, value in made.items() if key not in LEFT_OUT}
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
    who = Hands(town)
    for place, row in enumerate(found):
        for step, duty in enumerate(duty for duty in DUTIES if place < DONE[duty]):
            on = min(after(date.fromisoformat(row["received_on"]), 4 + 5 * step), RECORDED)
            who.record(row, duty, on, KINDS[place] if duty == "discussion" else "")
