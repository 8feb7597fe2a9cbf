"""January to October 2018, entered once Audit Loop was there: the audits that the monthly report's figures count.

Each is entered by its auditor, so those have them who are still here: where that is few of a month's pool, each of
them has several, as it was when more audits were completed than there were auditors.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from app.demo.answers import Sheet, sentences
from app.demo.courses import Window
from app.demo.loops import without_concern
from app.demo.months import Month
from app.demo.plans import Plan
from app.demo.published import COMPLETED, GRADES, INADEQUATE, NIL
from app.demo.town import Row, Town, after
from app.events.action import Action
from app.events.audit import Audit
from app.events.audit_ending import record_nil_return
from app.events.base import Subject
from app.events.cycle import Cycle
from app.events.duty import Duty
from app.events.sections import sections
from app.programme import actions, duties
from app.programme.allocations import allocating, allocation, allocation_facts
from app.programme.allocations.allocation_facts import Absent
from projections import allocation as pairs
from projections import people

LISTED = date(2018, 9, 30)
"""The date of the children's list that the samples are taken from."""
DATES = (
    ("2018-10", date(2018, 9, 24), date(2018, 11, 7)),
    ("2018-08", date(2018, 8, 1), date(2018, 11, 8)),
    ("2018-07", date(2018, 7, 2), date(2018, 11, 9)),
    ("2018-09", date(2018, 9, 3), date(2018, 11, 12)),
    ("2018-06", date(2018, 6, 1), date(2018, 11, 13)),
    ("2018-05", date(2018, 5, 1), date(2018, 11, 14)),
    ("2018-04", date(2018, 4, 3), date(2018, 11, 15)),
    ("2018-03", date(2018, 3, 1), date(2018, 11, 19)),
    ("2018-02", date(2018, 2, 1), date(2018, 11, 20)),
    ("2018-01", date(2018, 1, 3), date(2018, 11, 21)),
)
"""When each month was allocated, and when it was entered."""
FOLLOWED = ("2018-08", "2018-09")
"""The months of which the dip sample asked what the teams' managers had done: see `summer`."""
RETURNED = Window(4, 10)
NOT_ASKED = ("themes", "theme_note")
"""What the sheets of that year did not ask for."""
SHOWN = "The record shows it, and the tracker of that time has it as done."
KINDS = ("partly_reflective", "not_reflective", "not_reflective", "reflective")


def _plan(month: str, allocated: date, entered: date) -> Plan:
    """A month as it was: figure 3 grades what was to standard."""
    completed, graded, nil = COMPLETED[month], sum(GRADES[month].overall), NIL.get(month, 0)
    size, controls = completed + nil, {"proportional_to": "plan", "min_open_days": (LISTED - allocated).days}
    courses = {"uploaded": graded, "not_to_standard": completed - graded, "nil": nil}
    dates: dict[str, Any] = {"opened": entered, "allocated": allocated, "closed": entered}
    return Plan(month=month, version=1, size=size, courses=courses, before={}, controls=controls, **dates)


PLANS = {month: _plan(month, *dates) for month, *dates in DATES}


def begin(town: Town, today: date) -> None:
    """Put the months into the diary, each on the day on which it was entered."""
    for plan in PLANS.values():
        town.diary.put(plan.opened, lambda plan=plan: Entered(town, plan).enter())  # type: ignore[misc]


