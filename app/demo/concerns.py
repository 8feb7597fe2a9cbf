"""The demonstration's children of concern: 19, two in Category 1, on 29 November 2018; the next day 17 and none.

Audits raise some as they come in; the others are raised directly. At the end of each working day somebody sees to what
that day asks for.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Any

from app import clock
from app.demo import concern_words as words
from app.demo.current import last_day, plan_for
from app.demo.town import Row, Town, after, minted
from app.events.calendar import add_working_days
from app.programme import concerns
from app.programme.concern_telling import escalate
from projections import concern_lists, people_lists

REPORTED, NEXT_DAY = date(2018, 11, 29), date(2018, 11, 30)
CARRIED_OVER = (date(2018, 11, 12), date(2018, 11, 13), date(2018, 11, 14), date(2018, 11, 15), date(2018, 11, 16))
LATE_ONE = date(2024, 5, 1)
"""From this day on the first Category 1 is not answered on its day."""
FOLLOWED = ((date(2018, 11, 1), date(2019, 1, 31)), (date(2024, 4, 2), date(2024, 8, 30)))
WEEKS_TO_CALM, WEEKS_TO_END = 1, 5


def begin(town: Town, today: date) -> None:
    """Put the days on which they are raised and followed into the diary."""
    follower = Follower(town, last_day(today))
    for first, last in (*FOLLOWED, (plan_for(today).allocated, last_day(today))):
        day = after(first, 0)
        while day <= last:
            town.diary.put(day, follower.day)
            day = after(day, 1)
    for day in CARRIED_OVER:
        town.diary.put(day, lambda: follower.raise_some(2))


class Follower:
    """Raises, answers, reviews and ends, at the end of each working day."""

    def __init__(self, town: Town, last: date) -> None:
        self.town, self.house, self.diary, self.last = town, town.house, town.diary, last
        self.chance, self.number = Random("Eastmere concerns"), count(1)
        self.forgotten = ""
        """The one whose review nobody has held this week."""
        self.late = ""

    def day(self) -> None:
        """In the morning what could not wait; the rest at the end, once everything else of the day has happened."""
        if self.late:
            self.answer_late()
        for number, step in ((-8, self.raise_now), (-12, self.raise_now_of_team)):
            if self.diary.today == after(self.last, number):
                step()
        self.diary.put(self.diary.today, self.evening)

    def evening(self) -> None:
        """See to what stands, and on the days of the report to its numbers."""
        for row in self.standing():
            self.see_to(row)
        if self.diary.today == REPORTED:
            self.balance(2, 17)
        elif self.diary.today == NEXT_DAY:
            self.end_category_1()
            self.balance(0, 17)

    def standing(self, category: str = "") -> list[Row]:
        """What stands at this moment, Category 1 first."""
        found = concern_lists.standing(self.house.model, self.diary.today)
        return [row for row in found if category in ("", row["category"])]

    def see_to(self, row: Row) -> None:
        """What a day asks for about one of them."""
        today, row = self.diary.today, self.now(row)
        if not row["answered_at"] and self.is_to_be_answered(row):
            self.respond(row, self.one_of(words.RESPONSES if row["category"] == "1" else words.CALMER))
        elif row["was_category_1"] and row["answered_at"] and not row["overseen_on"]:
            self.do(concerns.oversee, row, by=self.town.named("director"), note=self.one_of(words.OVERSIGHT), on=today)
        elif row["review_by"] <= after(today, 1).isoformat() and row["id"] != self.forgotten:
            self.review(row)
        elif self.is_to_end(row):
            self.end(row)

    def is_to_be_answered(self, row: Row) -> bool:
        """Category 1 on its day but for one that shows what happens then; Category 2 within some days."""
        if row["category"] == "1":
            if not self.late and LATE_ONE <= self.diary.today < date(2024, 7, 1) and not self.is_escalated_once():
                self.late = row["id"]
                return False
            return True
        return days(row["raised_at"], self.diary.today) >= 2 + int(row["raised_at"][17:19]) % 3

    def is_escalated_once(self) -> bool:
        """Whether the one late answer has been."""
        sql = "SELECT 1 AS n FROM concerns WHERE escalated_at <> ''"
        return self.house.model.one(sql) is not None

    def answer_late(self) -> None:
        """The morning after: escalated by itself, and answered then."""
        stamp = self.diary.stamp("")
        escalate(self.house, stamp["at"])
        self.respond(self.now({"id": self.late}), words.LATE)
        self.late = ""

    def is_to_end(self, row: Row) -> bool:
        """Calm after a week, over after five; those of this month stay."""
        since = days(row["raised_at"], self.diary.today)
        if not row["answered_at"] or self.diary.today <= NEXT_DAY or row["raised_at"][:10] >= self.this_month:
            return False
        return since >= (WEEKS_TO_CALM if row["category"] == "1" else WEEKS_TO_END) * 7

    @property
    def this_month(self) -> str:
        """From when on what is raised still stands at the end."""
        return add_working_days(self.last, -20).isoformat()

    def end(self, row: Row) -> None:
        """Category 1 goes to Category 2; that is stepped down, or closed where the child has no action left."""
        by, on = self.follower(row), self.diary.today
        if row["category"] == "1":
            self.do(concerns.recategorise, row, by=by, category="2", why=words.CALMED, on=on)
            return
        self.finish(row)

    def finish(self, row: Row) -> None:
        """Step it down to the child's actions, or close it where there is none."""
        by, on = self.follower(row), self.diary.today
        if actions := [one["id"] for one in concerns.actions_that_follow(self.house, row["child"])]:
            self.do(concerns.step_down, row, by=by, actions=actions, why=words.FOLLOWS, on=on)
        else:
            self.do(concerns.close, row, by=by, why=words.DONE, on=on)

    def respond(self, row: Row, what: str) -> None:
        """By a head of service; now and then the QA lead writes it down for them."""
        heads = people_lists.holders(self.house.model, ("head_of_service",), self.diary.today.isoformat())
        head = self.chance.choice([one["id"] for one in heads])
        helen, ruth = self.town.named("head_of_service"), self.town.named("qa_lead")
        head = helen if self.chance.random() < 0.6 else head
        by = ruth if self.chance.random() < 0.2 else head
        if row["category"] == "1" and not row["seen_at"]:
            self.do(concerns.acknowledge, row, by=head)
        stamp = self.diary.stamp(by)
        facts: dict[str, Any] = {"what": what, "reference": f"CN-{self.chance.randrange(20_000, 99_999)}"}
        facts |= {
            "asked": self.one_of(words.ASKED),
            "on": self.diary.today,
            "time": f"{clock.local(stamp['at']):%H:%M}",
        }
        facts["in_the_name_of"] = "" if by == head else head
        concerns.respond(self.house, row["id"], version=self.house.version(row["id"]), **facts, **stamp)

    def review(self, row: Row) -> None:
        """The week's review, with the next one a week later, or on the working day before that."""
        today = self.diary.today
        next_by = after(today + timedelta(days=8), -1)
        facts: dict[str, Any] = {"found": self.one_of(words.FOUND), "asked": "", "on": today, "next_by": next_by}
        self.do(concerns.review, row, by=self.follower(row), **facts)

    def balance(self, ones: int, twos: int) -> None:
        """As many in each category as the report counts: some move, some are raised, some end."""
        for row in self.standing("1")[ones:]:
            self.do(
                concerns.recategorise, row, by=self.follower(row), category="2", why=words.CALMED, on=self.diary.today
            )
        for _ in range(ones - len(self.standing("1"))):
            self.raise_one("1", self.one_of(words.URGENT))
            self.see_to(self.standing("1")[-1])
        self.raise_some(twos - len(self.standing("2")))
        for row in self.standing("2")[twos:]:
            self.end_at_once(row)

    def end_category_1(self) -> None:
        """Both are no longer children of concern, Category 1: what is left to do is tracked as ordinary actions."""
        for row in self.standing("1"):
            self.end_at_once(row)

    def end_at_once(self, row: Row) -> None:
        """Whatever is still asked for before it can end, and its end."""
        for _ in range(2):
            if not self.now(row)["answered_at"] or (row["was_category_1"] and not self.now(row)["overseen_on"]):
                self.see_to(row)
        self.finish(self.now(row))

    def raise_some(self, number: int) -> None:
        """So many in Category 2, which were on the tracker that was kept before, or came from elsewhere."""
        for _ in range(number):
            self.raise_one("2", self.one_of(words.WHY))

    def raise_now(self) -> None:
        """This month: one in Category 1 of the named team, by its manager, answered the same day."""
        child = self.child_of(self.town.named("practitioner"))
        self.raise_one("1", words.URGENT[0], child, self.town.named("team_manager"))

    def raise_now_of_team(self) -> None:
        """This month: two in Category 2, of which one is not reviewed as it should be."""
        self.raise_one("2", words.WHY[0], self.child_of(self.town.named("practitioner")))
        self.forgotten = self.raise_one("2", words.WHY[5])

    def raise_one(self, category: str, why: str, child: str = "", by: str = "") -> str:
        """Raise one directly; returns its id."""
        child, by = child or self.child_of(), by or self.town.named("qa_lead")
        facts = {"child": child.removeprefix("child/"), "category": category, "why": why}
        raising = minted("raising", f"concern {next(self.number)}")
        return concerns.raise_concern(self.house, raising, **facts, **self.diary.stamp(by))

    def child_of(self, worker: str = "") -> str:
        """A child of whom there is no concern, of a worker or of anybody."""
        known = {row["child"] for row in self.standing()}
        found = [id for id, child in sorted(self.town.children.items()) if id not in known]
        mine = [id for id in found if worker and self.town.ids[self.town.children[id].worker] == worker]
        return self.chance.choice(mine or found)

    def follower(self, row: Row) -> str:
        """Who follows it: the QA lead, but for what she raised herself as Category 1."""
        raisers = {one["by"] for one in concern_lists.raisings(self.house.model, row["id"])}
        ruth, helen = self.town.named("qa_lead"), self.town.named("head_of_service")
        return helen if ruth in raisers else ruth

    def now(self, row: Row) -> Row:
        """The row as it is now."""
        return concern_lists.concern(self.house.model, row["id"]) or row

    def do(self, command: Any, row: Row, *, by: str, **facts: Any) -> None:
        """Have somebody do something about it as it stands."""
        command(self.house, row["id"], version=self.house.version(row["id"]), **facts, **self.diary.stamp(by))

    def one_of(self, texts: Sequence[str]) -> str:
        """One of the texts."""
        return self.chance.choice(texts)


def days(since: str, today: date) -> int:
    """How many days ago a moment was."""
    return (today - date.fromisoformat(since[:10])).days
