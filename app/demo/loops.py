"""Looped audits: a month of 2018 whose pairs were drawn and agreed, and now one of each state."""

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from app.demo import current
from app.demo.answers import Sheet, Writer
from app.demo.courses import Course
from app.demo.months import Month
from app.demo.plans import Plan
from app.demo.published import SCALE
from app.demo.town import Row, Town, after
from app.events.audit import Audit
from app.events.moderation_words import WAITING
from app.programme import frameworks, judging, loop_draws, loop_grades, loop_meetings, loops
from app.programme.frameworks import CORE
from projections import allocation as pairs
from projections import loops as standing

PLAN = Plan(
    month="2018-12",
    version=1,
    opened=date(2018, 11, 26),
    allocated=date(2018, 11, 28),
    closed=date(2019, 1, 11),
    size=12,
    courses={"accepted": 12},
    before={},
    scope=("Front Door and Assessment",),
    controls={"proportional_to": "team", "not_audited_months": 6},
)
WHY = "To learn how alike we grade."
LEARNING = ("Name who does what by when before you call a plan good.", "Read the supervision records before you grade.")
REASONS = (
    "The records bear out the stronger view.",
    "What the child said had been overlooked.",
    "The dates are there.",
)
NOT_HERE = ("actions", "themes", "theme_note", "quotations")
"""What these audits leave out: the figures that the reports print count it."""
ALIKE = 3
"""So many pairs were graded alike throughout."""


class LoopedMonth(Month):
    """Every child of the month is drawn to have a second audit; one second audit is withdrawn."""

    def go_on(self, rows: list[Row]) -> None:
        """The draw, both audits of each pair, and the meetings."""
        diary, today = self.town.diary, self.town.diary.today
        facts: dict[str, Any] = {"version": self.version(), "seed": f"Eastmere {self.plan.month} loops"}
        facts |= {"size": len(rows), "why": WHY, "on": today, **self.town.does("qa_lead")}
        loop_draws.make(self.house, self.plan.id, **facts)
        seconds, firsts = Seconds(self.town, self.plan), []
        for row in rows:
            course = self.course(row, without_concern(self.sheets.usual(row)))
            course.answers = seconds.answers(course)
            course.accepted(after(today, self.chance.randint(4, 7)))
            firsts.append(course)
        made = seconds.courses()
        diary.put(after(today, 3), lambda: withdraw(self.town, made[0]))
        for course in made[1:]:
            course.accepted(after(today, self.chance.randint(4, 9)))
        diary.put(after(today, 16), lambda: agree(self.town, self.plan, "both_in"))
        for course in [*firsts, *made[1:]]:
            diary.put(after(today, 19), course.upload)


class Seconds:
    """The second audits of a month, each graded nearly as the first."""

    def __init__(self, town: Town, plan: Plan) -> None:
        self.town, self.house, self.plan = town, town.house, plan
        self.chance, self.writer = Random(f"Eastmere {plan.month} loops"), Writer(f"Eastmere {plan.month} loops")
        self.content = frameworks.content(self.house, CORE, plan.version)

    def courses(self) -> list[Course]:
        """A course for every second audit of the month, by number."""
        found = {row["id"]: row for row in pairs.audits(self.house.model, self.plan.id)}
        both = [standing.loop(self.house.model, id) or {} for id in standing.of_cycle(self.house.model, self.plan.id)]
        made = sorted((row["second"], row["first"]) for row in both)
        return [self._course(found[second], first, n) for n, (second, first) in enumerate(made)]

    def _course(self, row: Row, first: str, n: int) -> Course:
        sheet = self.town.courses[first].sheet
        sheet = without_concern(sheet if 0 < n <= ALIKE else replace(sheet, **self._near(sheet)))
        made = Course(self.town, row, self.content, sheet, self.writer, date.fromisoformat(row["due"]))
        made.way, made.answers = "second", self.answers(made)
        self.town.courses[row["id"]] = made
        return made

    def _near(self, sheet: Sheet) -> dict[str, Any]:
        """Grades of which some are one better or worse."""
        domains = {domain: self._moved(grade) for domain, grade in sheet.domains.items()}
        return {"domains": domains, "overall": self._moved(sheet.overall)}

    def _moved(self, grade: str) -> str:
        if grade not in SCALE or self.chance.random() > 0.3:
            return grade
        return SCALE[min(max(SCALE.index(grade) + self.chance.choice((-1, 1)), 1), len(SCALE) - 2)]

    def answers(self, course: Course) -> dict[str, Any]:
        """What an audit says, without what comes of it."""
        made = self.writer.answers(self.content, course.sheet, self.town.diary.today)
        return {key: value for key, value in made.items() if key not in NOT_HERE}


