"""A small month some ten weeks before the day: its audits are in and on record, and what came of them is asked now."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from app.demo.answers import Sheet
from app.demo.months import Month
from app.demo.plans import Plan, version_on
from app.demo.town import Row, Town, after

BEFORE = timedelta(days=70)
"""From the allocation to the day: audits that came in four to fifteen working days later are due to be asked about."""


def begin(town: Town, today: date) -> None:
    """Put the month into the diary."""
    plan = plan_for(today)
    town.diary.put(plan.opened, lambda: RecentMonth(town, plan).begin())


def plan_for(today: date) -> Plan:
    """A month of one service area, as one does when many are on leave."""
    allocated = after(today - BEFORE, 1)
    return Plan(
        month=allocated.isoformat()[:7],
        version=version_on(after(allocated, -3)),
        opened=after(allocated, -3),
        allocated=allocated,
        closed=after(allocated, 25),
        size=8,
        courses={"uploaded": 7, "not_to_standard": 1},
        before={"extended_leave": 1},
        scope=("Harbour and Coast",),
        controls={"proportional_to": "team", "not_audited_months": 6},
        named=1,
    )


class RecentMonth(Month):
    """Lives the plan; nothing is printed of this month, so its audits are as audits mostly are."""

    def fated(self, rows: Sequence[Row], courses: dict[str, int]) -> list[tuple[Row, str]]:
        """As always, but that the named practitioner's audit is accepted."""
        found = {row["id"]: course for row, course in super().fated(rows, courses)}
        mine = [row["id"] for row in rows if row["worker"] == self.town.named("practitioner")]
        for id in [id for id in mine if found[id] != "uploaded"]:
            other = next(each for each in found if each not in mine and found[each] == "uploaded")
            found[id], found[other] = found[other], found[id]
        return [(row, found[row["id"]]) for row in rows]

    def made_sheets(self, fated: Any) -> dict[str, Sheet]:
        """Usual sheets."""
        return {row["id"]: self.sheets.usual(row) for row, _ in fated}
