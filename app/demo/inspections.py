"""Eastmere is inspected: Ian Walsh reads everything, Ivy Lane two children as they stood at the end of 2018."""

from datetime import date
from typing import Any

from app.demo.council import SECOND_INSPECTOR, email
from app.demo.current import last_day
from app.demo.town import Town, minted
from app.events.inspection import Terms
from app.programme import inspections, people
from projections import audits, final_grades, packs

MONTH, PINNED, YEARS = "cycle/2018-11", "2018-12-31T17:00", 5


def begin(town: Town, today: date) -> None:
    """Put it into the diary, on the last day."""
    town.diary.put(last_day(today), Inspected(town).let_in)


class Inspected:
    """What the QA lead grants, in the minute of what happened before."""

    def __init__(self, town: Town) -> None:
        self.town, self.house = town, town.house

    def let_in(self) -> None:
        """Both inspectors, for as long as somebody may look round."""
        ivy = minted("person", email(SECOND_INSPECTOR))
        details = {
            "name": SECOND_INSPECTOR,
            "email": email(SECOND_INSPECTOR),
            "job_level": "other",
            "team": "",
            "supervisor": "",
        }
        people.add(self.house, ivy, details, {"inspector"}, **self._does("administrator"))
        self._grant("everything", self.town.named("inspector"), self._terms(everything=True))
        two = self._terms(children=tuple(self._children()), pinned=PINNED)
        self._grant("two children", ivy, two, "She named two children; what was known of them at the end of 2018.")

    def _terms(self, everything: bool = False, children: tuple[str, ...] = (), pinned: str = "") -> Terms:
        first = self.town.diary.today
        last = first.replace(year=first.year + YEARS, month=12, day=31)
        return Terms(first.isoformat(), last.isoformat(), everything, children, (), pinned)

    def _grant(self, name: str, person: str, terms: Terms, reason: str = "The inspection of the service.") -> None:
        facts: dict[str, Any] = {"person": person, "terms": terms, "reason": reason, "on": self.town.diary.today}
        inspections.grant(self.house, minted("inspection", name), **facts, **self._does("qa_lead"))

    def _children(self) -> list[str]:
        """A child whose audit of November 2018 was inadequate, and one whose was good."""
        found = [audits.audit(self.house.model, id) or {} for id in packs.audits_of(self.house.model, MONTH)]
        grades = {final_grades.overall(row): str(row["child"]) for row in found[::-1]}
        return [grades["inadequate"], grades["good"]]

    def _does(self, role: str) -> dict[str, Any]:
        """`by` and `at`, without moving the clock of the story on."""
        return {"by": self.town.named(role), "at": self.town.diary.now.isoformat(timespec="seconds")}