def without_concern(sheet: Sheet) -> Sheet:
    """The same, with no overall grade that calls for an action."""
    return replace(sheet, overall=SCALE[-2], concern="none") if sheet.overall == SCALE[-1] else sheet


def withdraw(town: Town, course: Course) -> None:
    """A second audit that is not wanted any more, with which the loop ends."""
    facts: dict[str, Any] = {"version": town.house.version(course.id), "on": town.diary.today}
    judging.withdraw(town.house, course.id, reason="The auditor is away.", **facts, **town.does("qa_lead"))


def arrange(town: Town, plan: Plan, day: date, spared: int = 0) -> None:
    """The meetings of the pairs that are both in, but for some."""
    for row in _standing(town, plan, "both_in")[spared:]:
        facts: dict[str, Any] = {"version": town.house.version(row["id"]), "day": day, "time": "10:00"}
        facts |= {"place": "Room 2", "others": [town.named("qa_lead")], "reason": ""}
        loop_meetings.arrange(town.house, row["id"], **facts, **town.does("qa_lead"))


def _standing(town: Town, plan: Plan, state: str) -> list[Row]:
    return [row for row in standing.waiting(town.house.model) if (row["cycle"], row["state"]) == (plan.id, state)]


def _settled(town: Town, pair: Row) -> bool:
    """Whether no moderation can still change a grade of either audit of a pair."""
    return not any(town.house.load(Audit, pair[one]).moderation in WAITING for one in ("first", "second"))


def agree(town: Town, plan: Plan, state: str, most: int = 99) -> None:
    """What pairs of a month that stand so agreed: one of the two grades, mostly the first."""
    chance = Random(f"Eastmere {plan.month} agreed")
    for row in [one for one in _standing(town, plan, state) if _settled(town, one)][:most]:
        found = loop_grades.side_by_side(town.house, row)
        decisions = {key: (chance.choice((*both.counts, both.counts[0])), chance.choice(REASONS))
                     for key, both in found.items() if both.differ}  # fmt: skip
        facts: dict[str, Any] = {"version": town.house.version(row["id"]), "on": town.diary.today}
        facts["others"] = [town.named("qa_lead")]
        loops.agree(town.house, row["id"], **facts, decisions=decisions, learning=LEARNING, **town.does("qa_lead"))


class Now:
    """The month in progress: pairs that are sealed, with one in and with none, both in, arranged and agreed."""

    def __init__(self, town: Town, plan: Plan, end: date) -> None:
        self.town, self.house, self.plan, self.end = town, town.house, plan, end

    def open(self) -> None:
        """A second auditor for some audits that are on their way; three of the second audits come in."""
        mine = [id for id, course in sorted(self.town.courses.items()) if course.row["cycle"] == self.plan.id]
        firsts = [id for id in mine if self.town.courses[id].way == "uploaded"][2:6]
        firsts += [id for id in mine if self.town.courses[id].way == "started"][:1]
        opened = [id for id in firsts if self._second(id)]
        for course in Seconds(self.town, self.plan).courses()[: len(opened) - 2]:
            course.waiting(after(self.town.diary.today, 8))
        diary = self.town.diary
        diary.put(after(self.end, -2), lambda: arrange(self.town, self.plan, self.end, spared=1))
        diary.put(self.end, lambda: agree(self.town, self.plan, "arranged", 1))

    def _second(self, first: str) -> bool:
        """Whether a second auditor was found; never the named one, whose page shows one audit."""
        may = [move.auditor for move, why in loops.who_could(self.house, first) if not why]
        free = [one for one in may if one != self.town.named("auditor")]
        if free:
            facts: dict[str, Any] = {"version": 1, "auditor": Random(first).choice(free), "why": WHY}
            loops.open_loop(self.house, first, **facts, on=self.town.diary.today, **self.town.does("qa_lead"))
        return bool(free)


def begin(town: Town, today: date) -> None:
    """Put both months' pairs into the diary."""
    town.diary.put(PLAN.opened, lambda: LoopedMonth(town, PLAN).begin())
    plan, end = current.plan_for(today), current.last_day(today)
    town.diary.put(after(plan.allocated, 1), Now(town, plan, end).open)
