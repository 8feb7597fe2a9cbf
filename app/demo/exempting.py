"""Exemptions around the month in progress: for dates, withdrawn, reversed, lapsed; a deputy; and who decided when.

The report of November 2018 says that "under direction from the DCS, all exemptions are now to be authorised by the
respective operations directors": before it a head of service decided here.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from app.demo.council import DIRECTORS, email
from app.demo.current import ASKING_AREA, last_day
from app.demo.town import Town, after, minted
from app.events.council import COUNCIL
from app.events.exemption_dates import month_end
from app.events.vocabulary import AUDIT_STATES, OPEN_STATES
from app.programme import deputies, exemptions
from projections import allocation, cycles
from projections import exemptions as exempt

BEFORE, DIRECTION = date(2018, 10, 11), date(2018, 10, 26)
APRIL, NOT_DECIDED = "cycle/2024-04", date(2024, 4, 22)
DEPUTY, NEXT_DEPUTY = DIRECTORS["Hills and Vale"], DIRECTORS["Front Door and Assessment"]
NOTES = {
    "dates": "The baby is due in the middle of the month; leave begins two weeks before.",
    "deputy": "Chairs a review for a neighbouring council that month.",
    "withdrawn": "The final hearing was to be in the week of the audit.",
    "reversed": "Signed off for four weeks.",
    "lapsed": "Two vacancies in the team.",
}


def begin(town: Town, today: date) -> None:
    """Put it all into the diary."""
    told = Exempting(town, today)
    end = last_day(today)
    days: dict[date, tuple[Callable[[], None], ...]] = {
        BEFORE: (lambda: told.choose("head_of_service", "As the audit guidance has it."),),
        DIRECTION: (lambda: told.choose("operations_director", "Direction of the director of children's services."),),
        NOT_DECIDED: (told.ask_in_vain,),
        after(end, -9): (told.name_a_deputy,),
        after(end, -5): (told.ask_the_deputy, told.ask_to_take_back),
        after(end, -4): (told.deputy_decides,),
        after(end, -3): (told.take_back, told.ask_for_dates, told.ask_for_the_sick),  # No audit changes hands any more.
        after(end, -2): (told.authorise_the_sick,),
        after(end, -1): (told.reverse, told.name_the_next_deputy),
    }
    for day, acts in days.items():
        for act in acts:
            town.diary.put(day, act)


class Exempting:
    """What becomes of a few exemptions, each under an id of its own."""

    def __init__(self, town: Town, today: date) -> None:
        self.town, self.house, self.today = town, town.house, today
        self.month = f"cycle/{today.isoformat()[:7]}"
        self.chance = Random("Eastmere exemptions")
        self.next = month_end(today) + timedelta(days=1)

    def choose(self, role: str, reason: str) -> None:
        """Another role decides."""
        facts: dict[str, Any] = {"version": self.house.version(COUNCIL), "authority": role, "reason": reason}
        deputies.choose_authority(self.house, COUNCIL, **facts, **self.town.does("administrator"))

    def ask_in_vain(self) -> None:
        """Nobody decides, so it lapses when the month is closed."""
        auditor = self._somebody(APRIL, "Hills and Vale")
        self._ask("lapsed", auditor, auditor, cycle=APRIL, reason_class="other")

    def name_a_deputy(self) -> None:
        """For a week that is over by now."""
        self._name(DEPUTY, after(last_day(self.today), -6), after(last_day(self.today), -4), "At a conference.")

    def name_the_next_deputy(self) -> None:
        """For a week that is still to come."""
        self._name(NEXT_DEPUTY, after(self.today, 6), after(self.today, 10), "On leave.")

    def ask_the_deputy(self) -> None:
        """For next month, while the director is away."""
        auditor = self._somebody(self.month, ASKING_AREA)
        self._ask("deputy", auditor, auditor, cycle=self._next_month(), reason_class="other")

    def deputy_decides(self) -> None:
        """In the place of the director."""
        self._decide(exemptions.authorise, "deputy", self.town.ids[email(DEPUTY)], "")

    def ask_to_take_back(self) -> None:
        """By an auditor who thinks better of it."""
        auditor = self._somebody(self.month, "Children in Care and 11-25")
        self._ask("withdrawn", auditor, auditor, cycle=self.month, reason_class="other")

    def take_back(self) -> None:
        """By the same."""
        self._decide(exemptions.withdraw, "withdrawn", self._row("withdrawn")["auditor"], "The hearing was put off.")

    def ask_for_the_sick(self) -> None:
        """By the QA lead for an auditor who has no open audit."""
        auditor = self._somebody(self.month, "Hills and Vale")
        by = self.town.named("qa_lead")
        self._ask("reversed", auditor, by, cycle=self.month, reason_class="health")

    def authorise_the_sick(self) -> None:
        """By the director over the area."""
        self._decide(exemptions.authorise, "reversed", self._director("reversed"), "")

    def reverse(self) -> None:
        """They are back."""
        self._decide(exemptions.reverse, "reversed", self._director("reversed"), "Back at work, and glad to audit.")

    def ask_for_dates(self) -> None:
        """Maternity leave from next month on, which waits for the named operations director."""
        auditor = self._somebody(self.month, ASKING_AREA)
        facts: dict[str, Any] = {"auditor": auditor, "reason_class": "maternity", "note": NOTES["dates"]}
        facts |= {"first": self.next + timedelta(days=4), "last": self.next + timedelta(days=270)}
        exemptions.ask_for_dates(self.house, self._id("dates"), **facts, **self.town.does("qa_lead"))

    def _ask(self, which: str, auditor: str, by: str, **facts: str) -> None:
        stamp = self.town.diary.stamp(by)
        exemptions.ask(self.house, self._id(which), auditor=auditor, note=NOTES[which], **facts, **stamp)

    def _decide(self, command: Callable[..., Any], which: str, by: str, reason: str) -> None:
        id, stamp = self._id(which), self.town.diary.stamp(by)
        command(self.house, id, version=self.house.version(id), reason=reason, on=self.town.diary.today, **stamp)

    def _name(self, deputy: str, first: date, last: date, reason: str) -> None:
        person = self.town.named("operations_director")
        id, on = deputies.deputies_id(person), self.town.diary.today
        facts: dict[str, Any] = {"deputy": self.town.ids[email(deputy)], "first": first, "last": last, "on": on}
        stamp = self.town.diary.stamp(person)
        deputies.name(self.house, id, version=self.house.version(id), reason=reason, **facts, **stamp)

    def _director(self, which: str) -> str:
        row = self._row(which)
        return min(exemptions.authority(self.house, row["auditor"], asked_by=row["asked_by"]).people)

    def _row(self, which: str) -> dict[str, Any]:
        return exempt.exemption(self.house.model, self._id(which), self.town.diary.today) or {}

    def _somebody(self, cycle: str, area: str) -> str:
        """An auditor of the pool and an area, best without audits, else with none open; never exempt, or Anna."""
        audits = allocation.audits(self.house.model, cycle)
        have, busy = (
            {row["auditor"] for row in audits if row["state"] in states} for states in (AUDIT_STATES, OPEN_STATES)
        )
        free = [row["id"] for row in cycles.pool(self.house.model, cycle) if row["area"] == self.town.ids[area]]
        found = [id for id in free if id != self.town.named("auditor") and not self._is_asked(id, cycle)]
        best = ([id for id in found if id not in those] for those in (have, busy))
        return self.chance.choice(next(filter(None, best), found))

    def _is_asked(self, auditor: str, cycle: str) -> bool:
        """Whether an exemption was asked for the month or a later one, whatever became of it."""
        return any(row["cycle"] >= cycle for row in exempt.months_of_auditor(self.house.model, auditor))

    def _next_month(self) -> str:
        return f"cycle/{self.next.isoformat()[:7]}"

    def _id(self, which: str) -> str:
        return minted("exemption", f"{self.month} {which}")