class Entered(Month):
    """A month that was over before there was anywhere to record it."""

    def enter(self) -> None:
        """Everything of it on one day, each thing with the day on which it was."""
        self.open()
        self.draw()
        self.share_out()
        entries = list(self.entries())
        for step in (Entry.come_in, Entry.be_judged, Entry.end):
            self.house.keep(*(subject for one in entries for subject in step(one)))
        self.close()

    def share_out(self) -> None:
        """The children over those of the month's pool who are still here, as evenly as the rules allow."""
        made, month, stamp = self._shared(), self.house.load(Cycle, self.plan.id), self.town.does("qa_lead")
        facts = allocation.facts_of(made, ())
        facts["rules"] |= {"owed": made.month.auditors[0].owed}
        month.allocate(**facts, **stamp)
        self.house.keep(month, *allocation.audits_of(made, month, sorted(month.numbers.items()), **stamp))

    def _shared(self) -> allocation.Plan:
        found, waiting = self._who_is_here(), tuple(pairs.waiting(self.house.model, self.plan.id))
        children = [allocation_facts.child(row) for row in waiting]
        outcome = allocating.allocate(found.auditors, children, found.rules, self.allocation_seed(), found.held)
        due = after(self.plan.allocated, self.content["deadlines"]["return_working_days"])
        return allocation.Plan(found, waiting, outcome, self.plan.allocated, due)

    def _who_is_here(self) -> allocation_facts.Month:
        """The month with those alone who can enter an audit, each with as many as that takes."""
        found = allocation_facts.month(self.house, self.plan.id, ())
        left = {row["id"] for row in people.everyone(self.house.model) if row["left_on"]}
        here, gone = ([one for one in found.auditors if (one.id in left) is is_gone] for is_gone in (False, True))
        owed = -(-self.plan.size // len(here))
        absent = (Absent(one.id, one.name, "left", f"{one.name} has left the council since.") for one in gone)
        return replace(found, auditors=tuple(replace(one, owed=owed) for one in here), absent=(*found.absent, *absent))

    def entries(self) -> Iterable["Entry"]:
        """What was recorded of each audit elsewhere."""
        fated = self.fated(self.audits(), self.plan.courses)
        accepted = [row for row, course in fated if course == "uploaded"]
        sheets = self.sheets.graded(accepted, GRADES[self.plan.month])
        for row, course in fated:
            sheet = sheets.get(row["id"]) or without_concern(self.sheets.usual(row))
            yield Entry(self, row, sheet, course)


class Entry:
    """One audit of such a month; each step returns what is to be kept of it."""

    def __init__(self, month: Entered, row: Row, sheet: Sheet, course: str) -> None:
        self.month, self.house, self.sheet, self.course = month, month.house, sheet, course
        self.audit = self.house.load(Audit, row["id"])
        self.returned = RETURNED.day(month.plan.allocated, month.chance)
        self.judged = after(self.returned, 2)
        self.followed: Sequence[Action] = ()
        self.duties: Sequence[Duty] = ()

    def come_in(self) -> Sequence[Subject]:
        """The auditor enters and returns it, with the actions that an Inadequate one has."""
        if self.course == "nil":
            return []
        content, said = self.month.content, self.month.town.diary.stamp(self.audit.auditor)
        answers = self._answers()
        for section in sections(content):
            values = {field.key: answers[field.key] for field in section.fields if field.key in answers}
            self.audit.save_section(content, section.id, values, on=after(self.returned, -1).isoformat(), **said)
        self.audit.return_(content, on=self.returned.isoformat(), working_days_late=0, **said)
        self.followed = actions.of_return(self.house, self.audit, on=self.returned, **said)
        return [self.audit, *self.followed]

    def be_judged(self) -> Sequence[Subject]:
        """The QA lead enters what became of it; one that was to standard is with the child's team."""
        said, on = self.month.town.does("qa_lead"), self.judged.isoformat()
        if self.course == "uploaded":
            self.audit.accept(on=on, note="", **said)
            self.duties = duties.of_acceptance(self.house, self.audit, on=self.judged, **said)
            return [self.audit, *self.duties]
        said["reason"] = self.month.chance.choice(sentences()[self.course])
        if self.course == "nil":
            record_nil_return(self.audit, on=after(date.fromisoformat(self.audit.due), 1).isoformat(), **said)
        else:
            self.audit.judge_not_to_standard(on=on, **said)
        return [self.audit]

    def end(self) -> Sequence[Subject]:
        """The team's manager enters when it came onto the record and, but for the dip sample's, that all was done."""
        if self.course != "uploaded":
            return []
        said = self.month.town.diary.stamp(self.sheet.manager)
        number, on = self.month.chance.randrange(10_000, 99_999), after(self.judged, 1)
        self.audit.upload(on=on.isoformat(), uploaded_by=said["by"], reference=f"DOC-{number}", **said)
        return [self.audit] if self.month.plan.month in FOLLOWED else [self.audit, *self._seen_through(said)]

    def _seen_through(self, said: dict[str, Any]) -> Sequence[Subject]:
        days = [after(self.judged, 4 + 5 * step).isoformat() for step in range(4)]
        for action in self.followed:
            action.complete(SHOWN, on=days[1], **said | {"by": action.owner})
            action.verify(note="", on=days[2], **said | {"by": self.month.town.named("qa_lead")})
        facts = {"done_by": said["by"], "reference": "Case note of that time", "note": "", **said}
        for duty in self.duties:
            duty.record_direction(on=days[0], **facts)
            duty.record_discussion(on=days[1], kind=self.month.chance.choice(KINDS), **facts)
            duty.follow_up(on=days[2], **facts)
            duty.close(open_actions=(), on=days[3], **facts)
        return [*self.followed, *self.duties]

    def _answers(self) -> dict[str, Any]:
        made = self.month.writer.answers(self.month.content, self.sheet, self.returned)
        left_out = NOT_ASKED if self.sheet.overall == INADEQUATE else (*NOT_ASKED, "actions")
        return {key: value for key, value in made.items() if key not in left_out}
