"""The demonstration's dip samples: the two of November 2018, figure by figure, and a themed review half filled in."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from app.demo import dip_sample_words as words
from app.demo import summer
from app.demo.current import last_day
from app.demo.dip_sample_grip import grip_answers
from app.demo.town import Row, Town, after, minted
from app.programme.dip_samples import concluding, drawing, entering, frames, measuring, planning
from app.programme.dip_samples.entering import Cell
from projections import dip_samples

CHILDREN: Row = {"kind": "children", "plans": [], "teams": [], "areas": [], "ended_from": "", "ended_to": ""}
AUDITS: Row = {"kind": "audits", "plans": [], "teams": [], "areas": [], "grades": [], "standing": "accepted"}
SUMMER = AUDITS | {"first": summer.PLANS[0].month, "last": summer.PLANS[-1].month}
N_CLOSURES, N_CLEAR, N_REVIEW = 100, 46, 12
LEAST_DAYS, MOST_DAYS = 21, 116
AT_ONCE = 20
"""Members whose answers are saved together."""


def begin(town: Town, today: date) -> None:
    """Put the three into the diary."""
    closures = DipSample(town, "closures 2018", words.CLOSURES, words.CLOSURE_MEASURES)
    grip = DipSample(town, "grip 2018", words.GRIP, words.GRIP_MEASURES)
    closures.plan_by_hand(date(2018, 11, 6), CHILDREN | {"plans": ["CiN"]}, N_CLOSURES, words.CLOSURES_BY_HAND)
    closures.fill_in(date(2018, 11, 14), closure_answers)
    grip.plan_of_these(date(2018, 11, 13), SUMMER, lambda: summer.in_sample(town.house), words.GRIP_BY_HAND)
    grip.fill_in(after(summer.RECORDED, 1), lambda chance, members: grip_answers(town.house, chance, members))
    closures.conclude(date(2018, 11, 28), words.CLOSURE_FINDINGS, words.CLOSURE_THEMES)
    grip.conclude(date(2018, 11, 29), words.GRIP_FINDINGS, words.GRIP_THEMES)
    closures.recommend(date(2018, 12, 7), words.CLOSURE_ACTION, "head_of_service", date(2019, 1, 31))
    grip.recommend(date(2018, 12, 7), words.GRIP_ACTION, "operations_director", date(2019, 2, 28))
    review = DipSample(town, "risk review", words.REVIEW, words.REVIEW_MEASURES)
    review.plan_of_audits(after(last_day(today), -4))
    review.fill_in(after(last_day(today), -1), half_of_the_review)


class DipSample:
    """One dip sample on its way; each step goes into the diary."""

    def __init__(self, town: Town, name: str, said: Row, measures: Sequence[Row]) -> None:
        self.town, self.house, self.said, self.measures = town, town.house, said, measures
        self.id, self.chance = minted("dip_sample", name), Random(f"Eastmere {name}")

    def plan_by_hand(self, day: date, frame: Row, n: int, why: str) -> None:
        """Planned one day, drawn by hand the next."""
        self.plan_of_these(day, frame, lambda: self._some(frame, n), why)

    def plan_of_these(self, day: date, frame: Row, these: Callable[[], Sequence[str]], why: str) -> None:
        """The same with those that are found when it is drawn."""
        self._on(day, lambda: self._plan(frame, {"how": "by_hand", "size": 0}))
        self._on(after(day, 1), lambda: self._draw(references=" ".join(these()), reason=why))

    def plan_of_audits(self, day: date) -> None:
        """A review of the weakest audits of three months, drawn by chance."""
        self._on(day, lambda: self._plan_of_audits(day))
        self._on(after(day, 1), lambda: self._draw(seed="risk review"))

    def fill_in(self, day: date, answers: Callable[[Random, list[str]], dict[Cell, str]]) -> None:
        """The moderator and the QA lead fill it in by turns."""
        self._on(day, lambda: self._fill_in(answers))

    def conclude(self, day: date, findings: str, themes: tuple[list[str], list[str]]) -> None:
        """What was found."""
        facts: Row = {"findings": findings, "themes": themes[0], "own_themes": themes[1], "missing_reason": ""}
        self._on(day, lambda: self._now(concluding.conclude, **facts, on=self.town.diary.today))

    def recommend(self, day: date, what: str, owner: str, due: date) -> None:
        """What is to be done; the action goes on as all others do."""
        self._on(day, lambda: self._recommend(what, owner, due))

    def _on(self, day: date, act: Callable[[], None]) -> None:
        self.town.diary.put(day, act)

    def _now(self, command: Callable[..., None], **facts: Any) -> None:
        command(self.house, self.id, version=self.house.version(self.id), **facts, **self.town.does("qa_lead"))

    def _plan(self, frame: Row, selection: Row) -> None:
        plan: Row = {"frame": frame, "selection": selection, "reviewers": [self.town.named("moderator")]}
        plan |= {"on": self.town.diary.today}
        planning.plan(self.house, self.id, **self.said, **plan, **self.town.does("qa_lead"))
        for measure in self.measures:
            self._now(measuring.define, asked=measure)

    def _plan_of_audits(self, day: date) -> None:
        first = (day.replace(day=1) - timedelta(days=50)).isoformat()[:7]
        grades = ["inadequate", "requires-improvement"]
        frame = AUDITS | {"first": first, "last": day.isoformat()[:7], "grades": grades}
        n = min(N_REVIEW, frames.frame(self.house, frame, day.isoformat()).size)
        self._plan(frame, {"how": "drawn", "size": n})

    def _draw(self, **facts: str) -> None:
        self._now(drawing.draw, **facts, on=self.town.diary.today)

    def _some(self, frame: Row, n: int) -> list[str]:
        found = frames.frame(self.house, frame, self.town.diary.today.isoformat()).members
        return [row["id"] for row in self.chance.sample(found, n)]

    def _fill_in(self, answers: Callable[[Random, list[str]], dict[Cell, str]]) -> None:
        members = [row["member"] for row in dip_samples.members(self.house.model, self.id)]
        found = answers(self.chance, members)
        for start in range(0, len(members), AT_ONCE):
            some = set(members[start : start + AT_ONCE])
            cells = {cell: text for cell, text in found.items() if cell[0] in some}
            role = ("moderator", "qa_lead")[start // AT_ONCE % 2]
            entering.record(self.house, self.id, cells, seen=self.house.version(self.id), **self.town.does(role))

    def _recommend(self, what: str, owner: str, due: date) -> None:
        self._now(concluding.recommend, what=what, owner=self.town.named(owner), due=due, on=self.town.diary.today)


def closure_answers(chance: Random, members: list[str]) -> dict[Cell, str]:
    """The answers of the first dip sample: 46 of 100 with a clear rationale, the other questions asked of 54."""
    days = [LEAST_DAYS, MOST_DAYS]
    days += [min(MOST_DAYS - 1, LEAST_DAYS + int(chance.expovariate(1 / 18))) for _ in members[2:]]
    chance.shuffle(days)
    clear = set(chance.sample(members, N_CLEAR))
    found = {(id, "working-days-not-seen"): str(number) for id, number in zip(members, days, strict=True)}
    found |= {(id, "clear-and-supported-rationale"): "yes" if id in clear else "no" for id in members}
    unclear = [id for id in members if id not in clear]
    for measure, n in words.CLOSURE_COUNTS.items():
        found |= _yes(chance, unclear, measure, n)
    return found


def half_of_the_review(chance: Random, members: list[str]) -> dict[Cell, str]:
    """The answers of the first half of the members."""
    found: dict[Cell, str] = {}
    for id in members[: len(members) // 2]:
        found[id, "risk-is-named-in-plain-words"] = chance.choice(("yes", "no", "no"))
        found[id, "the-plan-reduces-the-risk"] = chance.choice(("yes", "no", "no", "na"))
        found[id, "what-stood-in-the-way"] = chance.choice(("workload", "supervision", "supervision", "skill"))
        found[id, "weeks-since-the-last-supervision"] = str(chance.randrange(2, 11))
    if members:
        found[members[0], "note"] = words.REVIEW_NOTE
    return found


def _yes(chance: Random, members: list[str], measure: str, n: int) -> dict[Cell, str]:
    return _of(members, measure, chance.sample(members, n))


def _of(members: list[str], measure: str, yes: Sequence[str]) -> dict[Cell, str]:
    return {(id, measure): "yes" if id in yes else "no" for id in members}
