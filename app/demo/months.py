"""A month of the story: opened, exemptions before it, sample, allocation, and a course for every audit."""

from collections.abc import Callable, Sequence
from datetime import date
from random import Random
from typing import Any

from app.demo.answers import Sheet, Writer, sentences
from app.demo.courses import Course, Window
from app.demo.plans import Plan
from app.demo.published import GRADES, PARTICIPATION
from app.demo.regrades import REGRADES, Regrade
from app.demo.requests import Request
from app.demo.sheets import Sheets
from app.demo.town import Row, Town, after, expanded
from app.programme import cycles, frameworks
from app.programme.allocations import allocation
from app.programme.frameworks import CORE
from app.programme.samples import sample
from projections import allocation as pairs
from projections import cycles as opened

IN_TIME, LATE = Window(4, 15), Window(16, 21)
GRADED = ("uploaded", "late", "sent_back_uploaded", "reopened_uploaded", "moved_uploaded")
COMPLETED = (*GRADED, "not_to_standard")


class Month:
    """Lives one plan: each step is put into the diary, and each puts the next ones there."""

    windows = dict.fromkeys(COMPLETED, IN_TIME) | {
        "late": LATE, "nil": LATE, "withdrawn": Window(2, 10), "released": Window(2, 12),
        "moved_uploaded": Window(2, 4),
    }  # fmt: skip

    def __init__(self, town: Town, plan: Plan) -> None:
        self.town, self.house, self.plan = town, town.house, plan
        self.chance = Random(f"Eastmere {plan.month}")
        self.writer = Writer(f"Eastmere {plan.month} texts")
        self.content = frameworks.content(self.house, CORE, plan.version)
        self.sheets = Sheets(town, self.content, self.chance)

    def begin(self) -> None:
        """Put the first steps into the diary."""
        self.prepare()
        self.town.diary.put(self.plan.closed, self.close)

    def prepare(self) -> None:
        """The month until its audits are allocated."""
        diary, plan = self.town.diary, self.plan
        diary.put(plan.opened, self.open)
        diary.put(plan.opened, self.ask_before)
        diary.put(after(plan.allocated, -1), self.draw)
        diary.put(plan.allocated, self.allocate)

    def open(self) -> None:
        """The month with its scope, framework and targets."""
        facts: dict[str, Any] = {"month": self.plan.month, "framework": CORE, "framework_version": self.plan.version}
        facts |= {"scope": [self.town.ids[area] for area in self.plan.scope]}
        cycles.open_cycle(self.house, **facts, targets={"completion": 90}, **self.town.does("qa_lead"))

    def ask_before(self) -> None:
        """Exemptions that are asked for, and authorised, before the audits are allocated."""
        pool = [row["id"] for row in opened.pool(self.house.model, self.plan.id)]
        free = [id for id in pool if id != self.town.named("auditor")]
        classes = expanded(self.plan.before)
        for auditor, reason_class in zip(self.chance.sample(free, len(classes)), classes, strict=True):
            request = Request(self.town, self.plan.id, auditor, reason_class)
            request.ask()
            self.town.diary.put(after(self.plan.opened, 1), request.authorise)

    def draw(self) -> None:
        """The sample, with the children who are in it by name."""
        rule = sample.rule_for(
            self.house, self.plan.id, size=self.plan.size, named=self.named_children(), **self.plan.controls
        )
        seed = f"Eastmere {self.plan.month}"
        sample.draw(self.house, self.plan.id, rule, seed, version=self.version(), **self.town.does("qa_lead"))

    def named_children(self) -> list[tuple[str, str]]:
        """References and reasons: children whom the named practitioner works with."""
        mine = [ref for ref, child in sorted(self.town.children.items()) if self.works_with(child.worker)]
        return [(ref, sentences()["named"][0]) for ref in mine[: self.plan.named]]

    def works_with(self, address: str) -> bool:
        """Whether this is the address of the named practitioner."""
        return self.town.ids[address] == self.town.named("practitioner")

    def allocate(self) -> None:
        """Everybody's audits, and what becomes of each."""
        before = len(self.audits())
        allocation.allocate(
            self.house,
            self.plan.id,
            version=self.version(),
            seed=self.allocation_seed(),
            on=self.town.diary.today,
            **self.town.does("qa_lead"),
        )
        self.go_on(self.audits()[before:])

    def allocation_seed(self) -> str:
        """The seed of the allocation."""
        return f"Eastmere {self.plan.month} allocation"

    def close(self) -> None:
        """The end of the month; what comes in later still belongs to it."""
        facts: dict[str, Any] = {"version": self.version(), "on": self.town.diary.today}
        cycles.close(self.house, self.plan.id, **facts, **self.town.does("qa_lead"))

    def go_on(self, rows: list[Row]) -> None:
        """A course for each audit, and exemptions that are declined."""
        fated = self.fated(rows, self.plan.courses)
        sheets = self.made_sheets(fated)
        first = self.regraded(fated, sheets)
        classes = iter(expanded(self.plan.after))
        for row, course in fated:
            day = self.windows[course].day(self.town.diary.today, self.chance)
            made = self.course(row, sheets[row["id"]])
            if row["id"] in first:
                regrade, given = first[row["id"]]
                made.way = "regraded"
                made.regraded(regrade.window.day(self.town.diary.today, made.chance), given)
            else:
                self.set_off(made, course, day, classes)
        for row, _ in self.chance.sample([pair for pair in fated if pair[1] == "uploaded"], self.plan.declined):
            self.decline(row)

    def fated(self, rows: Sequence[Row], courses: dict[str, int]) -> list[tuple[Row, str]]:
        """Every audit with its course, by number."""
        names = expanded(courses)
        drawn = self.chance.sample(list(rows), len(names))
        return sorted(zip(drawn, names, strict=True), key=lambda pair: pair[0]["number"])

    def made_sheets(self, fated: Sequence[tuple[Row, str]]) -> dict[str, Sheet]:
        """The sheets of all audits: the printed figures on those that count towards them."""
        completed = [row for row, course in fated if course in COMPLETED]
        accepted = [row for row, course in fated if course in GRADED]
        figures = GRADES[self.plan.month], PARTICIPATION[self.plan.month]
        others = {row["id"]: self.sheets.usual(row) for row, course in fated if course not in COMPLETED}
        return others | self.sheets.published(completed, accepted, *figures)

    def regraded(self, fated: Sequence[tuple[Row, str]], sheets: dict[str, Sheet]) -> dict[str, tuple[Regrade, Sheet]]:
        """The audits whose auditors gave other grades than those that count, each with what it came in with."""
        found: dict[str, tuple[Regrade, Sheet]] = {}
        for regrade in REGRADES.get(self.plan.month, ()):
            free = [row["id"] for row, course in fated if course == "uploaded" and row["id"] not in found]
            audit = next(id for id in free if regrade.fits(sheets[id]))
            found[audit] = (regrade, regrade.before(sheets[audit]))
        return found

    def course(self, row: Row, sheet: Sheet) -> Course:
        """An audit that is about to go its way."""
        made = Course(self.town, row, self.content, sheet, self.writer, date.fromisoformat(row["due"]))
        made.on_record_by = self.plan.on_record_by
        self.town.courses[row["id"]] = made
        return made

    def set_off(self, course: Course, name: str, day: date, classes: Any) -> None:
        """Put what becomes of an audit into the diary."""
        course.way = name
        if name == "released":
            course.released(day, next(classes))
        elif name.startswith("moved"):
            course.moved(day, ON_IT_GOES.get(name))
        else:
            getattr(course, {"late": "uploaded"}.get(name, name))(day)

    def decline(self, row: Row) -> None:
        """An auditor asks to be exempted and is not."""
        request = Request(self.town, self.plan.id, row["auditor"], "other")
        self.town.diary.put(after(self.plan.allocated, 1), request.ask)
        self.town.diary.put(after(self.plan.allocated, 2), request.decline)

    def audits(self) -> list[Row]:
        """The month's audits by number."""
        return pairs.audits(self.house.model, self.plan.id)

    def version(self) -> int:
        """The version of the month's record."""
        return self.house.version(self.plan.id)


ON_IT_GOES: dict[str, Callable[[Course, date], Any]] = {
    "moved_uploaded": Course.uploaded,
    "moved_started": Course.started,
}
