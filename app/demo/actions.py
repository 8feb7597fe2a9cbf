"""Actions: those brought from the tracker kept by hand, and what becomes of them and of those that audits raise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from app.demo import action_words as words
from app.demo.current import last_day, plan_for
from app.demo.town import Town, after
from app.events.action import Action
from app.mint import derived
from app.programme import actions, handing_over
from app.programme.english import day
from projections import actions_lists, people
from projections.asking import Asked, Reach

REPORTED = date(2018, 11, 30)
WITHIN, OVERDUE = 122, 68
"""As the monthly report has them on that day: 190 open."""
BY_HAND = "tracker/by-hand"
"""Where the actions were kept that were brought over."""
NOW = timedelta(days=150)
"""For so long before the day actions are raised that are still under way."""
LAST = (date(2019, 2, 22), date(2019, 3, 1))


@dataclass(frozen=True)
class Round:
    """What happens to some actions on a day: the share of the open ones that is done, and how many of each other act.

    Those that were completed before are verified, all but the first `kept`; `reopened` of them are found not done.
    """

    on: date
    done: float = 0
    noted: int = 0
    extended: int = 0
    handed: int = 0
    cancelled: int = 0
    reopened: int = 0
    kept: int = 0


AUTUMN = (
    Round(date(2018, 11, 2), 0.06, noted=4, extended=2),
    Round(date(2018, 11, 16), 0.06, noted=3, extended=2, handed=2, reopened=1),
    Round(date(2018, 12, 7), 0.25, noted=5, extended=6, reopened=2),
    Round(date(2018, 12, 21), 0.3, extended=4, handed=3, cancelled=6),
    Round(date(2019, 1, 18), 0.5, reopened=2, cancelled=4),
    Round(LAST[0], 1, cancelled=5),
    Round(LAST[1]),
)
SPRING = (
    Round(date(2024, 5, 17), 0.3, noted=4, extended=3),
    Round(date(2024, 6, 7), 0.35, noted=3, extended=2, reopened=2, cancelled=3),
    Round(date(2024, 7, 5), 0.5, handed=2, cancelled=3),
    Round(date(2024, 8, 2), 0.6, extended=4, reopened=1),
    Round(date(2024, 9, 13), 1, cancelled=2),
    Round(date(2024, 9, 20)),
)


def begin(town: Town, today: date) -> None:
    """Put everything about actions into the diary."""
    story = Actions(town, today)
    town.diary.put(date(2018, 10, 11), story.bring_in_the_first)
    _put(story, AUTUMN, "2018-01", "2019-12")
    town.diary.put(REPORTED, lambda: story.last_thing_that_day(3))
    _put(story, SPRING, "2024-01", "2024-08")
    newest, end = plan_for(today), last_day(today)
    town.diary.put(newest.opened, story.bring_in_the_newest)
    late: tuple[Round, ...] = (
        Round(after(end, -9), 0.08, noted=3, extended=3),
        Round(after(end, -6), 0.1, noted=2, handed=2, kept=1),
    )
    late += (Round(after(end, -3), 0.1, noted=3, cancelled=2, reopened=1, kept=2), Round(end, 0.08, kept=5, extended=2))
    _put(story, late, max("2024-08", (today - NOW).isoformat()), "9999")


def _put(story: "Actions", rounds: Sequence[Round], first: str, last: str) -> None:
    for one in rounds:
        story.town.diary.put(one.on, lambda one=one: story.go_round(one, first, last))  # type: ignore[misc]


class Actions:
    """Lets the owners, their managers and the QA lead do what is to be done."""

    def __init__(self, town: Town, today: date) -> None:
        self.town, self.house, self.now = town, town.house, today
        self.chance = Random("Eastmere actions")

    def bring_in_the_first(self) -> None:
        """The open actions of the tracker kept by hand, a good many of them overdue at the end of November."""
        dues = [REPORTED + timedelta(days=self.chance.randint(1, 75)) for _ in range(80)]
        for least, most, number in ((1, 7, 10), (8, 30, 24), (31, 90, 28), (91, 160, 10)):
            dues += [REPORTED - timedelta(days=self.chance.randint(least, most)) for _ in range(number)]
        self._bring_in(self.chance.sample(sorted(self.town.children), len(dues)), dues)

    def bring_in_the_newest(self) -> None:
        """Actions that the teams had kept by hand, some long overdue by now; three are the practitioner's."""
        mine = [id for id, child in sorted(self.town.children.items()) if self._works(child.worker)][:3]
        others = self.chance.sample(sorted(self.town.children.keys() - set(mine)), 33)
        offsets = [-6, 2, 9, *(self.chance.randint(-100, 35) for _ in others)]
        self._bring_in([*mine, *others], [self.now + timedelta(days=n) for n in offsets])

    def last_thing_that_day(self, turns: int) -> None:
        """After everything else of the day of the report: what is more than it prints gets done."""
        if turns:
            self.town.diary.put(REPORTED, lambda: self.last_thing_that_day(turns - 1))
            return
        found = self._open("2018-01", "2019-12")
        late = [row for row in found if row["due"] < REPORTED.isoformat()]
        in_time = [row for row in found if row not in late]
        for rows, number in ((late, OVERDUE), (in_time, WITHIN)):
            for row in self.chance.sample(rows, len(rows) - number):
                self._complete(row)

    def go_round(self, one: Round, first: str, last: str) -> None:
        """One round among the actions raised from a month on, before another."""
        self._look_at(self._those("completed", first, last), one)
        found = [row for row in self._open(first, last) if row["raised_on"] < self.town.diary.today.isoformat()]
        self.chance.shuffle(found)
        theirs = iter([row for row in found if row["owner"] != self.town.named("practitioner") or one.done == 1])
        acts = ((self._cancel, one.cancelled), (self._note, one.noted), (self._extend, one.extended))
        for act, times in (*acts, (self._hand_over, one.handed), (self._complete, round(len(found) * one.done))):
            for _ in range(times):
                if row := next(theirs, None):
                    act(row)

    def _look_at(self, completed: list[dict[str, Any]], one: Round) -> None:
        """Verify what was completed, or find it not done."""
        for place, row in enumerate(completed[one.kept :]):
            if place < one.reopened:
                self._do(actions.reopen, row, self._checker(row), reason=self.chance.choice(words.NOT_DONE))
            else:
                self._do(actions.verify, row, self._checker(row), note=self.chance.choice(words.CHECKED))

    def _complete(self, row: dict[str, Any]) -> None:
        evidence = self.chance.choice(words.EVIDENCE).format(day=day(self.town.diary.today))
        self._do(actions.complete, row, row["owner"], evidence=evidence)

    def _note(self, row: dict[str, Any]) -> None:
        self._do(actions.note_progress, row, row["owner"], note=self.chance.choice(words.NOTES))

    def _extend(self, row: dict[str, Any]) -> None:
        due = after(max(self.town.diary.today, date.fromisoformat(row["due"])), self.chance.choice((5, 10, 15)))
        self._do(actions.extend, row, self._checker(row), due=due, reason=self.chance.choice(words.LATER))

    def _cancel(self, row: dict[str, Any]) -> None:
        self._do(actions.cancel, row, self._checker(row), reason=self.chance.choice(words.CANCELLED))

    def _hand_over(self, row: dict[str, Any]) -> None:
        team = [one["value"] for one in people.who_can_act(self.house.model, row["team"])][:6]
        owner = self.chance.choice([person for person in team if person != row["owner"]])
        facts = {"owner": owner, "reason": self.chance.choice(words.HANDED)}
        self._do(handing_over.reassign, row, self._checker(row), **facts)

    def _checker(self, row: dict[str, Any]) -> str:
        """Who looks after it: the manager of who is to do it, unless it was theirs once, else the QA lead."""
        owner = people.person(self.house.model, row["owner"]) or {}
        mine = owner.get("supervisor") if "practitioner" in owner.get("roles", ()) else ""
        near = bool(mine) and self.chance.random() < 0.5 and mine not in self.house.load(Action, row["id"]).had_by
        return str(mine) if near else self.town.named("qa_lead")

    def _bring_in(self, children: Sequence[str], dues: Sequence[date]) -> None:
        """An action for each child in one save, each with the day on which it had been raised."""
        said, made = self.town.does("qa_lead"), []
        for place, (child, due) in enumerate(zip(children, dues, strict=True)):
            facts = {"source": BY_HAND, "what": self._what(place), "owner": self._owner(child), "child": child}
            facts |= {"due": due.isoformat(), "on": self._raised_on(due).isoformat()}
            id = derived("action", f"{BY_HAND} {self.town.diary.today} {child}")
            made.append(actions.raised(self.house, id, **facts, **said))
        self.house.keep(*made)

    def _raised_on(self, due: date) -> date:
        """Two to eight weeks before it is due, and before it is brought over."""
        return min(after(due, -self.chance.randint(10, 40)), after(self.town.diary.today, -1))

    def _what(self, place: int) -> str:
        return words.WHATS[place % len(words.WHATS)].format(child="the child")

    def _owner(self, child: str) -> str:
        """The child's worker mostly, else the worker's manager."""
        worker = self.town.ids[self.town.children[child].worker]
        if self.chance.random() < 0.75 or worker == self.town.named("practitioner"):
            return worker
        return str((people.person(self.house.model, worker) or {}).get("supervisor") or worker)

    def _works(self, address: str) -> bool:
        return self.town.ids[address] == self.town.named("practitioner")

    def _open(self, first: str, last: str) -> list[dict[str, Any]]:
        return self._those("open", first, last)

    def _those(self, state: str, first: str, last: str) -> list[dict[str, Any]]:
        asked = Asked(Reach(everything=True), self.town.diary.today, {"state": state})
        return [row for row in actions_lists.matching(self.house.model, asked) if first <= row["raised_on"] < last]

    def _do(self, command: Any, row: dict[str, Any], by: str, **facts: Any) -> None:
        """Have a person do something with an action as it stands, today."""
        now = {"version": self.house.version(row["id"]), "on": self.town.diary.today}
        command(self.house, row["id"], **now, **facts, **self.town.diary.stamp(by))
